"""Whose words a question wants, and whether it quotes words to ask whose they are: by its grammar."""

import pytest

from rag.asked_words import quoted_words, wanted_speaker


@pytest.mark.parametrize(
    "question",
    [
        "Who said “we will not yield”?",
        "And who says “we will not yield”?",
        "Who, in Velm, said “we will not yield”?",
        "Who was the man who said “we will not yield”?",
        "Who was quoted as saying “we will not yield”?",
        "Who told the press “we will not yield”?",
        "Which former port minister said on Friday that, despite the strike, “we will not yield”?",
        "Which union’s leader announced that they “will not yield” in spring?",
        "Who first called it “a sham”?",
        "Which singer called the vote “a sham”?",
        "Who stated that the vote was “a sham”?",
        "Who called for “restraint”?",
        "Who insisted “there is no deal”?",
        "Who spoke of a “healthy and steady” growth of trade?",
        "Who coined the term “Iron Quay”?",
        "Which speaker's words are “never again”?",
        "Whose phrase was “never again”?",
    ],
)
def test_a_question_whose_words_they_are(question: str) -> None:
    assert quoted_words(question) is not None


@pytest.mark.parametrize(
    "question",
    [
        "Who killed the man who called himself “Carlos”?",
        "Who called himself “the jackal”?",
        "Who directed the film called “Dune”?",
        "By whom was the film called “Dune” directed?",
        "Whose film “Dune” won the award?",
        "Which film called “the quiet end” won the award?",
        "Which ship called the “ever given” blocked the lock?",
        "Which company makes the drug called “Ozempic”?",
        "Which company makes drugs called “sleepers”?",
        "Who won the election that critics called “a sham”?",
        "Who said that critics called the vote “a sham”?",
        "Who used “Signal” to share war plans?",
        "Who called the “special operation” a war?",
        "Who described the “special operation” as a war?",
        "Who said the “special operation” had failed?",
        "Who said “Dune” is a great film?",
        "Who announced “Dune”?",
        "Who announced the film “Dune”?",
        "Who denied that it was “a sham”?",
        "Who told “Der Anzeiger” that he would resign?",
        "Who was called “a fool”?",
        "Which country was described as “a rogue state”?",
        "Which ruling did the mayor describe as “a blow”?",
        "Who has Ida Roth described as “a fool”?",
        "Who attacked the ship whose captain said “we will not yield”?",
        "Who wrote the words “never again” on the wall?",
    ],
)
def test_a_question_that_merely_has_a_quotation(question: str) -> None:
    assert quoted_words(question) is None


@pytest.mark.parametrize(
    ("question", "who"),
    [
        ("What did Ida Roth say about the quay?", "Ida Roth"),
        ("what did roth say about the quay?", "roth"),
        ("What did the mayor recently say of the fair?", "the mayor"),
        ("What does Roth have to say about it?", "Roth"),
        ("What did the state department say?", "the state department"),  # "state" is no verb here
        ("What did the head of the Halden Council announce?", "the head of the Halden Council"),
        ("What did the minister for trade say?", "the minister for trade"),
        ("What did Tom Bell Jr. say?", "Tom Bell Jr."),
        ("What did the dockers' union call the plan?", "the dockers' union"),
        ("How have Velm and the Halden Council responded?", "Velm and the Halden Council"),
        ("Which of the ships did Roth say would come?", "Roth"),
        ("Why did the council say it would close the lock?", "the council"),
        ("In the talks with Bell, what did Roth call Velm?", "Roth"),
        ("What was Roth's reply?", "Roth"),
        ("Quote Roth's exact words on the quay.", "Roth"),
        ("What, in Roth's words, is the quay?", "Roth"),
    ],
)
def test_whose_words_are_wanted(question: str, who: str) -> None:
    assert wanted_speaker(question) == who


@pytest.mark.parametrize(
    "question",
    [
        "What did China do when Trump announced tariffs?",
        "What does it take to call an election?",
        "Why did Yoon resign after Han said he must go?",
        "What did Trump do on the call with Putin?",
        "How did the singer lose her voice?",
        "What has changed since Xi announced the plan?",
        "How did the markets respond to the tariffs?",
        "How did markets react to Roth's remarks?",
        "What did Bell make of Roth's statement?",
        "Which team has been asked to leave?",
        "When did Roth announce the tariffs?",
        "Where did the mayor call both sides?",
        "In which city did Roth warn the union?",
        "What did she say?",  # nobody can tell whose
    ],
)
def test_nobody_s_words_are_wanted(question: str) -> None:
    assert wanted_speaker(question) is None
