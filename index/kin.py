"""Kinship of articles in the record: which are copies of one another, which tell the same story in their own words.

A pair is decided by its two articles alone, so that what is added later changes nothing between those there before.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index import accounts, duplicates
from index.accounts import Gist

TABLES = (
    """CREATE TABLE shingles (
        hash INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY (hash, document)
    ) WITHOUT ROWID""",
    """CREATE TABLE gists (
        document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE,
        sampled INTEGER NOT NULL,  -- its rows in shingles
        day TEXT,
        vector BLOB NOT NULL  -- little-endian float16
    )""",
    """CREATE TABLE kin (
        document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        other INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,  -- each pair stands both ways
        copy INTEGER NOT NULL,  -- 1 a copy, 0 an account in other words
        PRIMARY KEY (document, other)
    ) WITHOUT ROWID""",
    "CREATE INDEX kin_by_other ON kin (other)",
)
_STORED = np.dtype("<f2")


class Gists:
    """The gists of all articles of a record by their days, read once and kept in step by its one writer."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._days: dict[date | None, list[_Block]] | None = None

    def forget(self) -> None:
        """Read them anew when they are wanted next: articles were removed, or a change was taken back."""
        self._days = None

    def add(self, number: int, gist: Gist, sampled: int) -> None:
        """Store the gist of an article."""
        stored = gist.vector.astype(_STORED)
        row = (number, sampled, gist.day.isoformat() if gist.day else None, stored.tobytes())
        self._connection.execute("INSERT INTO gists VALUES (?, ?, ?, ?)", row)
        if self._days is None:
            return
        block, blocks = _Block([number], stored.astype(np.float32)[None]), self._days.setdefault(gist.day, [])
        while blocks and len(blocks[-1].numbers) <= len(block.numbers):  # few blocks, each copied seldom
            block = blocks.pop().joined(block)
        blocks.append(block)

    def near(self, gist: Gist) -> list[int]:
        """Return the numbers of the articles that could tell the same story: only those of its days are looked at."""
        if self._days is None:
            self._days = self._read()
        days = self._days if gist.day is None else [None, *accounts.days_near(gist.day)]
        blocks = (block for day in days for block in self._days.get(day, ()))
        return [block.numbers[at] for block in blocks for at in accounts.alike(gist, block.matrix)]

    def _read(self) -> dict[date | None, list["_Block"]]:
        found: dict[str | None, list[tuple[int, bytes]]] = {}
        for number, day, vector in self._connection.execute("SELECT document, day, vector FROM gists"):
            found.setdefault(day, []).append((number, vector))
        return {date.fromisoformat(day) if day else None: [_Block.of(rows)] for day, rows in found.items()}


@dataclass(frozen=True, slots=True)
class _Block:
    """Some articles of one day, or of none: their numbers and the (n, d) vectors of their gists."""

    numbers: list[int]
    matrix: NDArray[np.float32]

    @classmethod
    def of(cls, rows: Sequence[tuple[int, bytes]]) -> "_Block":
        """Make it of rows of `gists`."""
        matrix = np.array([np.frombuffer(vector, _STORED) for _, vector in rows], np.float32)
        return cls([number for number, _ in rows], matrix)

    def joined(self, other: "_Block") -> "_Block":
        """Return both as one."""
        return _Block(self.numbers + other.numbers, np.vstack([self.matrix, other.matrix]))


def link(connection: sqlite3.Connection, number: int, text: str, gist: Gist, gists: Gists) -> None:
    """Note which of the articles in the record an article that has just come in is kin of."""
    sampled = duplicates.sample(text)
    candidates = _sharing(connection, sampled)
    copies = [other for other, words in _texts(connection, candidates) if _is_copy(text, words)]
    near = [other for other in gists.near(gist) if other not in copies]
    alike = [other for other, words in _texts(connection, near) if accounts.same_names(text, words)]
    connection.executemany("INSERT INTO shingles VALUES (?, ?)", [(run, number) for run in sampled])
    gists.add(number, gist, len(sampled))
    pairs = [(other, 1) for other in copies] + [(other, 0) for other in alike]
    connection.executemany(
        "INSERT INTO kin VALUES (?, ?, ?)",
        [row for other, copy in pairs for row in ((number, other, copy), (other, number, copy))],
    )


def unlink(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Forget the runs of an article that is about to go; the rest goes with its row."""
    rows = [(run, number) for run in duplicates.sample(text)]
    connection.executemany("DELETE FROM shingles WHERE hash = ? AND document = ?", rows)


def copies_of(connection: sqlite3.Connection, number: int) -> list[int]:
    """Return the numbers of an article's copies."""
    return [other for (other,) in connection.execute("SELECT other FROM kin WHERE document = ? AND copy", [number])]


def _is_copy(one: str, other: str) -> bool:
    return duplicates.containment(one, other) >= duplicates.COPY


def _sharing(connection: sqlite3.Connection, sampled: list[int]) -> list[int]:
    """Return the numbers of the articles that share enough of a sample of runs to be compared."""
    if not sampled:
        return []
    holes = ",".join("?" * len(sampled))
    rows = connection.execute(
        f"SELECT gists.document FROM shingles JOIN gists ON gists.document = shingles.document "
        f"WHERE hash IN ({holes}) GROUP BY gists.document HAVING count(*) >= ? * min(?, max(sampled))",
        [*sampled, duplicates.CANDIDATE, len(sampled)],
    )
    return [number for (number,) in rows]


def _texts(connection: sqlite3.Connection, numbers: Iterable[int]) -> list[tuple[int, str]]:
    found = []
    for number in numbers:
        found += connection.execute("SELECT number, text FROM documents WHERE number = ?", [number]).fetchall()
    return found
