"""A conversation on the page: what was asked, how far the answer is, and which article stands open beside it.

Frozen: each step returns the next state, so that two tabs cannot mix and a stopped answer leaves nothing behind.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from markupsafe import Markup
from pydantic import ValidationError

from desk import article, frame, render
from desk.asking import Archive
from desk.library import Said
from index.data import Document
from index.errors import BadInput
from rag.data import Answer
from rag.printed import articles_of
from rag.receipt import faults, read_answer
from rag.steps import Checked, Drafted, Event, Finished, Found, Understood
from rag.wording import counted, day, names_line, time_line

_REF = re.compile(r"(\d{1,6})\.(cite|read)\.(\d{1,6})")


class Stage(StrEnum):
    """How far a question is; the value is what the page says meanwhile."""

    WAITING = "Waiting"
    LOADING = "Loading the model; the first time takes longest…"
    SEARCHING = "Searching…"
    READING = "Reading"
    WRITING = "Writing, and checking each sentence…"
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
    timed: bool = True  # whether it matters which time the question asks about
    named: bool = True  # whether the archive's names take the place of the question's
    stage: Stage = Stage.WAITING
    said: str = ""  # what the page says of the stage, where the stage's own words do not do
    sentences: tuple[Checked, ...] = ()
    answer: Answer | None = None
    articles: Mapping[str, Document] = field(default_factory=dict)
    asked: date = field(default_factory=date.today)
    faults: tuple[str, ...] | None = None  # of a kept answer: what did not hold when it was checked again

    @classmethod
    def kept(cls, said: Said, archive: Archive) -> "Exchange":
        """Return a kept exchange, its answer checked again against the archive as it stands."""
        try:
            answer = read_answer(said.answer)
        except ValidationError:
            broken = "This kept answer cannot be read any more. Ask the question again."
            return cls(said.question, stage=Stage.FAILED, said=broken)
        found = tuple(fault.what for fault in faults(said.answer, archive))
        return cls(
            question=said.question,
            as_of=answer.as_of,
            outlet=answer.receipt.outlet,
            timed=said.answer.get("time", ()) is not None,  # an answer older than these fields does not have them
            named=said.answer.get("names", ()) is not None,
            stage=Stage.ANSWERED,
            answer=answer,
            articles=articles_of(answer, archive),
            asked=said.asked.date(),
            faults=found,
        )

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
            case Drafted():
                return replace(self, stage=Stage.WRITING, said="")
            case Checked():
                return replace(self, stage=Stage.WRITING, said="", sentences=(*self.sentences, event))
            case Finished(answer=answer):
                return replace(self, stage=Stage.ANSWERED, answer=answer)

    def html(self, turn: int) -> str:
        """Render the exchange as turn number `turn` of the conversation."""
        limits = [f"as of {day(self.as_of)}" if self.as_of else "", f"{self.outlet} only" if self.outlet else ""]
        searched = self.answer.standalone_question if self.answer else ""
        question = frame.question_html(
            self.question,
            ", ".join(filter(None, limits)),
            searched if searched != self.question else "",
            frame.chips_html(turn, self._understood()) if self.stage.is_over else Markup(""),
        )
        tools = frame.tools_html(turn, self.answer.id if self.answer else None) if self.stage.is_over else Markup("")
        kind = self.stage.name.lower() if self.stage.is_over else "running"
        return str(frame.turn_html(kind, [question, self._again(), self._body(turn), tools]))

    def _understood(self) -> dict[str, list[str] | None]:
        """Return what the page tells of the question's time and names, None where one is not to be used."""
        times = [f"time: {time_line(time)}" for time in (self.answer.time or () if self.answer else ()) if time.words]
        names = self.answer.names or () if self.answer else ()
        told = [f"{'names' if len(names) > 1 else 'name'}: {names_line(names)}"] if names else []
        return {"time": times if self.timed else None, "names": told if self.named else None}

    def _again(self) -> Markup:
        if self.faults is None or self.answer is None:
            return Markup("")
        return frame.checked_again_html(self.faults, len(self.answer.citations))

    def _body(self, turn: int) -> Markup:
        said = self.said or self.stage.value
        if self.answer:
            return render.answer_html(self.answer, self.articles, turn, self.asked)
        if self.stage.is_over:
            return frame.notice_html(said, self.stage.name.lower())
        return frame.progress_html(said, self.sentences)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The exchanges of one tab, oldest first."""

    exchanges: tuple[Exchange, ...] = ()
    id: str = ""  # given with the first question
    reader: str = ""  # whose it is: a browser's own name for itself

    @classmethod
    def kept(cls, id: str, reader: str, said: Sequence[Said], archive: Archive) -> "Conversation":
        """Return a kept conversation, its answers checked again."""
        return cls(tuple(Exchange.kept(each, archive) for each in said), id, reader)

    @property
    def running(self) -> Exchange | None:
        """The exchange that is not over yet, always the last."""
        return self.exchanges[-1] if self.exchanges and not self.exchanges[-1].stage.is_over else None

    @property
    def history(self) -> tuple[tuple[str, str, date | None], ...]:
        """The questions that were answered, with their answers and the day of each, as a follow-up needs them."""
        return tuple((e.question, e.answer.text_without_citations, e.as_of) for e in self.exchanges if e.answer)

    def ask(
        self, question: str, as_of: str | None, outlet: str | None, turn: int | None = None, reader: str = ""
    ) -> "Conversation":
        """Return the conversation with a question added, or asked in the place of turn number `turn` and all after it.

        It is unchanged where a question is running or nothing is asked.
        """
        question = question.strip()
        if self.running or not question:
            return self
        try:
            asked = Exchange(question, _as_of(as_of), outlet or None)
        except BadInput as error:
            asked = Exchange(question, stage=Stage.FAILED, said=str(error))
        before = self.exchanges if turn is None else self.exchanges[: max(turn - 1, 0)]
        id = self.id if before and self.id else uuid.uuid4().hex
        return Conversation((*before, asked), id, reader or self.reader)

    def again(self, turn: int, timed: bool | None = None, named: bool | None = None) -> "Conversation":
        """Return the conversation with the question of a turn asked once more, in its place.

        `timed` and `named` say whether its time and the archive's names are used, None leaves it as it was.
        """
        if self.running or not 1 <= turn <= len(self.exchanges):
            return self
        before, old = self.exchanges[: turn - 1], self.exchanges[turn - 1]
        timed, named = (old.timed if timed is None else timed), (old.named if named is None else named)
        return replace(self, exchanges=(*before, Exchange(old.question, old.as_of, old.outlet, timed, named)))

    def end(self, stage: Stage, said: str = "") -> "Conversation":
        """Return the conversation with the running exchange ended; unchanged where none is running."""
        return self.renew(replace(self.running, stage=stage, said=said)) if self.running else self

    def renew(self, exchange: Exchange) -> "Conversation":
        """Return the conversation with its last exchange replaced."""
        return replace(self, exchanges=(*self.exchanges[:-1], exchange))

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
            return str(frame.notice_html("This article is no longer at hand. Ask the question again.", "failed"))
        return str(article.article_html(opened))


def _as_of(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text and text.strip() else None
    except ValueError as error:
        raise BadInput(f"“{text}” is not a day. Write the filter “as of” as YYYY-MM-DD, such as 2023-12-31.") from error
