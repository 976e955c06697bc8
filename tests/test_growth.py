"""Made archives: the same from the same seed, indexes of them sound and as the store writes them."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from bench import probe, search
from bench.archive import BLOCK, LIKE, PASSAGES, Archive
from bench.filling import fill
from index.check import verify
from index.store import Store, writing
from tests.conftest import HashedWords

SENTENCES = [
    "Leaders of nine countries met in Jakarta to talk about troops.",
    "The minister announced a budget for harbours and railways.",
    "Fishermen found the wreck of a ferry north of the island.",
    "Nurses of the province voted against the offer of the government.",
]


@pytest.fixture(scope="module")
def archive() -> Archive:
    return Archive(SENTENCES, HashedWords().encode(SENTENCES))


def test_a_larger_archive_begins_with_the_smaller(archive: Archive) -> None:
    small = [item for block in archive.articles(0, 10) for item in block]
    again = Archive(SENTENCES, HashedWords().encode(SENTENCES))
    large = [item for block in again.articles(0, BLOCK + 5) for item in block]
    assert (len(small), len(large)) == (10, BLOCK + 5)
    assert [item.document for item in large[:10]] == [item.document for item in small]
    assert len({item.document.id for item in large}) == len(large)
    for item in large:
        assert len(item.passages) == PASSAGES
        assert [p.span.of(item.document.text) for p in item.passages] == item.document.text.split("\n\n")
        np.testing.assert_allclose(np.linalg.norm(item.vectors, axis=1), 1, atol=1e-5)


def test_an_index_filled_in_parts_is_as_the_store_writes_it(archive: Archive, tmp_path: Path) -> None:
    encoder = HashedWords()
    fill(tmp_path / "filled", archive, encoder, BLOCK)
    fill(tmp_path / "filled", archive, encoder, BLOCK + 6)
    assert verify(tmp_path / "filled") == []
    (tmp_path / "stored").mkdir()
    with writing(tmp_path / "stored"), Store.create(tmp_path / "stored", encoder, "") as store:
        for block in archive.articles(0, BLOCK + 6):
            store.put(block, {})
    for table in ("documents", "passages", "lexical_data"):
        filled, stored = (rows(tmp_path / name, table) for name in ("filled", "stored"))
        assert filled == stored if table != "lexical_data" else filled and stored


def rows(path: Path, table: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path / "readout.db")) as connection:
        return connection.execute(f"SELECT * FROM {table}").fetchall()


def test_a_question_is_made_of_a_passage(archive: Archive) -> None:
    items = [item for block in archive.articles(0, BLOCK) for item in block]
    said = [p.span.of(item.document.text) for item in items for p in item.passages]
    vectors = np.concatenate([item.vectors for item in items])
    for question in archive.questions(20, BLOCK):
        near = np.flatnonzero(np.abs(vectors @ question.vector - LIKE) < 1e-4)
        assert any(set(question.words.split()) <= set(re.findall(r"\w+", said[at])) for at in near)


def test_every_kind_of_search_is_measured_and_drawn(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path / "index", archive, HashedWords(), BLOCK)
    monkeypatch.setattr(probe, "MiniLM", HashedWords)
    monkeypatch.setattr(probe, "WARM_UP", 2)
    figures = probe.probe(tmp_path / "index", archive.questions(6, BLOCK))
    assert figures["recall@10"] == 1.0  # so small an index compares with every passage
    for found in figures["searches"].values():
        assert found["runs"] == 4
        assert 0 < found["median"] <= found["p95"]
    disk = {"disk": {"a": 1_000_000, "b": 2_000_000}}
    drawn = search.draw({"960": {**figures, **disk}, "9600": {**figures, **disk}}, tmp_path)
    assert [path.name for path in drawn] == ["growth-search.png", "growth-room.png"]
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in drawn)
