"""Filling an index with made articles, without the work that they have no need of: no embedding, no names, no kin."""

import sqlite3
from contextlib import closing
from pathlib import Path

from bench.archive import Archive
from index.encoder import Encoder
from index.schema import DATABASE, Manifest
from index.store import Store, write, writing

CACHE = "PRAGMA cache_size = -200000"  # kilobytes
TOGETHER = 1_024  # articles in a transaction


def fill(path: Path, archive: Archive, encoder: Encoder, articles: int) -> None:
    """Make the index at `path` hold the first so many articles; it goes on where it was stopped."""
    path.mkdir(parents=True, exist_ok=True)
    with writing(path):
        if not (path / DATABASE).is_file():
            Store.create(path, encoder, "").close()
        with closing(sqlite3.connect(path / DATABASE, isolation_level=None)) as connection:
            connection.execute(CACHE)
            there = connection.execute("SELECT count(*) FROM documents").fetchone()[0]
            for first in range(there, articles, TOGETHER):
                _write(connection, path, archive, first, min(first + TOGETHER, articles))


def _write(connection: sqlite3.Connection, path: Path, archive: Archive, first: int, last: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for block in archive.articles(first, last):
        for item in block:
            write(connection, item)
    Manifest.read(connection, path).next().write(connection)
    connection.execute("COMMIT")
