"""The decision to answer: what each signal does to it, and questions that are too open."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from index.search import Index
from rag.abstain import HEARD, Signals, probability
from rag.data import AbstainReason, Status
from tests.answering import assistant_of, make_index

GOOD = Signals(likeness=0.7, names_missing=0.0, years_missing=0.0, speaker_missing=0.0, heard=0.0)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    text = "Kim Ash spoke in Velm. Kim Birch went home early. The talks bored Kim Cole."
    kims = {"kims": ("Three of one name", "Coast Wire", date(2024, 5, 1), text)}
    with make_index(tmp_path_factory.mktemp("archive"), kims) as index:
        yield index


@pytest.mark.parametrize("worse", ["names_missing", "years_missing", "speaker_missing"])
def test_what_is_missing_makes_an_answer_less_likely(worse: str) -> None:
    assert probability(replace(GOOD, **{worse: 1.0})) < 0.4 < probability(GOOD)


def test_likeness_makes_an_answer_more_likely() -> None:
    chances = [probability(replace(GOOD, likeness=step / 10)) for step in range(11)]
    assert chances == sorted(chances)
    assert chances[0] < 0.2 < 0.8 < chances[10]


def test_words_wanted_and_cited_are_an_answer_unless_something_is_missing() -> None:
    far = replace(GOOD, likeness=0.2, heard=1.0)
    assert probability(far) == HEARD
    assert probability(replace(far, years_missing=1.0)) < 0.4
    assert probability(replace(far, heard=0.0)) < 0.4


def test_a_name_that_three_people_bear_is_too_open(index: Index) -> None:
    answer = assistant_of(index, "Kim Ash spoke in Velm.").ask("Where did Kim speak?")
    assert (answer.status, answer.abstain_reason) == (Status.ABSTAINED, AbstainReason.AMBIGUOUS)
    answer = assistant_of(index, "Kim Ash spoke in Velm.").ask("Where did Kim Ash speak?")
    assert answer.status is Status.ANSWERED
