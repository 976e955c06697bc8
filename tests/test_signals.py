"""What speaks for and against support, worked out by hand, and the weights that the score is made with."""

import json
from dataclasses import fields
from datetime import date

import numpy as np
import pytest

from rag.data import Check
from rag.evidence import Evidence
from rag.signals import MUCH, Signals, parts_of, signals
from rag.support import carry, support
from rag.terms import weight
from rag.weights import SUPPORT, support_weights
from tests.conftest import HashedWords, make_document

QUAY = make_document(
    "quay",
    "Velm reopened its northern quay on Friday. Mayor Ida Roth said 1,250 ships are expected.",
    date(2024, 5, 3),
    title="Velm reopens its northern quay",
)


def seen(sentence: str, *failed: str) -> Signals:
    checks = [Check(name, False, "") for name in failed]
    return signals(sentence, 0.75, np.array([[0.2, 0.6], [0.4, 0.1]], np.float32), [QUAY], checks)


def test_likeness_is_the_mean_of_the_best_line_of_each_part() -> None:
    assert seen("Velm reopened its quay.").likeness == pytest.approx((0.6 + 0.4) / 2)
    assert seen("Velm reopened its quay.").covered == 0.75


def test_only_words_that_the_article_has_nowhere_are_missing() -> None:
    assert seen("Velm reopened its quay.").missing == 0
    assert seen("Velm reopened its lighthouse.").missing == pytest.approx(weight("lighthouse") / MUCH)


def test_a_name_is_there_where_its_last_word_is() -> None:
    assert seen("In May Anna Roth spoke.").names == 0
    assert seen("In May Anna Berg spoke.").names == pytest.approx(2 / 3)


def test_days_worked_out_from_the_article_are_there() -> None:
    assert seen("Velm reopened its quay on 3 May 2024.").numbers == 0
    assert seen("Velm reopened its quay on 4 May 2024.").numbers == 1


def test_checks_that_turn_a_sentence_round_count_as_one() -> None:
    assert seen("Velm reopened its quay.", "negation", "direction").turned == 1
    assert seen("Velm reopened its quay.", "numbers").turned == 0
    assert (seen("Velm reopened.", "words").strange, seen("Velm reopened.").strange) == (1, 0)


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("The quay was reopened on Friday, while the mayor said nothing.", 2),
        ("The quay, she said, was reopened on Friday.", 2),
        ("He came and saw.", 1),
    ],
)
def test_no_part_is_shorter_than_four_words(sentence: str, parts: int) -> None:
    assert len(parts_of(sentence)) == parts


def test_the_score_is_the_probability_that_the_fitted_weights_give() -> None:
    evidence, sentence = Evidence((), (), (QUAY,)), "Velm reopened its northern quay."
    found = carry(sentence, "", evidence, HashedWords())
    assert found is not None
    values, fitted = found.signals.by_name(), json.loads(SUPPORT.read_text("utf-8"))
    odds = fitted["intercept"] + sum(fitted["signals"][name] * value for name, value in values.items())
    assert support(sentence, "", evidence, HashedWords()).score == pytest.approx(1 / (1 + np.exp(-odds)))


def test_every_signal_is_weighed_and_points_the_right_way() -> None:
    signs = {name: value > 0 for name, value in support_weights().signals.items()}
    assert list(signs) == [field.name for field in fields(Signals)]
    assert {name for name, speaks_for in signs.items() if speaks_for} == {"covered", "likeness"}
