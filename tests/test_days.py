"""Days by an article's own clock."""

from datetime import date

import pytest

from index.data import DatePrecision
from rag.conflicts.times import times
from rag.days import in_words, named_days
from rag.evidence import evidence_lines
from rag.reading import with_days
from tests.conftest import make_document

THURSDAY = date(2023, 11, 16)


def days(text: str, published: date | None = THURSDAY, **fields: object) -> list[tuple[str, str]]:
    return [(day.words, day.meaning) for day in named_days(text, make_document("a", text, published, **fields))]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("The two met on Thursday.", "16 November 2023"),
        ("The two met on Friday.", "10 November 2023"),
        ("The two met last Thursday.", "9 November 2023"),
        ("The two met last Wednesday.", "15 November 2023"),
        ("The two meet next Thursday.", "23 November 2023"),
        ("The two meet next Friday.", "17 November 2023"),
        ("The two will meet on Friday.", "17 November 2023"),
        ("The two are due to meet in Velm on Thursday.", "16 November 2023"),
        ("Talks are scheduled for Sunday.", "19 November 2023"),
        ("The two will meet soon, the ministry said on Monday.", "13 November 2023"),
        ("The games were stopped due to rain on Friday.", "10 November 2023"),
        ("They met yesterday.", "15 November 2023"),
        ("They meet today.", "16 November 2023"),
        ("They meet tomorrow.", "17 November 2023"),
        ("They met late last month.", "October 2023"),
        ("They meet next month.", "December 2023"),
        ("They met earlier this year.", "2023"),
        ("They met last year.", "2022"),
    ],
)
def test_a_time_by_the_article_s_clock(text: str, meaning: str) -> None:
    assert [found for _, found in days(text)] == [meaning]


@pytest.mark.parametrize(
    ("published", "text", "meaning"),
    [
        (date(2024, 1, 31), "last month", "December 2023"),
        (date(2024, 12, 1), "next month", "January 2025"),
        (date(2024, 3, 1), "yesterday", "29 February 2024"),
    ],
)
def test_the_turn_of_a_year_and_a_leap_day(published: date, text: str, meaning: str) -> None:
    assert days(text, published) == [(text, meaning)]


def test_each_is_named_once_in_the_text_s_order_as_it_is_worded() -> None:
    assert days("On Monday and last Monday, then on Monday yesterday.") == [
        ("Monday", "13 November 2023"),
        ("last Monday", "13 November 2023"),
        ("yesterday", "15 November 2023"),
    ]


@pytest.mark.parametrize("text", ["Nobody met.", "16 November", "the Mondays", "a last year-end month"])
def test_other_words_name_no_day(text: str) -> None:
    assert [day for day in days(text) if day[0] != "last year"] == []


def test_an_article_whose_day_is_unknown_names_none() -> None:
    assert days("on Monday", None) == []
    assert days("on Monday", date(2023, 11, 1), published_precision=DatePrecision.MONTH) == []


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (
            "Talks will resume next Monday, the ministry said on Monday.",
            "Talks will resume next Monday (20 November 2023), the ministry said on Monday (13 November 2023).",
        ),
        ("They met on Monday, and on Monday only.", "They met on Monday (13 November 2023), and on Monday only."),
        ("Monday’s talks failed.", "Monday’s (13 November 2023) talks failed."),
        ("They met in May.", "They met in May."),
    ],
)
def test_each_date_stands_beside_its_own_day(text: str, written: str) -> None:
    [line] = evidence_lines(make_document("a", text, THURSDAY))
    assert with_days(line) == written


def test_accounts_are_compared_by_each_day_as_it_is_worded() -> None:
    article = make_document("a", "Talks resume next Monday, the ministry said on Monday.", THURSDAY)
    assert [time.when for time in times(article.text, article)] == [(2023, 11, 20), (2023, 11, 13)]


def test_days_are_written_out() -> None:
    assert in_words(date(2024, 5, 3)) == "3 May 2024"
