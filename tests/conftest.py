"""What many tests share: a small real encoder that needs no weights, and documents made from a few words."""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import settings
from numpy.typing import NDArray

from index.data import DatePrecision, DateSource, Document

settings.register_profile("readout", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("readout")


class HashedWords:
    """An encoder of words alone: each word adds one at a place that its hash names, texts are unit vectors."""

    name = "hashed-words"
    sha256 = "0" * 64
    dimension = 64

    def __init__(self) -> None:
        self.encoded = 0  # texts so far, so that a test can see that nothing was embedded twice

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), self.dimension), np.float32)
        for row, text in zip(rows, texts, strict=True):
            self.encoded += 1
            for word in re.findall(r"\w+", text.lower()) or [""]:
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % self.dimension] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def make_document(id: str, text: str, published: date | None = None, **fields: Any) -> Document:
    """Return a document of the text, dated by day where a date is given."""
    dated = {"published_precision": DatePrecision.DAY, "published_source": DateSource.METADATA} if published else {}
    known = {
        "title": id.replace("-", " ").capitalize(),
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "path": f"{id}.txt",
        "raw_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "ingested": datetime(2026, 1, 2, tzinfo=UTC),
    }
    return Document(id=id, text=text, published=published, **{**known, **dated, **fields})


@pytest.fixture
def encoder() -> HashedWords:
    return HashedWords()


@pytest.fixture
def document() -> Callable[..., Document]:
    return make_document


@pytest.fixture
def without_page(monkeypatch) -> None:
    """Leave the page of an evaluation out, whose plots take most of a second."""
    monkeypatch.setattr("eval.commands.write_page", lambda out, *_: out / "report.html")
