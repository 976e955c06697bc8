"""Names of speakers: whether two mean one person or body, and which words of a name are its bearer's own."""

import re
from functools import lru_cache

from rag.terms import SEATS, words

_WORD = r"(?:[A-Z][\w’'-]*|(?:of|bin|de|al|and)\s+[A-Z][\w’'-]+)"
_NAME = rf"(?:[A-Z]\w?\.\s*)*[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.\s+)?{_WORD})*"
_TITLES = frozenset(
    """president premier prime minister secretary vice deputy first national security adviser foreign defense general
    mr mrs ms dr south north korea china russia japan america leader chairman spokesman spokesperson
    spokeswoman in of and top senior official chief office""".split()
)
_IS_BODY = re.compile(r"ministry|office|officials?|government|spokes|statement|sides|leaders|groups?\b", re.IGNORECASE)
_SMALL = frozenset("the a his her its their of in and from".split())


def same_speaker(one: str, other: str) -> bool:
    """Whether two ways of naming a speaker can mean one person or body: the shorter name is part of the longer.

    Titles and countries count only where one of the two is made of nothing else.
    """
    left, right = own_words(one), own_words(other)
    if not (left and right):
        left, right = _all_words(one), _all_words(other)
    return left <= right or right <= left


def bearers(word: str, text: str) -> frozenset[frozenset[str]]:
    """Return the people whose longer names in a text have this word, each as the own words of the name."""
    names = (own_words(match.group()) for match in re.finditer(_NAME, text) if " and " not in match.group())
    return frozenset(own for own in names if len(own) > 1 and word in own)


def is_body(name: str) -> bool:
    """Whether a name is that of an office, a ministry or a group, which reports what others said."""
    return _IS_BODY.search(name) is not None


@lru_cache(maxsize=20_000)
def own_words(name: str) -> frozenset[str]:
    """Return the words of a name that are its bearer's own, titles and countries left out."""
    return _all_words(name) - _TITLES


@lru_cache(maxsize=20_000)
def _all_words(name: str) -> frozenset[str]:
    return frozenset(SEATS.get(part, part) for word in words(name) for part in word.split("-")) - _SMALL
