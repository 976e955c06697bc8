"""Choosing the next token of a reply greedily, and guessing the ones after it from what the model has read."""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from rag.verbatim import Scores, Verbatim, Written

DRAFT = 7  # tokens guessed a pass; a pass of 8 takes 1.6 times a pass of 1
GRAMS = (3, 2)  # how many last tokens must have stood together before for a guess, tried in this order


class Choice(Protocol):
    """How the next token of one reply is chosen; each call of `next` moves on by the token that it returns."""

    def next(self, scores: Scores) -> int:
        """Return the next token, given the scores of the vocabulary."""

    def draft(self, text: Sequence[int]) -> list[int]:
        """Guess what follows, at most `DRAFT` tokens."""


class Greedy:
    """The best-scored token, whatever it is."""

    def next(self, scores: Scores) -> int:
        """Return the best-scored token."""
        return int(scores.argmax())

    def draft(self, text: Sequence[int]) -> list[int]:
        """Guess from where the last tokens stood before."""
        return look_up(text)


class Quoting:
    """The best-scored token that keeps quotations verbatim."""

    def __init__(self, verbatim: Verbatim, encode: Callable[[str], list[int]]) -> None:
        self._verbatim, self._encode, self._written = verbatim, encode, Written()

    def next(self, scores: Scores) -> int:
        """Return the best-scored token that may follow."""
        token, self._written = self._verbatim.best(self._written, scores)
        return token

    def draft(self, text: Sequence[int]) -> list[int]:
        """Guess from the place that is being quoted, or from where the last tokens stood before."""
        following = self._verbatim.ahead(self._written)
        return self._encode(following)[:DRAFT] if following else look_up(text)


def look_up(text: Sequence[int]) -> list[int]:
    """Return what followed the last tokens of `text` where they stood before, the latest place first; may be empty."""
    for gram in GRAMS:
        tail = list(text[-gram:])
        for place in range(len(text) - gram - 1, -1, -1):
            if text[place] == tail[0] and list(text[place : place + gram]) == tail:
                return list(text[place + gram : place + gram + DRAFT])
    return []


def agreed(draft: Sequence[int], scores: NDArray[np.float32], choice: Choice) -> Iterator[int]:
    """Yield the part of the draft that would have been written too, and the token that is written after it."""
    for guess, row in zip((*draft, None), scores, strict=True):
        token = choice.next(row)
        yield token
        if token != guess:
            return
