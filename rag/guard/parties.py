"""Parties: the countries and people named in a text, each known by whatever name it goes.

A seat of government, a people and a country are one party: Seoul, the South and South Koreans are South Korea.
"""

from dataclasses import dataclass
from functools import lru_cache

from rag.guard.reading import Word, as_written
from rag.speakers import own_words
from rag.terms import SEATS, is_demonym

OWNED = ("'s", "’s", "s'", "s’")
_HALVES = {"seoul": "south", "pyongyang": "north", "dprk": "north"}  # two governments of one country's name
_SAME = {"dprk": "korea", "states": "america"}
_COMPASS = frozenset(("north", "south"))
_STATES = frozenset(SEATS.values()) | frozenset("laos taiwan iran israel turkey europe thailand syria canada".split())
_NOBODY = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december peninsula sea ocean summit meeting council times cup league war act southeast
    asia""".split()
)


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody named, from one place of a text to another."""

    words: frozenset[str]
    first: int
    last: int
    is_state: bool

    def is_same(self, other: "Party") -> bool:
        """Whether the two names can be one's: the words of one are among the other's."""
        return self.words <= other.words or other.words <= self.words


@lru_cache(maxsize=4096)
def parties(said: tuple[Word, ...]) -> tuple[Party, ...]:
    """Return the parties named in a text, in order."""
    found = []
    at = 0
    while at < len(said):
        last = _end(said, at)
        if party := _party(said, at, last):
            found.append(party)
        at = last + 1
    return tuple(found)


def share_two(said: tuple[Word, ...], other: tuple[Word, ...]) -> bool:
    """Whether two of the parties that one text names are named in the other: it may be of the same meeting."""
    held = parties(other)
    both = [party for party in parties(said) if any(map(party.is_same, held))]
    return any(not one.is_same(party) for one in both for party in both)


def _end(said: tuple[Word, ...], at: int) -> int:
    """Return the last place of the name that begins at a place; the place itself where none does."""
    last = at + _opens_name(said, at)
    while _is_named(said[last]) and last + 1 < len(said) and _is_named(said[last + 1]) and _go_on(said, last):
        last += 1
    return last


def _opens_name(said: tuple[Word, ...], at: int) -> bool:
    """Whether a common word that begins a sentence begins a name: "Kim Hong-kyun said"."""
    word, after = said[at], said[at + 1 : at + 2]
    plain = word.text[:1].isupper() and word.content and not _is_named(word) and not word.low.endswith(("ing", "ed"))
    return plain and bool(after) and after[0].name and after[0].part == word.part


def _is_named(word: Word) -> bool:
    return word.name or (word.text[:1].isupper() and word.low in {*_STATES, *SEATS, *_COMPASS})


def _go_on(said: tuple[Word, ...], at: int) -> bool:
    """Whether the word after a place goes on with its name: no mark, owner's "'s" or end of a country between."""
    word, after = said[at], said[at + 1]
    ends = word.text.endswith(OWNED) or (word.low in _STATES and after.low not in _STATES) or is_demonym(word.text)
    return word.part == after.part and not ends


def _party(said: tuple[Word, ...], first: int, last: int) -> Party | None:
    lows = [word.low for word in said[first : last + 1]]
    if not _is_named(said[last]) or set(lows) & _NOBODY or not said[last].content:
        return None
    words = {_SAME.get(low, SEATS.get(low, low)) for low in lows}
    if words <= {*_STATES, *_COMPASS, "united"}:
        halves = {_HALVES[low] for low in lows if low in _HALVES}
        return Party(frozenset(words - {"united"} | halves), first, last, True)
    own = own_words(as_written(said[first : last + 1]))
    return Party(own, first, last, False) if own else None
