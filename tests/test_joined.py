"""A question over two things is asked as two, each whole; one that is asked of one thing stays as it is."""

import pytest

from rag.joined import singles


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        (
            "What did Ida Roth ask for, and how did Carl Moss reply to it?",
            ["What did Ida Roth ask for?", "How did Carl Moss reply to it?"],
        ),
        ("Where is Velm's quay? And who reopened the lock?", ["Where is Velm's quay?", "Who reopened the lock?"]),
        ("Who opened the quay but who closed the lock?", ["Who opened the quay?", "Who closed the lock?"]),
    ],
)
def test_two_questions_joined_are_two(question: str, parts: list[str]) -> None:
    assert singles(question) == parts


@pytest.mark.parametrize(
    ("question", "second"),
    [
        ("Which clerk sat opposite Ida Roth, and which opposite Carl Moss?", "Which clerk sat opposite Carl Moss?"),
        ("Who spoke for Velm at the fair and who at the strike talks?", "Who spoke for Velm at the strike talks?"),
        ("When did Ida Roth speak in Velm, and when in Ostburg?", "When did Ida Roth speak in Ostburg?"),
        ("How many drowned in the flood, and how many in the storm?", "How many drowned in the storm?"),
        ("Who worked near the quay, and who at the lock?", "Who worked at the lock?"),
        ("What was Velm's answer to Ost in June, and what was Roth's in May?", "What was Roth's answer in May?"),
        ("Whose words were “never again”, and whose were “too late”?", "Whose words were “too late”?"),
        ("Which Velm clerk met Moss, and which Ost one met Roth?", "Which Ost clerk met Roth?"),
        ("Who was the clerk that met Moss, and who was the one that met Roth?", "Who was the clerk that met Roth?"),
        ("What did China pledge to Laos and what did it ask of Japan?", "What did China ask of Japan?"),
        ("What did the union want of Moss, and what did it offer Roth?", "What did the union offer Roth?"),
        ("What did Ida Roth open in Velm, and whom did she meet there?", "Whom did Ida Roth meet in Velm?"),
        ("What did Roth say about the quay, and what did Moss say about it?", "What did Moss say about the quay?"),
        ("What did Roth say about the quay, and what did Moss say?", "What did Moss say about the quay?"),
        (
            "What did Roth ask Moss for, and what did Lund say about it?",
            "What did Lund say about what Roth asked Moss for?",
        ),
        (
            "Why has Roth closed the lock, and what did Lund say about that?",
            "What did Lund say about why Roth has closed the lock?",
        ),
        ("Where did Roth meet Moss, and what did Lund say?", "What did Lund say?"),
        ("Where did Roth and Moss meet, and when?", "When did Roth and Moss meet?"),
        ("When and where did Roth and Moss meet?", "Where did Roth and Moss meet?"),
        ("What did Roth ask Moss for, and why?", "Why did Roth ask Moss for it?"),
        ("In which port did Roth meet Moss, and when?", "When did Roth meet Moss?"),
        ("What did Roth say about the quay and when did she say it?", "When did Roth say about the quay?"),
        ("Which treaty did Roth sign, and when?", "When did Roth sign the treaty?"),
        ("Which treaty did Roth sign in Velm, and when did she sign it?", "When did Roth sign the treaty in Velm?"),
        ("How many clerks did Roth dismiss in Velm, and why?", "Why did Roth dismiss the clerks in Velm?"),
        ("Which treaty did Roth sign, and which did Moss refuse?", "Which treaty did Moss refuse?"),
        ("What did Roth offer and what was the one thing Moss refused?", "What was the one thing Moss refused?"),
        ("What caused the fire that was seen and what was the death toll?", "What was the death toll?"),
        ("What did Roth say the quay was worth and what was the reply of Moss?", "What was the reply of Moss?"),
        ("Who is Roth and what did Moss say about the quay?", "What did Moss say about the quay?"),
    ],
)
def test_what_the_second_leaves_out_is_taken_from_the_first(question: str, second: str) -> None:
    assert singles(question)[1] == second


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What did Ida Roth and Carl Moss say?", ["What did Ida Roth say?", "What did Carl Moss say?"]),
        (
            "What did both Ida Roth and the union each say of pay?",
            ["What did Ida Roth say of pay?", "What did the union say of pay?"],
        ),
        (
            "What did Ida Roth open in June 2024 and in May 2023 near Ost?",
            ["What did Ida Roth open in June 2024 near Ost?", "What did Ida Roth open in May 2023 near Ost?"],
        ),
        (
            "What did Roth say about the quay and about the strike?",
            ["What did Roth say about the quay?", "What did Roth say about the strike?"],
        ),
        (
            "How did Roth's plan for the quay differ from Moss's plan?",
            ["What was Roth's plan for the quay?", "What was Moss's plan?"],
        ),
        (
            "How did Roth's remarks in Velm differ from her words to Moss?",
            ["What were Roth's remarks in Velm?", "What were Roth's words to Moss?"],
        ),
    ],
)
def test_a_question_asked_of_two_is_asked_of_each(question: str, parts: list[str]) -> None:
    assert singles(question) == parts


@pytest.mark.parametrize(
    "question",
    [
        "When did the quay reopen and when?",
        "Who met Ida Roth and Carl Moss?",
        "What did Ida Roth and Carl Moss agree on?",  # one thing
        "What did Moscow and Pyongyang say about the reports?",  # states: it may be one statement
        "What did North and South Korea say about the talks?",
        "What did they agree to mend and to sell?",
        "How did growth in the second year compare with the first?",
        "What was Roth's, and what was Moss's in Velm?",  # of what, neither says
        "Where did Roth hear of it, and when was it?",
        "Who met Roth, and where?",  # who it was, the second cannot name
        "What did Roth tell Moss, and what did Lund tell him?",  # whom
        "What did Roth ask Moss to mend, and what did he sell to Lund?",  # which of the two
        "Why did Roth go to Velm and whom did Moss meet there?",  # who or where Velm is
        "Whom did Roth meet and when?",  # nobody names him
        "What did Roth sign in Velm and when?",
        "Which party did Roth refuse to join and when?",  # to join it, or it to join
        "What did Roth and Moss say to each other?",
        "What did Roth and Moss jointly announce?",
        "What did Moss and Moss announce?",  # a firm
        "What did Trinidad and Tobago say?",  # a state
        "What did Roth say about the quay and about its cost?",
        "Which new clerk from Velm met Roth and which one from Ost met Moss?",  # two words, noun or verb
    ],
)
def test_a_question_of_one_thing_stays_whole(question: str) -> None:
    assert singles(question) == [question]
