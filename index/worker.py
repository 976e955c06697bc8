"""The hands of a build: documents in, batches of passages embedded and committed, with a count of what changed."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from index.data import Document, Passage, Problem
from index.encoder import Encoder, Vectors
from index.passages import context, passages
from index.rows import digest
from index.store import Indexed, Store

BATCH_DOCUMENTS = 16  # in one transaction, at most
BATCH_PASSAGES = 64
BATCH_FILES = 200


@dataclass(frozen=True, slots=True)
class Step:
    """How far a build is."""

    stage: str
    done: int  # bytes of the archive
    total: int
    detail: str


OnStep = Callable[[Step], None]


class Worker:
    """Takes the documents of one file after the other and commits them in batches."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self.counts: Counter[str] = Counter()
        self._store = store
        self._encoder = encoder
        self._paths: dict[str, str] = {}  # by the ids that this run has met
        self._batch: list[tuple[Document, list[Passage]]] = []
        self._waiting = 0  # passages in the batch
        self._finished: dict[str, str | None] = {}

    def forget(self, paths: Iterable[str]) -> None:
        """Remove what came from these files."""
        if paths := list(paths):
            self._remove([id for path in paths for id in self._store.ids_of(path)], paths)

    def skip(self, path: str) -> None:
        """Leave a file as it is stored."""
        ids = self._store.ids_of(path)
        self._paths.update(dict.fromkeys(ids, path))
        self.counts["unchanged"] += len(ids)

    def take(self, document: Document, on_problem: Callable[[Problem], None]) -> None:
        """Store a document unless it is stored as it is; of two with one id, the later one is a problem."""
        stored, owner = self._store.digests([document.id]).get(document.id, (None, document.path))
        owner = self._paths.get(document.id, owner)
        if owner != document.path or document.id in self._paths:
            on_problem(Problem(document.path, _same_id(document.id, owner)))
            return
        self._paths[document.id] = document.path
        if stored == digest(document):
            self.counts["unchanged"] += 1
            return
        self.counts["replaced" if stored else "added"] += 1
        found = passages(document)
        self._batch.append((document, found))
        self._waiting += len(found)
        if len(self._batch) >= BATCH_DOCUMENTS or self._waiting >= BATCH_PASSAGES:
            self.flush()

    def finish(self, path: str, fingerprint: str | None) -> None:
        """End a file: what it held before and no longer does is removed. No fingerprint: it is to be read again."""
        if left := [id for id in self._store.ids_of(path) if self._paths.get(id) != path]:
            self._remove(left, [])
        self._finished[path] = fingerprint
        if len(self._finished) >= BATCH_FILES:
            self.flush()

    def flush(self) -> None:
        """Embed and commit what is waiting."""
        if not self._batch and not self._finished:
            return
        vectors = self._vectors([context(document, passage) for document, found in self._batch for passage in found])
        parts = np.split(vectors, np.cumsum([len(found) for _, found in self._batch]))
        items = [Indexed(document, found, part) for (document, found), part in zip(self._batch, parts, strict=False)]
        self._store.put(items, self._finished, self._encoder.encode)
        self._batch, self._waiting, self._finished = [], 0, {}

    def _vectors(self, texts: list[str]) -> Vectors:
        return self._encoder.encode(texts) if texts else np.empty((0, self._encoder.dimension), np.float32)

    def _remove(self, ids: list[str], paths: list[str]) -> None:
        self._store.remove(ids, paths, self._encoder.encode)
        self.counts["removed"] += len(ids)


def _same_id(document_id: str, path: str) -> str:
    return f"has the id {document_id!r} of {path} and is left out: rename it, or give it an `id` in metadata.csv"
