"""A model's reply as sentences, refusals told from claims."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.data import Status
from rag.reply import is_refusal, split, with_names
from tests.answering import assistant_of, make_index


@pytest.mark.parametrize(
    ("reply", "sentences"),
    [
        ("The quay opened [1]. Ships came [2][3].", ["The quay opened.", "Ships came."]),
        ("The quay opened.[1] Ships came.[2]", ["The quay opened.", "Ships came."]),
        ("The quay opened (Article 1). It is new (Source 2).", ["The quay opened.", "It is new."]),
        ("U. S. Secretary Lloyd Austin came.", ["U.S. Secretary Lloyd Austin came."]),
        ("- The quay opened\n- Ships came", ["The quay opened.", "Ships came."]),
        ("1. The quay opened.\n2) Ships came.", ["The quay opened.", "Ships came."]),
        ("Answer: the quay opened.", ["The quay opened."]),
        ("According to the articles, the quay opened on Monday.", ["The quay opened on Monday."]),
        ("**The quay** opened", ["The quay opened."]),
        ("The quay opened. The quay opened.", ["The quay opened."]),
        ("The quay opened. Ships came and", ["The quay opened."]),  # cut off at the limit of tokens
        ("The quay opened.\n- Ships came and", ["The quay opened."]),
        ("Ships came and", ["Ships came and."]),
        ("He said: “We go.” Then he left.", ["He said: “We go.”", "Then he left."]),
        ("It cost 3.50 in 2024.\n\nIt rained.", ["It cost 3.50 in 2024.", "It rained."]),
        ("2024 was hot.", ["2024 was hot."]),
        ("Roth holds the position of mayor.", ["Roth is mayor."]),  # as sources have it, beside the name
        ("Roth held the post until May.", ["Roth held the post until May."]),
        ("答えは東京です。", ["答えは東京です。"]),
        ("[1]", []),
        ("Answer:", []),
        ("*\n* ", []),
        ("", []),
    ],
)
def test_split(reply: str, sentences: list[str]) -> None:
    assert split(reply) == sentences


@pytest.mark.parametrize(
    ("reply", "named"),
    [
        ("Roth said yes. She said “no”.", "Roth said yes. Roth said “no”."),
        ("Roth said yes. It rained. “No,” she added.", "Roth said yes. It rained. “No,” Roth added."),
        (
            "Roth said yes. Tom Bell denied it. He said “no”.",
            "Roth said yes. Tom Bell denied it. Tom Bell said “no”.",
        ),
        ("The ministry said yes. It said “no”.", "The ministry said yes. The ministry said “no”."),
        ("The ministry said yes. He said “no”.", "The ministry said yes. He said “no”."),  # of whom nothing is known
        ("Roth said yes. They said “no”.", "Roth said yes. They said “no”."),
        ("Roth said yes. She said that she would go.", "Roth said yes. She said that she would go."),
        ("She said “no”.", "She said “no”."),
    ],
)
def test_a_pronoun_that_speaks_gets_the_name_of_the_speaker_before(reply: str, named: str) -> None:
    assert " ".join(with_names(split(reply))) == named


@given(st.text())
def test_no_reply_makes_an_empty_sentence(reply: str) -> None:
    assert all(any(sign.isalnum() for sign in sentence) for sentence in split(reply))


@pytest.mark.parametrize(
    "sentence",
    [
        "The articles do not mention the price.",
        "The provided text doesn’t say.",
        "The article does not say what Roth said.",
        "There is no information about the price.",
        "The price is not specified.",
        "I cannot answer that.",
        "It is not possible to determine the price.",
        "I’m sorry, but I am unable to find the price.",
        "Unable to determine the price.",
        "The price cannot be determined from the text.",
        "The articles do not mention what Roth said.",
        "The price is not specified, according to the article.",
    ],
)
def test_refusals(sentence: str) -> None:
    assert is_refusal(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Roth did not mention the price.",
        "Roth said there was no indication of a breach.",
        "The ministry said the price was not disclosed.",
        "The quay will never close.",
        "The report does not rule out a strike.",
        "Divers were unable to find the anchor.",
        "The mayor cannot say no to the quay.",
        "The quay was not named after Roth.",
        "Roth was not given a licence.",
        "The passage of the ship did not surprise Roth.",
        "The price was not disclosed, the ministry said.",
        "“We cannot say more,” Roth said.",
    ],
)
def test_claims(sentence: str) -> None:
    assert not is_refusal(sentence)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("The names of the sailors were not given.", "The names of the sailors were not given."),
        ("The names of the sailors were not given.", "Police gave no names of the sailors."),
        ("The price of the quay was not disclosed.", "The quay's price was not disclosed by either of them."),
        ("The ferry is not available (6 May 2024).", "The ferry is not available."),
        ("Sources did not say when.", "Sources did not say when."),
    ],
)
def test_what_a_line_says_in_these_words_is_no_refusal(sentence: str, line: str) -> None:
    assert is_refusal(sentence)
    assert not is_refusal(sentence, ["It rained.", line])


@pytest.mark.parametrize("line", ["The price rose.", "The price is 5 crowns.", "The route is not specified."])
def test_what_no_line_says_stays_a_refusal(line: str) -> None:
    assert is_refusal("The price is not specified.", [line])


def test_an_article_that_says_what_is_not_known_is_cited_for_it(tmp_path: Path) -> None:
    text = "The ferry sank off Velm on Friday. Divers were unable to determine the cause. The price was not disclosed."
    with make_index(tmp_path, {"ferry": ("Ferry sinks", "Coast Wire", date(2024, 5, 3), text)}) as index:
        said = "Divers were unable to determine the cause. The price was not disclosed. The owner was not named."
        answer = assistant_of(index, said).ask("What is known of the ferry that sank off Velm?")
    assert answer.status is Status.ANSWERED
    assert [sentence.text for sentence in answer.sentences] == [
        "Divers were unable to determine the cause.",
        "The price was not disclosed.",
    ]
    assert [withheld.text for withheld in answer.withheld] == ["The owner was not named."]
