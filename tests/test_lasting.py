"""Vectors that are kept: the same as worked out anew, each text read once while it lasts."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from index.encoder import Vectors
from index.lasting import Lasting
from tests.conftest import HashedWords


class Counting(HashedWords):
    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.read += texts
        return super().encode(texts)


def test_vectors_are_those_of_the_encoder_in_the_order_of_the_texts() -> None:
    plain, lasting = HashedWords(), Lasting(Counting())
    texts = ["salt and iron", "a ferry", "salt and iron", ""]
    for _ in range(2):
        assert np.array_equal(lasting.encode(texts), plain.encode(texts))
    assert lasting.encode(["a ferry", "coal"]).dtype == np.float32
    assert lasting.encoder.read == ["salt and iron", "a ferry", "", "coal"]
    assert lasting.encode([]).shape == (0, plain.dimension)
    assert (lasting.name, lasting.sha256, lasting.dimension) == (plain.name, plain.sha256, plain.dimension)


def test_a_kept_vector_cannot_be_changed_from_outside() -> None:
    lasting = Lasting(HashedWords())
    first = lasting.encode(["salt"])
    kept = first.copy()
    first[:] = 0
    assert np.array_equal(lasting.encode(["salt"]), kept)


def test_the_longest_unread_is_dropped_first() -> None:
    lasting = Lasting(Counting(), most=2)
    for texts in (["one"], ["two"], ["one"], ["three"], ["one"], ["two"]):
        lasting.encode(texts)
    assert lasting.encoder.read == ["one", "two", "three", "two"]


def test_more_texts_than_are_kept_come_back_all() -> None:
    lasting, texts = Lasting(HashedWords(), most=2), ["one", "two", "three"]
    assert np.array_equal(lasting.encode(texts), HashedWords().encode(texts))


def test_threads_get_the_same_vectors() -> None:
    lasting, texts = Lasting(HashedWords(), most=8), [f"word {number}" for number in range(20)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda at: lasting.encode(texts[at % 20 :] + texts[: at % 20]), range(40)))
    for at, rows in enumerate(found):
        assert np.array_equal(rows, HashedWords().encode(texts[at % 20 :] + texts[: at % 20]))
