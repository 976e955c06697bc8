"""A peer's answer as one of ours, so that our measures can be put to it: sentences, citations, or an abstention.

Whatever is in doubt is decided in the peer's favour: every usual way to write a marker counts, a source that cannot be
found again in its article word for word counts as all of it, and only a reply that opens by declining has declined.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bench.peers.archive import head_of
from eval.data import DocumentOf
from eval.wording import find_stretch
from index.data import Coverage, Document, Span
from index.sentences import sentences
from rag.attribution import speaker
from rag.data import AbstainReason, Answer, Citation, Receipt, Sentence, Status, Support, Timings, Usage
from rag.reply import is_refusal, split

EDGE = 6  # words by which a source is found again at either end
_NAMED = r"(?:(?:source|document|article)s?\s*)"
_NUMBERS = rf"\d{{1,3}}(?:\s*(?:,|;|&|and|-|–)\s*{_NAMED}?\d{{1,3}})*"
_MARKER = re.compile(
    rf"\s*\[{_NAMED}?({_NUMBERS})\]|\s*\({_NAMED}({_NUMBERS})\)|\b{_NAMED}({_NUMBERS})\b", re.IGNORECASE
)
_LEAD = re.compile(r"\s*(?:answer|response)\s*:\s*", re.IGNORECASE)
_DECLINES = re.compile(
    r"\b(?:none|neither)\s+of\s+(?:the|these)\b[^.]{0,30}?\b(?:sources?|documents?|articles?|passages?|context)\b"
    r"|\b(?:documents?|context)\b[^.]{0,40}?\b(?:do(?:es)?\s+not|don't|doesn't|no)\b"
    r"|\b(?:not\s+enough|insufficient)\s+(?:information|context)\b"
    r"|\bI\s+(?:do\s+not|don't|cannot|can't|could\s+not|am\s+unable|am\s+not\s+able)\b"
    r"|^\W*(?:no\s+answer|not\s+found|unknown)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Source:
    """Words that a peer gave its model, under the number by which an answer may cite them."""

    number: int
    document_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What a peer answered."""

    text: str
    sources: tuple[Source, ...]
    seconds: float
    cited: tuple[int, ...] | None = None  # by the answer as a whole; None where markers in the text say
    first_token: float | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0

    @classmethod
    def from_dict(cls, told: dict[str, Any]) -> "Reply":
        """Read a runner's reply; one that failed has said nothing."""
        return cls(
            text=told.get("text", ""),
            sources=tuple(Source(**source) for source in told.get("sources", ())),
            seconds=told.get("seconds", 0.0),
            cited=None if told.get("cited") is None else tuple(told["cited"]),
            first_token=told.get("first_token"),
            prompt_tokens=told.get("prompt_tokens", 0),
            completion_tokens=told.get("completion_tokens", 0),
        )


def answer_of(question: str, reply: Reply, document_of: DocumentOf) -> Answer:
    """Return a peer's reply as an answer; what only our own answers have is left empty."""
    declined = declines(reply.text)
    text, marks = without_marks(reply.text)
    found = [] if declined else _sentences(text, marks, reply)
    used = {number for sentence in found for number in sentence.citations}
    return Answer(
        id="",
        question=question,
        standalone_question=question,
        as_of=None,
        status=Status.ABSTAINED if declined else Status.ANSWERED,
        abstain_reason=AbstainReason.NOT_IN_ARCHIVE if declined else None,
        text=text,
        text_without_citations=text,
        sentences=tuple(found),
        citations=tuple(_citations(reply.sources, used, document_of)),
        withheld=(),
        conflicts=(),
        consulted=(),
        coverage=Coverage(0, None, None, 0),
        receipt=Receipt(0, "", (), "", "", 0),
        timings_ms=Timings(
            first_token=None if reply.first_token is None else 1000 * reply.first_token, total=1000 * reply.seconds
        ),
        usage=Usage(reply.prompt_tokens, reply.completion_tokens),
    )


def declines(text: str) -> bool:
    """Whether a reply says nothing, or opens by saying that it cannot answer."""
    said = split(_LEAD.sub("", text, count=1))
    if not said or is_refusal(said[0]):
        return True
    match = _DECLINES.search(said[0].replace("’", "'"))
    return match is not None and speaker(said[0][: match.start()]) is None


def without_marks(text: str) -> tuple[str, list[tuple[int, frozenset[int]]]]:
    """Return a reply without its markers, and where each stood in what is left, with the numbers that it names.

    A source that is named in running words ("Source 2 says") stays in the text.
    """
    lead = _LEAD.match(text)
    plain, marks, at = "", list[tuple[int, frozenset[int]]](), lead.end() if lead else 0
    for match in _MARKER.finditer(text, at):
        spoken = match[3] is not None
        plain += text[at : match.end() if spoken else match.start()]
        marks.append((len(plain), frozenset(_numbers(match[1] or match[2] or match[3]))))
        at = match.end()
    return plain + text[at:], marks


def _numbers(words: str) -> Iterator[int]:
    for first, last in re.findall(r"(\d+)(?:\s*[-–]\s*(\d+))?", words):
        yield from range(int(first), int(last or first) + 1)


def _sentences(text: str, marks: Sequence[tuple[int, frozenset[int]]], reply: Reply) -> list[Sentence]:
    """Return the sentences, each with the numbers that stand in it or right behind it."""
    spans, known = sentences(text), {source.number for source in reply.sources}
    cited = [set[int](reply.cited or ()) for _ in spans]
    for place, numbers in marks if reply.cited is None else ():
        before = [at for at, span in enumerate(spans) if span.start < place]
        if spans:
            cited[before[-1] if before else 0] |= numbers
    return [
        Sentence(span.of(text), span.start, span.end, Support.SUPPORTED, 1.0, tuple(sorted(numbers & known)))
        for span, numbers in zip(spans, cited, strict=True)
    ]


def _citations(sources: Sequence[Source], used: set[int], document_of: DocumentOf) -> Iterator[Citation]:
    for source in sources:
        if source.number in used:
            document = document_of(source.document_id)
            yield Citation.of(source.number, document, locate(source.text, document))


def locate(words: str, document: Document) -> Span:
    """Return where a peer's piece of an article stands in its text; all of it where that cannot be told."""
    piece, head = words.split(), head_of(document).split()
    body = piece[len(head) :] if piece[: len(head)] == head else piece
    found = find_stretch(document.text, " ".join(body[:EDGE]), " ".join(body[-EDGE:])) if body else None
    return Span(*found) if found else Span(0, len(document.text))
