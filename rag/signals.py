"""What speaks for and against the lines cited carrying a sentence: the signals that the score of support weighs.

The weights are fitted (`rag/support.json`, by `python -m eval.training.support`); `eval/judge.py`, which marks the
answers, has signs and weights of its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.data import Document
from rag.data import Check
from rag.days import meanings
from rag.evidence import evidence_lines, title
from rag.guard.reading import Word, read
from rag.terms import SEATS, weight
from rag.wording import byline

MUCH = 40.0  # weight of missing words that counts as 1: six or more rare ones
MANY = 3  # missing words of names that count as 1
LEAST_PART = 4  # words; a shorter part belongs to the one before it
_JOINT = re.compile(r"[;,:]\s+|\s+(?:and|but|while|who|which|where|when|after|before|because|that)\s+")
_TURNING = frozenset(("negation", "direction", "opposites"))


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals for and against support, each 0 to 1."""

    covered: float  # share of the sentence's weight of words that the lines cited and what stands round them hold
    missing: float  # weight of the words that the articles cited have nowhere, in sum
    likeness: float  # cosine of a part of the sentence and the line nearest to it, mean over the parts
    names: float  # words of names that the articles cited have nowhere; a name is there where its last word is
    numbers: float  # 1 where a number of the sentence is nowhere in them
    turned: float  # 1 where the sentence denies, turns round or contradicts what it cites, as far as the guard sees
    strange: float  # 1 where too little of what is said of those named is found

    def by_name(self) -> dict[str, float]:
        """Return the signals as the weights name them."""
        return asdict(self)


def signals(
    sentence: str,
    covered: float,
    cosines: NDArray[np.float32],
    documents: Sequence[Document],
    checks: Sequence[Check],
) -> Signals:
    """Return the signals of a sentence; `cosines` is (parts, lines), the share covered and the checks are known."""
    said = read(sentence)
    held = frozenset().union(*map(_keys, documents))
    names = list(_names(said))
    known = held.union(*(name for name in names if name[-1] in held))
    missing = {word.key: weight(word.low) for word in said if word.content and word.key not in known}
    absent = [part for name in names for part in name if part not in known]
    failed = {check.name for check in checks if not check.passed}
    return Signals(
        covered=covered,
        missing=min(1.0, sum(missing.values()) / MUCH),
        likeness=float(cosines.max(axis=1).mean()),
        names=min(1.0, len(absent) / MANY),
        numbers=float(any(word.figure and word.key not in held for word in said)),
        turned=float(not failed.isdisjoint(_TURNING)),
        strange=float("words" in failed),
    )


def parts_of(sentence: str) -> list[str]:
    """Return the parts of a sentence between marks and joining words, none shorter than four words but the only one."""
    parts: list[str] = []
    for piece in filter(None, _JOINT.split(sentence)):
        if parts and min(len(parts[-1].split()), len(piece.split())) < LEAST_PART:
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return parts or [sentence]


def _names(said: tuple[Word, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the names of a text, each as the keys of its words."""
    run: list[Word] = []
    for word in said:
        named = word.name and word.content
        if run and not (named and word.part == run[-1].part):
            yield tuple(each.key for each in run)
            run = []
        run += [word] if named else []
    if run:
        yield tuple(each.key for each in run)


@lru_cache(maxsize=512)
def _keys(document: Document) -> frozenset[str]:
    """Return the keys of all words of an article that are evidence, its days as dates, its title and its byline."""
    text = " ".join(line.text for line in evidence_lines(document))
    header = f"{title(document)} {byline(document)} {' '.join(document.authors)}"
    found = frozenset(word.key for part in (text, meanings(text, document), header) for word in read(part))
    return found | {other for seat, state in SEATS.items() if found & {seat, state} for other in (seat, state)}
