"""Is an index sound: every stored text, passage, vector and derived table is compared with the others."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from index.data import Document
from index.dense import DenseIndex, Stamp
from index.record import ROWS_AT_ONCE, Numbers, Record
from index.store import Store, writing

UNIT_TOLERANCE = 1e-3


def verify(path: Path) -> list[str]:
    """Return what is wrong with the index at `path`, in words; an empty list means sound.

    Raises IndexMissing, IndexMismatch, and IndexBusy while it is being written.
    """
    with writing(path):
        with Store.open(path) as store:
            lexical = store.lexical_fault()
        record = Record(path)
        try:
            faults = [*_documents(record), *_vectors(record), *_view(record)]
        finally:
            record.close()
    return [*faults, lexical] if lexical else faults


def _documents(record: Record) -> Iterator[str]:
    if (problem := record.rows("PRAGMA integrity_check(1)")[0][0]) != "ok":
        yield f"the database is damaged: {problem}"
    for document in record.documents():
        if hashlib.sha256(document.text.encode()).hexdigest() != document.sha256:
            yield f"{document.id}: the text is not the one that was read (its SHA-256 differs)"
        yield from _spans(document, record)


def _spans(document: Document, record: Record) -> Iterator[str]:
    found = record.passages_of(document.id)
    if document.text.strip() and not found:
        yield f"{document.id}: has no passages"
    for passage in found:
        if not 0 <= passage.start < passage.end <= len(document.text):
            yield f"{document.id}: the passage {passage.start} to {passage.end} is not within its text"


def _vectors(record: Record) -> Iterator[str]:
    numbers = record.passage_numbers()
    for first in range(0, len(numbers), ROWS_AT_ONCE):
        yield from _rows(record, numbers[first : first + ROWS_AT_ONCE])


def _rows(record: Record, numbers: Numbers) -> Iterator[str]:
    for number, vector in record.vectors([int(number) for number in numbers]).items():
        if len(vector) != record.manifest.dimension:
            yield f"passage {number}: its vector has length {len(vector)} instead of {record.manifest.dimension}"
        elif not abs(float(np.linalg.norm(vector)) - 1) < UNIT_TOLERANCE:
            yield f"passage {number}: its vector is not a unit vector"


def _view(record: Record) -> Iterator[str]:
    view = DenseIndex.load(record.path, record.manifest.record)
    if view is None or view.stamp != Stamp.of(record.manifest):
        return  # the next search makes it from the record
    if not np.array_equal(np.sort(view.numbers), record.searched_numbers()):
        yield "dense.faiss shows other passages than the record: delete it, the next search makes it again"
