"""Two invented articles, and builders of gold rows, answers and a stand-in system over them."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from conftest import make_document

from eval.data import Case, GoldRow, GoldSpan, QuestionType
from index.data import Coverage, Document, Span
from index.errors import DocumentMissing
from rag.data import (
    AbstainReason,
    Answer,
    Citation,
    Receipt,
    Sentence,
    Status,
    Support,
    Timings,
    Usage,
    UsedModel,
)

TEXTS = {
    "harbour": (
        "The harbour of Velm reopened on 3 May. Mayor Ida Roth said: “We will not close it again — ever.”\n\n"
        "Some 1,250 ships are expected this year."
    ),
    "bridge": 'The bridge over the Ost cost $5.5 million. "It is safe," engineer Tom Bell said.',
}


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def document_of(document_id: str) -> Document:
    if document_id not in TEXTS:
        raise DocumentMissing(f"no document {document_id}")
    return make_document(document_id, TEXTS[document_id], date(2024, 5, 4))


def span(document_id: str, words: str) -> GoldSpan:
    start = TEXTS[document_id].index(words)
    return GoldSpan(document_id, Span(start, start + len(words)))


def cite(number: int, document_id: str, words: str) -> Citation:
    place = span(document_id, words).span
    return Citation(
        number=number,
        document_id=document_id,
        title=document_id.title(),
        outlet=None,
        url=None,
        published=date(2024, 5, 4),
        cited_text=words,
        source_start=place.start,
        source_end=place.end,
        source_sha256=sha256(TEXTS[document_id]),
        quotation=False,
    )


def answer(text: str = "", *citations: Citation, status: Status | None = None, **fields) -> Answer:
    """An answer of one sentence that bears all the citations; without text, an abstention."""
    status = status or (Status.ANSWERED if text else Status.ABSTAINED)
    bare = re.sub(r"\s*\[\d+\]", "", text)
    sentence = Sentence(bare, 0, len(bare), Support.SUPPORTED, 1.0, tuple(one.number for one in citations))
    built = {
        "id": "a1",
        "question": "?",
        "standalone_question": "?",
        "as_of": None,
        "status": status,
        "abstain_reason": AbstainReason.NOT_IN_ARCHIVE if status is Status.ABSTAINED else None,
        "text": text,
        "text_without_citations": bare,
        "sentences": (sentence,) if text else (),
        "citations": citations,
        "withheld": (),
        "conflicts": (),
        "consulted": (),
        "coverage": Coverage(2, date(2024, 5, 4), date(2024, 5, 4), 0),
        "receipt": Receipt(1, "index-a", (UsedModel("generator", "toy", "f00"),), "prompt", "settings", 0),
        "timings_ms": Timings(10, 20, 30, 500, 900, 40, 1000),
        "usage": Usage(300, 20),
    }
    return Answer(**(built | fields))


def row(*answers: tuple[str, ...], spans=(), articles=("harbour",), answerable=True, **fields) -> GoldRow:
    kind = fields.pop("type", QuestionType.FACT if answerable else QuestionType.UNANSWERABLE)
    named = {"id": "q1", "question": "When did the harbour reopen?"} | fields
    return GoldRow(type=kind, answerable=answerable, answers=answers, articles=articles, spans=spans, **named)


def case(gold: GoldRow, given: Answer) -> Case:
    return Case(gold, given, {document_id: document_of(document_id) for document_id in TEXTS})


@dataclass
class Shelf:
    """An index of the two articles."""

    def document(self, document_id: str, /) -> Document:
        return document_of(document_id)


@dataclass
class StandIn:
    """A system that answers from a table, abstains otherwise, and remembers what it was asked."""

    replies: dict[str, Answer | Callable[[], Answer]]
    index: Shelf = field(default_factory=Shelf)
    asked: list[tuple[str, date | None, tuple]] = field(default_factory=list)

    def ask(self, question: str, *, as_of: date | None = None, history: Sequence[str | tuple[str, str]] = ()) -> Answer:
        self.asked.append((question, as_of, tuple(history)))
        reply = self.replies.get(question, answer())
        return reply() if callable(reply) else reply
