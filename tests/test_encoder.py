"""The default encoder: close to the full-precision model, and the same vector whatever a text is encoded with."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from index import models
from index.catalogue import ENCODER
from index.encoder import MiniLM, default_encoder
from index.errors import ModelMissing
from index.hub import SentenceTransformerEncoder

TEXTS = ["What did Xi say at APEC?", "", "Leaders of nine countries met in Jakarta. " * 60, "비가 온다 🙂"]


def test_the_default_is_named_without_loading() -> None:
    encoder = default_encoder()
    assert (encoder.name, encoder.dimension, len(encoder.sha256)) == ("all-MiniLM-L6-v2-int8", 384, 64)


@pytest.mark.models
def test_unit_rows_that_do_not_depend_on_company() -> None:
    encoder = MiniLM()
    rows = encoder.encode(TEXTS)
    assert (rows.shape, rows.dtype) == ((4, 384), np.float32)
    np.testing.assert_allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-6)
    alone = np.vstack([MiniLM().encode([text]) for text in reversed(TEXTS)])[::-1]
    assert np.array_equal(rows, alone)
    assert encoder.encode([]).shape == (0, 384)


@pytest.mark.models
def test_close_to_the_full_precision_model() -> None:
    exact = SentenceTransformerEncoder(str(models.ensure(ENCODER)))
    assert exact.dimension == 384
    cosines = (MiniLM().encode(TEXTS) * exact.encode(TEXTS)).sum(axis=1)
    assert cosines.min() > 0.99


@pytest.mark.models
def test_no_such_model_names_what_to_do() -> None:
    with pytest.raises(ModelMissing, match="no encoder '/nowhere/model': name a sentence-transformers folder"):
        default_encoder("/nowhere/model")


@pytest.mark.models
def test_threads_get_their_own_vectors() -> None:
    encoder = MiniLM()
    asked = [[f"Question {n} of thread {thread}" for n in range(5)] for thread in range(4)]
    with ThreadPoolExecutor(4) as pool:
        answered = list(pool.map(encoder.encode, asked))
    for texts, rows in zip(asked, answered, strict=True):
        assert np.array_equal(rows, encoder.encode(texts))
