"""What is said in an article: by whom, in what office, to whom, where, on which day, and by way of whom it is known.

Everything follows from the document alone, so that a stored answer can be checked again. Where no rule is sure, a field
is None, which claims nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar

from index.data import Document, Span
from index.sentences import sentences
from rag.attribution import Attributed, attribution
from rag.occasion import addressee, said_on, venue
from rag.scene import Scene
from rag.speakers import same_speaker

Value = TypeVar("Value")
_LONGEST = 6  # sentences of one quotation; beyond, its mark was forgotten
_IN_QUOTES = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|«[^»]*»")
_IS_QUOTATION = re.compile(r"[“\"«「][^“”\"«»「」]*[”\"»」][.!?]?")
_WHOLE = re.compile(r"[“\"«「]\W*[A-Z0-9].*[,.!?…][”\"»」]", re.DOTALL)
_OTHER_TIME = re.compile(
    r"\b(?:earlier|later|separately|previously|last|ago|before|after|once|interview)\b", re.IGNORECASE
)
_ANSWERS = frozenset("replied replies responded answered answers".split())


class Manner(StrEnum):
    """How an article gives somebody's words."""

    DIRECT = "direct"  # as a quotation
    INDIRECT = "indirect"  # as reported speech
    MIXED = "mixed"  # as reported speech that quotes some of the words
    RELAYED = "relayed"  # as the report of somebody else, who is named in `via`


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that somebody is reported to have said."""

    speaker: str | None  # a name as long as the article has it by then, or a body; None where it is not sure who
    role: str | None  # "South Korean President"
    addressee: str | None
    venue: str | None  # with its preposition: "at a briefing"
    said_on: date | None  # the day of saying, never that of publication
    manner: Manner
    via: str | None = None  # who relays it

    def is_by(self, name: str) -> bool:
        """Whether a name can mean the speaker, by name or by office."""
        if self.speaker is None:
            return False
        titled = f"{self.role} {self.speaker}" if self.role else self.speaker
        return same_speaker(self.speaker, name) or same_speaker(titled, name)


def statements(document: Document) -> Iterator[tuple[Span, Statement]]:
    """Yield every sentence of an article that reports something said, with its statement."""
    for span, statement in sentences_with_statements(document):
        if statement:
            yield span, statement


@lru_cache(maxsize=512)
def sentences_with_statements(document: Document) -> tuple[tuple[Span, Statement | None], ...]:
    """Return every sentence of an article, each with its statement where it reports one."""
    spans = sentences(document.text)
    reader = _Reader(document)
    found: list[Statement | None] = []
    for run in _runs([span.of(document.text) for span in spans]):
        found += [reader.read(" ".join(run))] * len(run)
    return tuple(zip(spans, found, strict=True))


def statement_of(document: Document, span: Span) -> Statement | None:
    """Return the statement that a stretch of an article makes; None for none, or for those of several speakers."""
    inside = [said for place, said in sentences_with_statements(document) if place.overlap(span) and said]
    return _joined(inside)


def _joined(found: Sequence[Statement]) -> Statement | None:
    """Return statements of one speaker as one: where they differ in something else, that is not said."""
    named = [said for said in found if said.speaker]
    if not named:
        return found[0] if len(found) == 1 else None
    if len({said.speaker for said in named}) > 1:
        return None
    first = named[0]
    manner = first.manner if len({said.manner for said in named}) == 1 else _mixed(said.manner for said in named)
    return Statement(
        first.speaker,
        first.role,
        _one(said.addressee for said in named),
        _one(said.venue for said in named),
        _one(said.said_on for said in named),
        manner,
        _one(said.via for said in named) if manner is Manner.RELAYED else None,
    )


def _mixed(manners: Iterable[Manner]) -> Manner:
    return Manner.RELAYED if Manner.RELAYED in manners else Manner.MIXED


def _one(values: Iterable[Value | None]) -> Value | None:
    """Return the value that all of those given share."""
    different = {value for value in values if value is not None}
    return different.pop() if len(different) == 1 else None


class _Reader:
    """Reads the sentences of an article in order."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.scene = Scene()
        self.last: Statement | None = None  # of the sentence before
        self.dated: Statement | None = None  # the last one of all

    def read(self, text: str) -> Statement | None:
        """Return the statement of a sentence, or of those that share one quotation."""
        found = attribution(text)
        self.scene.note(found.tokens)
        statement = self._statement(found) if found.said else self._continued(text)
        self.scene.see(found.tokens, statement.speaker if statement else None)
        self.last = statement
        self.dated = statement or self.dated
        return statement

    def _continued(self, text: str) -> Statement | None:
        """Return the statement before for a quotation by itself, which goes on with it."""
        if self.last and _IS_QUOTATION.fullmatch(text):
            return replace(self.last, manner=self.last.manner if self.last.via else Manner.DIRECT)
        return None

    def _statement(self, found: Attributed) -> Statement | None:
        said, cut, scene = found.said, found.tokens, self.scene
        if said is None:
            return None
        who = scene.resolve(said.who, cut, said.start)
        via = self._relayer(found, who)
        hearer = addressee(cut, said)
        statement = Statement(
            speaker=who,
            role=said.who.role or (scene.role_of(who) if who else None),
            addressee=scene.in_full(hearer) if hearer else None,
            venue=venue(found, self.document),
            said_on=said_on(found, self.document),
            manner=Manner.RELAYED if via else _manner(found),
            via=via,
        )
        return replace(statement, said_on=statement.said_on or self._carried(statement, found))

    def _relayer(self, found: Attributed, who: str | None) -> str | None:
        if found.via is None:
            return None
        name = found.chain or self.scene.resolve(found.via.who, found.tokens, found.via.start) or found.via.who.name
        return name if name != who else None

    def _carried(self, statement: Statement, found: Attributed) -> date | None:
        """Return the day of the statement before where this one goes on with it: its speaker's, or a reply to it."""
        before, said = self.dated, found.said
        if before is None or said is None or statement.speaker is None:
            return None
        replies = said.verb >= 0 and found.tokens.word(said.verb).lower() in _ANSWERS
        if not (replies or statement.speaker == before.speaker):
            return None
        at_another_time = _OTHER_TIME.search(_IN_QUOTES.sub("", found.tokens.text)) is not None
        return None if at_another_time or statement.venue not in (None, before.venue) else before.said_on


def _manner(found: Attributed) -> Manner:
    """Tell a quotation that is a sentence of its own from words quoted within reported speech."""
    cut, said = found.tokens, found.said
    quoted = [at for at, letter in enumerate(cut.letters) if letter == "q"]
    if not quoted or said is None:
        return Manner.INDIRECT
    first = cut.word(quoted[0])
    leads = quoted[0] == 0 or cut.letters[quoted[0] - 1] in ",;v"
    return Manner.DIRECT if leads and _WHOLE.fullmatch(first) else Manner.MIXED


def _runs(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the sentences one by one, those that share a quotation together."""
    at = 0
    while at < len(texts):
        ends = range(at + 1, min(at + _LONGEST, len(texts)) + 1)
        end = next((end for end in ends if not _leaves_open(" ".join(texts[at:end]))), at + 1)
        yield texts[at:end]
        at = end


def _leaves_open(text: str) -> bool:
    return bool(set(_IN_QUOTES.sub("", text)) & set('“"«「'))
