"""Search by meaning: a FAISS view of the record's vectors, in one file that is derived and may be lost at any time.

faiss is imported here and nowhere else.
"""

import json
import mmap
import os
import zlib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from math import ceil, inf
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from index.schema import DENSE, Manifest

EXACT_UP_TO = 200_000  # passages; beyond, vectors are kept in eight bits, in cells round their centres
CELLS = 4  # times the square root of the passages
SAMPLED = 40  # vectors for each cell, of which the centres are made
PROBED = 0.2  # of the cells are looked into where there is no filter, the nearest
OUTGROWN = 4  # times as many passages as the cells were made for
AT_ONCE = 20_000  # vectors read and added
BEHIND = 0.01  # of the passages may be missing from the file
SEED = 1  # of the sample
MAGIC = b"readout dense 1\n"
HEADER = 1_000  # bytes at most

Vectors = NDArray[np.float32]
Numbers = NDArray[np.int64]
Read = Callable[[Numbers], Vectors]  # the (n, d) unit rows of passages


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

    def __init__(self, index: Any, stamp: Stamp, behind: float = inf) -> None:
        """Use `of` or `load`."""
        self._index = index
        if not self.is_exact:
            index.parallel_mode = 1  # by cells, since there is one question
        self.stamp = stamp
        self._behind = behind  # passages that the file lacked or had too many when it was last looked at

    @classmethod
    def of(cls, numbers: Numbers, read: Read, dimension: int, stamp: Stamp, exact_up_to: int = EXACT_UP_TO) -> Self:
        """Make the view of passages, whose vectors are read a part at a time."""
        faiss = _faiss()
        if len(numbers) <= exact_up_to:
            index = faiss.IndexIDMap2(faiss.IndexFlatIP(dimension))
        else:
            index = _cells(numbers, read, dimension)
        view = cls(index, stamp)
        view._add(numbers, read)
        return view

    @classmethod
    def load(cls, path: Path, record: str) -> Self | None:
        """Return the view kept with the index at `path`, None where it is missing, damaged or of another record."""
        try:
            with (path / DENSE).open("rb") as stream:
                content = memoryview(mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))
            ends = bytes(content[: len(MAGIC) + HEADER]).find(b"\n", len(MAGIC))
            known = json.loads(bytes(content[len(MAGIC) : ends]))
            stamp, payload = Stamp(known["record"], known["generation"]), content[ends + 1 :]
            sound = content[: len(MAGIC)] == MAGIC and known["crc32"] == zlib.crc32(payload)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        if not sound or stamp.record != record:
            return None
        index = _faiss().deserialize_index(np.frombuffer(payload, np.uint8))
        return cls(index, stamp, behind=0) if _is_known(index) else None

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
        self._behind = 0

    @property
    def saved(self) -> bool:
        """Whether the file shows this state, or one from which it is quickly made: a few passages are added at once."""
        return bool(self._behind <= BEHIND * self._index.ntotal)

    @property
    def numbers(self) -> Numbers:
        """The numbers of the passages, ascending where the view is exact."""
        faiss = _faiss()
        if self.is_exact:
            return np.asarray(faiss.vector_to_array(self._index.id_map), np.int64)
        lists = self._index.invlists
        sizes = [lists.list_size(cell) for cell in range(lists.nlist)]
        cells = [faiss.rev_swig_ptr(lists.get_ids(cell), size).copy() for cell, size in enumerate(sizes) if size]
        return np.concatenate(cells or [np.empty(0, np.int64)])

    @property
    def is_exact(self) -> bool:
        """Whether every search compares with every vector, and with all of it."""
        return isinstance(self._index, _faiss().IndexIDMap2)

    def updated(self, added: Numbers, read: Read, removed: Numbers, stamp: Stamp) -> Self | None:
        """Take in a change and return the view of it, None where it must be made anew: it has outgrown its kind."""
        count = self._index.ntotal + len(added) - len(removed)
        most = EXACT_UP_TO if self.is_exact else OUTGROWN * (self._index.nlist / CELLS) ** 2
        if count > most:
            return None
        if len(removed):
            self._index.remove_ids(removed)
        self._add(added, read)
        return type(self)(self._index, stamp, self._behind + len(added) + len(removed))

    def search(self, vector: Vectors, k: int, allowed: Numbers | None = None) -> list[tuple[int, float]]:
        """Return up to k (number, cosine), best first; with `allowed`, the best of those, always compared with each."""
        available = self._index.ntotal if allowed is None else len(allowed)
        if (k := min(k, available)) <= 0:
            return []
        all_cells = allowed is not None and not self.is_exact
        _faiss().omp_set_num_threads(_cores() if all_cells else 1)  # a shorter search would wait for a second thread
        query = np.ascontiguousarray(vector.reshape(1, -1), np.float32)
        scores, numbers = self._index.search(query, k, params=self._parameters(allowed))
        found = [
            (int(number), float(score)) for number, score in zip(numbers[0], scores[0], strict=True) if number >= 0
        ]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))

    def _parameters(self, allowed: Numbers | None) -> Any:
        """Say which passages count; a filter looks into all cells, so that it cannot cost recall."""
        faiss = _faiss()
        selector = None if allowed is None else faiss.IDSelectorBitmap(_bits(allowed))
        if self.is_exact:
            return faiss.SearchParameters(sel=selector)
        cells = self._index.nlist
        return faiss.SearchParametersIVF(sel=selector, nprobe=ceil(PROBED * cells) if selector is None else cells)

    def _add(self, numbers: Numbers, read: Read) -> None:
        _faiss().omp_set_num_threads(_cores())
        for first in range(0, len(numbers), AT_ONCE):
            part = numbers[first : first + AT_ONCE]
            self._index.add_with_ids(np.ascontiguousarray(read(part), np.float32), part)


def _is_known(index: Any) -> bool:
    """Whether an index is of a kind that is made here; a graph of an earlier version is not."""
    faiss = _faiss()
    inner = faiss.downcast_index(index.index) if isinstance(index, faiss.IndexIDMap2) else index
    return isinstance(inner, faiss.IndexFlat | faiss.IndexIVFScalarQuantizer)


def _cells(numbers: Numbers, read: Read, dimension: int) -> Any:
    """Make an empty index of cells round the centres of a sample."""
    faiss = _faiss()
    faiss.omp_set_num_threads(_cores())
    count = int(CELLS * len(numbers) ** 0.5)
    sample = np.random.default_rng(SEED).choice(numbers, min(len(numbers), SAMPLED * count), replace=False)
    kind = (faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT)
    centres = faiss.IndexFlatIP(dimension)
    index = faiss.IndexIVFScalarQuantizer(centres, dimension, count, *kind)
    index.cp.min_points_per_centroid = 1  # a small sample is no fault
    index.train(np.ascontiguousarray(read(np.sort(sample)), np.float32))
    return index


def _bits(numbers: Numbers) -> NDArray[np.uint8]:
    """Return a bit for each number up to the highest, set where it is one of these."""
    flags = np.zeros(int(numbers.max(initial=0)) + 1, np.bool_)
    flags[numbers] = True
    return np.packbits(flags, bitorder="little")


def _cores() -> int:
    return os.cpu_count() or 1


def _faiss() -> Any:
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")  # a thread that waits for another sleeps; read at import
    import faiss

    return faiss
