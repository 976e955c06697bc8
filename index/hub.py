"""Models of sentence-transformers that a user names, by local folder or hub id: encoders, and cross-encoders.

sentence-transformers and transformers are imported here and nowhere else in `index`.
"""

import hashlib
import threading
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.encoder import Vectors, unit
from index.errors import ModelMissing
from index.latest import Latest

MOST = 4096  # pairs whose logits are kept: a question with several times is searched for several times
Logits = NDArray[np.float64]


class SentenceTransformerEncoder:
    """Any encoder of sentence-transformers; loaded at once."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.name = name
        try:
            self._model = SentenceTransformer(name, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelMissing(
                f"no encoder {name!r}: name a sentence-transformers folder or hub id. {error}"
            ) from error
        self.dimension: int = self._model.get_embedding_dimension()

    @cached_property
    def sha256(self) -> str:
        """The hash of all weights as loaded, names and bytes."""
        return _sha256(self._model)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, d) float32 unit rows."""
        rows = self._model.encode(list(texts), batch_size=8, convert_to_numpy=True, show_progress_bar=False)
        return unit(np.asarray(rows, np.float32).reshape(len(texts), self.dimension))


class CrossEncoder:
    """Any model that classifies two texts read together; loaded at once. Threads take turns.

    Each pair is read alone, so that what comes of it does not depend on the others, and once while it is remembered.
    """

    def __init__(self, name: str, option: str) -> None:
        """Load it. Raises ModelMissing, which says what to name with `option`."""
        self.name = name
        try:
            self._model = _cross_encoder(name)
        except (OSError, ValueError, RuntimeError) as error:
            reason = str(error).strip().splitlines()[0]
            raise ModelMissing(
                f"no cross-encoder {name!r}: name a folder or a hub id with {option} ({reason})"
            ) from error
        self.labels = tuple(label for _, label in sorted(self._model.config.id2label.items()))
        self._guard, self._kept = threading.Lock(), Latest[tuple[str, str], Logits](MOST)

    @cached_property
    def sha256(self) -> str:
        """The hash of all weights as loaded, names and bytes."""
        return _sha256(self._model)

    def logits(self, pairs: Sequence[tuple[str, str]]) -> Logits:
        """Return (n, labels) what the model makes of each pair, before any activation."""
        with self._guard:
            rows = [self._read(pair) for pair in pairs]
        return np.array(rows, np.float64).reshape(len(pairs), len(self.labels))

    def _read(self, pair: tuple[str, str]) -> Logits:
        if (row := self._kept.recall(pair)) is None:
            row = np.ravel(self._model.predict([pair], activation_fn=lambda logits: logits, show_progress_bar=False))
            self._kept.keep(pair, row)
        return row


def _cross_encoder(name: str) -> Any:
    """Load a cross-encoder; an encoder would be loaded as one too, with weights by chance where it has none."""
    from sentence_transformers import CrossEncoder as Model
    from transformers import AutoConfig

    kinds = AutoConfig.from_pretrained(name).architectures or ["model of no kind"]
    if not any(kind.endswith("ForSequenceClassification") for kind in kinds):
        raise ValueError(f"it is a {kinds[0]} and classifies nothing")
    model = Model(name, device="cpu")
    if len(model.tokenizer) <= len(model.tokenizer.all_special_ids):
        raise ValueError("it has no tokenizer")
    return model


def _sha256(model: Any) -> str:
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode())
        digest.update(np.ascontiguousarray(tensor.float().numpy()).data)
    return digest.hexdigest()
