"""Timing: repeated runs of things that are compared, in turn, so that a busy minute slows all of them alike."""

import gc
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

Timed = Callable[[], object]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Series:
    """The seconds that repeated runs of one thing took, in the order they were run."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle run."""
        return statistics.median(self.seconds)

    def percentile(self, share: float) -> float:
        """Return the seconds that a share of the runs, 0 to 1, did not exceed."""
        return float(np.quantile(self.seconds, share))

    def summary(self) -> dict[str, float | int]:
        """Return the figures that are reported: how many runs, median, spread from the 25th to the 75th, and 95th."""
        return {
            "runs": len(self.seconds),
            "median": self.median,
            "low": self.percentile(0.25),
            "high": self.percentile(0.75),
            "p95": self.percentile(0.95),
        }


def timed(run: Timed) -> float:
    """Return how many seconds a run takes."""
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def in_turn(cases: Mapping[str, Timed], repeats: int, warm_ups: int = 1) -> dict[str, Series]:
    """Run each case `warm_ups` times untimed, then all of them in turn, each round beginning with another."""
    for run in cases.values():
        for _ in range(warm_ups):
            run()
    names, seconds = list(cases), {name: list[float]() for name in cases}
    for turn in range(repeats):
        for name in turned(names, turn):
            gc.collect()
            seconds[name].append(timed(cases[name]))
    return {name: Series(name, tuple(taken)) for name, taken in seconds.items()}


def turned(items: Sequence[Item], turn: int) -> tuple[Item, ...]:
    """Return the items, each turn, counted from 0, beginning with another."""
    first = turn % len(items)
    return (*items[first:], *items[:first])


def ratio(slower: Series, faster: Series) -> float:
    """Return how many times as long the first took, as the median over runs of the same turn."""
    return statistics.median(one / other for one, other in zip(slower.seconds, faster.seconds, strict=True))
