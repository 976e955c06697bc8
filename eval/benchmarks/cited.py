"""Citations against the sentences that should be cited: which ones spans count for, and how many are right.

A span counts for the sentences that it covers by more than half.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass

from index.data import Span

Place = tuple[str, int]  # a document and the number of one of its sentences


@dataclass(frozen=True, slots=True)
class Counts:
    """What was cited, as sentences."""

    places: frozenset[Place]
    stray: int = 0  # spans that count for no sentence

    @classmethod
    def of(cls, places: Collection[Place]) -> "Counts":
        """Return the sentences as cited whole."""
        return cls(frozenset(places))


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of the sentences cited are gold, and how many of the gold are cited."""

    right: int
    cited: int
    gold: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.cited + self.gold) if self.cited + self.gold else 0.0


def counted(cited: Sequence[tuple[str, Span]], places: Mapping[str, Sequence[Span | None]]) -> Counts:
    """Return the sentences that the spans of documents count for; spans may share one."""
    found: set[Place] = set()
    stray = 0
    for document_id, span in cited:
        covered = {(document_id, at) for at, place in enumerate(places[document_id]) if _mostly(place, span)}
        found |= covered
        stray += not covered
    return Counts(frozenset(found), stray)


def best(counts: Counts, golds: Sequence[Collection[Place]]) -> dict[str, int] | None:
    """Return the shares against that annotator's sentences which agree best; None where nobody chose any."""
    shares = [Shares(len(counts.places & set(gold)), len(counts.places) + counts.stray, len(gold)) for gold in golds]
    return asdict(max(shares, key=lambda share: share.f1)) if shares else None


def _mostly(sentence: Span | None, span: Span) -> bool:
    return sentence is not None and 2 * sentence.overlap(span) > sentence.end - sentence.start
