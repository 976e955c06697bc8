"""Looking through the archive: the list and the timeline, what people said, articles opened, added and removed."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desk import archive, tracking
from desk.article import Opened, article_html
from desk.asking import Answering, Archive
from desk.line import Line
from desk.uploads import Upload, add_articles, remove_article
from index.data import Document, Span
from index.errors import BadInput, ReadoutError
from index.rows import Entry
from rag.positions import positions, speakers, topics
from rag.sides import two_sides

if TYPE_CHECKING:
    from rag.assistant import Assistant

MOST = 20_000_000  # bytes of a file
READ = 300  # articles whose statements are read at once; of more, those that come nearest
NEAR = 12  # articles of a meeting, at most
DAYS = 10  # between them, at most
HITS = 200  # passages that are searched for them
NAMES = 60
PATIENCE = 300  # seconds that a change of the archive waits for its turn


class Browsing:
    """What the archive's own page asks for. `uploads` is the folder that the server puts uploaded files in."""

    def __init__(self, assistant: Answering, line: Line, uploads: Path | None) -> None:
        self.assistant, self.uploads = assistant, uploads
        self.work = ""  # what is being done to the archive
        self._line = line

    @property
    def index(self) -> Archive:
        """The archive as it is now."""
        return self.assistant.index

    def show(self, wanted: Mapping[str, str]) -> str:
        """Render what is wanted of the archive. Raises BadInput where there is no such thing."""
        match wanted.get("what"):
            case "list":
                return self._list(wanted.get("words", ""), wanted.get("outlet", ""), wanted)
            case "statements":
                return self._statements(wanted["person"].strip(), wanted.get("topic", "").strip())
            case "sides":
                return self._sides(wanted["meeting"].strip())
            case "speakers":
                return "\n".join(speakers(self._documents(""))[:NAMES])
            case "add":
                return self._add(Path(wanted["path"]), wanted["name"])
            case "remove":
                return self._remove(wanted["document"])
        raise BadInput("The archive's page has no such thing.")

    def article(self, document_id: str, start: int, end: int) -> str:
        """Render an article with a stretch of it marked. Raises DocumentMissing."""
        document = self.index.document(document_id)
        length = len(document.text)
        return str(article_html(Opened(document, Span(min(start, length), min(end, length)), "", "In the archive")))

    def _list(self, words: str, outlet: str, wanted: Mapping[str, str]) -> str:
        every = [entry for entry in self.index.documents() if not outlet or entry.outlet == outlet]
        found = self._like(every, words.strip())
        period = wanted.get("period", "")
        newest_first = [entry for entry in found if archive.in_period(entry, period)]
        start = max(int(wanted.get("from") or 0), 0)
        return str(archive.timeline_html(found, period) + archive.list_html(newest_first, start, self._stories(every)))

    def _like(self, entries: Sequence[Entry], words: str) -> list[Entry]:
        """Return the articles whose head or text has the words: by title, outlet and author, then by search."""
        if not words:
            return [*(e for e in reversed(entries) if e.published), *(e for e in entries if not e.published)]
        low = words.casefold()
        named = [e for e in entries if low in " ".join((e.title, e.outlet or "", *e.authors)).casefold()]
        within = {hit.passage.document_id for hit in self.index.search(words, HITS) if hit.lexical_rank is not None}
        return [*named, *(entry for entry in entries if entry.id in within and entry not in named)]

    def _stories(self, entries: Sequence[Entry]) -> dict[str, Entry]:
        """Return for each article that tells another's story the first article of that story."""
        by_id = {entry.id: entry for entry in entries}
        return {key: by_id[first] for key, first in self.index.stories().items() if first in by_id and first != key}

    def _documents(self, words: str, most: int = READ, nearest: bool = False) -> list[Document]:
        """Return the articles to read: all where they are few, else those that come nearest to some words."""
        entries = self.index.documents()
        if len(entries) <= most and not nearest:
            return [self.index.document(entry.id) for entry in entries]
        if not words:
            return [self.index.document(entry.id) for entry in entries[-most:]]
        best = dict.fromkeys(hit.passage.document_id for hit in self.index.search(words, HITS))
        return [self.index.document(key) for key in list(best)[:most]]

    def _statements(self, person: str, topic: str) -> str:
        if not person:
            return ""
        documents = self._documents(person)
        found = positions(person, documents)
        shown = positions(person, documents, topic) if topic else found
        return str(tracking.statements_html(person, shown, topics(found), topic, self._read(documents)))

    def _sides(self, meeting: str) -> str:
        if not meeting:
            return ""
        documents = _of_one_time(self._documents(meeting, NEAR, nearest=True))
        return str(tracking.sides_html(two_sides(documents), self._read(documents)))

    def _read(self, documents: Sequence[Document]) -> str:
        total = len(self.index.documents())
        return f"Read: {'all' if len(documents) == total else f'{len(documents):,} of'} {total:,} articles."

    def _add(self, sent: Path, named: str) -> str:
        """Add a file that the server has put among the uploads. Raises BadInput where it cannot be."""
        file = sent.resolve()
        if not self.uploads or not file.is_relative_to(self.uploads.resolve()) or not file.is_file():
            raise BadInput("This is no file that was uploaded here.")
        if file.stat().st_size > MOST:
            raise BadInput(f"It has more than {MOST // 1_000_000} MB.")
        with self._changing(f"Adding {named}"), file.open("rb") as content:
            (outcome,) = add_articles([Upload(named, content)], cast("Assistant", self.assistant))
        file.unlink()
        if not outcome.documents:
            raise BadInput(f"Not added: {outcome.problem}.")
        return f"added ({outcome.problem})" if outcome.problem else "added"

    def _remove(self, document_id: str) -> str:
        with self._changing("Removing an article"):
            remove_article(document_id, cast("Assistant", self.assistant))
        return "removed"

    @contextmanager
    def _changing(self, work: str) -> Iterator[None]:
        """Wait for a turn among those who ask, and say meanwhile what is being done."""
        with self._line.join() as place:
            if not place.wait(PATIENCE):
                raise ReadoutError("The archive is busy with questions. Try again when they are answered.")
            self.work = f"{work}…"
            try:
                yield
            finally:
                self.work = ""


def _of_one_time(documents: Sequence[Document]) -> list[Document]:
    """Return the articles that appeared within days of the first, which comes nearest to what was asked."""
    day = documents[0].published if documents else None
    return [each for each in documents if day and each.published and abs((each.published - day).days) <= DAYS]
