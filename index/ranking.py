"""The order of passages: likeness of meaning and fit of words added up, and nearness to the time asked about.

Both are scores and not ranks, so that a passage which is far ahead in one of them stays ahead.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from index.data import Filter, Period
from index.dense import DenseIndex
from index.layout import Flags, Floats, Layout
from index.nearness import nearness
from index.record import Numbers, Record, Vectors
from index.relevance import Relevance

DEPTH = 100  # passages that each of the searches finds at least
WORDS = 1.1  # what the fit of the words, 0 to 1, counts beside the cosine
NEARNESS = 0.7  # the share of its score that a passage far from the time asked about loses
NEAR = 0.5  # passages at least so near are searched for by themselves too
SPARE = 25  # passages that a search by meaning finds besides, since some are what copies add
BLOCK = 64  # passages of which only the best one's score is looked at first
ADDITIONS = 2  # of copies that one search returns at most, each nearer to the question than all else


@dataclass(frozen=True, slots=True)
class Ranked:
    """A passage by its number, with what put it in its place."""

    number: int
    score: float  # comparable only inside one result list
    dense_rank: int | None = None  # its place in each search, from 1; None where that search did not find it
    lexical_rank: int | None = None
    kept: float = 1.0  # the share of its score that its distance from the time asked about leaves


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, and for each passage whether it counts, how well its words fit and what its time leaves of it."""

    vector: Vectors
    depth: int
    visible: Flags
    words: Floats
    kept: Floats | None  # the share of its score that each passage keeps, all where no time is asked about
    close: Flags | None  # those that count and are near the time asked about, where some are not


class Ranking:
    """Ranks the passages of a snapshot; threads take turns."""

    def __init__(self, record: Record, view: DenseIndex) -> None:
        self._record, self._view = record, view
        self._layout = Layout.of(record)
        self._relevance = Relevance(record, self._layout)
        self._guard = threading.Lock()

    def best(self, vector: Vectors, question: str, k: int, where: Filter, near: Sequence[Period]) -> list[Ranked]:
        """Return the k best passages of the documents that pass, best first; what copies add stands before the rest."""
        with self._guard:
            visible = self._layout.visible(self._record, where)
            words = self._relevance.scores(question, visible)
            kept, close = self._in_time(near, where.as_of, visible) if near else (None, None)
            return self._ordered(_Asked(vector, max(DEPTH, 4 * k), visible, words, kept, close), k)

    def _in_time(self, near: Sequence[Period], as_of: date | None, visible: Flags) -> tuple[Floats, Flags | None]:
        times = nearness(self._layout, near, as_of)
        kept = (1 - NEARNESS * (1 - times)).astype(np.float32)[self._layout.places]
        if times.min(initial=1) >= NEAR:
            return kept, None
        return kept, visible & (times >= NEAR)[self._layout.places]

    def _ordered(self, asked: _Asked, k: int) -> list[Ranked]:
        dense, added = self._dense(asked, asked.visible)
        near = self._dense(asked, asked.close)[0] if asked.close is not None else []
        lexical = _first(asked.words, asked.depth)
        timely = _first(asked.words * asked.kept, asked.depth) if asked.kept is not None else lexical
        found = np.unique([*dense, *near, *added, *lexical, *timely]).astype(np.int64)
        likeness = self._record.matrix(self._layout.numbers[found]) @ asked.vector
        fit = np.where(np.isin(found, added), 1.0, asked.words[found])  # what a copy adds has no words of its own
        kept = np.ones(len(found), np.float32) if asked.kept is None else asked.kept[found]
        scores = (likeness + WORDS * fit) * kept
        exact = dict(zip(found.tolist(), likeness.tolist(), strict=True))
        dense_ranks = _ranks(dense if self._view.is_exact else sorted(dense, key=lambda place: -exact[place]))
        lexical_ranks = _ranks(lexical)
        return [
            Ranked(
                number=int(self._layout.numbers[found[at]]),
                score=float(scores[at]),
                dense_rank=dense_ranks.get(int(found[at])),
                lexical_rank=lexical_ranks.get(int(found[at])),
                kept=float(kept[at]),
            )
            for at in np.argsort(-scores, kind="stable")[:k]
        ]

    def _dense(self, asked: _Asked, among: Flags) -> tuple[list[int], list[int]]:
        """Return where the likest passages stand, best first, and what copies add and is liker than all of those."""
        allowed = None if among.all() else self._layout.numbers[among]
        wanted, own, found = asked.depth + SPARE, list[int](), list[int]()
        while len(own) < asked.depth:
            found = self._layout.at([number for number, _ in self._view.search(asked.vector, wanted, allowed)]).tolist()
            own = [place for place in found if not self._layout.added[place]]
            if len(found) < wanted:
                break
            wanted *= 2
        first = found.index(own[0]) if own else len(found)
        return own[: asked.depth], found[:first][:ADDITIONS]


def _first(scores: Floats, depth: int) -> Numbers:
    """Return where the best scores above 0 stand, best first."""
    least = _reached(scores, depth)
    likely = np.flatnonzero(scores >= least if least > 0 else scores > 0)
    return likely[np.lexsort((likely, -scores[likely]))][:depth]


def _reached(scores: Floats, depth: int) -> float:
    """Return a score that so many passages reach: as many blocks have one that does."""
    blocks = len(scores) // BLOCK
    if blocks < depth:
        return 0.0
    best = scores[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
    return float(np.partition(best, blocks - depth)[blocks - depth])


def _ranks(order: Sequence[int] | Numbers) -> dict[int, int]:
    return {int(place): rank for rank, place in enumerate(order, 1)}
