"""From texts to vectors: the default MiniLM on OpenVINO, which starts in a second, or one of the user's."""

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import models
from index.catalogue import ENCODER, ENCODER_INT8
from index.runtime import openvino

Vectors = NDArray[np.float32]

MINILM_TOKENS = 256  # that the model was trained to read; the rest of a text is not seen
MINILM_DIMENSION = 384


class Encoder(Protocol):
    """Turns texts into unit vectors; equal name and hash mean equal vectors."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def sha256(self) -> str:
        """The hash of the model's weights."""

    @property
    def dimension(self) -> int:
        """The length of a vector."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, d) float32 unit rows, in the order of the texts."""


class MiniLM:
    """all-MiniLM-L6-v2 in eight bits; loaded at the first text.

    Each text is read alone, so its vector is the same bit for bit whatever it is encoded with.
    """

    name = ENCODER_INT8.name
    sha256 = ENCODER_INT8.sha256
    dimension = MINILM_DIMENSION

    def __init__(self) -> None:
        self._guard = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, 384) float32 unit rows. Raises ModelMissing where the model cannot be had."""
        rows = np.empty((len(texts), self.dimension), np.float32)

        def store(request: Any, row: int) -> None:
            rows[row] = request.get_output_tensor(0).data[0].mean(axis=0)

        with self._guard:
            self._queue.set_callback(store)
            for row, text in enumerate(texts):
                self._queue.start_async(self._inputs(text), row)
            self._queue.wait_all()
        return unit(rows)

    def _inputs(self, text: str) -> dict[str, NDArray[np.int64]]:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        return {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(models.ensure(ENCODER) / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(MINILM_TOKENS)
        return tokenizer

    @cached_property
    def _queue(self) -> Any:
        runtime = openvino()
        options = {"PERFORMANCE_HINT": "THROUGHPUT", "INFERENCE_PRECISION_HINT": "f32"}
        model = runtime.Core().compile_model(str(models.ensure(ENCODER_INT8)), "CPU", options)
        return runtime.AsyncInferQueue(model)


def default_encoder(name: str | None = None) -> Encoder:
    """Return the encoder of that name, folder or hub id; the default MiniLM where none is named."""
    if name is None or name == MiniLM.name:
        return MiniLM()
    from index.hub import SentenceTransformerEncoder

    return SentenceTransformerEncoder(name)


def unit(rows: Vectors) -> Vectors:
    """Return the rows at length 1; a row of zeros stays one."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, np.finfo(np.float32).tiny), np.float32)
