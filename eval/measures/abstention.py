"""Refusing, over a set of questions: how well it is decided, what confidence is worth, and what answering more risks.

The positive class is refusing: right where the archive does not answer. Confidences and outcomes come as plain
sequences, one of each for a question, so that benchmarks measure in the same way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.means import average

BINS = 10


@dataclass(frozen=True, slots=True)
class Decisions:
    """Refusing as a classifier of the unanswerable; a share of nothing is None."""

    precision: float | None  # share of the refused that are unanswerable
    recall: float | None  # share of the unanswerable that were refused
    balanced_accuracy: float | None  # mean of recall and of the share of the answerable that were answered


@dataclass(frozen=True, slots=True)
class Point:
    """What answering down to a confidence means."""

    confidence: float
    coverage: float  # share of the questions given that are at least so confident
    risk: float  # share of these that are wrong


@dataclass(frozen=True, slots=True)
class Bin:
    """The questions whose confidence lies in one tenth; the last holds 1 as well."""

    low: float
    high: float
    count: int
    confidence: float | None  # mean
    share: float | None  # of these for which it came true


def decisions(answerable: Sequence[bool], refused: Sequence[bool]) -> Decisions:
    """Return how well refusing told the unanswerable from the answerable."""
    pairs = list(zip(answerable, refused, strict=True))
    recall = average([was_refused for can, was_refused in pairs if not can])
    answered = average([not was_refused for can, was_refused in pairs if can])
    return Decisions(
        precision=average([not can for can, was_refused in pairs if was_refused]),
        recall=recall,
        balanced_accuracy=None if recall is None or answered is None else (recall + answered) / 2,
    )


def risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> tuple[Point, ...]:
    """Return the risk at each confidence, highest first (El-Yaniv and Wiener 2010).

    Questions of one confidence come in together, so their order decides nothing.
    """
    pairs, points = list(zip(confidence, right, strict=True)), list[Point]()
    for least in sorted(set(confidence), reverse=True):
        wrong = [not was_right for sure, was_right in pairs if sure >= least]
        points.append(Point(least, len(wrong) / len(pairs), sum(wrong) / len(wrong)))
    return tuple(points)


def aurc(curve: Sequence[Point]) -> float | None:
    """Return the area under a risk-coverage curve, 0 best: the mean over questions of the risk at their confidence.

    Geifman and El-Yaniv 2017; None for an empty curve.
    """
    before = [0.0, *(point.coverage for point in curve)]
    steps = zip(curve, before, strict=False)
    return sum((point.coverage - last) * point.risk for point, last in steps) if curve else None


def calibration(confidence: Sequence[float], came_true: Sequence[bool]) -> tuple[Bin, ...]:
    """Return ten bins of equal width from 0 to 1, empty ones too."""
    bins = list[list[tuple[float, bool]]]([] for _ in range(BINS))
    for sure, true in zip(confidence, came_true, strict=True):
        bins[min(int(sure * BINS), BINS - 1)].append((sure, true))
    return tuple(
        Bin(
            at / BINS,
            (at + 1) / BINS,
            len(held),
            average([sure for sure, _ in held]),
            average([true for _, true in held]),
        )
        for at, held in enumerate(bins)
    )


def expected_calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the mean distance of confidence and share, each bin by its count, 0 best (Naeini et al. 2015)."""
    total = sum(held.count for held in bins)
    gaps = (
        held.count * abs(held.confidence - held.share)
        for held in bins
        if held.confidence is not None and held.share is not None
    )
    return sum(gaps) / total if total else None
