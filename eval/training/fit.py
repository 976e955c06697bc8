"""From what is seen of questions to the weights of the decision: a reading of the model's state, then all signals.

Every set counts the same, and so do the answerable and the rest in it. How good the decision is comes from ten parts
of the questions, each decided by what was fitted to the other nine; questions to one text stay in one part.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from eval.benchmarks.thresholds import area_under_curve, balanced_accuracy
from eval.logistic import Numbers, regression
from eval.training.collect import Seen

PARTS = 10
STATE_RIDGE = 300.0  # of the reading of some 1,500 numbers
RIDGE = 10.0  # of the weights of the few signals
UNASKED = ("likeness", "names_missing", "years_missing", "speaker_missing", "heard")
ASKED = (*UNASKED, "yes", "state")
COUNTED = 400.0  # questions that a set counts as


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """A regression, and for each question what those fitted without it say."""

    intercept: float
    weights: Numbers
    without: Numbers  # log odds, by question


def fit(rows: Numbers, seen: Sequence[Seen], ridge: float) -> Fitted:
    """Return a regression on all questions, with the log odds of each from the nine tenths that it is not in."""
    truth, weight, part = truth_of(seen), weight_of(seen), part_of(seen)
    without = np.zeros(len(seen))
    for number in range(PARTS):
        out = part == number
        if out.any():
            intercept, weights = regression(rows[~out], truth[~out], weight[~out], ridge)
            without[out] = intercept + rows[out] @ weights
    intercept, weights = regression(rows, truth, weight, ridge)
    return Fitted(intercept, weights, without)


def states(seen: Sequence[Seen]) -> Numbers:
    """Return the model's inner states, a row each."""
    return np.array([one.state for one in seen], np.float64)


def table(seen: Sequence[Seen], names: Sequence[str], state: Numbers) -> Numbers:
    """Return the signals of that name, a row a question; `state` holds what was read off each model state."""
    rows = [asdict(one.signals) | {"yes": one.yes, "state": read} for one, read in zip(seen, state, strict=True)]
    return np.array([[row[name] for name in names] for row in rows])


def figures(seen: Sequence[Seen], odds: Numbers) -> list[tuple[str, int, float, float]]:
    """Return for each set: name, questions, balanced accuracy at even odds, area under the ROC curve."""
    asked = (one.question for one in seen)
    return told_apart([(one.set, one.answerable, odd) for one, odd in zip(asked, odds.tolist(), strict=True)], least=0)


def told_apart(scored: Sequence[tuple[str, bool, float]], least: float) -> list[tuple[str, int, float, float]]:
    """Return for each set: name, count, balanced accuracy from `least` on, area under the ROC curve.

    `scored` holds of each thing its set, the truth and its score.
    """
    found = []
    for name in dict.fromkeys(name for name, _, _ in scored):
        truth = [right for set_of, right, _ in scored if set_of == name]
        scores = [score for set_of, _, score in scored if set_of == name]
        accuracy = balanced_accuracy(truth, [score >= least for score in scores])
        found.append((name, len(truth), accuracy or 0.0, area_under_curve(truth, scores) or 0.0))
    return found


def truth_of(seen: Sequence[Seen]) -> Numbers:
    """Return 1 for each answerable question, 0 for the others."""
    return np.array([one.question.answerable for one in seen], float)


def weight_of(seen: Sequence[Seen]) -> Numbers:
    """Return what each question counts."""
    kinds = [(one.question.set, one.question.answerable) for one in seen]
    return np.array([COUNTED / 2 / kinds.count(kind) for kind in kinds])


def part_of(seen: Sequence[Seen]) -> Numbers:
    """Return the number of the part that each question is in, by a hash of its group."""
    groups = [f"{one.question.set} {one.question.group}" for one in seen]
    return np.array([int(hashlib.sha256(group.encode()).hexdigest(), 16) % PARTS for group in groups])
