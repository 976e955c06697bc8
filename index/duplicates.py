"""Which articles are copies of one text, and which sentences of a copy are its own.

Two texts are copies where most of the runs of four words of the shorter one stand in the longer (containment; Broder
1997), whatever headline, dateline, cut or added paragraph each has. A sample of the runs, the same for every text
(scaled MinHash), finds the candidates; the runs themselves decide.
"""

import re
import zlib
from dataclasses import dataclass
from functools import lru_cache

from index.data import Span
from index.datelines import parse_dateline
from index.sentences import sentences

RUN = 4  # words
SAMPLED = 8  # one run in so many is kept to find candidates by
CANDIDATE = 0.3  # of the smaller sample, for a pair to be compared
COPY = 0.6  # of the shorter text's runs
FEWEST = 20  # runs of a text that can be a copy
REVISED = 0.5  # of the words of the longer of two sentences, where one is the other revised
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*")
_BEFORE_DASH = re.compile(r"(?:[^\sa-z-–—][^\s–—]*\s+){1,8}(?:--|[-–—])\s+")  # "Paris, 6 Nov (Agency) - "
_LIGHT = frozenset("a an the that mr mrs ms dr".split())  # without which a sentence says the same


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence of an article, comparable with those of others."""

    span: Span
    key: str  # its words: equal for sentences that say the same; empty where it has none


@lru_cache(maxsize=1024)
def runs(text: str) -> frozenset[int]:
    """Return the runs of words of a text, each as a number, its dateline left out."""
    said = _words(text[_dateline(text) :])
    return frozenset(zlib.crc32(" ".join(said[at : at + RUN]).encode()) for at in range(len(said) - RUN + 1))


def sample(text: str) -> list[int]:
    """Return the runs of a text by which its copies are found; none of a text too short to be one."""
    found = runs(text)
    return sorted(run for run in found if run % SAMPLED == 0) if len(found) >= FEWEST else []


def containment(one: str, other: str) -> float:
    """Return the share, 0 to 1, of the runs of the shorter text that stand in the longer."""
    left, right = runs(one), runs(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


@lru_cache(maxsize=1024)
def read(text: str) -> tuple[Read, ...]:
    """Return the sentences of a text, the first without its dateline."""
    begins = _dateline(text)
    return tuple(Read(span, key(text[max(span.start, min(begins, span.end)) : span.end])) for span in sentences(text))


@lru_cache(maxsize=1024)
def keys(text: str) -> frozenset[str]:
    """Return the keys of all sentences of a text."""
    return frozenset(sentence.key for sentence in read(text))


def key(sentence: str) -> str:
    """Return the words of a sentence as they are compared: case, punctuation, articles and courtesy apart."""
    return " ".join(word for word in _words(sentence) if word not in _LIGHT)


def carries(text: str, words: str) -> bool:
    """Whether every sentence of `words`, some words of another article, stands in a text too."""
    return {sentence.key for sentence in read(words)} <= keys(text)


def revises(one: str, other: str) -> bool:
    """Whether one of two sentences, given by their keys, is the other with some words changed."""
    left, right = set(one.split()), set(other.split())
    return len(left & right) >= REVISED * max(len(left), len(right))


def _dateline(text: str) -> int:
    found = parse_dateline(text)
    before = _BEFORE_DASH.match(text)
    return found.end if found else before.end() if before else 0


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]
