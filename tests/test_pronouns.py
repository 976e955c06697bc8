"""A pronoun is given to the only one named that it can stand for; where more can, the question stays whole."""

import pytest

from rag.followup import completed
from rag.joined import singles
from rag.question import depends


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("How much did Halden earn and why did its shares fall?", "Why did Halden’s shares fall?"),
        ("What did Roth say in Velm and why was his visit cut short?", "Why was Roth’s visit cut short?"),
        ("What did Roth propose and how did the mayor treat her?", "How did the mayor treat Roth?"),
        ("Who leads ASEAN and how many members does it have?", "How many members does ASEAN have?"),
        ("When was NATO founded and who leads it?", "Who leads NATO?"),
        ("What is Halden and who are its owners?", "Who are Halden’s owners?"),
        ("What did the mayor announce on Monday and when did he resign?", "When did the mayor resign?"),
        ("What did the prime minister announce in May and when did she go?", "When did the prime minister go?"),
        ("What did the secretary of state say and when did he go?", "When did the secretary of state go?"),
        ("Where did Roth and Moss meet and what did they sign?", "What did Roth and Moss sign?"),
        ("Why did the workers strike and when did they return?", "When did the workers return?"),
        ("Where did Roth speak, and why did Moss cut his trip short?", "Why did Moss cut his trip short?"),
        ("What was the first vote, and how did China explain its position?", "How did China explain its position?"),
    ],
)
def test_a_part_names_the_only_one_that_its_pronoun_can_be(question: str, second: str) -> None:
    assert singles(question)[1] == second


@pytest.mark.parametrize(
    "question",
    [
        "What did the minister propose, and which groups oppose it?",  # what, no name tells
        "What happened in Velm and how many of them died?",
        "What did Roth say and why did Moss oppose it?",
        "What did Roth say about the quay and what did Moss say about its cost?",
        "When did Roth resign and why did it matter?",  # all that happened
        "When did the quake hit Turkey and how many did it kill in a day?",  # "quake" names something too
        "Why did the prime minister sack Moss and when did he leave?",
        "Why did the new pope sack Moss and when did he leave?",
        "Who met Roth and what did he say?",  # whoever met her
        "How much did Halden earn and why did Ostbank cut its forecast?",
        "Which ministers did Roth dismiss and who replaced them?",
        "Why did he resign and what did Roth say about the quay?",  # the first is nobody too
    ],
)
def test_where_more_than_one_or_nobody_can_be_meant_the_question_stays_whole(question: str) -> None:
    assert singles(question) == [question]


@pytest.mark.parametrize(
    "question",
    [
        "Why did Halden cut its forecast?",
        "Did Halden say it will cut prices?",
        "What did Halden say it plans to sell?",
        "When did Halden say its servers went down?",
        "Why did Roth leave before she was heard?",
        "Why did the company cut its forecast?",
        "What will Halden do if it loses?",
        "What did Roth propose and who opposes it?",
        "What is the Velm fund and why is it important?",
    ],
)
def test_a_pronoun_after_what_it_stands_for_needs_no_conversation(question: str) -> None:
    assert not depends(question)
    assert completed(question, ["What is ASEAN?"]) is None


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("What did Roth say about it?", "What did Roth say about ASEAN?"),  # what is done to it, another does
        ("When did Halden join it?", "When did Halden join ASEAN?"),
        ("In Velm, what did it decide?", "In Velm, what did ASEAN decide?"),
        ("Why did voters reject its plan?", "Why did voters reject ASEAN’s plan?"),
    ],
)
def test_a_pronoun_for_which_nothing_before_it_stands_is_the_subject_of_before(question: str, whole: str) -> None:
    assert depends(question)
    assert completed(question, ["What is ASEAN?"]) == whole


def test_they_after_a_name_may_be_others_and_are_left_to_the_model() -> None:
    assert depends("Why did Roth reject their offer?")
    assert completed("Why did Roth reject their offer?", ["What are customs unions?"]) is None
    assert completed("Who made their offer?", ["What are customs unions?"]) == "Who made customs unions’ offer?"
