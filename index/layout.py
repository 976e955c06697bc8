"""Which passages and articles are searched, as arrays: where each passage belongs, how long it is, when it appeared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from index.data import Filter
from index.record import Numbers, Record
from index.rows import condition, without_dates

Flags = NDArray[np.bool_]
Floats = NDArray[np.float32]
Days = NDArray[np.float64]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Layout:
    """The passages of a snapshot that are searched, ascending by number, and where their documents stand among all."""

    numbers: Numbers  # (n,) of the passages
    by_number: Places  # where each passage stands among the numbers, by its number
    places: Places  # (n,) of each passage's document in the arrays of m
    lengths: Places  # (n,) of the passages, in characters
    added: Flags  # (n,) whether it is what a copy adds, which is searched by meaning alone
    repeats: Numbers  # (r, 2) the place of a copy's document, and where the passage stands that has its words
    documents: Numbers  # (m,) their numbers, ascending
    first: Days  # (m,) the first day that each may have been published on, as an ordinal; NaN: unknown
    last: Days  # (m,) the last such day

    @classmethod
    def of(cls, record: Record) -> "Layout":
        """Read it from a record."""
        known = record.rows("SELECT number, published, last_day FROM documents ORDER BY number")
        documents = np.array([number for number, _, _ in known], np.int64)
        numbers, owners, lengths, added = record.columns(
            ("number", "document", '"end" - start', "role = 'added'"), "passages WHERE role <> 'hidden'"
        )
        copies, originals = record.columns(
            ("document", "original"), "passages WHERE role = 'hidden' AND original IS NOT NULL"
        )
        return cls(
            numbers=numbers,
            by_number=_inverse(numbers),
            places=np.searchsorted(documents, owners).astype(np.int32),
            lengths=lengths.astype(np.int32),
            added=added.astype(np.bool_),
            repeats=np.stack([np.searchsorted(documents, copies), np.searchsorted(numbers, originals)], 1),
            documents=documents,
            first=_ordinals([published for _, published, _ in known]),
            last=_ordinals([last for _, _, last in known]),
        )

    def visible(self, record: Record, where: Filter) -> Flags:
        """Return for each passage whether it passes, or a copy that repeats it does."""
        if where.is_empty:
            return np.ones(len(self.numbers), np.bool_)
        passing = self._in_time(where)
        if (free := without_dates(where)) != Filter():
            sql, values = condition(free)
            numbers = [number for (number,) in record.rows(f"SELECT number FROM documents WHERE {sql}", values)]
            passing &= np.isin(self.documents, numbers)
        flags = passing[self.places]
        flags[self.repeats[passing[self.repeats[:, 0]], 1]] = True
        return flags

    def at(self, numbers: Sequence[int] | Numbers) -> Places:
        """Return where passages that are searched stand, by their numbers."""
        return self.by_number[np.asarray(numbers, np.int64)]

    def _in_time(self, where: Filter) -> Flags:
        """Return for each document whether its days pass, as `rows.condition` has it."""
        passing = np.ones(len(self.documents), np.bool_)
        for bound in (where.as_of, where.until):
            if bound is not None:
                passing &= self.last <= bound.toordinal()
        if where.since is not None:
            passing &= (self.first >= where.since.toordinal()) & ~np.isnan(self.last)
        return passing


def _inverse(numbers: Numbers) -> Places:
    places = np.zeros(int(numbers.max(initial=0)) + 1, np.int32)
    places[numbers] = np.arange(len(numbers), dtype=np.int32)
    return places


def _ordinals(days: Sequence[str | None]) -> Days:
    return np.array([date.fromisoformat(day).toordinal() if day else np.nan for day in days], np.float64)
