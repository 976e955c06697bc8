"""Search by words: SQLite's FTS5 over the passages, in the record itself, so that the two cannot disagree."""

import re
import sqlite3
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

COLUMNS = ("title", "outlet", "words")
_TOKENS = "porter unicode61 remove_diacritics 2"

TABLES = (
    """CREATE VIEW lexical_rows AS
        SELECT passages.number, title, outlet, substr(text, start + 1, "end" - start) AS words
        FROM passages JOIN documents ON documents.number = passages.document WHERE role = 'own'""",
    f"""CREATE VIRTUAL TABLE lexical USING fts5 (
        title, outlet, words,
        content='lexical_rows', content_rowid='number', tokenize='{_TOKENS}'
    )""",
)

_TERM = re.compile(r"\w+(?:[.&]\w+)*")
_POSSESSIVE = re.compile(r"['’]s?\b|['’]")
_STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a about after again all also am an and any are as at be been before being but by can could did do does doing
        for from had has have having he her here hers him his how i if in into is it its itself just me more most my
        no nor not of off on once only or other our out over own said same say says she should so some such than
        that the their them then there these they this those through to too under until up us very was we were what
        when where which while who whom whose why will with would you your""",
    )
)


def add(connection: sqlite3.Connection, document: int) -> None:
    """Make a document's passages findable; they are in the record already."""
    connection.execute(
        "INSERT INTO lexical (rowid, title, outlet, words) SELECT lexical_rows.* FROM lexical_rows "
        "WHERE number IN (SELECT number FROM passages WHERE document = ?)",
        (document,),
    )


def remove(connection: sqlite3.Connection, document: int) -> None:
    """Forget a document's passages; they must still be in the record."""
    connection.execute(
        "INSERT INTO lexical (lexical, rowid, title, outlet, words) SELECT 'delete', lexical_rows.* FROM lexical_rows "
        "WHERE number IN (SELECT number FROM passages WHERE document = ?)",
        (document,),
    )


def telling(text: str) -> list[str]:
    """Return the words of a text that are worth looking for, without case, in its order; all where none is."""
    terms = _TERM.findall(_POSSESSIVE.sub(" ", text))
    return [term.casefold() for term in [term for term in terms if not _is_stop_word(term)] or terms]


def _is_stop_word(term: str) -> bool:
    acronym = len(term) > 1 and term.isupper()  # "US", "WHO"
    return term.casefold() in _STOP_WORDS and not acronym


def naming(words: str, beside: Sequence[str] = ()) -> str | None:
    """Return the FTS5 expression of passages with all telling words, with one of `beside` near the last if given."""
    terms = list(dict.fromkeys(telling(words)))
    if not terms:
        return None
    near = " OR ".join(f'NEAR("{terms[0]}" "{other}", 4)' for other in beside)
    return " AND ".join(f'"{term}"' for term in terms) + (f" AND ({near})" if near else "")


def phrase(words: str) -> str:
    """Return the FTS5 expression of passages with these words one after the other in their text."""
    return 'words : "' + words.replace('"', " ") + '"'


class Words:
    """Where the words of one connection's snapshot stand. Not for several threads at once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._asked = sqlite3.connect(":memory:", check_same_thread=False)
        self._asked.execute(f"CREATE VIRTUAL TABLE asked USING fts5 (words, tokenize='{_TOKENS}')")
        self._asked.execute("CREATE VIRTUAL TABLE read USING fts5vocab (asked, instance)")

    def close(self) -> None:
        """Let go of what is held in memory."""
        self._asked.close()

    def stems(self, text: str) -> list[str]:
        """Return the telling words of a text as the table has them, each once."""
        self._asked.execute("DELETE FROM asked")
        self._asked.execute("INSERT INTO asked VALUES (?)", [" ".join(telling(text))])
        return list(dict.fromkeys(term for (term,) in self._asked.execute("SELECT term FROM read ORDER BY offset")))

    def spots(self, stem: str) -> Mapping[str, NDArray[np.int64]]:
        """Return by column the numbers of the passages that have a word, one for each time that it stands there."""
        # Made anew after a refresh, whose end of the transaction takes it away.
        table = "temp.spots USING fts5vocab (main, lexical, instance)"
        self._connection.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS {table}")
        # One text is several times faster to fetch than a row for each spot; the column is told by the remainder.
        column = " ".join(f"WHEN '{name}' THEN {at}" for at, name in enumerate(COLUMNS))
        sql = f"SELECT group_concat({len(COLUMNS)} * doc + CASE col {column} END) FROM spots WHERE term = ?"
        (found,) = self._connection.execute(sql, [stem]).fetchone()
        numbers, columns = np.divmod(np.fromstring(found or "", np.int64, sep=","), len(COLUMNS))
        return {name: numbers[columns == at] for at, name in enumerate(COLUMNS) if (columns == at).any()}


def fault(connection: sqlite3.Connection) -> str | None:
    """Return what is wrong between the words that are searched and the record, or None; needs a writable connection."""
    try:
        connection.execute("INSERT INTO lexical (lexical, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        return f"the lexical table does not match the passages ({error})"
    return None
