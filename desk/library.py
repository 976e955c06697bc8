"""Conversations kept on this machine: one SQLite file beside the index, found again, renamed, deleted, taken away.

Every reader, which is a browser, has its own; a single answer opens for whoever knows its id.
"""

import json
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from index.errors import BadInput

VERSION = 1
TITLE_CHARS = 120
_TABLES = """
CREATE TABLE conversations (
    id TEXT PRIMARY KEY, reader TEXT NOT NULL, title TEXT NOT NULL, changed TEXT NOT NULL
);
CREATE INDEX by_reader ON conversations (reader, changed);
CREATE TABLE exchanges (
    conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE, number INTEGER NOT NULL,
    asked TEXT NOT NULL, question TEXT NOT NULL, answer_id TEXT NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (conversation, number)
);
CREATE INDEX by_answer ON exchanges (answer_id);
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """A conversation as it is listed."""

    id: str
    title: str
    changed: datetime
    exchanges: int


@dataclass(frozen=True, slots=True)
class Said:
    """A question of a kept conversation and its answer, as JSON."""

    asked: datetime
    question: str
    answer: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast an answer was made: milliseconds in all and of the writing alone, and the tokens written."""

    total: float
    writing: float
    tokens: int


class Library:
    """The conversations of one index. Threads may share it."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the file at `path`, made where there is none; None keeps all in memory. Raises BadInput."""
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(path or ":memory:", check_same_thread=False, isolation_level=None)
            self._db.execute("PRAGMA foreign_keys = ON")
            self._make(path)
        except sqlite3.Error as error:
            raise BadInput(f"The conversations at {path} cannot be opened ({error}): move the file away.") from error

    def _make(self, path: Path | None) -> None:
        (version,) = self._db.execute("PRAGMA user_version").fetchone()
        if version not in (0, VERSION):
            raise BadInput(f"The conversations at {path} are of version {version}, not {VERSION}: move the file away.")
        if version == 0:
            self._db.executescript(f"BEGIN; {_TABLES} PRAGMA user_version = {VERSION}; COMMIT;")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def keep(self, reader: str, conversation: str, number: int, answer: Mapping[str, Any]) -> None:
        """Keep an answer as number `number` of a conversation, in the place of that one and all after it."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        question = str(answer["question"])
        with self._lock, self._db:
            self._db.execute("BEGIN")
            self._db.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?)"
                " ON CONFLICT (id) DO UPDATE SET changed = excluded.changed",
                (conversation, reader, question[:TITLE_CHARS], now),
            )
            self._db.execute("DELETE FROM exchanges WHERE conversation = ? AND number >= ?", (conversation, number))
            self._db.execute(
                "INSERT INTO exchanges VALUES (?, ?, ?, ?, ?, ?)",
                (conversation, number, now, question, answer["id"], json.dumps(answer, ensure_ascii=False)),
            )

    def find(self, reader: str, words: str = "") -> Sequence[Kept]:
        """List a reader's conversations that hold some words in title, question or answer, the latest first."""
        like = "%" + words.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        rows = self._rows(
            "SELECT id, title, changed, (SELECT count(*) FROM exchanges WHERE conversation = id) FROM conversations"
            " WHERE reader = ? AND (title LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM exchanges"
            " WHERE conversation = id AND (question LIKE ? ESCAPE '\\'"
            " OR json_extract(answer, '$.text') LIKE ? ESCAPE '\\'))) ORDER BY changed DESC, rowid DESC",
            (reader, like, like, like),
        )
        return [Kept(key, title, datetime.fromisoformat(changed), number) for key, title, changed, number in rows]

    def rename(self, reader: str, conversation: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing."""
        if title.strip():
            sql = "UPDATE conversations SET title = ? WHERE id = ? AND reader = ?"
            self._rows(sql, (title.strip()[:TITLE_CHARS], conversation, reader))

    def delete(self, reader: str, conversation: str) -> None:
        """Delete a conversation with its answers."""
        self._rows("DELETE FROM conversations WHERE id = ? AND reader = ?", (conversation, reader))

    def conversation(self, reader: str, conversation: str) -> Sequence[Said]:
        """Return what was said in a conversation, oldest first; nothing where the reader has none of that id."""
        return self._said(
            "SELECT asked, question, answer FROM exchanges JOIN conversations ON id = conversation"
            " WHERE id = ? AND reader = ? ORDER BY number",
            (conversation, reader),
        )

    def answer(self, answer_id: str) -> Said | None:
        """Return a kept answer by its own id."""
        found = self._said("SELECT asked, question, answer FROM exchanges WHERE answer_id = ? LIMIT 1", (answer_id,))
        return found[0] if found else None

    def paces(self, model: str, most: int = 20) -> Sequence[Pace]:
        """Return how fast a model made its last answers; without abstentions and answers given again, both faster."""
        rows = self._rows(
            "SELECT json_extract(answer, '$.timings_ms.total'), json_extract(answer, '$.timings_ms.generate'),"
            " json_extract(answer, '$.usage.completion_tokens') FROM exchanges"
            " WHERE json_extract(answer, '$.status') != 'abstained'"
            " AND json_extract(answer, '$.usage.prompt_tokens') > 0 AND EXISTS"
            " (SELECT 1 FROM json_each(answer, '$.receipt.models') WHERE json_extract(value, '$.name') = ?)"
            f" ORDER BY asked DESC, rowid DESC LIMIT {most:d}",
            (model,),
        )
        return [Pace(*row) for row in rows]

    def _said(self, sql: str, values: tuple[str, ...]) -> list[Said]:
        return [
            Said(datetime.fromisoformat(asked), question, json.loads(answer))
            for asked, question, answer in self._rows(sql, values)
        ]

    def _rows(self, sql: str, values: tuple[str, ...]) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()


def beside(index: Path) -> Path:
    """Return where the conversations over an index are kept."""
    return index.with_name(f"{index.name}-conversations.db")
