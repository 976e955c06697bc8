"""The FAISS view: exact, filtered without loss, kept in a file that is believed only when it is whole and its own."""

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


@pytest.mark.parametrize("exact_up_to", [1000, 10], ids=["flat", "graph"])
def test_a_filter_costs_no_recall(exact_up_to: int) -> None:
    vectors, numbers, queries = unit(600), numbered(600), unit(20, seed=2)
    view = DenseIndex.of_vectors(numbers, vectors, STAMP, exact_up_to)
    assert view.is_exact == (exact_up_to == 1000)
    for allowed in (numbers[::60], numbers[:5], numbers):
        for query in queries:
            found = view.search(query, 10, allowed)
            assert [number for number, _ in found] == best(vectors, numbers, query, 10, allowed)
            for number, cosine in found:
                assert cosine == pytest.approx(float(vectors[(number - 10) // 3] @ query), abs=1e-5)


def test_the_graph_finds_nearly_all_without_a_filter() -> None:
    vectors, numbers, queries = unit(2000), numbered(2000), unit(50, seed=2)
    view = DenseIndex.of_vectors(numbers, vectors, STAMP, exact_up_to=10)
    found = [
        len({number for number, _ in view.search(query, 10)} & set(best(vectors, numbers, query, 10, numbers)))
        for query in queries
    ]
    assert np.mean(found) > 9.9


def test_nothing_allowed_finds_nothing() -> None:
    view = DenseIndex.of_vectors(numbered(5), unit(5), STAMP)
    assert view.search(unit(1)[0], 3, np.array([], np.int64)) == []
    assert view.search(unit(1)[0], 3, np.array([999], np.int64)) == []


def test_an_empty_view_finds_nothing(tmp_path: Path) -> None:
    view = DenseIndex.of_vectors(numbered(0), np.empty((0, 16), np.float32), STAMP)
    view.save(tmp_path)
    loaded = DenseIndex.load(tmp_path, "record")
    assert loaded is not None
    assert loaded.search(unit(1)[0], 3) == []


@pytest.mark.parametrize("exact_up_to", [1000, 10], ids=["flat", "graph"])
def test_what_is_saved_is_loaded(tmp_path: Path, exact_up_to: int) -> None:
    view = DenseIndex.of_vectors(numbered(50), unit(50), STAMP, exact_up_to)
    view.save(tmp_path)
    loaded = DenseIndex.load(tmp_path, "record")
    assert loaded is not None
    assert (loaded.stamp, loaded.saved) == (STAMP, True)
    assert loaded.numbers.tolist() == numbered(50).tolist()
    assert loaded.search(unit(1)[0], 5) == view.search(unit(1)[0], 5)
    assert [path.name for path in tmp_path.iterdir()] == [DENSE]


def test_a_file_of_another_record_is_not_believed(tmp_path: Path) -> None:
    DenseIndex.of_vectors(numbered(5), unit(5), STAMP).save(tmp_path)
    assert DenseIndex.load(tmp_path, "another") is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "text"])
def test_a_damaged_file_is_not_believed(tmp_path: Path, damage: str) -> None:
    DenseIndex.of_vectors(numbered(50), unit(50), STAMP).save(tmp_path)
    content = bytearray((tmp_path / DENSE).read_bytes())
    flipped = bytes(content[:-40]) + bytes([content[-40] ^ 1]) + bytes(content[-39:])
    damaged = {"cut": bytes(content[:-100]), "flipped": flipped, "empty": b"", "text": b"not a view\n{}"}
    (tmp_path / DENSE).write_bytes(damaged[damage])
    assert DenseIndex.load(tmp_path, "record") is None


def test_a_change_is_taken_in() -> None:
    vectors, numbers = unit(30), numbered(30)
    view = DenseIndex.of_vectors(numbers[:20], vectors[:20], STAMP)
    changed = view.updated(numbers[20:], vectors[20:], numbers[:5], Stamp("record", 8))
    assert changed is not None
    assert (changed.stamp.generation, changed.saved) == (8, False)
    assert sorted(changed.numbers.tolist()) == numbers[5:].tolist()
    query = unit(1, seed=3)[0]
    assert [n for n, _ in changed.search(query, 8)] == best(vectors, numbers, query, 8, numbers[5:])


def test_a_graph_cannot_forget() -> None:
    view = DenseIndex.of_vectors(numbered(30), unit(30), STAMP, exact_up_to=10)
    assert view.updated(numbered(0), unit(0), numbered(2), Stamp("record", 8)) is None
