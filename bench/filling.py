"""Filling an index with made articles, without the work that they have no need of: no embedding, names, copies."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bench.archive import Archive
from index import kin
from index.accounts import gist
from index.corpus import read_archive
from index.encoder import Encoder
from index.schema import DATABASE, Manifest
from index.sentences import sentences
from index.store import Store, write, writing
from rag.open import SAMPLE

TOGETHER = 1_024  # articles in a transaction


def made_archive(encoder: Encoder) -> Archive:
    """Return an archive made from the sample archive's words and the vectors of its sentences."""
    read = read_archive(SAMPLE, lambda _: None)
    said = [span.of(document.text) for document in read for span in sentences(document.text)]
    return Archive(said, encoder.encode(said))


def fill(path: Path, archive: Archive, encoder: Encoder, articles: int) -> None:
    """Make the index at `path` hold the first so many articles; it goes on where it was stopped."""
    path.mkdir(parents=True, exist_ok=True)
    with writing(path):
        if not (path / DATABASE).is_file():
            Store.create(path, encoder, "").close()
        with closing(sqlite3.connect(path / DATABASE, isolation_level=None)) as connection:
            there = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
            for first in range(there, articles, TOGETHER):
                _write(connection, path, archive, first, min(first + TOGETHER, articles))


def _write(connection: sqlite3.Connection, path: Path, archive: Archive, first: int, last: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for block in archive.articles(first, last):
        for item in block:
            number = write(connection, item)
            kin.Gists(connection).add(number, gist(item.vectors, item.document.published), sampled=0)
    Manifest.read(connection, path).next().write(connection)
    connection.execute("COMMIT")
