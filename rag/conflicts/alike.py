"""Whether two statements of different articles speak of one fact: the same event, the same subject, the same time.

Every gate must be passed: an alarm that is no conflict costs more trust than one that is missed.
"""

from functools import lru_cache

from index.data import DatePrecision, Document
from rag.conflicts.statements import Statement, whole
from rag.conflicts.stems import content, telling
from rag.conflicts.times import Time
from rag.evidence import article_lines
from rag.terms import coverage

EVENT = 0.3  # of the weight of the shorter head of two articles must be shared
LINE = 0.55  # of a line's weight must stand somewhere in the other's article
CLAUSE = 0.6  # of a statement's weight must stand in the other's line, or at a discount round it
AROUND = 0.6  # that discount
APART_DAYS = 45  # between the publication of two articles on one event
HEAD = 3  # lines that tell what an article is about


def same_fact(one: Statement, other: Statement, skip: frozenset[str] = frozenset()) -> bool:
    """Whether both, of articles on one event, tell of one fact; the stems in which they differ are left out."""
    return (
        one.scope == other.scope
        and _same_time(one, other)
        and _same_names(one, other, skip)
        and _held_by_article(one, other, skip)
        and min(nearness(one, other, skip), nearness(other, one, skip)) >= CLAUSE
    )


def nearness(one: Statement, other: Statement, skip: frozenset[str] = frozenset()) -> float:
    """Return the share of a statement's weight that the other's line has, or its surroundings at a discount."""
    wanted = {term: value for term, value in one.about.items() if term not in skip}
    own, around = frozenset(other.line_about), _around(other.line.document)
    return coverage(wanted, (own, 1.0), (around, AROUND)) if wanted else 1.0


@lru_cache(maxsize=4096)
def same_event(one: Document, other: Document) -> bool:
    """Whether two articles share enough of what their heads tell, and appeared near enough in time."""
    dated = one.published_precision is other.published_precision is DatePrecision.DAY
    if dated and one.published and other.published and abs((one.published - other.published).days) > APART_DAYS:
        return False
    left, right = _head(one), _head(other)
    shared = telling({term: value for term, value in left.items() if term in right})
    return shared >= EVENT * min(telling(left), telling(right))


@lru_cache(maxsize=512)
def _head(document: Document) -> dict[str, float]:
    lines = " ".join(line.text for line in article_lines(document)[:HEAD])
    return content(f"{document.title} {lines}")


@lru_cache(maxsize=512)
def _around(document: Document) -> frozenset[str]:
    return frozenset(_head(document))


def _same_names(one: Statement, other: Statement, skip: frozenset[str]) -> bool:
    """Whether not both have names of which the other's article knows nothing."""
    left = _strange(one, other) - skip
    right = _strange(other, one) - skip
    return not (left and right)


def _strange(one: Statement, other: Statement) -> frozenset[str]:
    return one.line_names - whole(other.line.document)


def _held_by_article(one: Statement, other: Statement, skip: frozenset[str]) -> bool:
    return all(_line_share(left, right, skip) >= LINE for left, right in ((one, other), (other, one)))


def _line_share(one: Statement, other: Statement, skip: frozenset[str]) -> float:
    wanted = {term: value for term, value in one.about.items() if term not in skip}
    return coverage(wanted, (whole(other.line.document), 1.0)) if wanted else 1.0


def _same_time(one: Statement, other: Statement) -> bool:
    """Whether the times of two statements can be one; a time named by one alone must fit the other's article."""
    left, right = _times(one), _times(other)
    if left and right:
        return any(time.meets(another) for time in left for another in right)
    return all(_near(time, other.line.document) for time in left) and all(
        _near(time, one.line.document) for time in right
    )


def _times(one: Statement) -> list[Time]:
    return [time for time in one.times or one.line_times if not time.saying]


def _near(time: Time, document: Document) -> bool:
    """Whether a time is about when an article appeared; true where that is unknown."""
    published = document.published
    if published is None:
        return True
    if time.day:
        return abs((time.day - published).days) <= APART_DAYS
    return time.when[0] == published.year and (len(time.when) < 2 or abs(time.when[1] - published.month) <= 1)
