"""The words of a text that carry meaning, made comparable, each with a weight: how rare the word is in English.

A weight is 8 less the word's Zipf frequency (van Heuven et al. 2014), between 0.5 for the commonest and 7.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Any

from index.names import known

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_STOP = frozenset(
    """a about after all also am an and any are as at be because been before being between both but by can could did
    do does doing during each either else ever for from had has have having he her here hers him his how i if in into
    is it its itself just me more most much must my no nor not now of off on once only or other our out over own per
    please s same shall she should so some such than that the their them then there these they this those through to
    too under until up upon us very was we were what when where which while who whom whose why will with would yet you
    your according article articles tell told say says said saying give given gave""".split()
)
# Words that are one in the news: other spellings, numbers, and whatever is of a state (index/names.csv).
_SAME = {
    "defence": "defense", "programme": "program", "programmes": "programs", "labour": "labor", "labourer": "worker",
    "labourers": "workers", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "second": "2nd", "third": "3rd", "koreans": "korea",
    **{
        one.lower().strip("."): row.word
        for row in known().rows
        for one in (row.name, *row.also, *row.people)
        if " " not in one
    },
    "korean": "korea",
}  # fmt: skip
_PEOPLES = frozenset(part.lower() for row in known().rows for people in row.people for part in people.split()[-1:])
# Seats of government that stand for their country where one speaks or is spoken of, never as places.
SEATS = {seat.lower(): row.word for row in known().rows for seat in row.seats if " " not in seat}


def words(text: str) -> list[str]:
    """Return the words of a text in order, lower case, without accents and possessive endings."""
    found = []
    plain = _plain(known().unified(text))
    for match in _WORD.finditer(plain):
        word = match.group().lower().replace("’", "'").removesuffix("'s").strip(".'")
        pronoun = match.group() == "us" and not plain[: match.start()].lower().endswith("the ")
        found.append(word if pronoun else _SAME.get(word, word))  # "told us" names no country
    return found


def is_demonym(word: str) -> bool:
    """Whether a word says of what country somebody is, by itself no name: "Korean"."""
    return word.lower() in _PEOPLES


def terms(text: str) -> dict[str, float]:
    """Return the stems of the words that carry meaning, in order of first mention, each with its weight."""
    return {stem(word): weight(word) for word in words(text) if word not in _STOP and len(word.strip("-")) > 0}


def coverage(wanted: dict[str, float], *credits: tuple[frozenset[str], float]) -> float:
    """Return the share, 0 to 1, of the weight of `wanted` that is found; each set of stems gives its own credit.

    A term found in several sets counts at the highest credit. 0 where nothing is wanted.
    """
    total = sum(wanted.values())
    if not total:
        return 0.0
    got = sum(
        value * max((credit for held, credit in credits if term in held), default=0.0) for term, value in wanted.items()
    )
    return got / total


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the word's stem by the English Snowball rules, each part of a hyphenated word by itself."""
    return "-".join(_stemmer().stemWord(part) for part in word.split("-"))


@lru_cache(maxsize=50_000)
def weight(word: str) -> float:
    """Return how much a word tells, from 0.5 to 7; a number tells as much as a rare word."""
    from wordfreq import zipf_frequency

    if word[:1].isdigit():
        return 5.0
    return min(7.0, max(0.5, 8.0 - float(zipf_frequency(word, "en"))))


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    import snowballstemmer  # type: ignore[import-untyped]

    return snowballstemmer.stemmer("english")


def _plain(text: str) -> str:
    """Return the text without accents, so that "Peña" and "Pena" are one word."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
