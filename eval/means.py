"""Means and spreads of what was measured; what has no value is counted, never taken for 0."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a measure over the questions that have it; None when none has."""

    value: float | None
    counted: int
    missing: int


@dataclass(frozen=True, slots=True)
class Spread:
    """Median, 90th and 95th percentile (linear between ranks) and sum over the questions that have a value."""

    median: float | None
    p90: float | None
    p95: float | None
    total: float
    counted: int
    missing: int


def average(values: Sequence[float]) -> float | None:
    """Return the mean of the values, None for none."""
    return statistics.fmean(values) if values else None


def mean(values: Sequence[float | None]) -> Mean:
    """Average the values that there are."""
    known = [value for value in values if value is not None]
    return Mean(average(known), len(known), len(values) - len(known))


def spread(values: Sequence[float | None]) -> Spread:
    """Return where the values that there are lie."""
    known = [value for value in values if value is not None]
    median = statistics.median(known) if known else None
    cuts = statistics.quantiles(known, n=20, method="inclusive") if len(known) > 1 else [median] * 19
    return Spread(median, cuts[17], cuts[18], sum(known), len(known), len(values) - len(known))


def wilson(hits: int, counted: int) -> tuple[float, float] | None:
    """Return the 95 % interval of a share (Wilson 1927), None for no cases."""
    if not counted:
        return None
    share, z = hits / counted, statistics.NormalDist().inv_cdf(0.975)
    width = z * math.sqrt(share * (1 - share) / counted + z * z / (4 * counted * counted))
    scale = 1 + z * z / counted
    middle = share + z * z / (2 * counted)
    return max(0.0, (middle - width) / scale), min(1.0, (middle + width) / scale)


def percent(value: float | None) -> str:
    """Write a value between 0 and 1 as a percentage, a dash for none."""
    return "–" if value is None else f"{100 * value:.1f} %"
