"""Reading the record of an index: a snapshot of its SQLite database that no writer can change or hold up."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
from numpy.typing import NDArray

from index import lexical
from index.data import Coverage, Document, Filter, Passage
from index.errors import DocumentMissing, IndexMissing
from index.rows import COLUMNS, SUMMARY, Entry, condition, to_document, to_entry, without_dates
from index.schema import DATABASE, Manifest

Numbers = NDArray[np.int64]
Vectors = NDArray[np.float32]
STORED = np.dtype("<f4")
ROWS_AT_ONCE = 500  # well under SQLite's limit of values in one statement


@dataclass(frozen=True, slots=True)
class Info:
    """What an index is and what it was made with."""

    path: str
    generation: int
    sha256: str  # of all ids and texts: equal for indexes of equal articles
    documents: int
    passages: int
    encoder_name: str
    encoder_sha256: str
    archive: str  # the folder it was last built from


class Record:
    """The state of an index at one moment; may be used from several threads."""

    def __init__(self, path: Path) -> None:
        """Open the record of the index at `path`. Raises IndexMissing, IndexMismatch."""
        self.path = path
        if not (path / DATABASE).is_file():
            raise IndexMissing(f"no index at {path}: make it with `python -m index build DIR --out {path}`")
        self._guard = threading.RLock()
        self._connection = _open(path / DATABASE)
        try:
            self.manifest = self._begin()
        except BaseException:
            self._connection.close()
            raise
        self._words = lexical.Words(self._connection)

    def refresh(self) -> bool:
        """Move on to the present state; return whether it is another one."""
        with self._guard:
            before = self._state
            self._connection.execute("ROLLBACK")
            self.manifest = self._begin()
            return before != self._state

    def is_state_of(self, other: "Record") -> bool:
        """Whether both are of the same record, unchanged between them."""
        return self._state == other._state

    @property
    def _state(self) -> tuple[str, int]:
        return self.manifest.record, self.manifest.generation

    def close(self) -> None:
        """Let go of the snapshot and the file."""
        with self._guard:
            self._words.close()
            self._connection.close()

    def _begin(self) -> Manifest:
        self._connection.execute("BEGIN")  # the first read, the manifest's, takes the snapshot
        return Manifest.read(self._connection, self.path)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self._guard:
            return self._connection.execute(sql, values).fetchall()

    # Documents

    def document(self, document_id: str) -> Document:
        """Return a document. Raises DocumentMissing, which names ids that are near."""
        found = self.rows(f"SELECT {COLUMNS} FROM documents WHERE id = ?", [document_id])
        if found:
            return to_document(found[0])
        near = get_close_matches(document_id, [id for (id,) in self.rows("SELECT id FROM documents")], cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else "`python -m index list` names them all"
        raise DocumentMissing(f"no document {document_id!r} in the index at {self.path}: {hint}")

    def documents(self) -> Iterator[Document]:
        """Yield every document, by id."""
        for (document_id,) in self.rows("SELECT id FROM documents ORDER BY id"):
            yield self.document(document_id)

    def entries(self, where: Filter) -> list[Entry]:
        """Return the documents that pass, by date and then id, the undated last."""
        sql, values = condition(where)
        order = "ORDER BY published IS NULL, published, id"
        return [to_entry(row) for row in self.rows(f"SELECT {SUMMARY} FROM documents WHERE {sql} {order}", values)]

    def naming(self, words: str, where: Filter, beside: Sequence[str] = ()) -> list[Entry]:
        """Return the documents that pass and have all telling words in one passage, one of `beside` near if given."""
        expression = lexical.naming(words, beside)
        if expression is None:
            return []
        sql, values = condition(where)
        rows = self.rows(
            f"SELECT {SUMMARY} FROM documents WHERE {sql} AND number IN (SELECT document FROM passages WHERE number IN "
            "(SELECT rowid FROM lexical WHERE lexical MATCH ?)) ORDER BY published IS NULL, published, id",
            [*values, expression],
        )
        return [to_entry(row) for row in rows]

    def holding(self, phrase: str, where: Filter, most: int) -> int:
        """Return how many documents that pass have the words of a phrase in a row in their text, counted up to `most`.

        Counting all that have a common word takes longer than a search.
        """
        sql, values = condition(where)
        rows = self.rows(
            "SELECT count(*) FROM (SELECT DISTINCT document FROM lexical "
            "CROSS JOIN passages ON passages.number = lexical.rowid "
            f"JOIN (SELECT number AS passing FROM documents WHERE {sql}) ON passing = document "
            "WHERE lexical MATCH ? LIMIT ?)",
            [*values, lexical.phrase(phrase), most],
        )
        return int(rows[0][0])

    def coverage(self, where: Filter) -> Coverage:
        """Return what part of the archive passes."""
        sql, values = condition(where)
        count, first, last = self.rows(
            f"SELECT count(*), min(published), max(published) FROM documents WHERE {sql}", values
        )[0]
        undated = 0
        if (free := without_dates(where)) != where:
            sql, values = condition(free)
            undated = self.rows(f"SELECT count(*) FROM documents WHERE {sql} AND last_day IS NULL", values)[0][0]
        return Coverage(count, _date(first), _date(last), undated)

    def ids_of(self, path: str) -> list[str]:
        """Return the ids of the documents that came from a file."""
        return [id for (id,) in self.rows("SELECT id FROM documents WHERE path = ?", [path])]

    def sha256(self) -> str:
        """Return the hash of all ids and texts: equal for indexes of equal articles."""
        pairs = self.rows("SELECT id, sha256 FROM documents ORDER BY id")
        return hashlib.sha256("".join(f"{id}\t{text}\n" for id, text in pairs).encode()).hexdigest()

    @property
    def info(self) -> Info:
        """What the index is and what it was made with."""
        return Info(
            path=str(self.path),
            generation=self.manifest.generation,
            sha256=self.sha256(),
            documents=self.count("documents"),
            passages=int(self.rows("SELECT count(*) FROM passages WHERE role <> 'added'")[0][0]),
            encoder_name=self.manifest.encoder_name,
            encoder_sha256=self.manifest.encoder_sha256,
            archive=self.manifest.archive,
        )

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return int(self.rows(f"SELECT count(*) FROM {table}")[0][0])

    # Passages, by their numbers

    def passages_of(self, document_id: str) -> list[Passage]:
        """Return a document's passages in the order of its text. Raises DocumentMissing."""
        rows = self.rows(
            'SELECT start, "end" FROM passages JOIN documents ON documents.number = document '
            "WHERE id = ? AND role <> 'added' ORDER BY passages.number",
            [document_id],
        )
        if not rows:
            self.document(document_id)
        return [Passage(document_id, start, end) for start, end in rows]

    def passages(self, numbers: Sequence[int]) -> dict[int, Passage]:
        """Return passages by number."""
        return {
            number: Passage(id, start, end)
            for number, id, start, end in self._chosen('passages.number, documents.id, start, "end"', numbers)
        }

    def vectors(self, numbers: Sequence[int]) -> dict[int, Vectors]:
        """Return (d,) vectors of passages by number."""
        holes = ",".join("?" * len(numbers))
        rows = self.rows(
            f"SELECT number, vector FROM passages WHERE number IN ({holes})", [int(one) for one in numbers]
        )
        return {number: np.frombuffer(blob, STORED) for number, blob in rows}

    def passage_numbers(self) -> Numbers:
        """Return the numbers of all passages, ascending."""
        return self.columns(("number",), "passages")[0]

    def searched_numbers(self) -> Numbers:
        """Return the numbers of the passages that are searched by meaning, ascending: all but those that repeat."""
        return self.columns(("number",), "passages WHERE role <> 'hidden'")[0]

    def columns(self, columns: Sequence[str], source: str) -> list[Numbers]:
        """Return columns of whole numbers, each as an array, in the order of passage numbers."""
        # One text for each column is several times faster to fetch than a row for each passage.
        joined = ", ".join(f"group_concat(c{at})" for at in range(len(columns)))
        named = ", ".join(f"{column} AS c{at}" for at, column in enumerate(columns))
        found = self.rows(f"SELECT {joined} FROM (SELECT {named} FROM {source} ORDER BY number)")[0]
        return [np.fromstring(text or "", np.int64, sep=",") for text in found]

    def matrix(self, numbers: Numbers) -> Vectors:
        """Return the vectors of passages as (n, d) rows in the order of `numbers`."""
        matrix = np.empty((len(numbers), self.manifest.dimension), np.float32)
        for first in range(0, len(numbers), ROWS_AT_ONCE):
            chunk = [int(number) for number in numbers[first : first + ROWS_AT_ONCE]]
            found = self.vectors(chunk)
            for row, number in enumerate(chunk, first):
                matrix[row] = found[number]
        return matrix

    # Words

    def stems(self, text: str) -> list[str]:
        """Return the telling words of a text as they are looked for."""
        with self._guard:
            return self._words.stems(text)

    def spots(self, stem: str) -> Mapping[str, Numbers]:
        """Return by column (title, outlet, words) the numbers of the passages that have a word, for each time once."""
        with self._guard:
            return self._words.spots(stem)

    def _chosen(self, columns: str, numbers: Sequence[int]) -> list[tuple[Any, ...]]:
        holes = ",".join("?" * len(numbers))
        return self.rows(
            f"SELECT {columns} FROM passages JOIN documents ON documents.number = document "
            f"WHERE passages.number IN ({holes})",
            [int(number) for number in numbers],
        )


def _open(database: Path) -> sqlite3.Connection:
    """Open for reading; where the folder cannot be written, as a file that nobody changes."""
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        connection = sqlite3.connect(
            f"file:{quote(str(database.absolute()))}?{mode}", uri=True, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("SELECT 1 FROM sqlite_master")
        except sqlite3.OperationalError:
            connection.close()
            continue
        except sqlite3.DatabaseError:
            pass  # not a database: reading the manifest says so
        return connection
    raise IndexMissing(f"the index at {database.parent} cannot be opened: check that you may read {database}")


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
