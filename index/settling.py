"""What of each copy is searched: its repeated words stand in the earliest article that has them, and only there.

So copies change neither what a search by words counts nor how other passages rank. A copy's passages that repeat are
hidden behind the passage that has their words; what it adds is a passage of its own, embedded without the headline.
An article that adds more than it repeats is no mere copy: of it only passages without a new word are hidden.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index import lexical
from index.data import Span
from index.duplicates import Read, read, revises
from index.kin import copies_of

Encode = Callable[[Sequence[str]], NDArray[np.float32]]
REPEATED = 0.5  # least share of an article's words that a mere copy repeats
OWN, HIDDEN, ADDED = "own", "hidden", "added"  # the roles of a passage
_Homes = dict[str, int]  # for articles joined by copying: the passage in which each of their sentences stands first
_LAST = "9999-99-99"  # the undated come after all others


@dataclass(frozen=True, slots=True)
class _Article:
    """An article of a group of copies; in the order of time, so that what comes later hides nothing earlier."""

    when: str
    id: str
    number: int
    text: str

    @property
    def order(self) -> tuple[str, str]:
        """Its place among the others."""
        return self.when, self.id


@dataclass(frozen=True, slots=True)
class _Settled:
    """What becomes of one article: the state of each of its passages, and the stretches that it adds."""

    hidden: dict[int, int | None]  # passage: the one that has its words, None where what it adds has them
    added: tuple[Span, ...]


def settle(connection: sqlite3.Connection, numbers: Iterable[int], encode: Encode | None) -> None:
    """Bring the roles of passages up to date for these articles and all that are copies with them.

    Without `encode` a copy whose additions are not embedded yet is searched like any other article.
    """
    done: set[int] = set()
    for number in numbers:
        if number not in done:
            members = _members(connection, number)
            done |= {member.number for member in members}
            _settle(connection, members, encode)


def _members(connection: sqlite3.Connection, number: int) -> list[_Article]:
    """Return an article and all that copying joins it to, in the order of time; nothing where it is gone."""
    found, waiting = {number}, [number]
    while waiting:
        new = set(copies_of(connection, waiting.pop())) - found
        found |= new
        waiting += new
    members = []
    for one in found:
        row = connection.execute("SELECT last_day, id, number, text FROM documents WHERE number = ?", [one]).fetchone()
        if row:
            members.append(_Article(row[0] or _LAST, *row[1:]))
    return sorted(members, key=lambda member: member.order)


def _settle(connection: sqlite3.Connection, members: Sequence[_Article], encode: Encode | None) -> None:
    groups: dict[int, _Homes] = {}
    for member in members:
        near = copies_of(connection, member.number)
        joined = {id(groups[number]): groups[number] for number in groups if number in near}
        homes = {key: home for other in reversed(joined.values()) for key, home in other.items()}
        settled = _settle_one(connection, member, homes, encode)
        if member is not members[-1]:
            _take_in(connection, member, settled, homes)
        groups = {number: homes if id(other) in joined else other for number, other in groups.items()}
        groups[member.number] = homes


def _settle_one(connection: sqlite3.Connection, member: _Article, homes: _Homes, encode: Encode | None) -> _Settled:
    """Settle an article, `homes` being those of the earlier ones that it copies."""
    wholes = _passages(connection, member.number, added=False)
    settled = _settled(member.text, wholes, homes) if homes else _Settled({}, ())
    if not _store(connection, member, settled, homes, encode):
        settled = _Settled(_repeating(member.text, wholes, homes), ())
        _store(connection, member, settled, homes, None)
    return settled


def _take_in(connection: sqlite3.Connection, member: _Article, settled: _Settled, homes: _Homes) -> None:
    """Note where an article's own sentences stand, for the copies that come after it."""
    whole, added = (_passages(connection, member.number, added=added) for added in (False, True))
    for number, place in {**whole, **added}.items():
        if number not in settled.hidden:
            _come_home(member.text, place, number, homes)


def _settled(text: str, wholes: dict[int, Span], homes: _Homes) -> _Settled:
    """Return what becomes of an article of which `homes` has some sentences already."""
    said = read(text)
    repeated = sum(len(one.key.split()) for one in said if one.key in homes)
    if not repeated or repeated < REPEATED * sum(len(one.key.split()) for one in said):
        return _Settled(_repeating(text, wholes, homes), ())
    added = dict.fromkeys(span for whole in wholes.values() for span in _new(text, whole, homes))
    inner = [span for span in added if any(span != other and span.overlap(other) == _length(span) for other in added)]
    hidden = {number: _original(text, whole, homes) for number, whole in wholes.items()}
    return _Settled(hidden, tuple(span for span in added if span not in inner))


def _repeating(text: str, wholes: dict[int, Span], homes: _Homes) -> dict[int, int | None]:
    """Return the passages without a new sentence, each with the one that has its words."""
    return {number: _original(text, whole, homes) for number, whole in wholes.items() if not _new(text, whole, homes)}


def _inside(text: str, whole: Span) -> list[Read]:
    return [one for one in read(text) if one.span.overlap(whole)]


def _new(text: str, whole: Span, homes: _Homes) -> list[Span]:
    """Return the stretches of a passage whose sentences stand in no article before."""
    stretches: list[Span] = []
    goes_on = False
    for one in _inside(text, whole):
        new = bool(one.key) and one.key not in homes
        span = Span(max(one.span.start, whole.start), min(one.span.end, whole.end))
        if new and goes_on:
            stretches[-1] = Span(stretches[-1].start, span.end)
        elif new:
            stretches.append(span)
        goes_on = new
    return stretches


def _original(text: str, whole: Span, homes: _Homes) -> int | None:
    known = Counter(homes[one.key] for one in _inside(text, whole) if one.key in homes)
    return known.most_common(1)[0][0] if known else None


def _revised(text: str, added: Span, homes: _Homes) -> int | None:
    """Return the passage that has an earlier wording of what a copy adds, None where it is new altogether."""
    for one in _inside(text, added):
        for key, home in homes.items():
            if revises(one.key, key):
                return home
    return None


def _come_home(text: str, place: Span, number: int, homes: _Homes) -> None:
    """Note of the sentences that no earlier article has that they stand in this passage."""
    for one in _inside(text, place):
        if one.key:
            homes.setdefault(one.key, number)


def _store(
    connection: sqlite3.Connection, member: _Article, settled: _Settled, homes: _Homes, encode: Encode | None
) -> bool:
    """Write what became of an article; return False, with nothing written, where an addition cannot be embedded."""
    there = {span: number for number, span in _passages(connection, member.number, added=True).items()}
    missing = [span for span in settled.added if span not in there]
    if missing and encode is None:
        return False
    for span, number in there.items():
        if span not in settled.added:
            connection.execute("DELETE FROM passages WHERE number = ?", [number])
    vectors = encode([span.of(member.text) for span in missing]) if encode and missing else ()
    for span, vector in zip(missing, vectors, strict=True):
        connection.execute(
            'INSERT INTO passages (document, start, "end", vector, role) VALUES (?, ?, ?, ?, ?)',
            (member.number, span.start, span.end, vector.astype("<f4").tobytes(), ADDED),
        )
    for number, span in _passages(connection, member.number, added=True).items():
        revised = _revised(member.text, span, homes)
        connection.execute("UPDATE passages SET original = ? WHERE number = ?", [revised, number])
    _hide(connection, member.number, settled.hidden)
    return True


def _hide(connection: sqlite3.Connection, document: int, hidden: dict[int, int | None]) -> None:
    rows = connection.execute(
        "SELECT number, role, original FROM passages WHERE document = ? AND role <> ?", [document, ADDED]
    ).fetchall()
    wanted = [(number, HIDDEN if number in hidden else OWN, hidden.get(number)) for number, _, _ in rows]
    if wanted == rows:
        return
    lexical.remove(connection, document)
    connection.executemany(
        "UPDATE passages SET role = ?, original = ? WHERE number = ?",
        [(role, original, number) for number, role, original in wanted],
    )
    lexical.add(connection, document)


def _passages(connection: sqlite3.Connection, document: int, *, added: bool) -> dict[int, Span]:
    """Return what an article adds, or else its passages, by their numbers."""
    rows = connection.execute(
        'SELECT number, start, "end" FROM passages WHERE document = ? AND (role = ?) = ? ORDER BY number',
        [document, ADDED, added],
    )
    return {number: Span(start, end) for number, start, end in rows}


def _length(span: Span) -> int:
    return span.end - span.start
