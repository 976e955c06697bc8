"""What the page asks of the program: an assistant that answers, over an archive of articles."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import date
from typing import Protocol

from index.data import Coverage, Document, Filter, Hit
from index.encoder import Encoder
from index.record import Info
from index.rows import Entry
from rag.steps import Event

EVERYTHING = Filter()


class Archive(Protocol):
    """What the page asks of an index."""

    @property
    def info(self) -> Info:
        """What the index is."""

    @property
    def encoder(self) -> Encoder:
        """What its passages are embedded with."""

    def search(self, query: str, k: int = 8, /) -> Sequence[Hit]:
        """Return the best passages."""

    def stories(self) -> Mapping[str, str]:
        """Return for each article that is not the only one of its story the story's earliest, by id."""

    def document(self, document_id: str, /) -> Document:
        """Return one article; raises DocumentMissing."""

    def documents(self, where: Filter = EVERYTHING, /) -> Sequence[Entry]:
        """List the articles that pass."""

    def coverage(self, where: Filter = EVERYTHING, /) -> Coverage:
        """Return what the archive spans."""


class Named(Protocol):
    """A language model as the page speaks of it."""

    @property
    def name(self) -> str:
        """What it is called."""


class Answering(Protocol):
    """What the page asks of an assistant."""

    @property
    def generator(self) -> Named:
        """The model that writes."""

    @property
    def index(self) -> Archive:
        """The archive that answers come from."""

    def renew(self) -> None:
        """Take up what has been written to the archive since."""

    def stream(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str, date | None]] = (),
        as_of: date | None = None,
        outlet: str | None = None,
        time: bool = True,
        names: bool = True,
    ) -> Iterator[Event]:
        """Yield what is being done, ending with the answer."""


def in_future(assistant: "Answering | Future[Answering]") -> "Future[Answering]":
    """Return an assistant that is there already as one that may still be loading."""
    if isinstance(assistant, Future):
        return assistant
    ready: Future[Answering] = Future()
    ready.set_result(assistant)
    return ready
