"""What must hold of every answer, right or wrong: the contract of `docs/answer.md`, checked again from outside."""

import hashlib
import re
from collections.abc import Iterator, Mapping

from index.data import Document
from rag.data import Answer, Citation, Status

_MARKER = re.compile(r"\[(\d+)\]")


def violations(answer: Answer, documents: Mapping[str, Document]) -> tuple[str, ...]:
    """Return what is broken, a sentence each, empty when all holds; `documents` are the cited ones by id."""
    return (
        *(fault for citation in answer.citations for fault in _citation_faults(citation, documents)),
        *_sentence_faults(answer),
        *_number_faults(answer),
        *_position_faults(answer),
        *_status_faults(answer),
    )


def _citation_faults(citation: Citation, documents: Mapping[str, Document]) -> Iterator[str]:
    name, document = f"citation {citation.number}", documents.get(citation.document_id)
    if document is None:
        yield f"{name} cites {citation.document_id!r}, which the index does not hold"
        return
    text = document.text
    start, end = citation.source_start, citation.source_end
    if not 0 <= start < end <= len(text):
        yield f"{name} covers {start}:{end} of a text of {len(text)}"
    elif text[start:end] != citation.cited_text:
        yield f"{name} says {citation.cited_text!r}, its place says {text[start:end]!r}"
    if hashlib.sha256(text.encode()).hexdigest() != citation.source_sha256:
        yield f"{name} was made from another text of {citation.document_id!r}"


def _sentence_faults(answer: Answer) -> Iterator[str]:
    for place, sentence in enumerate(answer.sentences, 1):
        shown = answer.text[sentence.answer_start : sentence.answer_end]
        if shown != sentence.text:
            yield f"sentence {place} says {sentence.text!r}, its place says {shown!r}"


def _number_faults(answer: Answer) -> Iterator[str]:
    numbers = [citation.number for citation in answer.citations]
    shown = {int(marker) for marker in _MARKER.findall(answer.text)}
    carried = {number for sentence in answer.sentences for number in sentence.citations}
    if len(set(numbers)) != len(numbers):
        yield f"citation numbers repeat: {numbers}"
    for number in sorted((shown | carried) - set(numbers)):
        yield f"[{number}] has no citation"
    for number in sorted(set(numbers) - shown):
        yield f"citation {number} is not marked in the text"
    for number in sorted(set(numbers) - carried):
        yield f"citation {number} carries no sentence"
    if _bare(_MARKER.sub("", answer.text)) != _bare(answer.text_without_citations):
        yield "the text without citations is not the text without its markers"


def _position_faults(answer: Answer) -> Iterator[str]:
    """Yield each account of a fact in dispute that is not verbatim in what it cites."""
    words = {citation.number: citation.cited_text for citation in answer.citations}
    for position in (position for conflict in answer.conflicts for position in conflict.positions):
        if not position.citations:
            yield f"the account {position.text!r} cites nothing"
        for number in position.citations:
            if position.text not in words.get(number, ""):
                yield f"citation {number} does not have the account {position.text!r}"


def _status_faults(answer: Answer) -> Iterator[str]:
    if answer.status is not Status.ABSTAINED:
        return
    if answer.citations:
        yield f"an abstention cites {len(answer.citations)}"
    if answer.abstain_reason is None:
        yield "an abstention gives no reason"


def _bare(text: str) -> str:
    return "".join(text.split())
