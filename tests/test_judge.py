"""The judge of support: its signs by hand, what it makes of plain cases, and how it is fitted."""

from datetime import date

import numpy as np
import pytest

from eval.fit_judge import Example, altered, fit
from eval.judge import WEIGHTS, as_evidence, default_judge
from eval.judge_features import clauses, denies, features
from rag.data import Citation
from tests.conftest import HashedWords

SOURCE = "Mayor Ida Roth opened the northern quay in May after repairs that cost 5.5 million crowns."
OTHER = "Curator Vera Lund called the lamps a treasure of glass and brass."


def signs(claim: str, *evidence: str):
    found = features(claim, evidence, HashedWords())
    assert found is not None
    return found


def test_a_copied_sentence_has_every_sign_for_it() -> None:
    found = signs(SOURCE, SOURCE)
    assert found.row() == pytest.approx((1.0, 0.0, 0.0, 0.0, found.likeness, 0.0))
    assert found.likeness > 0.8


def test_a_sentence_of_something_else_has_none() -> None:
    found = signs("The curator thanked Olaf Berg for 40 lamps.", SOURCE)
    assert (found.covered, found.numbers) == (0.0, 1.0)
    assert found.names == pytest.approx(2 / 3)
    assert found.missing > 0.3


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ("The quay was opened by Ida Roth.", 0.0),
        ("The quay was opened by Anna Roth.", 0.0),  # known by the last word
        ("The quay was opened by Ida Berg.", 1 / 3),
        ("Berg opened the quay.", 0.0),  # a word that begins a sentence is taken for no name
    ],
)
def test_a_name_is_there_where_its_last_word_is(claim: str, names: float) -> None:
    assert signs(claim, SOURCE).names == pytest.approx(names)


def test_the_best_three_sentences_count_for_what_is_covered() -> None:
    told = [f"The {thing} was sold." for thing in ("anchor", "lantern", "rudder", "compass")]
    claim = "anchor lantern rudder compass"
    assert signs(claim, *told).missing == 0.0
    assert 0.7 < signs(claim, *told).covered < 0.8


@pytest.mark.parametrize(
    ("claim", "denial"), [("She did not open it.", 1.0), ("She didn't open it.", 1.0), ("She opened it.", 0.0)]
)
def test_a_denial_that_the_source_lacks(claim: str, denial: float) -> None:
    assert signs(claim, "She opened it.").denial == denial
    assert signs(claim, "She never opened it.").denial == 0.0


def test_no_text_supports_nothing() -> None:
    assert features("It rained.", [], HashedWords()) is None
    assert features("It rained.", ["  "], HashedWords()) is None
    assert default_judge(HashedWords()).support("It rained.", [""]) == 0.0


def test_clauses_are_long_enough_to_compare() -> None:
    assert clauses("The mayor opened the quay, and the curator thanked her for the lamps") == [
        "The mayor opened the quay",
        "and the curator thanked her for the lamps",
    ]
    assert clauses("Ships, boats and rafts") == ["Ships boats rafts"]
    assert clauses("") == [""]


@pytest.mark.parametrize(
    ("claim", "supported"),
    [
        ("Mayor Ida Roth opened the northern quay in May.", True),
        ("The repairs of the northern quay cost 5.5 million crowns.", True),
        ("The repairs of the northern quay cost 7.5 million crowns.", False),
        ("The curator Vera Lund opened the museum of lamps.", False),
    ],
)
def test_plain_cases(claim: str, supported: bool) -> None:
    assert (default_judge(HashedWords()).support(claim, [SOURCE]) >= 0.5) is supported


def test_more_evidence_supports_more() -> None:
    judge = default_judge(HashedWords())
    claim = "Ida Roth opened the quay, and Vera Lund called the lamps a treasure."
    assert judge.support(claim, [SOURCE, OTHER]) > max(judge.support(claim, [SOURCE]), judge.support(claim, [OTHER]))


def test_a_citation_is_read_under_its_title_and_day() -> None:
    citation = Citation(1, "quay", "Quay opens", None, None, date(2024, 5, 3), "It opened.", 0, 10, "0" * 64, False)
    assert as_evidence(citation) == "Quay opens, 3 May 2024\nIt opened."


def test_the_judge_says_how_good_it_is() -> None:
    judge = default_judge(HashedWords())
    assert judge.name
    assert 0.5 < judge.balanced_accuracy < 1


def test_a_fit_finds_the_sign_that_tells() -> None:
    right = [Example(np.array([[0.9, 0.1], [0.1, 0.2]]), True) for _ in range(10)]
    wrong = [Example(np.array([[0.2, 0.1], [0.1, 0.2]]), False) for _ in range(30)]
    fitted = fit([*right, *wrong])
    assert fitted.accuracy([*right, *wrong]) == 1.0
    assert fitted.weights[0] > abs(fitted.weights[1])


def test_altered_claims_count_against_support() -> None:
    right = [Example(np.array([[1.0, 0.0]]), True, (np.array([[1.0, 1.0]]),)) for _ in range(10)]
    wrong = [Example(np.array([[0.1, 0.0]]), False) for _ in range(10)]
    assert fit([*right, *wrong]).weights[1] < 0


def test_claims_are_altered_in_a_digit_and_by_a_denial() -> None:
    assert altered("It was built in 1998 by 2 men.") == [
        "It was built in 1998 by 5 men.",
        "It was not built in 1998 by 2 men.",
    ]
    assert altered("It never rained.") == []
    assert denies("It can't rain.")


def test_every_sign_has_a_weight() -> None:
    assert len(WEIGHTS) == len(signs(SOURCE, SOURCE).row())
