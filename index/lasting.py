"""An encoder that keeps the vectors of what it read last: one answer asks for those of a sentence up to three times.

So does one question after another about the same articles.
"""

from collections.abc import Sequence

import numpy as np

from index.encoder import Encoder, Vectors
from index.latest import Latest

MOST = 4096  # texts that are kept: 6 MB of vectors of the default length


class Lasting:
    """Another encoder's vectors, each worked out once while it lasts. Threads may share it."""

    def __init__(self, encoder: Encoder, most: int = MOST) -> None:
        self.encoder = encoder
        self._kept = Latest[str, Vectors](most)

    @property
    def name(self) -> str:
        """The model's name."""
        return self.encoder.name

    @property
    def sha256(self) -> str:
        """The hash of the model's weights."""
        return self.encoder.sha256

    @property
    def dimension(self) -> int:
        """The length of a vector."""
        return self.encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, d) float32 unit rows, in the order of the texts."""
        rows = {text: row for text in texts if (row := self._kept.recall(text)) is not None}
        if new := [text for text in dict.fromkeys(texts) if text not in rows]:
            rows |= zip(new, map(np.copy, self.encoder.encode(new)), strict=True)  # no view that keeps all of them
        for text in new:
            self._kept.keep(text, rows[text])
        return np.array([rows[text] for text in texts], np.float32).reshape(len(texts), self.dimension)
