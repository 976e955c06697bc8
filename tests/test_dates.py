from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.data import DatePrecision
from index.dates import MonthDay, leading_date, parse_date, parse_month_day


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2024-03-05", date(2024, 3, 5), "day"),
        ("5 March 2024", date(2024, 3, 5), "day"),
        ("March 5th, 2024", date(2024, 3, 5), "day"),
        ("Tuesday, March 5, 2024 at 10:15 p.m. EST", date(2024, 3, 5), "day"),
        ("2024.03.05 14:22", date(2024, 3, 5), "day"),
        ("25/03/2024", date(2024, 3, 25), "day"),
        ("March 2024", date(2024, 3, 1), "month"),
        ("2024-03", date(2024, 3, 1), "month"),
        ("2024", date(2024, 1, 1), "year"),
    ],
)
def test_a_date_is_as_precise_as_it_is_printed(text, day, precision):
    known = parse_date(text)
    assert (known.day, known.precision) == (day, DatePrecision(precision))


def test_a_zone_never_moves_the_day():
    assert parse_date("2024-03-05T23:30:00-05:00").day == date(2024, 3, 5)
    assert parse_date("2024-03-05T00:10:00+09:00").day == date(2024, 3, 5)


def test_day_and_month_that_could_be_swapped_are_not_guessed():
    known = parse_date("03/04/2024")
    assert (known.day, known.precision) == (date(2024, 1, 1), DatePrecision.YEAR)


@pytest.mark.parametrize(
    "text", ["", "Nov. 17", "Friday", "10:30", "yesterday", "2024-13-45", "2023-02-30", "7", "100"]
)
def test_what_names_no_year_or_no_day_is_no_date(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2024-03-05 The quay opens", "The quay opens"),
        ("March 5, 2024, 10:15 a.m. EST", ""),
        ("5 March 2024 | Lima", "| Lima"),
        ("2024-03-05T10:15:00Z more", "more"),
    ],
)
def test_a_leading_date_leaves_what_follows_it(text, rest):
    known, left = leading_date(text)
    assert known.day == date(2024, 3, 5)
    assert left == rest


def test_words_before_the_date_are_no_leading_date():
    assert leading_date("On March 5, 2024, the quay opened") is None


def test_month_and_day_take_the_year_that_is_given():
    assert parse_month_day("Nov. 17") == MonthDay(11, 17)
    assert parse_month_day("17 November") == MonthDay(11, 17)
    assert parse_month_day("Nov. 17, 2023") is None
    assert parse_month_day("Nov. 45") is None
    assert MonthDay(11, 17).in_year(2023).day == date(2023, 11, 17)
    assert MonthDay(2, 29).in_year(2023) is None


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)))
def test_iso_dates_come_back_as_they_are(day):
    known = parse_date(day.isoformat())
    assert (known.day, known.precision) == (day, DatePrecision.DAY)


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(text):
    known = parse_date(text)
    assert known is None or 1500 <= known.day.year < 2200
