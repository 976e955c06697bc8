"""Whether of two accounts that differ the later one is an update of the earlier, or both stand against each other."""

import re

from index.data import DatePrecision, Document
from rag.conflicts.slots import Difference
from rag.conflicts.stems import content
from rag.data import ConflictKind
from rag.evidence import Line, article_lines, evidence_lines

_CORRECTS = re.compile(
    r"\b(?:correct(?:ed|s|ion)|refiled|revis(?:ed|es|ion)|amended|an earlier version|misstated|mistakenly"
    r"|earlier reports? (?:had )?(?:said|gave|put)|had (?:earlier|previously|first)|initially|originally"
    r"|previously (?:reported|announced|given|put|said|set|scheduled|planned))\b",
    re.IGNORECASE,
)
_MOVES = re.compile(
    r"\b(?:(?:rose|risen|rises|climb(?:ed|s)|grew|grown|jumped|increased|raised|lowered|cut)\b[^.;]{0,30}?\b(?:to|from)"
    r"|(?:up|down) from|now (?:stands|at|puts?|says?|expect\w*|numbers?|counts?|known)|latest|updated?|so far"
    r"|new (?:figures?|toll|count|date)|postponed|rescheduled|brought forward|moved (?:to|from)|delayed|no longer"
    r"|reversed|after all|instead of|(?:is|are|has|have) now|raises? its|raised its)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"\b(?:story|article|report|version|headline|paragraph)\b.*?\b(?:refiled|corrected|amended|misstated)\b"
    r"|^\W?(?:correct(?:ed|ion)s?|refiles?|clarification)\b",
    re.IGNORECASE,
)
_OF_ARTICLES = "story article report version headline paragraph typo error name clarify clarification"
TELLS = 2.5  # the least weight of a word that a note shares with what it corrects
_TITLED = re.compile(r"^(?:correct(?:ed|ion)|update\w*(?:\s*\d+)?|refile\w*)\b", re.IGNORECASE)


def later_first(one: Line, other: Line, found: Difference) -> tuple[ConflictKind, bool] | None:
    """Return the kind of a difference, and whether the second line is the later of the two; None where it is none.

    An update is told by a later article of the same outlet, by words that say so, or by a count that has grown.
    """
    order = _order(one.document, other.document)
    after = order > 0 or (order == 0 and (_says_so(other) > _says_so(one) or (found.growth > 0 and not _says_so(one))))
    earlier, later = (one, other) if after else (other, one)
    growth = found.growth if after else -found.growth
    if _is_update(earlier, later, growth, order):
        return ConflictKind.UPDATE, after
    return None if found.agrees else (ConflictKind.CONFLICT, after)


def correction(line: Line) -> Line | None:
    """Return the note of a line's article that says it was corrected, where it shares a telling word with the line."""
    own = {term for term, value in content(line.text).items() if value >= TELLS} - content(_OF_ARTICLES).keys()
    notes = (note for note in evidence_lines(line.document) if note.number != line.number and _NOTE.search(note.text))
    return next((note for note in notes if own & content(note.text).keys()), None)


def _is_update(earlier: Line, later: Line, growth: float, order: int) -> bool:
    if _says_so(later):
        return True
    if growth > 0 and order != 0:
        return True
    if later.document.id == earlier.document.id:
        return False
    same = bool(later.document.outlet) and later.document.outlet == earlier.document.outlet
    return same and (order != 0 or growth > 0)


def _order(one: Document, other: Document) -> int:
    """Return more than 0 where the second article is known to be later, less where earlier, 0 where unknown."""
    if not (one.published and other.published):
        return 0
    if {one.published_precision, other.published_precision} != {DatePrecision.DAY}:
        return 0
    return (other.published - one.published).days


def _says_so(line: Line) -> bool:
    """Whether a line, its article's title or a note beside it says that something is corrected or has moved."""
    if _CORRECTS.search(line.text) or _MOVES.search(line.text) or _TITLED.match(line.document.title):
        return True
    lines = article_lines(line.document)
    beside = [near for near in lines if abs(near.number - line.number) == 1]
    return any(_CORRECTS.search(near.text) for near in beside)
