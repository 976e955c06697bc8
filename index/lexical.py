"""Search by words: SQLite's FTS5 over the passages, in the record itself, so that the two cannot disagree."""

import re
import sqlite3
from collections.abc import Sequence

WEIGHTS = (2.0, 0.5, 1.0)  # of a word found in the title, the outlet, the passage

TABLES = (
    """CREATE VIEW lexical_rows AS
        SELECT passages.number, title, outlet, substr(text, start + 1, "end" - start) AS words
        FROM passages JOIN documents ON documents.number = passages.document WHERE role = 'own'""",
    """CREATE VIRTUAL TABLE lexical USING fts5 (
        title, outlet, words,
        content='lexical_rows', content_rowid='number', tokenize='porter unicode61 remove_diacritics 2'
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


def match_expression(query: str) -> str | None:
    """Return the FTS5 expression for a question in plain words, or None where it has none worth looking for.

    Every term is quoted, so nothing in a question is taken for an operator.
    """
    terms = _TERM.findall(_POSSESSIVE.sub(" ", query))
    telling = [term for term in terms if not _is_stop_word(term)] or terms
    return " OR ".join(f'"{term}"' for term in dict.fromkeys(map(str.casefold, telling))) or None


def _is_stop_word(term: str) -> bool:
    acronym = len(term) > 1 and term.isupper()  # "US", "WHO"
    return term.casefold() in _STOP_WORDS and not acronym


def search(
    connection: sqlite3.Connection, query: str, k: int, condition: str = "", values: Sequence[object] = ()
) -> list[int]:
    """Return the numbers of up to k passages, best first; `condition` is SQL over the columns of `documents`."""
    expression = match_expression(query)
    if expression is None:
        return []
    # The plus keeps SQLite from looking the words up anew for every passage that meets the condition.
    within = f"AND +rowid IN ({visible(condition)})" if condition else ""
    rows = connection.execute(
        f"SELECT rowid FROM lexical WHERE lexical MATCH ? {within} ORDER BY bm25(lexical, ?, ?, ?), rowid LIMIT ?",
        (expression, *values, *WEIGHTS, k),
    )
    return [number for (number,) in rows]


def visible(condition: str) -> str:
    """Return the SQL that selects the passages to search where documents must meet a condition, by number.

    A copy's hidden passage stands there as the one that has its words, whether or not that one's document meets it.
    """
    return (
        "SELECT CASE role WHEN 'hidden' THEN original ELSE passages.number END AS searched "
        "FROM passages JOIN documents ON documents.number = passages.document "
        f"WHERE searched IS NOT NULL AND ({condition})"
    )


def fault(connection: sqlite3.Connection) -> str | None:
    """Return what is wrong between the words that are searched and the record, or None; needs a writable connection."""
    try:
        connection.execute("INSERT INTO lexical (lexical, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError as error:
        return f"the lexical table does not match the passages ({error})"
    return None
