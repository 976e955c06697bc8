"""Fit the default judge to the fitting half of WiCE's dev claims and print the constants that `eval/judge.py` holds.

python -m eval.fit_judge DIR     needs numpy alone

A claim's chunk is the one that the judge itself likes best, so fitting and choosing the chunk take turns. WiCE has few
claims with a wrong number or a wrong denial, so each supported claim of the fitting half is seen twice more, as not
supported: with its last digit changed, and denied. Accuracy is measured on the claims as they are.
"""

import random
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, stdev

import numpy as np

from eval.benchmarks.asking import shown
from eval.benchmarks.thresholds import area_under_curve, balanced_accuracy
from eval.benchmarks.wice import Claim, read_claims
from eval.judge_features import denies, features
from eval.logistic import Numbers, regression
from index.encoder import Encoder, default_encoder
from index.errors import ReadoutError

RIDGE = 3.0  # times the squared weights of the standardised signs, halved
ROUNDS = 4  # of choosing chunks and fitting
SPLITS = 100  # repeated halves, which tell how much of the figure is luck
_LAST_DIGIT = re.compile(r"\d(?=\D*$)")
_VERB = re.compile(r"\b(?:is|was|were|are|has|had|have|will|would|can|could)\b")


@dataclass(frozen=True, slots=True)
class Example:
    """A claim as the fit sees it."""

    chunks: Numbers  # a row of signs each
    supported: bool
    altered: tuple[Numbers, ...] = ()  # the chunks of the claim made wrong, where it was right


@dataclass(frozen=True, slots=True)
class Fitted:
    """A logistic regression on the signs as they are."""

    intercept: float
    weights: Numbers

    def logit(self, example: Example) -> float:
        """Return the log odds of support at the claim's best chunk."""
        return float((self.intercept + example.chunks @ self.weights).max())

    def accuracy(self, examples: Sequence[Example]) -> float:
        """Return the balanced accuracy at even odds."""
        found = balanced_accuracy([one.supported for one in examples], [self.logit(one) >= 0 for one in examples])
        return float("nan") if found is None else found

    def area(self, examples: Sequence[Example]) -> float:
        """Return the area under the ROC curve."""
        found = area_under_curve([one.supported for one in examples], [self.logit(one) for one in examples])
        return float("nan") if found is None else found


def fit(examples: Sequence[Example]) -> Fitted:
    """Return the regression in which supported claims and the rest, altered claims among them, weigh the same."""
    wrong = [Example(chunks, supported=False) for one in examples for chunks in one.altered]
    seen = [*examples, *wrong]
    truth = np.array([one.supported for one in seen], float)
    share = np.where(truth == 1, truth.mean(), 1 - truth.mean())
    best = [int(one.chunks[:, 0].argmax()) for one in seen]
    for _ in range(ROUNDS):
        rows = np.array([one.chunks[at] for one, at in zip(seen, best, strict=True)])
        fitted = Fitted(*regression(rows, truth, 0.5 / share, RIDGE))
        best = [int((one.chunks @ fitted.weights).argmax()) for one in seen]
    return fitted


def read_examples(folder: Path, encoder: Encoder) -> tuple[list[Example], list[Example]]:
    """Return the fitting half and the other."""
    halves: tuple[list[Example], list[Example]] = ([], [])
    for claim in shown(read_claims(folder), "reading"):
        right = claim.label == "supported"
        made_wrong = tuple(_signs(text, claim, encoder) for text in altered(claim.text)) if right else ()
        halves[not claim.fitting].append(Example(_signs(claim.text, claim, encoder), right, made_wrong))
    return halves


def altered(text: str) -> list[str]:
    """Return a claim with its last digit changed, and with its first plain verb denied, where it has them."""
    digit = _LAST_DIGIT.sub(lambda match: str((int(match[0]) + 3) % 10), text)
    denied = text if denies(text) else _VERB.sub(r"\g<0> not", text, count=1)
    return [changed for changed in (digit, denied) if changed != text]


def _signs(text: str, claim: Claim, encoder: Encoder) -> Numbers:
    found = [features(text, chunk, encoder) for chunk in claim.chunks]
    return np.array([signs.row() for signs in found if signs is not None])


def luck(examples: Sequence[Example]) -> tuple[float, float]:
    """Return mean and standard deviation of the balanced accuracy over repeated random halves."""
    found = []
    for seed in range(SPLITS):
        mixed = random.Random(seed).sample(list(examples), len(examples))
        found.append(fit(mixed[: len(mixed) // 2]).accuracy(mixed[len(mixed) // 2 :]))
    return mean(found), stdev(found)


def main(arguments: Sequence[str]) -> int:
    """Fit, measure and print; returns the exit code."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m eval.fit_judge DIR, the folder with WiCE's files\n")
        return 2
    try:
        fitting, other = read_examples(Path(arguments[0]), default_encoder())
    except ReadoutError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    fitted = fit(fitting)
    middle, spread = luck([*fitting, *other])
    passing = [float(fitted.logit(Example(chunks, False)) >= 0) for one in other for chunks in one.altered]
    sys.stdout.write(
        f"INTERCEPT = {fitted.intercept:.3f}\n"
        f"WEIGHTS = ({', '.join(f'{weight:.3f}' for weight in fitted.weights)})\n"
        f"BALANCED_ACCURACY = {fitted.accuracy(other):.3f}\n"
        f"accuracy: {len(fitting)} claims fitted to {fitted.accuracy(fitting):.3f}, {len(other)} others as above\n"
        f"area under the ROC curve: {fitted.area(fitting):.3f} and {fitted.area(other):.3f}\n"
        f"{SPLITS} random halves: accuracy {middle:.3f}, standard deviation {spread:.3f}\n"
        f"{mean(passing):.0%} of {len(passing)} altered claims of the other half pass\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
