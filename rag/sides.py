"""What each side of a meeting says of it: the words of two camps of speakers laid side by side, topic by topic.

A camp is those who speak for one country or body, as far as their names and offices tell. Every cell is a stretch of an
article as it stands, or empty; nothing is concluded from a cell that is.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from index.data import Document
from rag.positions import TELLING, Reported, likeness, reported
from rag.statements import Statement
from rag.terms import terms

ALIKE = 0.12  # least share of the telling words that puts two statements under one topic
SAME = 0.8  # from which they are one statement, told in two articles
ROWS = 16
_CAPITAL = re.compile(r"\b[A-Z][\w’'-]+")
_NO_CAMP = frozenset(
    "president prime minister foreign defense defence secretary state general chief deputy vice first spokesman"
    " spokeswoman spokesperson mr mrs ms dr the leader chairman senior".split()
)
_STEM = 4  # letters that a country and those who come from it share: China, Chinese


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject with what each side says of it."""

    words: tuple[str, ...]
    first: Reported | None
    second: Reported | None


@dataclass(frozen=True, slots=True)
class TwoSides:
    """The two camps, each by its speakers' names, and the topics."""

    first: tuple[str, ...]
    second: tuple[str, ...]
    topics: tuple[Topic, ...]


def two_sides(documents: Iterable[Document]) -> TwoSides | None:
    """Return what the two camps that say most are reported to have said; None where fewer than two speak."""
    camps: dict[str, list[Reported]] = defaultdict(list)
    offices: dict[str, str] = {}  # of a speaker whom some article gives one, the camp that it names
    for item in sorted(reported(documents), key=lambda item: item.statement.role is None):
        said = item.statement
        if said.speaker:
            camp = offices.setdefault(said.speaker, _camp_of(said, camps))
            if all(likeness(item.text, other.text) < SAME for other in camps[camp]):
                camps[camp].append(item)
    ranked = sorted(camps.values(), key=len, reverse=True)
    if len(ranked) < 2:
        return None
    first, second = ranked[0], ranked[1]
    return TwoSides(_names(first), _names(second), tuple(_topics(first, second)))


def _camp_of(said: Statement, camps: Iterable[str]) -> str:
    """Return the camp of a speaker, the one that is there already where the two can be one."""
    own = _camp(said)
    return next((camp for camp in camps if _one_camp(camp, own)), own)


def _camp(said: Statement) -> str:
    """Name whom a speaker speaks for: the country or body of the office, else the speaker."""
    office = [word for word in _CAPITAL.findall(said.role or "") if word.lower() not in _NO_CAMP]
    body = [word for word in _CAPITAL.findall(said.speaker or "") if word.lower() not in _NO_CAMP]
    return " ".join(office or body)


def _one_camp(one: str, other: str) -> bool:
    mine, theirs = one.lower().split(), other.lower().split()
    return bool(mine) and [word[:_STEM] for word in mine] == [word[:_STEM] for word in theirs]


def _names(camp: Sequence[Reported]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.statement.speaker for item in camp if item.statement.speaker))


def _topics(first: Sequence[Reported], second: Sequence[Reported]) -> list[Topic]:
    """Return the pairs that are most alike, then what only one side speaks of."""
    left, right = dict(enumerate(first)), dict(enumerate(second))
    pairs = [(likeness(a.text, b.text), i, k) for i, a in left.items() for k, b in right.items()]
    people = terms(" ".join((*_names(first), *_names(second))))
    topics = []
    for share, i, k in sorted(pairs, reverse=True):
        if share >= ALIKE and i in left and k in right:
            mine, theirs = left.pop(i), right.pop(k)
            topics.append(Topic(_shared(mine.text, theirs.text, people), mine, theirs))
    topics += [Topic(_shared(item.text, item.text, people), item, None) for item in left.values()]
    topics += [Topic(_shared(item.text, item.text, people), None, item) for item in right.values()]
    return topics[:ROWS]


def _shared(one: str, other: str, people: Mapping[str, float], most: int = 3) -> tuple[str, ...]:
    """Return the words that two texts share and that tell most, as the first writes them; names for want of others."""
    theirs = terms(other).keys() - people.keys()
    found: dict[str, tuple[bool, float, str]] = {}
    for word in re.findall(r"[^\W\d_](?:[\w’'-]*\w)?", one):
        for stem, weight in terms(word).items():
            if stem in theirs:
                found.setdefault(stem, (word.islower() and weight >= TELLING and not stem.isdigit(), weight, word))
    best = sorted(found.values(), reverse=True)[:most]
    return tuple(word for telling, _, word in best if telling) or tuple(word for *_, word in best)
