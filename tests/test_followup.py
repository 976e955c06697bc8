"""Follow-ups completed by rule: expected wordings worked out by hand, on questions of our own."""

import pytest

from rag.followup import completed, introduced


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What is the Halden treaty?", "the Halden treaty"),
        ("Tell me about the causes of the Velm flood.", "the Velm flood"),
        ("What are the different types of customs unions?", "customs unions"),
        ("How does the Halden treaty work?", "the Halden"),
        ("Do sanctions work?", "sanctions"),
        ("What are the main risks?", None),  # of something known before
        ("What did Ida Roth say in Velm?", None),  # who did it, and where, is not what it is about
    ],
)
def test_the_subject_that_a_question_introduces(question: str, subject: str | None) -> None:
    assert introduced(question) == subject


@pytest.mark.parametrize(
    ("earlier", "question", "whole"),
    [
        (["What is the Halden treaty?"], "When was it signed?", "When was the Halden treaty signed?"),
        (["What is the Halden treaty?"], "What are its terms?", "What are the Halden treaty’s terms?"),
        (["Tell me about customs unions."], "Who gains from them?", "Who gains from customs unions?"),
        (["What is a customs union?"], "What are the benefits?", "What are the benefits of the customs union?"),
        (["What is the Halden treaty?", "When was it signed?"], "Who broke it?", "Who broke the Halden treaty?"),
        (["What is the Halden treaty?", "What is the Velm accord?"], "Who broke it?", "Who broke the Velm accord?"),
    ],
)
def test_the_subject_takes_the_place_of_what_points_to_it(earlier: list[str], question: str, whole: str) -> None:
    assert completed(question, earlier) == whole


@pytest.mark.parametrize(
    ("earlier", "question"),
    [
        (["What is the Halden treaty?"], "Is it likely that the ministers meet?"),  # stands for nothing
        (["What is the Halden treaty?"], "What did she say about it?"),  # who she is, no rule tells
        (["What is the Halden treaty?"], "Who signed the Halden treaty?"),  # names it itself
        (["What is the Halden treaty?"], "Where did they meet?"),  # of many, the treaty is one
        (["What did Ida Roth say in Velm?"], "When did it happen?"),  # neither a person nor the place happens
        (["Why did the mayor resign?"], "Why did the deputy do it?"),
        ([], "When was it signed?"),
    ],
)
def test_where_no_rule_tells_nothing_is_put_in(earlier: list[str], question: str) -> None:
    assert completed(question, earlier) is None
