"""Words go to the one whose they are, in the answer as in the article."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.search import Index
from rag.data import Status
from rag.question import read
from tests.answering import Replays, assistant_of, make_index

PACT = (
    "Ministers meet in Velm",
    "Coast Wire",
    date(2024, 8, 2),
    "Ostland's president, Ida Roth, told reporters in Velm on Thursday that the pact is “a new dawn”. "
    "She also said the two states should aim for “steady and open” trade.\n\n"
    "“We want no quarrel with anybody,” Tom Bell, the foreign minister of Velm, told Roth. "
    "Fish quotas will be cut by half, the ministry said, citing Tom Bell.",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("pact"), {"pact": PACT}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Who spoke of a 'new dawn'?", "new dawn"),
        ("Who called the pact “a new dawn”?", "a new dawn"),
        ("Whose words are 'steady and open'?", "steady and open"),
        ("Which leader used the words 'a new dawn' about the pact?", "a new dawn"),
        ("By whom was the pact spoken of as 'a new dawn'?", "a new dawn"),
        ("Who led the 'new dawn' talks?", None),
        ("Who was told 'we want no quarrel'?", None),
        ("What did Roth call 'a new dawn'?", None),
        ("Who signed the pact?", None),
    ],
)
def test_words_whose_speaker_is_asked_for(question: str, quoted: str | None) -> None:
    assert read(question, [], Replays([])).parts[0].words == quoted


def test_who_said_given_words_is_read_off_the_article_whatever_the_model_writes(index: Index) -> None:
    answer = assistant_of(index, "Tom Bell spoke of steady and open trade.").ask(
        "Who spoke of 'steady and open' trade?"
    )
    assert answer.text_without_citations == ("The words “steady and open” are those of Ida Roth, Ostland's president.")
    (cited,) = answer.citations
    assert cited.cited_text.endswith("She also said the two states should aim for “steady and open” trade.")
    assert cited.statement.speaker == cited.speaker == "Ida Roth"
    assert cited.statement.said_on == date(2024, 8, 1)


def test_words_that_no_line_holds_are_left_to_the_model(index: Index) -> None:
    answer = assistant_of(index, "Ida Roth called the pact a new dawn.").ask("Who spoke of 'a red sunset'?")
    assert "those of" not in answer.text


def test_asked_for_one_s_words_another_s_are_withheld(index: Index) -> None:
    reply = "The pact is a new dawn, Ida Roth told reporters. They want no quarrel with anybody."
    answer = assistant_of(index, reply).ask("What did Ida Roth say?")
    assert answer.text_without_citations == "The pact is a new dawn, Ida Roth told reporters."
    (withheld,) = answer.withheld
    assert withheld.reason == "speaker: the words cited are those of Tom Bell, and the question asks for Ida Roth's"


def test_words_to_a_state_are_not_its_words(tmp_path) -> None:
    text = "Ostland officials asked Japan to open the strait to ships."
    strait = ("The strait", "Coast Wire", date(2024, 8, 2), text)
    with make_index(tmp_path, {"strait": strait}) as index:
        desk = assistant_of(index, text, text)
        assert desk.ask("What did Ostland officials say of the strait?").status is Status.ANSWERED
        answer = desk.ask("What did Japan say of the strait?")
    assert answer.status is Status.ABSTAINED
    assert answer.withheld[0].reason.startswith("speaker: the words cited are those of Ostland officials")


def test_in_an_exchange_the_other_may_be_told_by_name(index: Index) -> None:
    reply = "Tom Bell told Roth that they want no quarrel with anybody."
    answer = assistant_of(index, reply).ask("What did Ida Roth say when Tom Bell spoke to her?")
    assert answer.text_without_citations == reply


def test_a_quotation_gets_its_speaker(index: Index) -> None:
    answer = assistant_of(index, "“We want no quarrel with anybody.”").ask("What was said about a quarrel?")
    assert answer.text_without_citations == "“We want no quarrel with anybody”, Tom Bell said."


def test_a_pronoun_that_opens_the_answer_becomes_the_name(index: Index) -> None:
    answer = assistant_of(index, "She said the pact is “a new dawn”.").ask("What was said of the pact?")
    assert answer.text_without_citations == "Ida Roth said the pact is “a new dawn”."


def test_who_relays_is_not_who_says(index: Index) -> None:
    wrong = assistant_of(index, "The ministry said that fish quotas will be cut by half.").ask("What about fish?")
    assert wrong.withheld[0].reason == "speaker: the source has Tom Bell say it, not The ministry"
    right = assistant_of(index, "The ministry said, citing Tom Bell, that fish quotas will be cut by half.")
    assert right.ask("What about fish?").withheld == ()
