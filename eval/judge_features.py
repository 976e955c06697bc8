"""What the judge sees of a claim and its evidence: how much of the claim, of its names and of its numbers is held.

Written apart from `rag/support.py` and `rag/guard`, so that the system does not mark its own work. Shared with them
are the stems and weights of words (`rag.terms`), the splitting of sentences and the encoder. Tried and left out, since
claims were told apart no better with them: the least covered clause, the longest common subsequence, shared pairs and
triples of words, the likeness of single words, the claim's length.
"""

import re
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from index.encoder import Encoder
from index.sentences import sentences
from rag.terms import stem, weight, words

MOST = 3  # sentences of the evidence that a claim may rest on
LEAST_CLAUSE = 5  # words; a shorter part belongs to the one before it
MUCH_MISSING = 40.0  # weight of missing words that counts as 1: six or more rare ones
MANY_NAMES = 3  # missing words of names that count as 1
_GRAMMAR = frozenset(
    """a an and are as at be been being but by for from had has have he her his in is it its of on or she that the
    their these they this those to was were which who with""".split()
)
_DENIALS = frozenset("no not never none neither nor cannot without denied denies deny refused refuses declined".split())
_NAME = re.compile(r"(?<=[\w,;:”\"'’)] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")  # not the word that begins a sentence
_JOINT = re.compile(r"[;,]\s+|\s+(?:and|but|while|who|which|where|when)\s+")


@dataclass(frozen=True, slots=True)
class Features:
    """The signs for and against support, each about 0 to 1."""

    covered: float  # share of the claim's weight of words that its best three sentences hold
    missing: float  # weight of the words that are nowhere in the evidence, in sum
    numbers: float  # 1 where a number of the claim is not there
    names: float  # words of names that are not there; a whole name is there where its last word is
    likeness: float  # cosine of a clause and the sentence nearest to it, mean over the clauses
    denial: float  # 1 where the claim denies something and none of its best three sentences does

    def row(self) -> tuple[float, ...]:
        """Return the signs in the order of their definition."""
        return astuple(self)


def features(claim: str, evidence: Sequence[str], encoder: Encoder) -> Features | None:
    """Return the signs of a claim's support by the texts together, None where there is no text."""
    told = [span.of(text) for text in evidence for span in sentences(text)]
    if not told:
        return None
    said = [frozenset(_stems(sentence)) for sentence in told]
    everything = frozenset().union(*said)
    names = [_stems(name) for name in _NAME.findall(claim)]
    held = everything | {part for name in names if name and name[-1] in everything for part in name}
    wanted = {stem(word): weight(word) for word in words(claim) if word not in _GRAMMAR}
    best = _best(wanted, said)
    in_best = frozenset().union(*(said[at] for at in best)) | (held - everything)
    absent = [part for name in names for part in name if part not in held]
    return Features(
        covered=_share(wanted, in_best),
        missing=min(1.0, sum(value for word, value in wanted.items() if word not in held) / MUCH_MISSING),
        numbers=float(not _numbers(claim) <= _numbers(" ".join(told))),
        names=min(1.0, len(absent) / MANY_NAMES),
        likeness=_likeness(clauses(claim), told, encoder),
        denial=float(denies(claim) and not any(denies(told[at]) for at in best)),
    )


def denies(text: str) -> bool:
    """Whether a word of the text denies something."""
    return not _DENIALS.isdisjoint(words(text.replace("n't", " not").replace("n’t", " not")))


def clauses(claim: str) -> list[str]:
    """Return the parts of a claim between commas and joining words, none shorter than five words but the only one."""
    parts: list[str] = []
    for piece in filter(None, _JOINT.split(claim)):
        if parts and min(len(parts[-1].split()), len(piece.split())) < LEAST_CLAUSE:
            parts[-1] = f"{parts[-1]} {piece}"
        else:
            parts.append(piece)
    return parts or [claim]


def _best(wanted: dict[str, float], said: Sequence[frozenset[str]]) -> list[int]:
    """Return at most three sentences, each the one that adds most to what is held, as long as one adds anything."""
    best: list[int] = []
    held: frozenset[str] = frozenset()
    for _ in range(MOST):
        shares = [_share(wanted, held | sentence) for sentence in said]
        at = max(range(len(said)), key=shares.__getitem__)
        if best and shares[at] <= _share(wanted, held):
            break
        best.append(at)
        held |= said[at]
    return best


def _likeness(parts: Sequence[str], told: Sequence[str], encoder: Encoder) -> float:
    vectors = encoder.encode([*parts, *told])
    return float((vectors[: len(parts)] @ vectors[len(parts) :].T).max(axis=1).mean())


def _stems(text: str) -> list[str]:
    return [stem(word) for word in words(text) if word not in _GRAMMAR]


def _numbers(text: str) -> frozenset[str]:
    return frozenset(word.replace(",", "") for word in words(text) if word[:1].isdigit())


def _share(wanted: dict[str, float], held: frozenset[str]) -> float:
    total = sum(wanted.values())
    return sum(value for word, value in wanted.items() if word in held) / total if total else 1.0
