"""The FAISS view: exact, filtered without loss, kept in a file that is believed only when it is whole and its own."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from index.dense import DENSE, DenseIndex, Stamp

STAMP = Stamp("record", 7)


def unit(count: int, dimension: int = 16, seed: int = 1) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def numbered(count: int, step: int = 3) -> np.ndarray:
    return np.arange(count, dtype=np.int64) * step + 10


def best(vectors: np.ndarray, numbers: np.ndarray, query: np.ndarray, k: int, allowed: np.ndarray) -> list[int]:
    scores = vectors @ query
    order = np.argsort(-scores)
    return [int(numbers[row]) for row in order if numbers[row] in allowed][:k]


def made(numbers: np.ndarray, vectors: np.ndarray, exact_up_to: int = 1000) -> DenseIndex:
    return DenseIndex.of(numbers, reader(numbers, vectors), vectors.shape[1], STAMP, exact_up_to)


def reader(numbers: np.ndarray, vectors: np.ndarray) -> Callable[[np.ndarray], np.ndarray]:
    return lambda wanted: vectors[np.searchsorted(numbers, wanted)]


def test_a_filter_costs_no_recall() -> None:
    vectors, numbers, queries = unit(600), numbered(600), unit(20, seed=2)
    view = made(numbers, vectors)
    assert view.is_exact
    for allowed in (numbers[::60], numbers[:5], numbers):
        for query in queries:
            found = view.search(query, 10, allowed)
            assert [number for number, _ in found] == best(vectors, numbers, query, 10, allowed)
            for number, cosine in found:
                assert cosine == pytest.approx(float(vectors[(number - 10) // 3] @ query), abs=1e-5)


def test_a_filter_costs_no_more_in_cells_than_eight_bits_do() -> None:
    vectors, numbers, queries = unit(600), numbered(600), unit(20, seed=2)
    view = made(numbers, vectors, exact_up_to=10)
    assert not view.is_exact
    for allowed in (numbers[::60], numbers[:5], numbers):
        for query in queries:
            found = view.search(query, 10, allowed)
            wanted = best(vectors, numbers, query, 10, allowed)
            assert len(found) == len(wanted)
            assert {number for number, _ in found} <= set(allowed.tolist())
            last = float(vectors[(wanted[-1] - 10) // 3] @ query)
            for number, cosine in found:
                assert cosine == pytest.approx(float(vectors[(number - 10) // 3] @ query), abs=0.01)
                assert cosine > last - 0.01


def test_cells_find_nearly_all_without_a_filter() -> None:
    vectors, numbers, queries = unit(2000), numbered(2000), unit(50, seed=2)
    view = made(numbers, vectors, exact_up_to=10)
    found = [
        len({number for number, _ in view.search(query, 20)} & set(best(vectors, numbers, query, 10, numbers)))
        for query in queries
    ]
    assert np.mean(found) > 9.5


def test_nothing_allowed_finds_nothing() -> None:
    view = made(numbered(5), unit(5))
    assert view.search(unit(1)[0], 3, np.array([], np.int64)) == []
    assert view.search(unit(1)[0], 3, np.array([999], np.int64)) == []


def test_an_empty_view_finds_nothing(tmp_path: Path) -> None:
    view = made(numbered(0), np.empty((0, 16), np.float32))
    view.save(tmp_path)
    loaded = DenseIndex.load(tmp_path, "record")
    assert loaded is not None
    assert loaded.search(unit(1)[0], 3) == []


@pytest.mark.parametrize("exact_up_to", [1000, 10], ids=["flat", "cells"])
def test_what_is_saved_is_loaded(tmp_path: Path, exact_up_to: int) -> None:
    view = made(numbered(50), unit(50), exact_up_to)
    view.save(tmp_path)
    loaded = DenseIndex.load(tmp_path, "record")
    assert loaded is not None
    assert (loaded.stamp, loaded.saved) == (STAMP, True)
    assert sorted(loaded.numbers.tolist()) == numbered(50).tolist()
    assert loaded.is_exact == (exact_up_to == 1000)
    assert loaded.search(unit(1)[0], 5) == view.search(unit(1)[0], 5)
    assert [path.name for path in tmp_path.iterdir()] == [DENSE]


def test_a_file_of_another_record_is_not_believed(tmp_path: Path) -> None:
    made(numbered(5), unit(5)).save(tmp_path)
    assert DenseIndex.load(tmp_path, "another") is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text"])
def test_a_damaged_file_is_not_believed(tmp_path: Path, damage: str) -> None:
    made(numbered(50), unit(50)).save(tmp_path)
    content = bytearray((tmp_path / DENSE).read_bytes())
    flipped = bytes(content[:-40]) + bytes([content[-40] ^ 1]) + bytes(content[-39:])
    damaged = {"cut": bytes(content[:-100]), "flipped": flipped, "empty": b"", "text": b"not a view\n{}"}
    (tmp_path / DENSE).write_bytes(damaged[damage])
    assert DenseIndex.load(tmp_path, "record") is None


@pytest.mark.parametrize("exact_up_to", [1000, 10], ids=["flat", "cells"])
def test_a_change_is_taken_in(exact_up_to: int) -> None:
    vectors, numbers = unit(30), numbered(30)
    view = made(numbers[:20], vectors[:20], exact_up_to)
    changed = view.updated(numbers[20:], reader(numbers, vectors), numbers[:5], Stamp("record", 8))
    assert changed is not None
    assert (changed.stamp.generation, changed.saved) == (8, False)
    assert sorted(changed.numbers.tolist()) == numbers[5:].tolist()
    query = unit(1, seed=3)[0]
    found = [number for number, _ in changed.search(query, 30, numbers)]
    assert sorted(found) == numbers[5:].tolist()
    assert set(best(vectors, numbers, query, 4, numbers[5:])) <= set(found[:8])


def test_a_file_that_lacks_few_passages_is_left_as_it_is(tmp_path: Path) -> None:
    vectors, numbers = unit(1000), numbered(1000)
    made(numbers[:990], vectors[:990]).save(tmp_path)
    view = DenseIndex.load(tmp_path, "record")
    assert view is not None
    few = view.updated(numbers[990:998], reader(numbers, vectors), numbered(0), Stamp("record", 8))
    assert few is not None
    assert few.saved
    more = few.updated(numbers[998:], reader(numbers, vectors), numbers[:1], Stamp("record", 9))
    assert more is not None
    assert not more.saved


def test_cells_that_are_outgrown_are_made_anew() -> None:
    vectors, numbers = unit(100), numbered(100)
    read = reader(numbers, vectors)
    view = made(numbers[:16], vectors[:16], exact_up_to=10)
    assert view.updated(numbers[16:64], read, numbered(0), Stamp("record", 8)) is not None
    assert view.updated(numbers[64:65], read, numbered(0), Stamp("record", 9)) is None


def test_a_graph_of_an_earlier_version_is_made_anew(tmp_path: Path) -> None:
    import faiss

    view = made(numbered(5), unit(5))
    view._index = faiss.IndexIDMap2(faiss.IndexHNSWFlat(16, 8))
    view.save(tmp_path)
    assert DenseIndex.load(tmp_path, "record") is None
