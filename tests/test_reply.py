"""A model's reply as sentences, refusals told from claims."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.reply import is_refusal, split, with_names


@pytest.mark.parametrize(
    ("reply", "sentences"),
    [
        ("The quay opened [1]. Ships came [2][3].", ["The quay opened.", "Ships came."]),
        ("The quay opened.[1] Ships came.[2]", ["The quay opened.", "Ships came."]),
        ("The quay opened (Article 1). It is new (Source 2).", ["The quay opened.", "It is new."]),
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
    ],
)
def test_claims(sentence: str) -> None:
    assert not is_refusal(sentence)
