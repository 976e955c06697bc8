"""Fitted weights, as data: `rag/abstention.json` of the decision to answer, `rag/support.json` of the score of support.

The one is written by `python -m eval.training`, the other by `python -m eval.training.support`. For the decision a
model that can be asked has weights of its own, under the hash of its file; all others share those that do without.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

FILE = Path(__file__).resolve().parent / "abstention.json"
SUPPORT = FILE.with_name("support.json")


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A logistic regression over signals by name, and how one of them is read off a model's inner state."""

    intercept: float
    signals: Mapping[str, float]
    state: NDArray[np.float32] | None = None  # (width,); None where the model is not asked
    state_intercept: float = 0.0

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Self:
        """Return the weights that a row of the file holds."""
        state = np.array(row["state"], np.float32) if "state" in row else None
        return cls(row["intercept"], row["signals"], state, row.get("state_intercept", 0.0))

    @property
    def asks(self) -> bool:
        """Whether the model's own opinion is one of the signals."""
        return self.state is not None

    def read(self, state: NDArray[np.float32]) -> float:
        """Return the log odds that a model's inner state, (width,), speaks for an answer."""
        assert self.state is not None
        return float(state @ self.state) + self.state_intercept

    def probability(self, signals: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1, that the signals mean an answer."""
        total = self.intercept + sum(weight * signals[name] for name, weight in self.signals.items())
        return 1 / (1 + math.exp(-total))


@lru_cache(maxsize=8)
def weights_for(generator_sha256: str | None) -> Weights:
    """Return the weights of the model whose file has that hash, or those that ask no model."""
    held = json.loads(FILE.read_text(encoding="utf-8"))
    return Weights.of(held["models"].get(generator_sha256, held["any"]))


@lru_cache(maxsize=1)
def support_weights() -> Weights:
    """Return the weights of the score of support."""
    return Weights.of(json.loads(SUPPORT.read_text(encoding="utf-8")))
