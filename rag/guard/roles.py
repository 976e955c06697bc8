"""Roles: who does what to whom, where a text names them right beside the word for it, as a verb or as a noun.

"Seoul asked Beijing", "Beijing was asked by Seoul", "Seoul's request": the agent is Seoul. What stands farther off is
not read, so that a role given is nearly always right, and none is no fault.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rag.guard.offices import HEADS
from rag.guard.parties import OWNED, Party, parties
from rag.guard.reading import BE, GIVING, HAVE, MODALS, PREPOSITIONS, TAKING, Word, is_irregular, is_past
from rag.terms import is_demonym

_PASSIVE = BE | frozenset("stand stands stood get gets got remain remains remained".split())
_PASSED = MODALS | HAVE | BE | frozenset(
    """do does did not never also both all already still again recently later earlier then now once just only even to
    stand stands stood""".split()
)  # fmt: skip
_RELATIVE = frozenset("which that who whom".split())
_BODIES = frozenset(
    "government officials official ministry office side authorities diplomats delegation forces army troops".split()
)
_JOINING = frozenset("and or nor".split())
_ARTICLES = frozenset("a an the its his her their this these those some all both".split())
_OFFICES = HEADS | _BODIES | frozenset("member members leader counterpart counterparts leaders capital border".split())
BETWEEN = 3  # words that may stand between an owner and what is owned
BY = 4  # words after a participle among which "by" stands


@dataclass(frozen=True, slots=True)
class Roles:
    """The parties beside a word; empty where none is named there."""

    agents: tuple[Party, ...] = ()
    patients: tuple[Party, ...] = ()
    givers: tuple[Party, ...] = ()  # after "from"
    takers: tuple[Party, ...] = ()  # after "to"


@lru_cache(maxsize=4096)
def roles(said: tuple[Word, ...]) -> dict[int, Roles]:
    """Return the roles round each word of a text that has any, by its place."""
    named = {place for party in parties(said) for place in range(party.first, party.last + 1)}
    found = {
        at: _roles(said, at)
        for at, word in enumerate(said)
        if word.content
        and not word.figure
        and at not in named
        and word.low not in _OFFICES
        and not word.low.endswith("ern")
    }
    return {at: one for at, one in found.items() if one != Roles()}


def _roles(said: tuple[Word, ...], at: int) -> Roles:
    led, passive = _led(said, at)
    subjects = _subjects(said, led) if led < at - 1 or _acts(said, at) else ()
    objects = () if passive else _after(said, at + 1)
    by = _led_by(said, at, "by", BY)
    owners = _owners(said, at)
    agents = (*owners, *by) if passive or owners or by else subjects
    patients = subjects if passive else (*objects, *_relative(said, led, at))
    return Roles(agents, patients, _led_by(said, at, "from", BY + 2), _led_by(said, at, "to", BY + 2))


def _acts(said: tuple[Word, ...], at: int) -> bool:
    """Whether a word has the form of a verb, so that a name before it is no part of a noun: not "the Jakarta talks"."""
    word = said[at]
    return is_past(word) or is_irregular(word) or word.low.endswith(("ing", "s"))


def _led(said: tuple[Word, ...], at: int) -> tuple[int, bool]:
    """Return the place before a verb's auxiliaries and the verbs that govern it, and whether it is a passive."""
    place, passive, to = at - 1, False, False
    while place >= 0 and said[place].part == said[at].part:
        word = said[place]
        if word.low in _PASSED or word.low.endswith("ly"):
            passive = passive or (word.low in _PASSIVE and is_past(said[place + 1]) and place + 1 == at)
            to = to or word.low == "to"
        elif not (_governs(said, place, at) or (to and is_past(word) and not word.name)):
            break
        place -= 1
    before = said[max(0, place + 1) : at]
    passive = passive or (is_past(said[at]) and bool(before) and _last_is(before, _PASSIVE))
    return place, passive


def _last_is(before: tuple[Word, ...], words: frozenset[str]) -> bool:
    verbs = [word.low for word in before if not word.low.endswith("ly") and word.low not in ("also", "not")]
    return bool(verbs) and verbs[-1] in words


def _governs(said: tuple[Word, ...], place: int, at: int) -> bool:
    """Whether a word belongs to "accused of sending", whose agent is the one accused."""
    if said[place].low == "of" and place + 1 < len(said):
        return said[place + 1].low.endswith("ing")
    led = place + 1 < at and said[place + 1].low == "of" and is_past(said[place])
    return led and said[place + 2].low.endswith("ing")


def _subjects(said: tuple[Word, ...], place: int) -> tuple[Party, ...]:
    """Return the parties that end at a place as a subject does: after no preposition, none of them an owner."""
    if place < 0:
        return ()
    if said[place].low in _RELATIVE:
        return _ending(said, place - 1)
    if said[place].low in _BODIES and place and said[place].part == said[place + 1].part:
        return tuple(party for party in parties(said) if party.last == place - 1)
    return _ending(said, place)


def _ending(said: tuple[Word, ...], place: int) -> tuple[Party, ...]:
    last = next((party for party in parties(said) if party.last == place), None)
    if last is None or said[place].text.endswith(OWNED):
        return ()
    joined = [party for party in parties(said) if party.last < last.first and _is_joined(said, party, last)]
    lead = said[_past_titles(said, last.first) - 1].low if last.first else ""
    if lead in _JOINING and not joined:
        return ()
    first = _past_titles(said, joined[0].first if joined else last.first)
    return () if first and said[first - 1].low in PREPOSITIONS else (*joined, last)


def _past_titles(said: tuple[Word, ...], first: int) -> int:
    while first and (said[first - 1].low in _ARTICLES or said[first - 1].name):
        first -= 1
    return first


def _is_joined(said: tuple[Word, ...], one: Party, other: Party) -> bool:
    """Whether "and" stands between two parties of a sentence, with at most appositions beside it."""
    between = said[one.last + 1 : other.first]
    apart = any(is_past(word) or word.low in _RELATIVE | PREPOSITIONS - {"of", "for"} for word in between)
    alike = one.is_state is other.is_state and not said[one.last].text.endswith(OWNED)
    return alike and any(word.low in _JOINING for word in between) and not apart


def _after(said: tuple[Word, ...], place: int) -> tuple[Party, ...]:
    """Return the parties right after a place, over articles and a people before its office or person."""
    start = place - 1
    while place < len(said) and said[place].low in _ARTICLES:
        place += 1
    found = _beginning(said, place) if place < len(said) and said[place].part == said[start].part else ()
    if not found:
        return ()
    after = found[-1].last + 1
    describes = said[after - 1].text.endswith(OWNED) or is_demonym(said[after - 1].text)
    if describes and after < len(said) and said[after - 1].part == said[after].part:
        return _beginning(said, after) or (found if said[after].low in _BODIES else ())
    return (
        *found,
        *(party for party in parties(said) if party.first > found[0].last and _is_joined(said, found[0], party)),
    )


def _beginning(said: tuple[Word, ...], place: int) -> tuple[Party, ...]:
    return tuple(party for party in parties(said) if party.first == place)


def _led_by(said: tuple[Word, ...], at: int, preposition: str, reach: int) -> tuple[Party, ...]:
    """Return the parties after a preposition that follows a word soon, in its own stretch."""
    for place in range(at + 1, min(len(said), at + 1 + reach)):
        if said[place].part != said[at].part or said[place].low in _RELATIVE | MODALS:
            return ()
        if said[place].low == preposition:
            return _after(said, place + 1)
    return ()


def _owners(said: tuple[Word, ...], at: int) -> tuple[Party, ...]:
    """Return the party that owns what a noun names: "Russia's own interests", "North Korean provocations"."""
    place = at - 1
    while place >= max(0, at - BETWEEN) and said[place].part == said[at].part and _may_describe(said[place]):
        place -= 1
    if place < 0 or said[place].part != said[at].part:
        return ()
    owner = next((party for party in parties(said) if party.last == place), None)
    owned = said[place].text.endswith(OWNED) or (is_demonym(said[place].text) and place == at - 1)
    return (owner,) if owner and owned else ()


def _may_describe(word: Word) -> bool:
    return not word.name and (word.content or word.low in ("own", "and")) and not is_past(word)


def _relative(said: tuple[Word, ...], led: int, at: int) -> tuple[Party, ...]:
    """Return the party that is what a verb in a clause with "which" or "whom" acts on: "Russia, which they accuse".

    What follows an "of" has another agent: it is Russia itself that they "accuse of having sold arms".
    """
    if any(word.low == "of" for word in said[led + 1 : at]):
        return ()
    for place in range(led, max(0, led - BY - 2), -1):
        if said[place].low in ("which", "whom") and place < led:
            return tuple(party for party in parties(said) if party.last == place - 1)
        if said[place].part != said[led].part:
            return ()
    return ()


def transfers(said: tuple[Word, ...]) -> Iterator[Roles]:
    """Yield who gives and who takes, for each word of a text that hands something over."""
    for at, one in roles(said).items():
        if said[at].key in GIVING:
            yield Roles(givers=one.agents, takers=one.takers or one.patients)
        elif said[at].key in TAKING:
            yield Roles(givers=one.givers, takers=one.agents)
