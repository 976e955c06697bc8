"""How sure a difference is: the paired percentile bootstrap over questions.

Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 10_000
CONFIDENCE = 0.95
Values = NDArray[np.float64]
_AT_ONCE = 2_000_000  # drawn values held in memory


def interval(differences: Sequence[float], seed: int = 0) -> tuple[float, float] | None:
    """Return the 95 % confidence interval of the mean difference; None below two pairs, which say nothing of spread.

    `differences` are after − before, one a question; the same differences always give the same interval.
    """
    if len(differences) < 2:
        return None
    drawn, values = np.random.default_rng(seed), np.asarray(differences, np.float64)
    means = np.concatenate([_means(drawn, values, part) for part in _parts(len(values))])
    low, high = np.quantile(means, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return float(low), float(high)


def _means(drawn: np.random.Generator, values: Values, resamples: int) -> Values:
    chosen = values[drawn.integers(len(values), size=(resamples, len(values)))]
    return np.asarray(chosen.mean(axis=1), np.float64)


def _parts(size: int) -> list[int]:
    """Return the number of resamples to draw at a time."""
    part = max(1, min(RESAMPLES, _AT_ONCE // size))
    whole, rest = divmod(RESAMPLES, part)
    return [part] * whole + ([rest] if rest else [])
