"""A conversation on the page: what was asked, how far the answer is, and which article stands open beside it.

Frozen: each step returns the next state, so that two tabs cannot mix and a stopped answer leaves nothing behind.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Protocol

from markupsafe import Markup

from desk import article, render
from index.data import Coverage, Document
from index.errors import BadInput, ReadoutError
from index.rows import Entry
from rag.data import Answer, Drafted, Event, Finished, Found, Understood
from rag.printed import articles_of
from rag.wording import counted, coverage_line, day

EXAMPLES_SHOWN = 4
_REF = re.compile(r"(\d{1,6})\.(cite|read)\.(\d{1,6})")


class Archive(Protocol):
    """What the page asks of an index."""

    def document(self, document_id: str) -> Document:
        """Return one article; raises DocumentMissing."""

    def documents(self) -> Sequence[Entry]:
        """List every article."""

    def coverage(self) -> Coverage:
        """Return what the archive spans."""


class Answering(Protocol):
    """What the page asks of an assistant."""

    @property
    def index(self) -> Archive:
        """The archive that answers come from."""

    def stream(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        as_of: date | None = None,
        outlet: str | None = None,
    ) -> Iterator[Event]:
        """Yield what is being done, ending with the answer."""


class Stage(StrEnum):
    """How far a question is; the value is what the page says meanwhile."""

    WAITING = "Waiting: another question is being answered"
    LOADING = "Loading the model; the first time takes longest…"
    SEARCHING = "Searching…"
    READING = "Reading"
    ANSWERED = "Answered"
    STOPPED = "Stopped before there was a checked answer."
    FAILED = "Failed"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come."""
        return self in (Stage.ANSWERED, Stage.STOPPED, Stage.FAILED)


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question and what has become of it."""

    question: str
    as_of: date | None = None
    outlet: str | None = None
    stage: Stage = Stage.WAITING
    said: str = ""  # what the page says of the stage, where the stage's own words do not do
    draft: str = ""
    answer: Answer | None = None
    articles: Mapping[str, Document] = field(default_factory=dict)

    def after(self, event: Event) -> "Exchange":
        """Return the exchange as it stands after one of the assistant's events."""
        match event:
            case Understood(standalone_question=understood):
                said = f"Searching: {understood}" if understood != self.question else ""
                return replace(self, stage=Stage.SEARCHING, said=said)
            case Found(passages=passages):
                articles = counted(len({passage.document_id for passage in passages}), "article")
                said = f"Reading {counted(len(passages), 'passage')} from {articles}"
                return replace(self, stage=Stage.READING, said=said)
            case Drafted(text=text):
                return replace(self, draft=self.draft + text)
            case Finished(answer=answer):
                return replace(self, stage=Stage.ANSWERED, answer=answer)

    def html(self, turn: int) -> str:
        """Render the exchange as turn number `turn` of the conversation."""
        limits = [f"as of {day(self.as_of)}" if self.as_of else "", f"{self.outlet} only" if self.outlet else ""]
        question = render.question_html(self.question, ", ".join(filter(None, limits)))
        kind = self.stage.name.lower() if self.stage.is_over else "running"
        return str(render.turn_html(kind, [question, self._body(turn)]))

    def _body(self, turn: int) -> Markup:
        said = self.said or self.stage.value
        if self.answer:
            return render.answer_html(self.answer, self.articles, turn)
        if self.stage.is_over:
            return render.notice_html(said, self.stage.name.lower())
        return render.progress_html(said, self.draft)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges of one tab, oldest first."""

    exchanges: tuple[Exchange, ...] = ()

    @property
    def running(self) -> Exchange | None:
        """The exchange that is not over yet, always the last."""
        return self.exchanges[-1] if self.exchanges and not self.exchanges[-1].stage.is_over else None

    @property
    def history(self) -> tuple[tuple[str, str], ...]:
        """The questions that were answered, with their answers, as a follow-up needs them."""
        return tuple((e.question, e.answer.text_without_citations) for e in self.exchanges if e.answer)

    def ask(self, question: str, as_of: str | None, outlet: str | None) -> "Conversation":
        """Return the conversation with a question added; unchanged where one is running or nothing is asked."""
        question = question.strip()
        if self.running or not question:
            return self
        try:
            asked = Exchange(question, _as_of(as_of), outlet or None)
        except BadInput as error:
            asked = Exchange(question, stage=Stage.FAILED, said=str(error))
        return Conversation((*self.exchanges, asked))

    def end(self, stage: Stage, said: str = "") -> "Conversation":
        """Return the conversation with the running exchange ended; unchanged where none is running."""
        return self.renew(replace(self.running, stage=stage, said=said)) if self.running else self

    def renew(self, exchange: Exchange) -> "Conversation":
        """Return the conversation with its last exchange replaced."""
        return Conversation((*self.exchanges[:-1], exchange))

    def answer(self, ready: "Future[Answering]") -> Iterator["Conversation"]:
        """Answer the waiting question, if there is one: yield the conversation after each of the assistant's events."""
        exchange = self.running
        if exchange is None:
            yield self
            return
        if not ready.done():
            yield self.renew(replace(exchange, stage=Stage.LOADING))
        try:
            assistant = ready.result()
            asked = assistant.stream(
                exchange.question, history=self.history, as_of=exchange.as_of, outlet=exchange.outlet
            )
            for event in asked:
                exchange = exchange.after(event)
                if exchange.answer:
                    exchange = replace(exchange, articles=articles_of(exchange.answer, assistant.index))
                yield self.renew(exchange)
        except ReadoutError as error:
            yield self.end(Stage.FAILED, str(error))
        except Exception:
            yield self.end(Stage.FAILED, "This question broke off on a fault of the program; the terminal says which.")
            raise

    def turns(self) -> list[str]:
        """Render each exchange."""
        return [exchange.html(turn) for turn, exchange in enumerate(self.exchanges, start=1)]

    def pane(self, ref: str) -> str:
        """Render the article that a button of the conversation names; an empty name closes the pane."""
        if not ref:
            return str(article.no_article_html())
        match = _REF.fullmatch(ref)
        turn = int(match[1]) if match else 0
        exchange = self.exchanges[turn - 1] if 1 <= turn <= len(self.exchanges) else None
        opened = None
        if match and exchange and exchange.answer:
            find = article.cited if match[2] == "cite" else article.consulted
            opened = find(exchange.answer, exchange.articles, turn, int(match[3]))
        if opened is None:
            return str(render.notice_html("This article is no longer at hand. Ask the question again.", "failed"))
        return str(article.article_html(opened))


def head(title: str, archive: Archive) -> str:
    """Render the page's title over what the archive holds."""
    undated = sum(document.published is None for document in archive.documents())
    return str(render.head_html(title, coverage_line(archive.coverage(), undated)))


def outlets(archive: Archive) -> list[str]:
    """Return the outlets that a question can be limited to."""
    return sorted({document.outlet for document in archive.documents() if document.outlet})


def welcome(archive: Archive, examples: Sequence[str]) -> list[str]:
    """Render an empty conversation; without known questions, the newest articles make them."""
    newest = sorted(archive.documents(), key=lambda document: document.published or date.min, reverse=True)
    asks = examples or [f"What is reported in “{document.title}”?" for document in newest]
    return [str(render.welcome_html(asks[:EXAMPLES_SHOWN]))]


def _as_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text and text.strip() else None
    except ValueError as error:
        raise BadInput(f"“{text}” is not a day. Write the filter “as of” as YYYY-MM-DD, such as 2023-12-31.") from error
