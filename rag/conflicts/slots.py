"""Where two statements of one fact differ: in a quantity, a day, a place, a name, a denial, or in who spoke."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.data import Document, Span
from rag.conflicts.alike import nearness, same_fact
from rag.conflicts.named import Named
from rag.conflicts.quantities import FATE_NAMES, GROWING, Quantity, agree, comparable
from rag.conflicts.statements import Statement, statements, whole
from rag.conflicts.stems import canonical, content, telling
from rag.conflicts.times import Time
from rag.quotes import normal, quotations
from rag.speakers import is_body, own_words, same_speaker

CLOSE = 0.75  # the nearness of two statements that differ in nothing but a name or a denial
TOGETHER = 2  # lines within which an article sets two accounts side by side
TELLING = 8.0  # the weight that they must share
FULL_NAME = 2  # words of a name that is nobody's but its bearer's
QUOTED_WORDS = 4  # of a quotation given to two speakers
_SAYS = re.compile(r"(?P<who>(?:[\w’'-]+\s+){0,2}[\w’'-]+)\s+(?:said|says|reported|reports|counted|counts|put|gave)\b")
_ACCORDING = re.compile(r"\baccording to (?P<who>(?:[\w’'-]+\s*){1,4})")
_ASIDE = frozenset(
    canonical(word)
    for word in """say comment confirm know clear immediately disclose give respond reply available specify name
    identify believe think expect rule elaborate""".split()
)
_OPPOSITES = {
    canonical(one): frozenset(canonical(word) for word in others.split())
    for one, others in {
        "confirmed": "denied denies dismissed refuted", "admitted": "denied denies",
        "rose": "fell dropped declined", "increased": "decreased fell", "gained": "lost fell", "up": "down",
        "approved": "rejected", "accepted": "rejected refused", "agreed": "refused", "backed": "opposed",
        "opened": "closed", "passed": "failed", "won": "lost", "guilty": "innocent", "convicted": "acquitted",
        "alive": "dead", "survived": "dead", "succeeded": "failed", "lifted": "imposed", "granted": "refused denied",
    }.items()
}  # fmt: skip
_RECURS = frozenset(
    canonical(word)
    for word in """meet meets met meeting meetings session match game talks call spoke visit visited debate round
    traded trading shares index prices price play plays played beat won race""".split()
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What two statements put in one place; the spans count in the texts of their lines."""

    slot: str  # "number", "time", "place", "name", "denial" or "speaker"
    one: Span
    other: Span
    about: str  # what it is of: "people dead", "time", …
    growth: float = 0.0  # of a count that only grows in a developing story: the other's number less the first's
    agrees: bool = False  # both can be true, or one article gives both: then it is at most an update


def differences(one: Statement, other: Statement) -> Iterator[Difference]:
    """Yield where two statements, of different articles on one event, contradict each other."""
    yield from _numbers(one, other)
    yield from _days(one, other)
    yield from _places(one, other)
    yield from _names(one, other)
    yield from _denials(one, other)
    yield from _speakers(one, other)


def inside(one: Statement, other: Statement) -> Iterator[Difference]:
    """Yield where two lines of one article that stand together give the numbers of two sources."""
    if 0 < abs(one.line.number - other.line.number) <= TOGETHER and _sources_differ(one.text, other.text):
        yield from (found for found in _numbers(one, other) if not found.agrees)


def _sources_differ(one: str, other: str) -> bool:
    ours, theirs = _source(one), _source(other)
    return bool(ours and theirs) and not ours & theirs


def _source(text: str) -> frozenset[str]:
    """Return the stems of who says it, by the few words before a verb of saying."""
    found = _SAYS.search(text) or _ACCORDING.search(text)
    return frozenset(content(found["who"])) if found else frozenset()


def _numbers(one: Statement, other: Statement) -> Iterator[Difference]:
    for left in one.quantities:
        for right in other.quantities:
            if not _counts_the_same(one, left, other, right):
                continue
            growth = _growth(one.fate(left), left, right)
            if (growth or not agree(left, right)) and _told_alike(one, left, other) and same_fact(one, other):
                spans = _in_line(one, left.span), _in_line(other, right.span)
                apart = one.line.document.id != other.line.document.id
                known = agree(left, right) or (apart and _both_in_one(one, left, other, right))
                yield Difference("number", *spans, _counted(one, left), growth, known)


def _counts_the_same(one: Statement, left: Quantity, other: Statement, right: Quantity) -> bool:
    fate = one.fate(left)
    if fate != other.fate(right) or _leading(one, left) != _leading(other, right):
        return False
    if fate:
        return left.nouns == right.nouns
    return comparable(left, right) and (bool(left.unit) or bool(left.noun))


def _both_in_one(one: Statement, left: Quantity, other: Statement, right: Quantity) -> bool:
    """Whether one of the articles gives the other's number too: then the two are hardly of one thing."""
    return _gives(other.line.document, one, left) or _gives(one.line.document, other, right)


def _gives(document: Document, elsewhere: Statement, wanted: Quantity) -> bool:
    fate = elsewhere.fate(wanted)
    return any(
        agree(wanted, own) and mine.fate(own) == fate and (fate or comparable(wanted, own))
        for mine in statements(document)
        for own in mine.quantities
    )


def _told_alike(one: Statement, quantity: Quantity, other: Statement) -> bool:
    """Whether two clauses with a number share enough words of their own; a fate tells enough by itself."""
    shared = {term: value for term, value in one.about.items() if term in other.about}
    return bool(one.fate(quantity)) or telling(shared) >= TELLING


def _growth(fate: str, left: Quantity, right: Quantity) -> float:
    """Return by how much a count that only grows is greater in the second; 0 for others, and for loose numbers."""
    return right.low - left.low if fate in GROWING and left.is_count and right.is_count else 0.0


def _counted(one: Statement, quantity: Quantity) -> str:
    """Say what a quantity counts or measures."""
    if fate := one.fate(quantity):
        return f"number of {FATE_NAMES[fate]}"
    if quantity.unit:
        return "figure" if quantity.unit == "score" else f"figure in {quantity.unit}"
    return f"number of {quantity.noun}"


def _leading(one: Statement, quantity: Quantity) -> str:
    """Return the word before a quantity that says that it is a change and not a level: "by", "from"."""
    before = re.search(r"\b(by|from)\s+$", one.text[: quantity.span.start])
    return before[1] if before else ""


def _in_line(one: Statement, span: Span) -> Span:
    return Span(one.span.start + span.start, one.span.start + span.end)


def _days(one: Statement, other: Statement) -> Iterator[Difference]:
    left, right = _only_day(one), _only_day(other)
    if left is None or right is None or left.meets(right) or left.leading != right.leading:
        return
    if _RECURS & (one.about.keys() | other.about.keys()) or _by_two_clocks(one, left, other, right):
        return
    if _names_day(other.line.document, left) or _names_day(one.line.document, right):
        return
    if one.scope == other.scope and _differ_in_nothing_else(one, other, frozenset()):
        yield Difference("time", _in_line(one, left.span), _in_line(other, right.span), "time")


def _names_day(document: Document, wanted: Time) -> bool:
    return any(time.when == wanted.when for mine in statements(document) for time in mine.times)


def _only_day(one: Statement) -> Time | None:
    days = [time for time in one.times if time.day and not time.saying]
    return days[0] if len(days) == 1 else None


def _by_two_clocks(one: Statement, left: Time, other: Statement, right: Time) -> bool:
    """Whether each article tells of a day as near to its own publication: then it may be each its own event."""
    ours, theirs = one.line.document.published, other.line.document.published
    if not (left.by_clock and right.by_clock and ours and theirs and left.day and right.day):
        return False
    return abs((ours - theirs).days) > 1 and (left.day - ours) == (right.day - theirs)


def _differ_in_nothing_else(one: Statement, other: Statement, skip: frozenset[str]) -> bool:
    shared = {term: value for term, value in one.about.items() if term in other.line_about and term not in skip}
    near = min(nearness(one, other, skip), nearness(other, one, skip))
    return near >= CLOSE and telling(shared) >= TELLING


def _places(one: Statement, other: Statement) -> Iterator[Difference]:
    """Yield where the same thing is in places of one kind."""
    for left in one.places:
        for right in other.places:
            if left.before == right.before and left.is_country == right.is_country:
                yield from _named(one, left, other, right, "place")


def _names(one: Statement, other: Statement) -> Iterator[Difference]:
    """Yield where two full names stand in one place of what is otherwise said alike."""
    for left in one.full_names:
        for right in other.full_names:
            if left.stands_as(right):
                yield from _named(one, left, other, right, "name")


def _named(one: Statement, left: Named, other: Statement, right: Named, slot: str) -> Iterator[Difference]:
    """Yield two names where neither article has a part of the other's, and nothing else differs."""
    skip = left.parts | right.parts
    if left.parts & whole(other.line.document) or right.parts & whole(one.line.document):
        return
    if same_fact(one, other, skip) and _differ_in_nothing_else(one, other, skip):
        yield Difference(slot, _in_line(one, left.span), _in_line(other, right.span), slot)


def _denials(one: Statement, other: Statement) -> Iterator[Difference]:
    if one.scope - {"ahead"} != other.scope - {"ahead"}:
        return
    turned = _turned(one, other) or _turned(other, one)
    if turned and _differ_in_nothing_else(one, other, turned) and same_fact(one, other, turned):
        yield Difference("denial", one.span, other.span, "whether it is so")


def _turned(one: Statement, other: Statement) -> frozenset[str]:
    """Return the stems that one says and the other denies or says the opposite of."""
    denied = (one.denied & other.about.keys()) - other.denied - _ASIDE
    against = {word for word in one.said for turn in _OPPOSITES.get(word, ()) if turn in other.said}
    turns = {turn for word in against for turn in _OPPOSITES[word]}
    if against and (bool(one.denied) != bool(other.denied) or against & other.said or turns & one.said):
        return frozenset()  # "not approved" and "rejected" agree; a clause with both words says neither
    return denied | frozenset(against | turns)


def _speakers(one: Statement, other: Statement) -> Iterator[Difference]:
    """Yield where two lines give one quotation to two people, each by name: a pronoun proves nobody."""
    ours, theirs = one.line.speaker, other.line.speaker
    if not (ours and theirs and one.first and other.first) or same_speaker(ours, theirs):
        return
    left, right = one.line.text.find(ours), other.line.text.find(theirs)
    if min(left, right) < 0 or not (_is_person(ours) and _is_person(theirs)):
        return
    said = {normal(text).strip(" .,") for text in _quoted(one.line.text)}
    if said & {normal(text).strip(" .,") for text in _quoted(other.line.text)}:
        spans = Span(left, left + len(ours)), Span(right, right + len(theirs))
        yield Difference("speaker", *spans, "who said it")


def _is_person(name: str) -> bool:
    return not is_body(name) and len(own_words(name)) >= FULL_NAME


def _quoted(text: str) -> list[str]:
    found = [quotation.inner.of(text) for quotation in quotations(text)]
    return [text for text in found if len(text.split()) >= QUOTED_WORDS]
