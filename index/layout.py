"""Which passages and articles are searched, as arrays: where each passage belongs, how long it is, when it appeared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.data import Filter
from index.record import Numbers, Record
from index.rows import condition

Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Layout:
    """The passages of a snapshot that are searched, ascending by number, and where their documents stand among all."""

    numbers: Numbers  # (n,) of the passages
    places: Numbers  # (n,) of each passage's document in the arrays of m
    lengths: Floats  # (n,) of the passages, in characters
    added: Flags  # (n,) whether it is what a copy adds, which is searched by meaning alone
    repeats: Numbers  # (r, 2) the place of a copy's document, and where the passage stands that has its words
    documents: Numbers  # (m,) their numbers, ascending
    first: Floats  # (m,) the first day that each may have been published on, as an ordinal; NaN where unknown
    last: Floats  # (m,) the last such day

    @classmethod
    def of(cls, record: Record) -> "Layout":
        """Read it from a record."""
        known = record.rows("SELECT number, published, last_day FROM documents ORDER BY number")
        documents = np.array([number for number, _, _ in known], np.int64)
        columns = "number, document, \"end\" - start, role = 'added'"
        own = _table(record, f"SELECT {columns} FROM passages WHERE role <> 'hidden' ORDER BY number", 4)
        hidden = "SELECT document, original FROM passages WHERE role = 'hidden' AND original IS NOT NULL"
        repeats = _table(record, hidden, 2)
        return cls(
            numbers=own[:, 0].copy(),
            places=np.searchsorted(documents, own[:, 1]),
            lengths=own[:, 2].astype(np.float64),
            added=own[:, 3].astype(np.bool_),
            repeats=np.stack([np.searchsorted(documents, repeats[:, 0]), np.searchsorted(own[:, 0], repeats[:, 1])], 1),
            documents=documents,
            first=_ordinals([published for _, published, _ in known]),
            last=_ordinals([last for _, _, last in known]),
        )

    def visible(self, record: Record, where: Filter) -> Flags:
        """Return for each passage whether it passes, or a copy that repeats it does."""
        if where.is_empty:
            return np.ones(len(self.numbers), np.bool_)
        sql, values = condition(where)
        numbers = [number for (number,) in record.rows(f"SELECT number FROM documents WHERE {sql}", values)]
        passing = np.zeros(len(self.documents), np.bool_)
        passing[np.searchsorted(self.documents, numbers)] = True
        flags = passing[self.places]
        flags[self.repeats[passing[self.repeats[:, 0]], 1]] = True
        return flags

    def at(self, numbers: Sequence[int] | Numbers) -> Numbers:
        """Return where passages stand, by their numbers."""
        return np.searchsorted(self.numbers, np.asarray(numbers, np.int64))


def _table(record: Record, sql: str, columns: int) -> Numbers:
    return np.array(record.rows(sql), np.int64).reshape(-1, columns)


def _ordinals(days: Sequence[str | None]) -> Floats:
    return np.array([date.fromisoformat(day).toordinal() if day else np.nan for day in days], np.float64)
