"""Writing the record of an index: one writer at a time, every change one transaction, nothing committed ever lost."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

import filelock

from index import kin, lexical, mentions
from index.accounts import gist
from index.data import DatePrecision, Document, Passage
from index.encoder import Encoder, Vectors
from index.errors import IndexBusy, IndexMissing
from index.record import STORED
from index.rows import to_row
from index.schema import DATABASE, TABLES, Manifest
from index.settling import Encode, settle

LOCK = "writer.lock"
HOLDER = "writer.pid"


@dataclass(frozen=True, slots=True)
class Indexed:
    """A document with its passages and their vectors, ready to be stored."""

    document: Document
    passages: Sequence[Passage]
    vectors: Vectors  # (n, d), a unit row for each passage


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Hold the index at `path` for writing. Raises IndexBusy at once where another process holds it."""
    try:
        with filelock.FileLock(path / LOCK, timeout=0):
            (path / HOLDER).write_text(str(os.getpid()))
            yield
    except filelock.Timeout:
        raise IndexBusy(f"the index at {path} is being written by {_holder(path)}: wait for it, or stop it") from None


def _holder(path: Path) -> str:
    with suppress(OSError, ValueError):
        return f"process {int((path / HOLDER).read_text())}"
    return "another process"


class Store:
    """The record, open for writing; use it inside `writing`, as a context manager."""

    def __init__(self, path: Path, connection: sqlite3.Connection, manifest: Manifest) -> None:
        """Use `create` or `open`."""
        self.path = path
        self.manifest = manifest
        self._connection = connection
        self._gists = kin.Gists(connection)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the record of the index at `path`. Raises IndexMissing, IndexMismatch."""
        if not (path / DATABASE).is_file():
            raise IndexMissing(f"no index at {path}: make it with `python -m index build DIR --out {path}`")
        connection = _connect(path)
        try:
            return cls(path, connection, Manifest.read(connection, path))
        except BaseException:
            connection.close()
            raise

    @classmethod
    def create(cls, path: Path, encoder: Encoder, archive: str) -> Self:
        """Make an empty record at `path`, in the place of what is there."""
        connection = _connect(path)
        try:
            manifest = Manifest.new(encoder, archive)
            _make(connection, manifest)
        except sqlite3.DatabaseError as error:
            connection.close()
            if error.sqlite_errorcode not in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
                raise
            for file in sorted(path.glob(f"{DATABASE}*"), reverse=True):  # the log before the file that it belongs to
                file.unlink()
            connection = _connect(path)
            _make(connection, manifest)
        return cls(path, connection, manifest)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # What is there

    def digests(self, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Return the digest and the path of each of these documents that is stored, by id."""
        holes = ",".join("?" * len(ids))
        rows = self._connection.execute(f"SELECT id, digest, path FROM documents WHERE id IN ({holes})", ids)
        return {id: (digest, path) for id, digest, path in rows}

    def ids_of(self, path: str) -> list[str]:
        """Return the ids of the documents that came from a file."""
        return [id for (id,) in self._connection.execute("SELECT id FROM documents WHERE path = ?", [path])]

    def paths(self) -> list[str]:
        """Return the files that documents came from, and those that were read without fault."""
        return [path for (path,) in self._connection.execute("SELECT path FROM files UNION SELECT path FROM documents")]

    def fingerprint(self, path: str) -> str | None:
        """Return the fingerprint of a file that is indexed whole and was read without fault."""
        row = self._connection.execute("SELECT fingerprint FROM files WHERE path = ?", [path]).fetchone()
        return row[0] if row else None

    # Changes: each is one transaction and one generation

    def put(self, items: Sequence[Indexed], finished: dict[str, str | None], encode: Encode | None = None) -> None:
        """Store documents in the place of those with their ids, and the fingerprints of the files that ended there.

        `encode` embeds what copies among them add.
        """
        with self._change():
            touched: list[int] = []
            for item in items:
                touched += self._forget([item.document.id])
                touched.append(self._insert(item))
            settle(self._connection, touched, encode)
            for path, fingerprint in finished.items():
                self._connection.execute("DELETE FROM files WHERE path = ?", [path])
                if fingerprint is not None:
                    self._connection.execute("INSERT INTO files VALUES (?, ?)", [path, fingerprint])

    def remove(self, ids: Sequence[str], paths: Sequence[str] = (), encode: Encode | None = None) -> None:
        """Forget documents, and that the files they came from and `paths` were ever read; `encode` as for `put`."""
        with self._change():
            for id in ids:
                self._connection.execute(
                    "DELETE FROM files WHERE path = (SELECT path FROM documents WHERE id = ?)", [id]
                )
            settle(self._connection, self._forget(ids), encode)
            self._connection.executemany("DELETE FROM files WHERE path = ?", [(path,) for path in paths])

    def set_archive(self, archive: str) -> None:
        """Note which folder the index mirrors."""
        if archive != self.manifest.archive:
            with self._change():
                self.manifest = replace(self.manifest, archive=archive)

    @contextmanager
    def _change(self) -> Iterator[None]:
        before = self.manifest
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.manifest = self.manifest.next()
            self.manifest.write(self._connection)
            self._connection.execute("COMMIT")
        except BaseException:
            self.manifest = before
            self._gists.forget()
            self._connection.execute("ROLLBACK")
            raise

    def _forget(self, ids: Sequence[str]) -> list[int]:
        """Forget documents; return the numbers of those that were copies with them."""
        copies: list[int] = []
        for id in ids:
            rows = self._connection.execute("SELECT number, text FROM documents WHERE id = ?", [id]).fetchall()
            for number, text in rows:
                copies += kin.copies_of(self._connection, number)
                kin.unlink(self._connection, number, text)
                lexical.remove(self._connection, number)
                self._connection.execute("DELETE FROM documents WHERE number = ?", [number])
                self._gists.forget()
        return copies

    def _insert(self, item: Indexed) -> int:
        number = write(self._connection, item)
        mentions.note(self._connection, number, item.document.text)
        about = gist(item.vectors, _day(item.document))
        kin.link(self._connection, number, item.document.text, about, self._gists)
        return number

    def lexical_fault(self) -> str | None:
        """Return what is wrong between lexical search and the record, or None."""
        return lexical.fault(self._connection)


def write(connection: sqlite3.Connection, item: Indexed) -> int:
    """Write a document, its passages and their words, inside the caller's transaction; return its number."""
    row = to_row(item.document)
    number = int(
        connection.execute(
            f"INSERT INTO documents ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", list(row.values())
        ).lastrowid
        or 0
    )
    vectors = item.vectors.astype(STORED)
    connection.executemany(
        'INSERT INTO passages (document, start, "end", vector) VALUES (?, ?, ?, ?)',
        [
            (number, passage.start, passage.end, vector.tobytes())
            for passage, vector in zip(item.passages, vectors, strict=True)
        ],
    )
    lexical.add(connection, number)
    return number


def _day(document: Document) -> date | None:
    return document.published if document.published_precision is DatePrecision.DAY else None


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path / DATABASE, isolation_level=None, timeout=30)
    with suppress(sqlite3.DatabaseError):  # not a database: its first reader says so
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _make(connection: sqlite3.Connection, manifest: Manifest) -> None:
    """Put empty tables in the place of all that is there, in one transaction, since readers may be at work."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        found = connection.execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('view', 'table') ORDER BY rootpage"
        )
        for kind, name in found.fetchall():  # virtual tables, which have no page, go first and take theirs along
            if not name.startswith("sqlite_"):
                connection.execute(f'DROP {kind} IF EXISTS "{name}"')
        for statement in TABLES:
            connection.execute(statement)
        manifest.write(connection)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
