"""Follow-ups that say only what is other: expected wordings worked out by hand, on questions of our own."""

from pathlib import Path

import pytest

from rag.data import Status
from rag.elided import filled, is_elided
from tests.answering import assistant_of, make_index

SAID = "What did Roth say in Oslo in May 2023?"
MET = "Who met Ida Roth in Oslo?"


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (SAID, "And in June?", "What did Roth say in Oslo in June 2023?"),
        (SAID, "And in March?", "What did Roth say in Oslo in March?"),  # perhaps of 2024: the year stays open
        (SAID, "What about last week?", "What did Roth say in Oslo last week?"),
        (SAID, "2024, I mean", "What did Roth say in Oslo in 2024?"),
        (MET, "In June?", "Who met Ida Roth in Oslo in June?"),
        ("What did Roth say on 3 May 2023?", "And on 5 May?", "What did Roth say on 5 May 2023?"),
        ("What was said before the vote?", "And after the vote?", "What was said after the vote?"),
    ],
)
def test_a_time_takes_the_place_of_the_time(before: str, question: str, whole: str) -> None:
    assert filled(question, before) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (MET, "And in Velm?", "Who met Ida Roth in Velm?"),
        (SAID, "And in Velm?", "What did Roth say in Velm?"),  # what was in Velm was on another day
        (SAID, "No, I meant Tokyo.", "What did Roth say in Tokyo?"),
        ("What was agreed in Oslo last week?", "And in Velm?", "What was agreed in Velm last week?"),
        (MET, "And at the Halden summit in Velm?", "Who met Ida Roth at the Halden summit in Velm?"),
        ("Who spoke at the Halden summit in Velm?", "And in Oslo?", "Who spoke in Oslo?"),
        ("What did Roth say about Japan?", "And about fishing?", "What did Roth say about fishing?"),
        ("What did Roth say?", "At the Halden summit?", "What did Roth say at the Halden summit?"),
        (SAID, "And in Velm in June 2024?", "What did Roth say in Velm in June 2024?"),
    ],
)
def test_a_phrase_takes_the_place_of_its_like_or_is_added(before: str, question: str, whole: str) -> None:
    assert filled(question, before) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (MET, "No, I meant Tom Bell.", "Who met Tom Bell in Oslo?"),
        (MET, "And Tom Bell?", "Who met Tom Bell in Oslo?"),
        ("What did Roth tell Bell?", "not Bell but Moss", "What did Roth tell Moss?"),
        ("What did Roth tell Bell?", "I meant Moss, not Bell", "What did Roth tell Moss?"),
        ("What did Xi say about Xinjiang?", "Not Xi but Bell", "What did Bell say about Xinjiang?"),
        (
            "What was Roth's reply at the Roth-Moss talks?",
            "Not Roth but Bell",
            "What was Bell's reply at the Roth-Moss talks?",
        ),
        ("What did Xinjiang say?", "Not Xi but Bell", None),
        ("What did Roth tell Tom Bell?", "Sorry, Ann Bell", "What did Roth tell Ann Bell?"),  # who shares its name
        ("What did Roth say of Japan?", "And China?", "What did Roth say of China?"),  # a state for a state
        ("What did the mayor say of Japan?", "And Roth?", "What did Roth say of Japan?"),
        ("What was Roth's reply?", "And Bell?", "What was Bell's reply?"),
        ("Did the Norwegian minister call Roth?", "And Bell?", "Did the Norwegian minister call Bell?"),
        ("Who spoke in Velm?", "And Tom Bell?", None),  # a place for a person
        ("Who spoke in Velm?", "No, I meant Arnes.", "Who spoke in Arnes?"),
    ],
)
def test_a_name_takes_the_place_of_its_like(before: str, question: str, whole: str | None) -> None:
    assert filled(question, before) == whole


@pytest.mark.parametrize(
    ("before", "question", "whole"),
    [
        (MET, "Who else?", "Who else met Ida Roth in Oslo?"),
        (MET, "And who else did?", "Who else met Ida Roth in Oslo?"),
        (SAID, "Anything else?", "What else did Roth say in Oslo in May 2023?"),
        (SAID, "Who else?", "What did anyone else say in Oslo in May 2023?"),
        ("Which states signed?", "Who else?", "Which other states signed?"),
        ("What treaty did Roth sign?", "What else?", "What other treaty did Roth sign?"),
        ("Why did the talks fail?", "Where else?", None),
    ],
)
def test_others_are_asked_for(before: str, question: str, whole: str | None) -> None:
    assert filled(question, before) == whole


@pytest.mark.parametrize(
    ("question", "elided"),
    [
        ("And in June?", True),
        ("No, I meant Roth.", True),
        ("Ida Roth?", True),
        ("Roth Halden treaty", False),  # words to search for
        ("How about large quays?", False),  # of what that is the like, no form tells
        ("Who else met Roth?", False),
        ("And what did Roth say?", False),
        ("No one met Roth, did they?", False),
        ("In what year did the quay reopen?", False),
    ],
)
def test_what_says_only_what_is_other(question: str, elided: bool) -> None:
    assert is_elided(question) is elided
    assert elided or filled(question, MET) is None


def test_whoever_was_told_of_before_is_nobody_else(tmp_path: Path) -> None:
    moss = "Union leader Carl Moss told reporters."
    with make_index(tmp_path) as index:
        asked = ("Who told reporters of the strike in Velm?", moss)
        again = assistant_of(index, moss).ask("Who else?", history=[asked])
        other = assistant_of(index, "Mayor Ida Roth declined to comment on the wages.").ask(
            "Who else?", history=[asked]
        )
    assert again.standalone_question == "Who else told reporters of the strike in Velm?"
    assert again.status is Status.ABSTAINED
    assert [withheld.reason for withheld in again.withheld] == ["it says no more than the conversation"]
    assert other.text_without_citations == "Mayor Ida Roth declined to comment on the wages."
