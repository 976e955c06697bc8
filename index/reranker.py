"""A second look at the passages found first: a cross-encoder of the user's reads each together with the question.

python -m index search "Who met in Lima?" --reranker FOLDER
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.errors import BadInput
from index.hub import CrossEncoder

LOOKED_AT = 24  # passages that are read again, the best by the first ranking; all where more are asked for


class Reranker(Protocol):
    """Reads a question and a passage together; equal name and hash mean equal scores."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def sha256(self) -> str:
        """The hash of the model's weights."""

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return (n,) how well each passage answers, 0 to 1, in the order of the passages."""


class CrossEncoderReranker(CrossEncoder):
    """A cross-encoder with one score, by local folder or hub id."""

    def __init__(self, model: str) -> None:
        """Load it. Raises ModelMissing, and BadInput where the model tells several labels apart."""
        super().__init__(model, "--reranker")
        if len(self.labels) != 1:
            raise BadInput(f"{model!r} is no reranker: it tells {', '.join(self.labels)} apart and gives no one score")

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
        """Return (n,) the logistic function of the model's score, whatever activation it was saved with."""
        logits = self.logits([(question, passage) for passage in passages])[:, 0]
        return np.asarray(np.exp(-np.logaddexp(0, -logits)), np.float64)


def load_reranker(model: str | None) -> Reranker | None:
    """Return the reranker of that folder or hub id, None where none is named. Raises ModelMissing, BadInput."""
    return CrossEncoderReranker(model) if model else None
