"""The tables of an index, and the manifest that says what it was made with."""

import sqlite3
import uuid
from contextlib import closing
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from index import kin, lexical, mentions, passages
from index.encoder import Encoder
from index.errors import IndexMismatch

FORMAT = 4  # raised with any change to the tables or to how articles are read
DATABASE = "readout.db"
DENSE = "dense.faiss"
PASSAGE_SETTINGS = f"words={passages.WORDS} characters={passages.CHARACTERS} overlap={passages.OVERLAP}"

TABLES = (
    "CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE files (path TEXT PRIMARY KEY, fingerprint TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE documents (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        title TEXT NOT NULL,
        text TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        path TEXT NOT NULL,
        raw_sha256 TEXT NOT NULL,
        ingested TEXT NOT NULL,
        outlet TEXT,
        authors TEXT NOT NULL,
        url TEXT,
        place TEXT,
        published TEXT,
        published_precision TEXT NOT NULL,
        published_source TEXT NOT NULL,
        cites TEXT NOT NULL,
        captions TEXT NOT NULL,
        last_day TEXT,       -- that it may have been published on, NULL where its date is unknown
        outlet_folded TEXT,  -- without case
        digest TEXT NOT NULL -- of all that was read, so that an unchanged document is known
    )""",
    "CREATE INDEX documents_by_path ON documents (path)",
    "CREATE INDEX documents_by_day ON documents (last_day, published, outlet_folded, id)",
    """CREATE TABLE passages (
        number INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: dense.faiss relies on it
        document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        start INTEGER NOT NULL,
        "end" INTEGER NOT NULL,
        vector BLOB NOT NULL,  -- little-endian float32
        role TEXT NOT NULL DEFAULT 'own',  -- own; hidden: a copy's, not searched; added: what a copy adds
        original INTEGER  -- of a hidden one the passage that has its words, of an added one the passage that it revises
    )""",
    "CREATE INDEX passages_by_document ON passages (document)",
    'CREATE INDEX passages_searched ON passages (number, document, start, "end", role)',  # without their vectors
    "CREATE INDEX passages_by_original ON passages (original) WHERE original IS NOT NULL",
    *kin.TABLES,
    *mentions.TABLES,
    *lexical.TABLES,
)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made with, and which state of it this is."""

    format: int
    record: str  # unique to this record, so that a view of another is never taken for its own
    generation: int  # grows with every change
    encoder_name: str
    encoder_sha256: str
    dimension: int
    passage_settings: str
    archive: str  # the folder last built from, absolute

    @classmethod
    def new(cls, encoder: Encoder, archive: str) -> "Manifest":
        """Return the manifest of an empty index."""
        made_with = (encoder.name, encoder.sha256, encoder.dimension, PASSAGE_SETTINGS)
        return cls(FORMAT, uuid.uuid4().hex, 0, *made_with, archive)

    @classmethod
    def read(cls, connection: sqlite3.Connection, path: Path) -> "Manifest":
        """Read it from a record. Raises IndexMismatch where this version cannot read that record."""
        try:
            values = dict(connection.execute("SELECT key, value FROM settings"))
            if values.get("format") != str(FORMAT):
                found = f"the index at {path} has format {values.get('format')}"
                raise IndexMismatch(f"{found} and this version reads {FORMAT}: {rebuild(path)}")
            numbers = {key: int(values[key]) for key in ("format", "generation", "dimension")}
            return cls(**{**values, **numbers})
        except (sqlite3.DatabaseError, KeyError, TypeError, ValueError) as error:
            if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
                raise
            raise IndexMismatch(f"the index at {path} cannot be read ({error}): {rebuild(path)}") from error

    def write(self, connection: sqlite3.Connection) -> None:
        """Store it, inside the caller's transaction."""
        connection.executemany("INSERT OR REPLACE INTO settings VALUES (?, ?)", asdict(self).items())

    def next(self) -> "Manifest":
        """Return the manifest of the state after one more change."""
        return replace(self, generation=self.generation + 1)

    def check(self, encoder: Encoder, path: Path) -> None:
        """Raise IndexMismatch where the index was made with other settings than the ones in use."""
        used = {
            "encoder": (f"{self.encoder_name} {self.encoder_sha256[:12]}", f"{encoder.name} {encoder.sha256[:12]}"),
            "dimension": (self.dimension, encoder.dimension),
            "passages": (self.passage_settings, PASSAGE_SETTINGS),
        }
        for what, (made, now) in used.items():
            if made != now:
                raise IndexMismatch(f"the index at {path} was made with {what} {made}, not {now}: {rebuild(path)}")


def rebuild(path: Path) -> str:
    """Return the words that tell how to make the index at `path` again."""
    return f"rebuild it with `python -m index build DIR --out {path}`"


def archive_of(path: Path) -> Path | None:
    """Return the folder that the index at `path`, of this format or another, was last built from, if it tells."""
    with closing(sqlite3.connect(f"{(path / DATABASE).resolve().as_uri()}?mode=ro", uri=True)) as connection:
        try:
            row = connection.execute("SELECT value FROM settings WHERE key = 'archive'").fetchone()
        except sqlite3.DatabaseError:
            return None
    return Path(row[0]) if row else None
