"""What the page asks of the program: an assistant that answers, over an archive of articles."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from index.data import Coverage, Document, Filter
from index.record import Info
from index.rows import Entry
from rag.data import Event

EVERYTHING = Filter()


class Archive(Protocol):
    """What the page asks of an index."""

    @property
    def info(self) -> Info:
        """What the index is."""

    def document(self, document_id: str, /) -> Document:
        """Return one article; raises DocumentMissing."""

    def documents(self, where: Filter = EVERYTHING, /) -> Sequence[Entry]:
        """List the articles that pass."""

    def coverage(self, where: Filter = EVERYTHING, /) -> Coverage:
        """Return what the archive spans."""


class Answering(Protocol):
    """What the page asks of an assistant."""

    @property
    def index(self) -> Archive:
        """The archive that answers come from."""

    def renew(self) -> None:
        """Take up what has been written to the archive since."""

    def stream(
        self,
        question: str,
        *,
        history: Sequence[tuple[str, str]] = (),
        as_of: date | None = None,
        outlet: str | None = None,
    ) -> Iterator[Event]:
        """Yield what is being done, ending with the answer."""
