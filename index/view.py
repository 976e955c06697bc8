"""Keeping the FAISS view in step with the record: loaded, brought up to date or made anew, never embedded again."""

from contextlib import suppress
from pathlib import Path

import numpy as np

from index.dense import DenseIndex, Stamp
from index.errors import IndexBusy
from index.record import Record
from index.store import writing


def current_view(record: Record) -> DenseIndex:
    """Return the view of the record's state, from the file where that is of this state."""
    stamp = Stamp.of(record.manifest)
    kept = DenseIndex.load(record.path, stamp.record)
    if kept is None:
        return _made(record, stamp)
    return kept if kept.stamp == stamp else _brought_up(kept, record, stamp)


def _made(record: Record, stamp: Stamp) -> DenseIndex:
    numbers = record.searched_numbers()
    return DenseIndex.of(numbers, record.matrix, record.manifest.dimension, stamp)


def _brought_up(kept: DenseIndex, record: Record, stamp: Stamp) -> DenseIndex:
    """Take in what changed: numbers are never given twice, so equal numbers mean equal vectors."""
    known, wanted = kept.numbers, record.searched_numbers()
    added = np.setdiff1d(wanted, known)
    return kept.updated(added, record.matrix, np.setdiff1d(known, wanted), stamp) or _made(record, stamp)


def keep(view: DenseIndex, path: Path) -> None:
    """Save the view where it is not saved yet, no one else is writing and this process may."""
    if not view.saved:
        with suppress(OSError, IndexBusy), writing(path):
            view.save(path)
