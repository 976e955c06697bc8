"""What is sent and what comes back, apart from the answer itself, whose fields docs/answer.md describes."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool

from index.data import Coverage, DatePrecision, DateSource, Filter
from rag.assistant import QUESTION_LIMIT

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _day(value: object) -> object:
    """Pass on what is written as a day; numbers and times are none, whatever pydantic would make of them."""
    if value is None or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("write a day as YYYY-MM-DD, such as 2024-11-15")


def _count(value: object) -> object:
    """Pass on what is a whole number in JSON, 8.0 too; a string or a truth value is none."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    raise ValueError("write a whole number, without quotation marks")


Day = Annotated[date, BeforeValidator(_day)]
Count = Annotated[int, BeforeValidator(_count)]
Words = Annotated[str, Field(min_length=1, max_length=QUESTION_LIMIT, pattern=r"\S")]


class Sent(BaseModel):
    """What is sent; a field that is unknown is a mistake."""

    model_config = ConfigDict(extra="forbid")


class Bounds(Sent):
    """Which articles count."""

    as_of: Day | None = Field(None, description="nothing published later counts")
    since: Day | None = Field(None, description="only articles from this day on")
    until: Day | None = Field(None, description="only articles up to this day")
    outlet: str | None = Field(None, max_length=500, description="only articles of this outlet, whatever its case")

    def bounds(self) -> dict[str, Any]:
        """Return them by the names that the assistant and the index use."""
        return {name: getattr(self, name) for name in Bounds.model_fields}


class Exchange(Sent):
    """An earlier question of the conversation, and its answer where it is known."""

    question: str
    answer: str | None = None
    as_of: Day | None = None  # that it was answered as of


class Question(Bounds):
    """A question, in the course of a conversation or by itself."""

    question: Words
    history: list[Exchange] = Field([], max_length=100, description="the conversation so far, oldest first")
    time: StrictBool = Field(True, description="whether articles of the time asked about are preferred")
    names: StrictBool = Field(True, description="whether the archive's names take the place of the question's")
    stream: StrictBool = Field(False, description="events as they come (text/event-stream), the answer the last")

    def asked(self) -> dict[str, Any]:
        """Return it as `Assistant.stream` takes it."""
        turns = [(turn.question, turn.answer, turn.as_of) if turn.answer else turn.question for turn in self.history]
        return {"question": self.question, "history": turns, "time": self.time, "names": self.names, **self.bounds()}


class Search(Bounds):
    """A search for passages."""

    query: Words
    k: Count = Field(8, ge=1, le=50, description="passages at most")
    document_id: str | None = Field(None, description="only this article")

    def where(self) -> Filter:
        """Return what passes, as the index takes it."""
        return Filter(**self.bounds(), document_id=self.document_id)


class Found(BaseModel):
    """A passage that a search found: `document.text[start:end] == text`."""

    document_id: str
    title: str
    outlet: str | None
    published: date | None
    start: int
    end: int
    text: str
    score: float
    similarity: float
    dense_rank: int | None
    lexical_rank: int | None
    copies: list[str] = Field(description="ids of articles whose text copies this one's")
    accounts: list[str] = Field(description="ids of other articles of the same story")


class Hits(BaseModel):
    """The passages found, best first, and what they were sought in."""

    hits: list[Found]
    coverage: Coverage


class Listed(BaseModel):
    """An article without its text."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    title: str
    outlet: str | None
    authors: tuple[str, ...]
    url: str | None
    published: date | None
    published_precision: DatePrecision
    published_source: DateSource
    sha256: str


class Listing(BaseModel):
    """The articles that pass, by date and then id, the undated last."""

    documents: list[Listed]
    total: int = Field(description="that pass, on this page or not")
    coverage: Coverage


class Article(Listed):
    """An article, and as much of its text as was asked for: code points `start` to `end` of `length`."""

    place: str | None
    start: int
    end: int
    length: int
    text: str


class AddedFile(BaseModel):
    """What became of one uploaded file."""

    file: str
    documents: list[str] = Field(description="ids of the articles that it holds")
    problem: str | None = Field(description="why it was not added, or not whole")


class Added(BaseModel):
    """What became of an upload."""

    files: list[AddedFile]


class Removed(BaseModel):
    """The article that was removed."""

    id: str


class Health(BaseModel):
    """How things stand."""

    status: str = Field(description="loading, ready or failed")
    message: str
    documents: int | None = None
    index_generation: int | None = None
    model: str | None = None
    waiting: int = Field(description="questions asked and not answered yet, the one under way included")
