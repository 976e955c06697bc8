"""Fitting the score of support: statements seen by their signals, and weights that find what was put into them."""

import random

import pytest

from eval.training.statements import Seen
from eval.training.support import COUNTED, fit, left_out, lost


def told(name: str, supported: bool, *values: float, guarded: bool = False) -> Seen:
    return Seen(name, tuple({"covered": value} for value in values), supported, guarded)


def many(name: str, count: int = 60) -> list[Seen]:
    """Statements whose text covers more of them where it supports them, but for some noise."""
    dice = random.Random(name)
    return [told(name, at % 2 == 0, dice.gauss(0.8 if at % 2 == 0 else 0.3, 0.1)) for at in range(count)]


EVERY = [one for name in COUNTED for one in many(name)]


def test_what_covers_more_is_supported_more() -> None:
    fitted = fit(EVERY)
    assert fitted.probability(told("wice", True, 0.9)) > 0.8
    assert fitted.probability(told("wice", True, 0.2)) < 0.2


def test_the_best_text_of_a_statement_counts() -> None:
    fitted = fit(EVERY)
    assert fitted.probability(told("wice", True, 0.2, 0.9)) == fitted.probability(told("wice", True, 0.9))


def test_statements_are_told_by_what_was_fitted_without_them() -> None:
    found = left_out(EVERY)
    right = [(value >= 0.5) == one.supported for one, value in zip(EVERY, found, strict=True)]
    assert len(found) == len(EVERY)
    assert sum(right) > 0.9 * len(right)


def test_what_guard_and_score_keep_back_is_counted_over_the_pairs_alone() -> None:
    fitted = fit(EVERY)
    seen = [
        told("pairs", True, 0.9), told("pairs", True, 0.9, guarded=True), told("pairs", True, 0.1),
        told("pairs", True, 0.9), told("pairs", False, 0.9), told("pairs", False, 0.1), told("wice", True, 0.1),
    ]  # fmt: skip
    assert lost(seen, fitted, 0.5) == (pytest.approx(0.5), pytest.approx(0.5))
