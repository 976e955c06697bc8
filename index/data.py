"""The nouns that every part shares: document, passage, hit, filter, coverage.

Offsets are 0-based Unicode code points into a document's canonical text, end exclusive. A passage is a span and never
a copy of text, so that what is quoted cannot drift from what was read.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class DatePrecision(StrEnum):
    """How much of a publication date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    UNKNOWN = "unknown"


class DateSource(StrEnum):
    """Where a publication date was found."""

    METADATA = "metadata"
    TEXT = "text"
    FILE = "file"
    NONE = "none"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's canonical text: code points, end exclusive."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the words that the span covers in `text`."""
        return text[self.start : self.end]

    def overlap(self, other: "Span") -> int:
        """Return how many code points the two spans share, 0 where they do not meet."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class Document:
    """An article as read: its canonical text and what is known about it."""

    id: str
    title: str
    text: str
    sha256: str  # of the canonical text, UTF-8
    path: str  # of the raw file, as given, relative to the archive where it lies inside it
    raw_sha256: str
    ingested: datetime  # aware, UTC
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    place: str | None = None  # the dateline's, as printed: "SEOUL"
    published: date | None = None  # the first day of the month or year where the precision is no finer
    published_precision: DatePrecision = DatePrecision.UNKNOWN
    published_source: DateSource = DateSource.NONE
    utc_day: date | None = None  # of publication, where it was a later one in UTC than that printed
    cites: tuple[str, ...] = ()  # outlets that the text names as its source, in order of mention
    captions: tuple[Span, ...] = ()  # photo captions: in the text, after the body, never in one passage with it


@dataclass(frozen=True, slots=True)
class Passage:
    """A few whole sentences of a document."""

    document_id: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The passage's place in the document's text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found, with what put it there."""

    passage: Passage
    score: float  # the fused score, or a reranker's: comparable only inside one result list
    similarity: float  # cosine of question and passage, -1 to 1
    dense_rank: int | None = None  # 1 is best; None where that search did not return it
    lexical_rank: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents a search may see; the bounds are inclusive days.

    A document whose date is unknown is hidden by `as_of`, `since` and `until`. A date known only by month or year
    counts as its last day for `as_of` and `until`, and as its first day for `since`, and one with a time and a zone
    counts as the later of the day printed and the day in UTC, so nothing later can leak in.
    """

    as_of: date | None = None
    since: date | None = None
    until: date | None = None
    outlet: str | None = None  # compared without case
    document_id: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether every document passes."""
        return self == Filter()


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends in it; an open end is None."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What part of the archive a question could see."""

    documents: int
    first: date | None
    last: date | None
    undated_left_out: int  # undated documents hidden by a date bound


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that was not indexed, or only in part, and why."""

    path: str
    reason: str
