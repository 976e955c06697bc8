"""A sentence that joins two statements is cut into both, each with its subject and the one who said it."""

import pytest

from rag.halves import halves


@pytest.mark.parametrize(
    ("sentence", "first", "second"),
    [
        (
            "Ida Roth opened the quay in Velm, and met Carl Moss in Ost.",
            "Ida Roth opened the quay in Velm.",
            "Ida Roth met Carl Moss in Ost.",
        ),
        (
            "The mayor opened the quay and the union ended its strike.",
            "The mayor opened the quay.",
            "The union ended its strike.",
        ),
        (
            "Roth's speech to the union was in Velm, while her letter to Moss was in Ost.",
            "Roth's speech to the union was in Velm.",
            "Roth's letter to Moss was in Ost.",
        ),
        (
            "Ida Roth said the quay would open, and Tom Bell said the lock would close.",
            "Ida Roth said the quay would open.",
            "Tom Bell said the lock would close.",
        ),
        ("Roth and Moss met in Velm; Lund was in Ost.", "Roth and Moss met in Velm.", "Lund was in Ost."),
    ],
)
def test_two_statements_are_cut_apart(sentence: str, first: str, second: str) -> None:
    assert halves(sentence) == [first, second]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Roth met Carl Moss and Tom Bell in Velm.",
        "Roth and Moss agreed to talk and to meet.",
        "Ida Roth said the quay would open, and the lock would close.",  # it may be hers too
        "“We opened the quay, and the union ended its strike,” Ida Roth said.",
        "Tom Bell said that Ida Roth met Carl Moss, and that Velm and Ost denied it.",
        "Tom Bell saw Ida Roth and Carl Moss were there.",
        "Ida Roth, the mayor, opened the quay and went home.",  # its subject cannot be told
    ],
)
def test_one_statement_stays_whole(sentence: str) -> None:
    assert halves(sentence) == []
