"""What the benchmarks have in common: what a run is told, and the figures that it reports beside published ones."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a benchmark, beside what has been published for it."""

    name: str
    value: float | None
    counted: int  # rows that it was computed on
    published: float | None = None
    reference: str = ""  # whose figure that is, and on what
    comparable: str = ""  # how far the two may be compared, in a phrase


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a benchmark."""

    benchmark: str
    figures: tuple[Figure, ...]
    rows: tuple[dict[str, Any], ...]  # one for each question, as JSON types


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of a benchmark is told."""

    data: Path  # the folder with the benchmark's files
    work: Path  # where its indexes and answers are kept, to be used again
    limit: int | None = None  # rows of each kind
    seed: int = 0  # of the choice of these rows
    model: str | None = None

    def sample(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """Return at most `limit` of the rows, the same for the same seed, in their own order."""
        if self.limit is None or self.limit >= len(rows):
            return tuple(rows)
        return tuple(rows[at] for at in sorted(random.Random(self.seed).sample(range(len(rows)), self.limit)))


Benchmark = Callable[[Run], Report]  # raises BadInput where the folder does not hold the benchmark
