"""Search by meaning: a FAISS view of the record's vectors, in one file that is derived and may be lost at any time.

faiss is imported here and nowhere else.
"""

import json
import os
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.schema import DENSE, Manifest

EXACT_UP_TO = 200_000  # passages; beyond, an unfiltered search walks a graph
LINKS = 32  # of each passage in the graph
BREADTH = 256  # of the walk, when the graph is made and when it is searched
MAGIC = b"readout dense 1\n"

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which state of which record a view shows."""

    record: str
    generation: int

    @classmethod
    def of(cls, manifest: Manifest) -> Self:
        """Return the stamp of a record's present state."""
        return cls(manifest.record, manifest.generation)


class DenseIndex:
    """Passage numbers and unit vectors, searched by inner product, which is the cosine."""

    def __init__(self, index: Any, stamp: Stamp, saved: bool = False) -> None:
        """Use `of_vectors` or `load`."""
        self._index = index
        self.stamp = stamp
        self.saved = saved  # whether the file showed this state when it was last looked at

    @classmethod
    def of_vectors(cls, numbers: Numbers, vectors: Vectors, stamp: Stamp, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Make the view of (n, d) unit rows."""
        faiss = _faiss()
        dimension = vectors.shape[1]
        if len(numbers) <= exact_up_to:
            inner = faiss.IndexFlatIP(dimension)
        else:
            inner = faiss.IndexHNSWFlat(dimension, LINKS, faiss.METRIC_INNER_PRODUCT)
            inner.hnsw.efConstruction = BREADTH
        index = faiss.IndexIDMap2(inner)
        index.add_with_ids(np.ascontiguousarray(vectors, np.float32), numbers)
        return cls(index, stamp)

    @classmethod
    def load(cls, path: Path, record: str) -> Self | None:
        """Return the view kept with the index at `path`, None where it is missing, damaged or of another record."""
        try:
            content = (path / DENSE).read_bytes()
            header, _, payload = content.removeprefix(MAGIC).partition(b"\n")
            known = json.loads(header)
            stamp = Stamp(known["record"], known["generation"])
            sound = content.startswith(MAGIC) and known["crc32"] == zlib.crc32(payload)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if not sound or stamp.record != record:
            return None
        return cls(_faiss().deserialize_index(np.frombuffer(payload, np.uint8)), stamp, saved=True)

    def save(self, path: Path) -> None:
        """Keep the view with the index at `path`, whose writer the caller is; a reader sees the old one or this one."""
        payload = _faiss().serialize_index(self._index).tobytes()
        header = json.dumps({**asdict(self.stamp), "crc32": zlib.crc32(payload)}).encode()
        partial = path / f"{DENSE}.partial"
        with partial.open("wb") as stream:
            stream.writelines([MAGIC, header, b"\n", payload])
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path / DENSE)
        self.saved = True

    @property
    def numbers(self) -> Numbers:
        """The numbers of the passages, in the order they were added."""
        return np.asarray(_faiss().vector_to_array(self._index.id_map), np.int64)

    @property
    def is_exact(self) -> bool:
        """Whether every search compares with every vector."""
        return isinstance(self._inner, _faiss().IndexFlat)

    @property
    def _inner(self) -> Any:
        return _faiss().downcast_index(self._index.index)

    def updated(self, added: Numbers, vectors: Vectors, removed: Numbers, stamp: Stamp) -> Self | None:
        """Take in a change and return the view of it, None where it must be made anew: a graph cannot forget."""
        graph = not self.is_exact
        if (graph and len(removed)) or (not graph and self._index.ntotal + len(added) > EXACT_UP_TO):
            return None
        if len(removed):
            self._index.remove_ids(removed)
        if len(added):
            self._index.add_with_ids(np.ascontiguousarray(vectors, np.float32), added)
        return type(self)(self._index, stamp)

    def search(self, vector: Vectors, k: int, allowed: Numbers | None = None) -> list[tuple[int, float]]:
        """Return up to k (number, cosine), best first; with `allowed`, the best of those, always compared with each."""
        available = self._index.ntotal if allowed is None else len(allowed)
        if (k := min(k, available)) <= 0:
            return []
        query = np.ascontiguousarray(vector.reshape(1, -1), np.float32)
        if allowed is None:
            scores, numbers = self._index.search(query, k, params=self._parameters())
        else:
            scores, numbers = self._search_allowed(query, k, allowed)
        found = [
            (int(number), float(score)) for number, score in zip(numbers[0], scores[0], strict=True) if number >= 0
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _parameters(self) -> Any:
        return None if self.is_exact else _faiss().SearchParametersHNSW(efSearch=BREADTH)

    def _search_allowed(self, query: Vectors, k: int, allowed: Numbers) -> tuple[Vectors, Numbers]:
        """Search the vectors themselves, even those of a graph, so that a filter cannot cost recall."""
        faiss = _faiss()
        numbers = self.numbers
        places = np.flatnonzero(np.isin(numbers, allowed))
        flat = self._inner if self.is_exact else faiss.downcast_index(self._inner.storage)
        selector = faiss.IDSelectorBatch(places)
        scores, found = flat.search(query, k, params=faiss.SearchParameters(sel=selector))
        return scores, np.where(found >= 0, numbers[found], -1)


def _faiss() -> Any:
    import faiss

    return faiss
