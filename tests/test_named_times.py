"""Times that a question names by the calendar, all asked on Friday, 15 November 2024."""

from datetime import date

import pytest

from index.data import Period
from rag.named_times import named_times

TODAY = date(2024, 11, 15)


def understood(question: str) -> list[tuple[str, str, str]]:
    return [(time.words, str(time.period.first), str(time.period.last)) for time in named_times(question, TODAY)]


@pytest.mark.parametrize(
    ("question", "words", "first", "last"),
    [
        ("What happened last week?", "last week", "2024-11-04", "2024-11-10"),
        ("Which ship sailed this week?", "this week", "2024-11-09", "2024-11-15"),
        ("Who met Tom Bell this week?", "this week", "2024-11-09", "2024-11-15"),
        ("What did Roth tell Bell three days ago?", "three days ago", "2024-11-12", "2024-11-12"),
        ("What was decided last month?", "last month", "2024-10-01", "2024-10-31"),
        ("Who won in 2023?", "in 2023", "2023-01-01", "2023-12-31"),
        ("Who spoke in June 2022?", "in June 2022", "2022-06-01", "2022-06-30"),
        ("Who spoke in June?", "in June", "2024-06-01", "2024-06-30"),
        ("Who spoke in December?", "in December", "2023-12-01", "2023-12-31"),
        ("Who spoke on 3 June?", "on 3 June", "2024-06-03", "2024-06-03"),
        ("Who spoke on Monday?", "on Monday", "2024-11-11", "2024-11-11"),
        ("Who spoke on Friday?", "on Friday", "2024-11-15", "2024-11-15"),
        ("Who spoke last Friday?", "last Friday", "2024-11-08", "2024-11-08"),
        ("Who spoke on Monday, November 11, 2024?", "on Monday, November 11, 2024", "2024-11-11", "2024-11-11"),
        ("Who spoke three days ago?", "three days ago", "2024-11-12", "2024-11-12"),
        ("Who spoke in the past ten days?", "in the past ten days", "2024-11-05", "2024-11-15"),
        ("Who spoke before 3 June?", "before 3 June", "None", "2024-06-02"),
        ("Who spoke until 3 June?", "until 3 June", "None", "2024-06-03"),
        ("Who led since March?", "since March", "2024-03-01", "None"),
        ("Who led after March 2024?", "after March 2024", "2024-04-01", "None"),
        ("Who spoke in early June 2024?", "in early June 2024", "2024-06-01", "2024-06-10"),
        ("Who spoke in mid-2023?", "in mid-2023", "2023-05-02", "2023-09-01"),
        ("Who spoke in the summer of 2023?", "in the summer of 2023", "2023-06-01", "2023-08-31"),
        ("What fell in the 1990s?", "in the 1990s", "1990-01-01", "1999-12-31"),
        ("Who met between 3 May and 9 June 2022?", "between 3 May and 9 June 2022", "2022-05-03", "2022-06-09"),
        ("Who led from May to July 2022?", "from May to July 2022", "2022-05-01", "2022-07-31"),
        ("What did Theresa May say in May?", "in May", "2024-05-01", "2024-05-31"),
        ("Who spoke before the end of 2023?", "before the end of 2023", "None", "2023-12-31"),
        ("Who spoke by the end of May 2024?", "by the end of May 2024", "None", "2024-05-31"),
        ("Who spoke before the start of 2024?", "before the start of 2024", "None", "2023-12-31"),
        ("Who led after the start of 2024?", "after the start of 2024", "2024-01-01", "None"),
        ("Who led since the beginning of May?", "since the beginning of May", "2024-05-01", "None"),
        ("Who led after the end of 2023?", "after the end of 2023", "2024-01-01", "None"),
        ("Who led since the end of 2023?", "since the end of 2023", "2024-01-01", "None"),
        ("Who led at the end of May?", "at the end of May", "2024-05-21", "2024-05-31"),
        ("Who led before early May?", "before early May", "None", "2024-04-30"),
        ("Who met between 2023 and 2020?", "between 2023 and 2020", "2020-01-01", "2023-12-31"),
        ("Who met from 2024 to 2020?", "from 2024 to 2020", "2020-01-01", "2024-12-31"),
        ("Who led from November to March?", "from November to March", "2023-11-01", "2024-03-31"),
        ("What came of yesterday's vote?", "of yesterday", "2024-11-14", "2024-11-14"),
    ],
)
def test_a_time_is_found_and_means_these_days(question: str, words: str, first: str, last: str) -> None:
    assert understood(question) == [(words, first, last)]


def test_two_times_are_told_apart() -> None:
    assert understood("What did she say in June 2024 and in November 2023?") == [
        ("in June 2024", "2024-06-01", "2024-06-30"),
        ("in November 2023", "2023-11-01", "2023-11-30"),
    ]


@pytest.mark.parametrize(
    "question",
    [
        "What did Theresa May say?",
        "What may happen?",
        "Who marched in the Great March of Return?",
        "What did the Sunday Times report?",
        "What was sold on Black Friday?",
        "Did 2,024 people come?",
        "Why were 2000 soldiers sent to the border?",
        "What is planned for next week?",
        "What shall be done by 2030?",
        "Who is June Osborne?",
        "What does the COVID-2019 plan say?",
    ],
)
def test_names_numbers_and_days_to_come_name_no_time(question: str) -> None:
    assert understood(question) == []


@pytest.mark.parametrize(
    ("question", "publication"),
    [
        ("What did articles published in June 2024 say?", True),
        ("What do reports from last month say?", True),
        ("As of 3 June 2024, who is mayor?", True),
        ("How many cases were reported in June 2024?", False),
    ],
)
def test_a_question_for_articles_of_a_time_is_told_from_one_for_events(question: str, publication: bool) -> None:
    assert [time.publication for time in named_times(question, TODAY)] == [publication]


def test_as_of_a_day_ends_with_it() -> None:
    (time,) = named_times("As of 3 June 2024, who is mayor?", TODAY)
    assert time.period == Period(None, date(2024, 6, 3))
