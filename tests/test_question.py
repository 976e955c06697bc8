"""A question is read: made to stand alone without added facts, split, and told what it wants."""

import pytest

from rag.data import Turn
from rag.question import Wants, depends, read
from tests.answering import Replays

HISTORY = [Turn("Who reopened the quay in Velm?", "Mayor Ida Roth reopened it.")]


def standalone(question: str, reply: str, history: list[Turn] = HISTORY) -> str:
    return read(question, history, Replays([reply])).standalone


def test_a_follow_up_is_completed_from_the_conversation() -> None:
    generator = Replays(["What did Ida Roth say about the quay?"])
    asked = read("And what did she say about it?", HISTORY, generator)
    assert asked.standalone == "What did Ida Roth say about the quay?"
    assert asked.text == "And what did she say about it?"
    assert (asked.prompt_tokens, asked.completion_tokens) == (100, 8)
    (prompt,) = generator.asked
    assert "Mayor Ida Roth reopened it." in prompt
    assert "And what did she say about it?" in prompt


@pytest.mark.parametrize(
    "reply", ["What did Ida Roth say in Paris?", "What did Ida Roth say in 2024?", "Ida Roth.", ""]
)
def test_a_rewriting_that_adds_a_word_or_asks_nothing_is_refused(reply: str) -> None:
    found = standalone("And what did she say?", reply)
    assert "Paris" not in found
    assert "2024" not in found
    assert found.endswith("And what did she say?")
    assert "quay in Velm" in found


@pytest.mark.parametrize("question", ["Who repaired the lighthouse lamps?", "What did Tom Bell say in May 2024?"])
def test_a_question_that_stands_alone_leaves_the_conversation_and_the_model_alone(question: str) -> None:
    generator = Replays(["Something else?"])
    asked = read(question, HISTORY, generator)
    assert asked.standalone == question
    assert generator.asked == []
    assert asked.prompt_tokens == 0


def test_a_follow_up_to_a_follow_up_is_completed_by_rule_and_the_model_left_alone() -> None:
    generator = Replays(["Something else?"])
    history = [Turn("Who met Ida Roth in Oslo in May?"), Turn("And in Velm?"), Turn("No, I meant Tom Bell.")]
    assert read("And in June?", history, generator).standalone == "Who met Tom Bell in Velm in June?"
    assert generator.asked == []


def test_who_asks_for_others_has_been_told_of_the_first() -> None:
    [part] = read("Who else?", HISTORY, Replays([])).parts
    assert (part.text, part.told) == ("Who else reopened the quay in Velm?", "Mayor Ida Roth reopened it.")
    [part] = read("And in Ost?", HISTORY, Replays([])).parts
    assert (part.text, part.told) == ("Who reopened the quay in Ost?", "")


def test_a_rewriting_that_says_nothing_by_itself_is_refused() -> None:
    assert standalone("Where else?", "Where else?", [Turn("Who reopened the quay?")]) == (
        "Who reopened the quay – Where else?"
    )


def test_without_a_conversation_the_model_is_not_asked() -> None:
    generator = Replays([])
    assert read("  What did\n she say? ", [], generator).standalone == "What did she say?"
    assert generator.asked == []


def test_a_turn_without_an_answer_serves() -> None:
    asked = standalone("Why did he do it?", "Why did Tom Bell leave?", [Turn("Did Tom Bell leave?")])
    assert asked == "Why did Tom Bell leave?"


@pytest.mark.parametrize(
    ("question", "needs"),
    [
        ("And where was that?", True),
        ("Who else was there?", True),
        ("What did he say?", True),
        ("When?", True),
        ("Who else?", True),
        ("no, I meant Tom Bell", True),
        ("In May?", True),
        ("Who is the mayor of Velm?", False),
        ("Who told Ida Roth “they will not have it”?", False),
        ("What did Ida Roth say in Velm?", False),
    ],
)
def test_depends(question: str, needs: bool) -> None:
    assert depends(question) is needs


def parts(question: str) -> list[tuple[str, str | None, Wants]]:
    return [(part.text, part.speaker, part.wants) for part in read(question, [], Replays([])).parts]


def test_a_joined_question_has_two_parts() -> None:
    assert parts("What did Ida Roth ask for, and how did Carl Moss reply to it?") == [
        ("What did Ida Roth ask for?", "Ida Roth", Wants.OTHER),
        ("How did Carl Moss reply to it?", "Carl Moss", Wants.OTHER),
    ]
    assert len(parts("When did the quay reopen and when?")) == 1
    assert len(parts("Who met Ida Roth and Carl Moss?")) == 1


@pytest.mark.parametrize(
    ("question", "wants"),
    [
        ("When did the quay reopen?", Wants.TIME),
        ("Where did the ministers meet?", Wants.PLACE),
        ("How many ships came?", Wants.NUMBER),
        ("What were the exact words of Ida Roth?", Wants.WORDS),
        ("Who wrote the article?", Wants.BYLINE),
        ("What did the mayor open?", Wants.OTHER),
    ],
)
def test_what_a_question_wants(question: str, wants: Wants) -> None:
    assert parts(question)[0][2] is wants


def test_no_speaker() -> None:
    assert parts("What did anyone else say in Velm?")[0][1] is None
    assert read("What happened in Velm in 2023 and 2024?", [], Replays([])).parts[0].speaker is None


def test_a_part_that_leaves_its_noun_to_the_other_gets_it() -> None:
    assert parts("What was China's answer in June, and what was Xi's in Lima?") == [
        ("What was China's answer in June?", "China", Wants.OTHER),
        ("What was Xi's answer in Lima?", "Xi", Wants.OTHER),
    ]
