"""Which articles tell one story in words of their own: alike in meaning, of the same days, about the same names."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

ALIKE = 0.78  # least cosine of the mean vectors of two articles
NAMES = 0.5  # least share of their names and numbers that both have
APART = timedelta(days=2)  # at most between their days; an undated article may be of any
_NAME = re.compile(r"(?<![.!?“\"]\s)(?<!^)\b[A-Z][\w’'-]+|\d+(?:[.,]\d+)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Gist:
    """What an article is about, as far as another is compared with it."""

    vector: NDArray[np.float32]  # (d,), a unit vector
    day: date | None


def gist(vectors: NDArray[np.float32], day: date | None) -> Gist:
    """Return the gist of an article from the (n, d) vectors of its passages."""
    mean = vectors.mean(axis=0) if len(vectors) else np.zeros(vectors.shape[1], np.float32)
    return Gist(np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32), day)


def alike(one: Gist, matrix: NDArray[np.float32]) -> list[int]:
    """Return which rows of the matrix, the mean vectors of articles, are about the same."""
    return [int(at) for at in np.flatnonzero(matrix @ one.vector >= ALIKE)]


def days_near(day: date) -> list[date]:
    """Return the days on which the same story may be told."""
    return [day + timedelta(days=apart) for apart in range(-APART.days, APART.days + 1)]


def same_days(one: date | None, other: date | None, apart: timedelta = APART) -> bool:
    """Whether two days are no farther apart, as far as they are known."""
    return one is None or other is None or abs(one - other) <= apart


def same_names(one: str, other: str) -> bool:
    """Whether two articles are about the same people, places, bodies and figures."""
    left, right = names(one), names(other)
    return bool(left and right) and len(left & right) >= NAMES * len(left | right)


@lru_cache(maxsize=1024)
def names(text: str) -> frozenset[str]:
    """Return the numbers of a text and the words that it writes with a capital where no sentence begins."""
    return frozenset(re.sub(r"['’]s?$", "", found).lower() for found in _NAME.findall(text))
