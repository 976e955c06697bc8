"""An article's sentences cut into statements: what each says, of whom, when, how much, and whether it denies it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from index.data import Document, Span
from rag.conflicts.named import Named, full_names, places
from rag.conflicts.quantities import FATE, Quantity, quantities
from rag.conflicts.stems import canonical, content
from rag.conflicts.times import Time, times
from rag.evidence import Line, evidence_lines
from rag.terms import stem, words

_CUT = re.compile(
    r"[;:]\s+|\s[–—-]{1,2}\s|,\s+(?:and|but|while|whereas|although|though|with|which|who|after|before|when|as)\s+"
    r"|\s+(?:but|while|whereas|although|compared with|up from|down from|including|among them)\s+"
    r"|,?\s+and\s+(?=(?:[\w’'-]+\s+){0,3}?(?:\d|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens)\b))"
    r"|,\s+(?=(?:\w+\s+){0,2}\d)(?!\d)"
)
_ATTRIBUTED = re.compile(  # ", the mayor said on Monday", ", according to police"
    r",?\s+according to\b[^,]*$"
    r"|[,”\"]\s+(?:[^,”\"]{1,60}\s)?(?:said|says|told|announced|reported|added|confirmed)\b[^,”\"]*$"
)
_ATTRIBUTES = re.compile(r"^[^,“\"]{1,60}?\b(?:said|says|announced|reported)\s+(?:on\s+\w+\s+)?(?:that\s+)?(?=[\w“\"])")
_LED_IN = re.compile(r"(?:After|Before|When|While|As|Following|Despite|Although|Though|If)\b[^,]{5,100},\s+")
_SCOPES = {
    "rate": "per each every daily weekly monthly annual annually yearly hourly apiece",
    "ahead": "will would could might may expected expects expect plan plans planned forecast predicted target proposed"
    " proposes seek seeks seeking wants want demand demanded demands offer offered hopes hoped budgeted if should",
    "average": "average median mean typical",
    "former": "previous previously earlier former formerly last past once prior original originally initially",
    "next": "next later second third fourth another again",
    "part": "half quarter part most majority remaining rest",
    "most": "record highest lowest peak maximum minimum most",
}
_SCOPE = {word: scope for scope, named in _SCOPES.items() for word in named.split()}
_NAME = re.compile(r"(?<![.!?:“\"]\s)(?<!^)(?<![“\"])\b[A-Z][\w’'-]+")
_DENIAL = re.compile(r"\b(?:not|never|cannot|neither|nor|no longer)\b|n[’']t\b")
_PASSED = frozenset("be been being have has had yet also only to a an the any".split())
_CALENDAR = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A clause of a line."""

    line: Line
    span: Span  # in the line's text
    first: bool  # whether its line has no other before
    text: str
    about: dict[str, float]  # telling stems with their weights: no numbers, days, verbs of saying; fates under one name
    line_about: dict[str, float]  # the same of its whole line
    line_names: frozenset[str]
    quantities: tuple[Quantity, ...]
    times: tuple[Time, ...]
    line_times: tuple[Time, ...]
    scope: frozenset[str]  # which of a closed set of words narrow it: a rate, a plan, a part, an earlier one
    said: frozenset[str]  # all its stems, fates under one name
    denied: frozenset[str]  # the stems of what a "not" or "never" stands right before
    fates: tuple[tuple[int, str], ...]  # which it tells of, each with its place
    places: tuple[Named, ...]
    full_names: tuple[Named, ...]

    def fate(self, quantity: Quantity) -> str:
        """Return what becomes of those counted, empty where nothing is told."""
        if quantity.unit:
            return ""
        near = [(min(abs(at - quantity.span.start), abs(at - quantity.span.end)), fate) for at, fate in self.fates]
        return min(near)[1] if near else ""


def _unattributed(text: str) -> str:
    """Return a clause without the words that only say whose it is."""
    return _ATTRIBUTED.sub("", _ATTRIBUTES.sub("", text))


@lru_cache(maxsize=512)
def statements(document: Document) -> tuple[Statement, ...]:
    """Return the statements of an article in order."""
    return tuple(made for line in evidence_lines(document) for made in of_line(line))


def of_line(line: Line) -> list[Statement]:
    """Return the statements of a line: its clauses, by the marks and words that part them."""
    led_in = _LED_IN.match(line.text)
    begins = led_in.end() if led_in else 0
    cuts = sorted({0, begins, *(match.end() for match in _CUT.finditer(line.text, begins)), len(line.text)})
    spans = [Span(start, end) for start, end in pairwise(cuts) if line.text[start:end].strip()]
    return [_statement(line, span, at == 0) for at, span in enumerate(spans)]


def _statement(line: Line, span: Span, first: bool) -> Statement:
    text = span.of(line.text)
    said = words(text)
    return Statement(
        line,
        span,
        first,
        text,
        content(_unattributed(text)),
        content(line.text),
        names(line.text),
        tuple(quantities(text)),
        tuple(times(text, line.document)),
        tuple(times(line.text, line.document)),
        frozenset(_SCOPE[word] for word in said if word in _SCOPE),
        frozenset(canonical(word) for word in said),
        frozenset(_denied(text)),
        tuple(_fates(text)),
        places(text),
        full_names(text),
    )


def _denied(text: str) -> Iterator[str]:
    for match in _DENIAL.finditer(text):
        following = [word for word in words(text[match.end() :])[:4] if word not in _PASSED]
        yield from (canonical(word) for word in following[:1])


def _fates(text: str) -> Iterator[tuple[int, str]]:
    for match in re.finditer(r"[A-Za-z]+", text):
        if fate := FATE.get(stem(match.group().lower())):
            yield match.start(), fate


@lru_cache(maxsize=8192)
def names(text: str) -> frozenset[str]:
    """Return the stems of the words of a text that begin with a capital inside a sentence, days and months apart."""
    found = (word for match in _NAME.finditer(text) for word in words(match.group()))
    return frozenset(stem(part) for word in found if word not in _CALENDAR for part in word.split("-") if len(part) > 1)


@lru_cache(maxsize=512)
def whole(document: Document) -> frozenset[str]:
    """Return every stem of an article, fates under one name."""
    header = f"{document.title} {document.place or ''} {document.outlet or ''}"
    said = (part for word in words(f"{header} {document.text}") for part in (word, *word.split("-")))
    return frozenset(stem(word) for word in said) | frozenset(canonical(word) for word in words(document.text))
