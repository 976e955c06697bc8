"""What one person is reported to have said, over time: each statement once, with what is new in its wording.

Two reports are one statement where they share nearly all of their telling words within a few days; a later statement
that shares many of an earlier one's is held against it word by word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from difflib import SequenceMatcher

from index.accounts import same_days
from index.data import Document, Span
from rag.speakers import is_body
from rag.statements import Statement, statements
from rag.terms import terms

SAME, LIKE = 0.8, 0.35  # shares of the telling words, weighed
TELLING = 3.0  # least weight of a word that is offered as a topic
APART = timedelta(days=4)  # between two reports of one statement, at most
_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")


@dataclass(frozen=True, slots=True)
class Reported:
    """A statement in an article, as it stands there: `document.text[span.start:span.end]`."""

    document: Document
    span: Span
    statement: Statement
    also: tuple[Document, ...] = ()  # other articles that report it
    earlier: "Reported | None" = None  # the statement before it that is most like it
    fresh: tuple[Span, ...] = ()  # the words of the text that the earlier one does not have

    @property
    def text(self) -> str:
        """The article's own words."""
        return self.span.of(self.document.text)

    @property
    def day(self) -> date | None:
        """The day of saying where that is known, else of publication."""
        return self.statement.said_on or self.document.published


def reported(documents: Iterable[Document]) -> Iterator[Reported]:
    """Yield every statement in the articles, in their order."""
    return (Reported(document, span, said) for document in documents for span, said in statements(document))


def positions(name: str, documents: Iterable[Document], topic: str = "") -> list[Reported]:
    """Return what a person or body is reported to have said, oldest first; of a topic, what has one of its words."""
    found = [item for item in reported(documents) if item.statement.is_by(name)]
    found.sort(key=lambda item: (item.day or date.max, item.document.published or date.max, item.document.id))
    wanted = set(terms(topic))
    kept: list[Reported] = []
    for item in found:
        if not wanted or wanted & set(terms(item.text)):
            _take(item, kept)
    return [_compared(item, kept[:at]) for at, item in enumerate(kept)]


def speakers(documents: Iterable[Document]) -> list[str]:
    """Return the people who are named as saying something, who says most first, bodies after people."""
    counted = Counter(item.statement.speaker for item in reported(documents) if item.statement.speaker)
    return sorted(counted, key=lambda name: (is_body(name) or " " not in name, -counted[name], name))


def topics(found: Sequence[Reported], most: int = 8) -> list[str]:
    """Return words that several of the statements have and that tell most, as the articles write them."""
    written: dict[str, str] = {}
    seen, weights = Counter[str](), dict[str, float]()
    for item in found:
        held = terms(item.text)
        seen.update(held.keys())
        weights |= held
        for word in _WORD.findall(item.text):
            written.update({stem: word for stem in terms(word) if stem not in written})
    named = {stem for item in found for stem in terms(item.statement.speaker or "")}
    telling = [
        stem
        for stem in seen
        if seen[stem] > 1 and weights[stem] >= TELLING and stem in written.keys() - named and not stem.isdigit()
    ]
    return [written[stem] for stem in sorted(telling, key=lambda stem: (-seen[stem] * weights[stem], stem))[:most]]


def likeness(one: str, other: str) -> float:
    """Return the share, 0 to 1, that two texts have of all their telling words, by weight."""
    mine, theirs = terms(one), terms(other)
    total = sum((mine | theirs).values())
    return sum(weight for stem, weight in mine.items() if stem in theirs) / total if total else 0.0


def _take(item: Reported, kept: list[Reported]) -> None:
    """Add a statement, or its article to the statement that it repeats."""
    for at, before in enumerate(kept):
        if same_days(item.day, before.day, APART) and likeness(item.text, before.text) >= SAME:
            others = [each for each in (*before.also, item.document) if each.id != before.document.id]
            kept[at] = replace(before, also=tuple({each.id: each for each in others}.values()))
            return
    kept.append(item)


def _compared(item: Reported, before: Sequence[Reported]) -> Reported:
    """Return a statement with the earlier one that is most like it and what it words otherwise."""
    earlier = [each for each in before if each.document.id != item.document.id]
    best = max(earlier, key=lambda each: (likeness(item.text, each.text), each.day or date.min), default=None)
    if best is None or likeness(item.text, best.text) < LIKE:
        return item
    return replace(item, earlier=best, fresh=tuple(_fresh(best.text, item.text)))


def _fresh(before: str, now: str) -> Iterable[Span]:
    """Yield the stretches of a text whose words an earlier one does not have in this order."""
    places = list(_WORD.finditer(now))
    old = [word.lower() for word in _WORD.findall(before)]
    matcher = SequenceMatcher(None, old, [place[0].lower() for place in places], autojunk=False)
    for kind, _, _, start, end in matcher.get_opcodes():
        if kind in ("replace", "insert"):
            yield Span(places[start].start(), places[end - 1].end())
