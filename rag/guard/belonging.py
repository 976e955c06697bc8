"""Belonging: the country to which a text gives somebody by an office or an "of": "Premier Li Qiang of China"."""

from collections.abc import Iterator
from functools import lru_cache

from rag.guard.offices import FIELDS, HEADS, MARKS
from rag.guard.parties import OWNED, Party, parties
from rag.guard.reading import Word, read
from rag.terms import is_demonym

_TITLES = HEADS | MARKS | FIELDS | frozenset("leader leaders counterpart".split())
REACH = 9  # words after a name's comma among which its country stands


@lru_cache(maxsize=512)
def _given(text: str) -> tuple[tuple[Party, Party], ...]:
    return tuple(belongings(read(text)))


def misplaced(said: tuple[Word, ...], text: str) -> list[str]:
    """Return the people to whom a sentence gives another country than an article does wherever it gives them one."""
    faults = []
    for person, state in belongings(said):
        held = [other for somebody, other in _given(text) if somebody.is_same(person)]
        if held and not any(map(state.is_same, held)):
            faults.append(f"{_name(person)} of {_name(state)}, where the article has {_name(held[0])}")
    return faults


def belongings(said: tuple[Word, ...]) -> Iterator[tuple[Party, Party]]:
    """Yield each person with a country beside the name or the title."""
    states = [party for party in parties(said) if party.is_state]
    for person in parties(said):
        if not person.is_state:
            found = _before(said, person, states) or _after(said, person, states)
            if found:
                yield person, found


def _before(said: tuple[Word, ...], person: Party, states: list[Party]) -> Party | None:
    """Return the country right before a name and its titles: "Chinese Premier Li", "Japan's Fumio Kishida"."""
    place = person.first - 1
    while place >= 0 and said[place].low in _TITLES:
        place -= 1
    state = next((state for state in states if state.last == place), None)
    leads = place >= 0 and (said[place].text.endswith(OWNED) or is_demonym(said[place].text))
    return state if leads else None


def _after(said: tuple[Word, ...], person: Party, states: list[Party]) -> Party | None:
    """Return the country right after a name: "Li Qiang of China", "Shoigu, the defence minister of Russia"."""
    start = person.last + 1
    if start + 1 < len(said) and said[start].low == "of" and said[start].part == said[person.last].part:
        return next((state for state in states if state.first == start + 1), None)
    apposition = [
        at for at in range(start, min(len(said), start + REACH)) if said[at].part == said[person.last].part + 1
    ]
    if not apposition or apposition[0] != start or not any(said[at].low in _TITLES for at in apposition):
        return None
    plain = all(
        said[at].low in _TITLES | {"the", "of", "a", "his", "its", "who", "top"}
        for at in apposition
        if not _in(states, at)
    )
    return next((state for state in states if state.first in apposition), None) if plain else None


def _in(states: list[Party], at: int) -> bool:
    return any(state.first <= at <= state.last for state in states)


def _name(party: Party) -> str:
    return " ".join(sorted(party.words))
