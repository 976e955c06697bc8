"""An answer and its parts, as they are returned, printed, stored and checked. Frozen: built once, at the end.

`Answer.to_dict` is the JSON of the command line and the app; `docs/answer.md` describes it field by field.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from index.data import Coverage, Document, Span
from rag.statements import Statement

SCHEMA_VERSION = 1


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    ABSTAINED = "abstained"


class AbstainReason(StrEnum):
    """Why a question was not answered."""

    NOT_IN_ARCHIVE = "not_in_archive"
    OUTSIDE_DATES = "outside_dates"
    ONLY_RELATED = "only_related"
    AMBIGUOUS = "ambiguous"
    CONFLICT = "conflict"


class ConflictKind(StrEnum):
    """How accounts that differ stand to each other."""

    CONFLICT = "conflict"
    UPDATE = "update"


class Support(StrEnum):
    """Whether a sentence of an answer holds."""

    SUPPORTED = "supported"
    UNSUPPORTED = "unsupported"
    NOT_A_CLAIM = "not_a_claim"


class KnownFrom(StrEnum):
    """How it is known which days a question means."""

    CALENDAR = "calendar"
    ARCHIVE = "archive"
    AS_OF = "as_of"


class Applied(StrEnum):
    """What a time that was understood does to the search."""

    PREFERENCE = "preference"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class AskedTime:
    """A time that a question names or implies."""

    words: str  # of the standalone question; empty where it names none and the day that it is asked as of counts
    first: date | None  # None where that end is open: "until May"
    last: date | None
    known_from: KnownFrom
    applied: Applied


@dataclass(frozen=True, slots=True)
class AskedName:
    """A name of a question for which the archive's own was searched."""

    words: str  # of the standalone question
    name: str


@dataclass(frozen=True, slots=True)
class Check:
    """One test that a sentence met or failed."""

    name: str  # of a module of rag/guard, as docs/answer.md lists them, "entailment", "byline" or "conflict"
    passed: bool
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the answer: `answer.text[answer_start:answer_end] == text`, the markers stand after it."""

    text: str
    answer_start: int
    answer_end: int
    support: Support
    score: float  # probability that the cited words carry it, 0 to 1
    citations: tuple[int, ...]  # numbers into Answer.citations, from 1
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """The words of a document that carry a sentence: `document.text[source_start:source_end] == cited_text`."""

    number: int
    document_id: str
    title: str
    outlet: str | None
    url: str | None
    published: date | None
    cited_text: str
    source_start: int
    source_end: int
    source_sha256: str  # of the document's canonical text
    quotation: bool  # whether the answer quotes these words between quotation marks
    speaker: str | None = None  # the statement's
    statement: Statement | None = None  # what these words report somebody to have said, None where they do not
    also_in: tuple[str, ...] = ()  # other documents that carry the same sentence, copies first
    copies: tuple[str, ...] = ()  # those that copy this one's text; the others are accounts of their own

    @classmethod
    def of(cls, number: int, document: Document, span: Span) -> "Citation":
        """Return the citation of a span of a document, with nothing told of who speaks and where else it stands."""
        return cls(
            number=number,
            document_id=document.id,
            title=document.title,
            outlet=document.outlet,
            url=document.url,
            published=document.published,
            cited_text=span.of(document.text),
            source_start=span.start,
            source_end=span.end,
            source_sha256=document.sha256,
            quotation=False,
        )


@dataclass(frozen=True, slots=True)
class Withheld:
    """Something that the model wrote and the checks refused."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A sentence of an article that comes near a question which is not answered; it claims nothing."""

    document_id: str
    title: str
    outlet: str | None
    text: str  # as it stands: `document.text[source_start:source_end]`
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Position:
    """One account of a fact, the sentence of an article as it stands."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact that the archive reports in more than one way."""

    about: str
    kind: ConflictKind
    positions: tuple[Position, ...]  # of an update the latest first


@dataclass(frozen=True, slots=True)
class Consulted:
    """A passage that was read for the answer, cited or not."""

    document_id: str
    passage_start: int
    passage_end: int
    rank: int  # from 1
    scores: dict[str, float | int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UsedModel:
    """A model that took part."""

    role: str  # "encoder", "generator", "reranker", "judge"
    name: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the answer was made from, for checking it again, and the seal over all of it (`rag.seal`)."""

    index_generation: int
    index_sha256: str
    models: tuple[UsedModel, ...]
    prompt_sha256: str
    settings_sha256: str
    seed: int
    since: date | None = None  # what was asked for beside `Answer.as_of`
    until: date | None = None
    outlet: str | None = None
    passages: int | None = None  # searched for, `-k`
    parts_sha256: dict[str, str | tuple[str, ...]] = field(default_factory=dict)  # by field; of a list, of its items
    answer_sha256: str | None = None  # of everything else


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds: each stage's own, but `first_token`, `first_checked` and `total` count from the question."""

    question: float = 0.0
    search: float = 0.0
    evidence: float = 0.0
    first_token: float | None = None
    generate: float = 0.0
    verify: float = 0.0
    total: float = 0.0
    first_checked: float | None = None


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of the generator, summed over its calls for this answer."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked, cited answer, or a reasoned abstention."""

    id: str
    question: str
    standalone_question: str
    as_of: date | None
    status: Status
    abstain_reason: AbstainReason | None
    text: str
    text_without_citations: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    withheld: tuple[Withheld, ...]
    conflicts: tuple[Conflict, ...]
    consulted: tuple[Consulted, ...]
    coverage: Coverage
    receipt: Receipt
    timings_ms: Timings
    usage: Usage
    confidence: float | None = None  # probability that the archive answers, 0 to 1; None where nothing was found
    missing: tuple[str, ...] = ()  # what is not answered: parts of the question, or what the articles found lack of it
    nearest: tuple[Nearest, ...] = ()  # of an abstention: what comes nearest, best first
    time: tuple[AskedTime, ...] | None = None  # as it was understood; None where that was switched off
    names: tuple[AskedName, ...] | None = None  # that were replaced; None where that was switched off
    schema_version: int = SCHEMA_VERSION

    @property
    def claims(self) -> tuple[Sentence, ...]:
        """The sentences that claim something; the others name a part of the question that is not answered."""
        return tuple(sentence for sentence in self.sentences if sentence.support is not Support.NOT_A_CLAIM)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as JSON types: dates as ISO 8601, enumerations as their text."""
        return {key: plain(value) for key, value in asdict(self).items()}


def plain(value: Any) -> Any:
    """Return a value, all the way down, as JSON types: dates as ISO 8601, enumerations as their text."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier exchange of the conversation."""

    question: str
    answer: str | None = None
