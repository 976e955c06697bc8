"""Fitting the decision to answer: what is seen of a question, and weights that find what was put into it."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from eval.logistic import regression
from eval.training.collect import KeepingOpinions, Seen, collect
from eval.training.fit import ASKED, PARTS, STATE_RIDGE, UNASKED, figures, fit, part_of, states, table, weight_of
from eval.training.sets import Question, Set
from rag.abstain import Signals
from rag.generator import Message, Opinion
from tests.answering import make_index


class Thinker:
    """Thinks Yes of every question that it is asked, and counts them."""

    sha256 = "a thinker"

    def __init__(self) -> None:
        self.asked = 0

    def opinion(self, messages: Sequence[Message]) -> Opinion:
        self.asked += 1
        return Opinion(1.5, np.array([0.25, -2.0], np.float32), 9)


def seen(number: int, answerable: bool, state: Sequence[float], group: str = "") -> Seen:
    question = Question("invented", group or str(number), f"Question {number}?", answerable)
    return Seen(question, Signals(0.5, 0.0, 0.0, 0.0, 0.0), 0.0, np.array(state, np.float32))


def many(count: int = 200, noise: float = 0.5) -> list[Seen]:
    """Questions whose second state number is above 0 where they are answerable, but for the noise."""
    dice = random.Random(1)
    answerable = [dice.random() < 0.5 for _ in range(count)]
    return [
        seen(number, yes, [dice.gauss(0, 1), (1 if yes else -1) + dice.gauss(0, noise), dice.gauss(0, 1)])
        for number, yes in enumerate(answerable)
    ]


def test_a_regression_finds_the_odds_that_data_were_made_with() -> None:
    dice = np.random.default_rng(0)
    rows = dice.normal(size=(20_000, 2))
    truth = (dice.random(20_000) < 1 / (1 + np.exp(-(0.5 + 2 * rows[:, 0] - rows[:, 1])))).astype(float)
    intercept, weights = regression(rows, truth, np.ones(20_000), ridge=1e-3)
    assert intercept == pytest.approx(0.5, abs=0.1)
    assert weights == pytest.approx([2.0, -1.0], abs=0.1)


def test_the_reading_of_a_state_tells_new_questions_apart() -> None:
    questions = many()
    [(name, count, accuracy, area)] = figures(questions, fit(states(questions), questions, 1.0).without)
    assert (name, count) == ("invented", 200)
    assert accuracy > 0.9
    assert area > 0.95


def test_a_state_that_tells_nothing_is_chance_on_new_questions() -> None:
    dice = random.Random(2)
    questions = [seen(number, number % 2 == 0, [dice.gauss(0, 1) for _ in range(300)]) for number in range(200)]
    [(*_, accuracy, area)] = figures(questions, fit(states(questions), questions, STATE_RIDGE).without)
    assert 0.35 < accuracy < 0.65
    assert 0.35 < area < 0.65


def test_questions_to_one_text_are_in_one_part() -> None:
    questions = [seen(number, True, [0.0], group=str(number // 5)) for number in range(100)]
    parts = part_of(questions)
    assert all(len(set(parts[at : at + 5])) == 1 for at in range(0, 100, 5))
    assert set(parts) <= set(range(PARTS))


def test_either_kind_of_each_set_counts_the_same() -> None:
    questions = [seen(number, number == 0, [0.0]) for number in range(5)]
    assert list(weight_of(questions)) == [200.0, 50.0, 50.0, 50.0, 50.0]


def test_the_table_has_the_signals_in_order() -> None:
    [row] = table([seen(1, True, [1.0])], ASKED, np.array([7.0]))
    assert list(row) == [0.5, 0.0, 0.0, 0.0, 0.0, 0.0, 7.0]
    assert ASKED[:5] == UNASKED


def test_opinions_are_asked_once_and_kept(tmp_path: Path) -> None:
    with make_index(tmp_path) as index:
        asked = [
            Question("velm", "1", "What did the repairs of the quay cost?", True),
            Question("velm", "2", "Who closed the quay?", False),
            Question("velm", "3", "What did the repairs cost, and who paid for the repairs?", False),
        ]
        model = Thinker()
        first = collect(Set(index, tuple(asked)), KeepingOpinions(model, tmp_path / "opinions.jsonl"))
        again = collect(Set(index, tuple(asked)), KeepingOpinions(model, tmp_path / "opinions.jsonl"))
    assert [one.question.group for one in first] == ["1", "2"]  # joined questions are left out
    assert model.asked == 2
    assert [(one.yes, list(one.state)) for one in again] == [(1.5, [0.25, -2.0])] * 2
