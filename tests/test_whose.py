"""Words that a question quotes are shown as the article has them, and given to the one whose they are there."""

from datetime import date
from pathlib import Path

import pytest

from tests.answering import assistant_of, make_index

OTHER = "The archive holds nothing of the kind."


def said(article: str, question: str, folder: Path, reply: str = OTHER) -> str:
    """Return what is answered where the article is all that the archive has."""
    told = {"port": ("A port in Velm", "Coast Wire", date(2024, 8, 2), article)}
    with make_index(folder, told) as index:
        return assistant_of(index, reply, confidence=0.01).ask(question).text_without_citations


CLOSING = (
    "The council met in Velm on Thursday to talk of the port.\n\n"
    "“We will not close the port this year,” Ada Lind told the council. The council then went home."
)


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("we will ... close the port", "We will not close the port"),
        ("we will … this year", "We will not close the port this year"),
        ("we will [always] not close", "We will not close"),
        ("we [1] will not close", "We will not close"),
        ("WE WILL ... THE PORT", "We will not close the port"),
        ("We will not close the port this year.", "We will not close the port this year"),
    ],
)
def test_the_article_s_own_words_are_shown_whatever_the_question_leaves_out_or_adds(
    asked: str, shown: str, tmp_path: Path
) -> None:
    assert said(CLOSING, f"Who said “{asked}”?", tmp_path) == f"The words “{shown}” are those of Ada Lind."


def test_letters_that_grow_in_lower_case_move_no_words(tmp_path: Path) -> None:
    article = "“From İzmir and İzmit we built a door to the sea for Velm,” Ada Lind told the council on Friday."
    answer = said(article, "Who spoke of “A Door to the sea” in Velm?", tmp_path)
    assert answer == "The words “a door to the sea” are those of Ada Lind."


def test_words_that_the_speaker_refuses_are_not_his(tmp_path: Path) -> None:
    article = "Ada Lind rejected a claim by Bell, “a plot by the port”, and said it was false."
    assert "those of" not in said(article, "Who spoke of “a plot by the port”?", tmp_path)


@pytest.mark.parametrize(
    "article",
    [
        "Ada Lind denied that the lease is “a plot by the port” of Velm.",
        "Ada Lind told reporters of Tom Bell's claim that the lease is “a plot by the port” of Velm.",
        "“Tom Bell called it ‘a plot by the port’ of Velm, and nobody else did,” Ada Lind said.",
        "The lease, “a plot by the port” of Velm, was signed on Friday.",
        "Ada Lind said Tom Bell, who called the lease “a plot by the port” of Velm, was wrong.",
        "Ada Lind said what Tom Bell described as “a plot by the port” of Velm never was.",
        "Ada Lind urged the council to stop what critics call “a plot by the port” of Velm.",
        "Ada Lind criticised Tom Bell for calling the lease “a plot by the port” of Velm.",
        "The lease, dubbed “a plot by the port” of Velm, was signed, Ada Lind said.",
        "Ada Lind said the lease, called “a plot by the port” by Tom Bell, was signed.",
        "Ada Lind said there was never “a plot by the port” of Velm.",
    ],
)
def test_words_that_could_be_another_s_are_left_to_the_model(article: str, tmp_path: Path) -> None:
    assert "those of" not in said(article, "Who spoke of “a plot by the port”?", tmp_path)


@pytest.mark.parametrize(
    ("article", "who"),
    [
        ("Mayor Ada Lind dismissed the lease as “a plot by the port” of Velm.", "Mayor Ada Lind"),
        ("Ada Lind said the port would stay, and Tom Bell called the lease “a plot by the port” of Velm.", "Tom Bell"),
        ("Describing the lease as “a plot by the port”, Ada Lind said that Velm would not sign.", "Ada Lind"),
        ("Ada Lind said she was well, and expressed fear of “a plot by the port” of Velm.", "Ada Lind"),
        ("Asked about Tom Bell's remark, Ada Lind said: “A plot by the port.”", "Ada Lind"),
        ("The officials of Velm spoke of “a plot by the port” on Friday.", "the officials of Velm"),
        ("The lease is “a plot by the port” of Velm, the ministry said, citing Tom Bell.", "Tom Bell, as relayed by"),
    ],
)
def test_words_are_given_to_the_speaker_of_their_clause(article: str, who: str, tmp_path: Path) -> None:
    answer = said(article, "Who spoke of “a plot by the port”?", tmp_path)
    assert answer.lower().startswith(f"the words “a plot by the port” are those of {who}".lower())


def test_words_that_anybody_uses_are_nobody_s(tmp_path: Path) -> None:
    article = "“There is no other way for Velm,” Ada Lind said. “We have no money,” Tom Bell said."
    assert "those of" not in said(article, "Who said “no” to Velm?", tmp_path)


def test_reported_words_are_shown_in_the_article_s_sentence_and_not_between_marks(tmp_path: Path) -> None:
    article = "The council met on Friday. Ada Lind said that the lease was a plot by the port of Velm."
    answer = said(article, "Who said the lease was “a plot by the port”?", tmp_path)
    assert answer == "Ada Lind said that the lease was a plot by the port of Velm."


def test_names_inside_the_quoted_words_stay_as_they_are_asked(tmp_path: Path) -> None:
    article = (
        "Russia's president spoke in Moscow on Friday. Russia will sell salt.\n\n"
        "“We will answer Moscow with force,” Ada Lind told the council of Velm on Thursday."
    )
    answer = said(article, "Who said “we will answer Moscow with force”?", tmp_path)
    assert answer == "The words “We will answer Moscow with force” are those of Ada Lind."
