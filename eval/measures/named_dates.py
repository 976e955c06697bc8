"""Dates on the calendar as a text names them, and what an article's "on Thursday" or "last month" stands for.

A second reading of both, apart from the answerer's, so that neither can hide a fault of the other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from index.data import Span

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_NEAR = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1}
_STEPS = {"last month": -1, "this month": 0, "next month": 1}
_MONTH = rf"\b(?:{'|'.join(_MONTHS)}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
_DATE = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH})(?:,? (?P<year>\d{{4}})\b)?"
    rf"|(?P<month_first>{_MONTH}) (?P<day_second>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year_last>\d{{4}})\b)?"
    rf"|(?P<month_only>{_MONTH}),? (?P<year_only>\d{{4}})\b"
    r"|\bthe (?P<day_only>\d{1,2})(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"\b(?:will|would|due|plan\w*|scheduled|set|slated|expected|to be|is to|are to)\b", re.IGNORECASE)
WEEK = 7


@dataclass(frozen=True, slots=True)
class NamedDate:
    """A date as far as a text gives it: it has a day or a month."""

    place: Span
    day: int | None
    month: int | None
    year: int | None

    def can_be(self, day: date) -> bool:
        """Return whether the day is the one named, or in the month that is."""
        parts = ((self.day, day.day), (self.month, day.month), (self.year, day.year))
        return all(named is None or named == part for named, part in parts)


def dates(text: str) -> Iterator[NamedDate]:
    """Yield the dates that a text names: "3 May 2024", "May 3", "May 2024", "the 3rd"."""
    for match in _DATE.finditer(text):
        day = match["day"] or match["day_second"] or match["day_only"]
        year = match["year"] or match["year_last"] or match["year_only"]
        month = match["month"] or match["month_first"] or match["month_only"]
        number = month and next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month[:3].lower()))
        yield NamedDate(Span(*match.span()), int(day) if day else None, number or None, int(year) if year else None)


def stands_for(words: str, named: NamedDate, published: date) -> bool:
    """Return whether an article's words, read on its day of publication, name that date without writing it.

    A weekday is the last one up to that day or, where the words look ahead, the first one after it.
    """
    if any(named.can_be(day) for day in days(words, published)):
        return True
    months = published.year * 12 + published.month - 1
    steps = (step for phrase, step in _STEPS.items() if phrase in words.lower())
    firsts = (divmod(months + step, 12) for step in steps)
    return named.day is None and any(named.can_be(date(year, month + 1, 1)) for year, month in firsts)


def days(words: str, published: date) -> Iterator[date]:
    """Yield the days that an article's words may stand for."""
    words = words.lower()
    yield from (published + timedelta(days=step) for word, step in _NEAR.items() if re.search(rf"\b{word}\b", words))
    for at, weekday in enumerate(_WEEKDAYS):
        if not re.search(rf"\b{weekday}\b", words):
            continue
        back = (published.weekday() - at) % WEEK
        yield published - timedelta(days=back)
        if _AHEAD.search(words) or f"next {weekday}" in words:
            yield published + timedelta(days=(at - published.weekday() - 1) % WEEK + 1)
        if f"last {weekday}" in words and back == 0:
            yield published - timedelta(days=WEEK)
