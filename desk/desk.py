"""The desk: an assistant with its archive, the conversations kept over it, and the line of those who ask.

What a browser asks for is answered here with HTML or text; `desk/blocks.py` only passes it on.
"""

import logging
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path

from desk import answering, frame, kept
from desk.asking import Answering, Archive
from desk.browsing import Browsing
from desk.conversation import Conversation, Exchange
from desk.export import Form, export
from desk.health import Health, State, facts_of, free_memory, state_of
from desk.library import Library, beside
from desk.line import Line
from desk.suggest import suggested
from index.errors import BadInput, ReadoutError
from rag.printed import articles_of
from rag.receipt import read_answer
from rag.wording import coverage_line

log = logging.getLogger(__name__)
GONE = "This answer is not kept here any more."


class Desk:
    """All that is shared by those who have the page open."""

    def __init__(self, ready: "Future[Answering]", line: Line | None = None, uploads: Path | None = None) -> None:
        self.ready, self.uploads = ready, uploads
        self.line = Line() if line is None else line

    @property
    def archive(self) -> Archive:
        """The archive, once it is open. Raises ReadoutError where it cannot be opened."""
        return self.ready.result().index

    @cached_property
    def browsing(self) -> Browsing:
        """The way to look through the archive."""
        return Browsing(self.ready.result(), self.line, self.uploads)

    @cached_property
    def library(self) -> Library:
        """The conversations kept over the archive."""
        try:
            return Library(beside(Path(self.archive.info.path)))
        except BadInput as error:
            log.warning("%s Until then conversations last as long as the program.", error)
            return Library()

    def answer(self, conversation: Conversation) -> Iterator[Conversation]:
        """Answer the waiting question: yield the conversation after each step."""
        return answering.answer(conversation, self.ready, self.line, lambda: self.library)

    def line_of_archive(self) -> str:
        """Say what the archive holds."""
        undated = sum(entry.published is None for entry in self.archive.documents())
        return coverage_line(self.archive.coverage(), undated)

    def health(self) -> Health:
        """Say how the desk is; where nobody asks, the archive is brought to its present state meanwhile."""
        if not self.ready.done():
            return Health(State.LOADING, "Loading the model…")
        try:
            self._catch_up()
            model, info = self.ready.result().generator.name, self.archive.info
            paces = self.library.paces(model)
            state, said = state_of(self.browsing.work, len(self.line), free_memory(), paces)
            facts = facts_of(model, info, paces)
            return Health(state, said, facts, self.line_of_archive())
        except ReadoutError as error:
            return Health(State.FAILED, str(error))

    def _catch_up(self) -> None:
        if not len(self.line):
            with self.line.join() as place:
                if place.wait(0):
                    self.ready.result().renew()

    def outlets(self) -> list[str]:
        """Return the outlets that a question can be limited to."""
        return sorted({entry.outlet for entry in self.archive.documents() if entry.outlet})

    def welcome(self) -> list[str]:
        """Render an empty conversation."""
        return [str(frame.welcome_html(suggested(self.archive)))]

    def opened(self, answer_id: str) -> Conversation:
        """Return a conversation of the one kept answer that a link names. Raises BadInput where it is gone."""
        said = self.library.answer(answer_id)
        if said is None:
            raise BadInput(GONE)
        return Conversation((Exchange.kept(said, self.archive),))

    def reopened(self, reader: str, conversation: str) -> Conversation:
        """Return a kept conversation, its answers checked again."""
        said = self.library.conversation(reader, conversation)
        return Conversation.kept(conversation, reader, said, self.archive)

    def take(self, answer_id: str, form: str) -> str:
        """Return a kept answer in a form to be copied or downloaded. Raises BadInput."""
        said = self.library.answer(answer_id)
        if said is None:
            raise BadInput(GONE)
        answer = read_answer(said.answer)
        return export(said.answer, answer, articles_of(answer, self.archive), Form(form))

    def keep(self, wanted: Mapping[str, str]) -> str:
        """Do what a reader wants with kept conversations, and return the list as it is then, or the text taken away."""
        reader, conversation = wanted["reader"], wanted.get("conversation", "")
        match wanted.get("act"):
            case "rename":
                self.library.rename(reader, conversation, wanted["title"])
            case "delete":
                self.library.delete(reader, conversation)
            case "export":
                return self._taken(reader, conversation)
        words = wanted.get("words", "")
        return str(kept.list_html(self.library.find(reader, words), bool(words.strip())))

    def _taken(self, reader: str, conversation: str) -> str:
        """Return a kept conversation as Markdown."""
        answers = [read_answer(said.answer) for said in self.library.conversation(reader, conversation)]
        texts = [export({}, answer, articles_of(answer, self.archive), Form.MARKDOWN) for answer in answers]
        return "\n---\n\n".join(texts)
