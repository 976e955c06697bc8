"""Fit the score of support and write `rag/support.json`.

    python -m eval.training.support --wice DIR --clapnq DIR [--write]

Fitted to the fitting half of WiCE's dev claims, to sentences of half of CLAPNQ's dev answers, and to the development
half of `eval pairs`. Prints how well the score tells statements that it was not fitted to (tenths, left out in turn),
and what each least score would cost. What it makes of the other halves say `eval bench wice` and `eval pairs`.
"""

import argparse
import hashlib
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from eval.benchmarks.clapnq import ANSWERABLE
from eval.benchmarks.files import find
from eval.benchmarks.wice import CHUNKS
from eval.logistic import Numbers, regression
from eval.pairs.written import ALTERATIONS, PARAPHRASES
from eval.training.fit import told_apart
from eval.training.statements import Seen, clapnq, pairs, wice
from index.encoder import default_encoder
from index.errors import ReadoutError
from rag.weights import SUPPORT

COUNTED = {"wice": 160.0, "clapnq": 80.0, "pairs": 40.0}  # statements that a set counts as; the guard sees most pairs
RIDGE = 10.0  # times the squared weights of the standardised signals, halved
ROUNDS = 4  # of choosing a claim's best text and fitting
PARTS = 10
LEASTS = (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)


@dataclass(frozen=True, slots=True)
class Fitted:
    """A logistic regression over the signals."""

    intercept: float
    weights: Numbers

    def probability(self, one: Seen) -> float:
        """Return the probability of support by a statement's best text."""
        odds = self.intercept + (_table(one) @ self.weights).max()
        return float(1 / (1 + np.exp(-odds)))


def fit(seen: Sequence[Seen]) -> Fitted:
    """Return the regression in which every set counts what it shall, supported statements and the rest the same."""
    truth, weight = np.array([one.supported for one in seen], float), _weights(seen)
    tables = [_table(one) for one in seen]
    best = [int(table[:, 0].argmax()) for table in tables]
    for _ in range(ROUNDS):
        rows = np.array([table[at] for table, at in zip(tables, best, strict=True)])
        fitted = Fitted(*regression(rows, truth, weight, RIDGE))
        best = [int((table @ fitted.weights).argmax()) for table in tables]
    return fitted


def left_out(seen: Sequence[Seen]) -> list[float]:
    """Return the probability of each statement by what is fitted to nine tenths without it."""
    order = random.Random(0).sample(range(len(seen)), len(seen))
    found = [0.0] * len(seen)
    for part in range(PARTS):
        out = set(order[part::PARTS])
        fitted = fit([one for at, one in enumerate(seen) if at not in out])
        for at in out:
            found[at] = fitted.probability(seen[at])
    return found


def lost(seen: Sequence[Seen], fitted: Fitted, least: float) -> tuple[float, float]:
    """Return the shares of true and of altered sentences of the pairs that guard and score keep back."""
    told = [(one.supported, one.guarded or fitted.probability(one) < least) for one in seen if one.set == "pairs"]
    true, altered = ([kept for right, kept in told if right is which] for which in (True, False))
    return float(np.mean(true)), float(np.mean(altered))


def main(arguments: Sequence[str] | None = None) -> int:
    """Read, fit, print and write; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.training.support", description="Fit the score of support.")
    parser.add_argument("--wice", type=Path, required=True, metavar="DIR", help="a folder with WiCE")
    parser.add_argument("--clapnq", type=Path, required=True, metavar="DIR", help="a folder with CLAPNQ")
    parser.add_argument("--write", action="store_true", help=f"write the weights to {SUPPORT.name}")
    options = parser.parse_args(arguments)
    encoder = default_encoder()
    try:
        seen = [*wice(options.wice, encoder), *clapnq(options.clapnq, encoder), *pairs(encoder)]
        files = [find(options.wice, CHUNKS), find(options.clapnq, ANSWERABLE), PARAPHRASES, ALTERATIONS]
    except ReadoutError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    fitted = fit(seen)
    _print(seen, fitted)
    if options.write:
        _write(seen, fitted, files, encoder.sha256)
    return 0


def _print(seen: Sequence[Seen], fitted: Fitted) -> None:
    scored = [(one.set, one.supported, value) for one, value in zip(seen, left_out(seen), strict=True)]
    for name, count, accuracy, area in told_apart(scored, least=0.5):
        sys.stdout.write(f"{name:8} {count:5} left out: balanced accuracy {accuracy:.3f}, ROC area {area:.3f}\n")
    for least in LEASTS:
        true, altered = lost(seen, fitted, least)
        sys.stdout.write(f"least {least:.2f}: {true:.1%} of the true and {altered:.1%} of the altered kept back\n")


def _write(seen: Sequence[Seen], fitted: Fitted, files: Sequence[Path], encoder: str) -> None:
    held = {
        "fitted": {
            "on": datetime.now(UTC).date().isoformat(),
            "statements": {name: sum(one.set == name for one in seen) for name in COUNTED},
            "files": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files},
            "encoder": encoder,
        },
        "intercept": round(fitted.intercept, 4),
        "signals": dict(zip(seen[0].rows[0], map(float, np.round(fitted.weights, 4)), strict=True)),
    }
    SUPPORT.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


def _table(one: Seen) -> Numbers:
    return np.array([list(row.values()) for row in one.rows])


def _weights(seen: Sequence[Seen]) -> Numbers:
    kinds = [(one.set, one.supported) for one in seen]
    return np.array([COUNTED[one.set] / 2 / kinds.count((one.set, one.supported)) for one in seen])


if __name__ == "__main__":
    sys.exit(main())
