"""Dates as articles print them, with no more precision than the words prove.

A date whose day and month could be swapped ("03/04/2024") is known by its year alone; a date without a year is none.
A day is the one printed; where a time and its zone stand beside it and it was the next day in UTC, that is noted too.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from dateutil import parser

from index.data import DatePrecision

_MONTH = (
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+)?"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_DATES = (
    rf"{_YEAR}(?P<sep>[-./])\d{{1,2}}(?P=sep)\d{{1,2}}(?!\d)",
    rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
    rf"{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
    rf"{_MONTH},?\s+{_YEAR}",
    rf"\d{{1,2}}(?P<mark>[/.-])\d{{1,2}}(?P=mark){_YEAR}",
)
_CLOCK = (
    r"(?:(?:T|,?\s*(?:[|–—-]\s*)?(?:at\s+)?)\d{1,2}[:.]\d\d(?::\d\d(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"(?:\s*\(?(?:Z|[A-Z]{2,5}|[+-]\d\d:?\d\d)\b\)?)?)?"
)
_LEADING = re.compile(rf"(?P<date>{'|'.join(_DATES)}){_CLOCK}", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d\d?)\2(\d\d?)(?!\d)")
_MONTH_AND_DAY = re.compile(rf"{_WEEKDAY}(?:{_MONTH}\s+{_DAY}|{_DAY}\s+{_MONTH})", re.IGNORECASE)
# Zones that lie behind UTC and are named by letters, in hours; of any other letters nothing is known.
_ZONES = {"AST": -4, "ADT": -3, "EST": -5, "EDT": -4, "ET": -4, "CST": -6, "CDT": -5, "CT": -5, "MST": -7, "MDT": -6,
    "MT": -6, "PST": -8, "PDT": -7, "PT": -7, "AKST": -9, "AKDT": -8, "HST": -10, "BRT": -3, "ART": -3}  # fmt: skip
_TIMED = re.compile(r"\d{1,2}[:.]\d\d")
# The fields that the text leaves open take their values from these two, and so show themselves by differing.
_OPEN = (datetime(2000, 1, 1), datetime(2004, 2, 2))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known by its day, month or year; `day` is the first day of what is known."""

    day: date
    precision: DatePrecision
    utc_day: date | None = None  # where it was another, later day in UTC


@dataclass(frozen=True, slots=True)
class MonthDay:
    """A day of a year that is not named."""

    month: int
    day: int

    def in_year(self, year: int) -> PartialDate | None:
        """Return the day in that year, or None where it does not exist."""
        if not 1 <= self.day <= calendar.monthrange(year, self.month)[1]:
            return None
        return PartialDate(date(year, self.month, self.day), DatePrecision.DAY)


def parse_date(text: str) -> PartialDate | None:
    """Return the date that the whole of `text` states: the day as it is printed, whatever its zone."""
    text = text.strip()
    known = _printed(text)
    return replace(known, utc_day=_later(text, known.day)) if known and _TIMED.search(text) else known


def _printed(text: str) -> PartialDate | None:
    if whole := _YEAR_FIRST.match(text):
        return _day(int(whole[1]), int(whole[3]), int(whole[4]))
    try:
        readings = [
            parser.parse(text, default=default, ignoretz=True, dayfirst=day_first)
            for default in _OPEN
            for day_first in (False, True)
        ]
    except (ValueError, OverflowError):
        return None
    return _agreed([reading.date() for reading in readings])


def leading_date(text: str) -> tuple[PartialDate, str] | None:
    """Return the date that `text` begins with, and what follows it and its time of day."""
    found = _LEADING.match(text)
    known = parse_date(found["date"].replace(" of ", " ")) if found else None
    if not found or not known:
        return None
    timed = replace(known, utc_day=_later(found.group().replace("|", " "), known.day))
    return timed, text[found.end() :].strip()


def parse_month_day(text: str) -> MonthDay | None:
    """Return the month and day of "Nov. 17" or "3 March", or None where `text` is anything else."""
    if not _MONTH_AND_DAY.fullmatch(text.strip()):
        return None
    try:
        found = parser.parse(text, default=_OPEN[0], ignoretz=True)
    except (ValueError, OverflowError):
        return None
    printed = re.search(r"\d+", text)
    return MonthDay(found.month, found.day) if printed and int(printed[0]) == found.day else None


def _later(text: str, day: date) -> date | None:
    """Return the day in UTC of a date with a time and a zone, where that is later than the day printed."""
    plain = re.sub(r"\b(?:UTC|GMT)\s*(?=[+-]\d)", "", text)
    try:
        moment = parser.parse(plain, tzinfos={name: 3600 * hours for name, hours in _ZONES.items()})
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None or moment.date() != day:
        return None
    later = moment.astimezone(UTC).date()
    return later if later > day else None


def _agreed(readings: list[date]) -> PartialDate | None:
    """Return what all the readings of one text share."""
    first = readings[0]
    if any(reading.year != first.year for reading in readings) or not 1500 <= first.year < 2200:
        return None
    if any(reading.month != first.month for reading in readings):
        return PartialDate(date(first.year, 1, 1), DatePrecision.YEAR)
    if any(reading.day != first.day for reading in readings):
        return PartialDate(date(first.year, first.month, 1), DatePrecision.MONTH)
    return PartialDate(first, DatePrecision.DAY)


def _day(year: int, month: int, day: int) -> PartialDate | None:
    try:
        return PartialDate(date(year, month, day), DatePrecision.DAY)
    except ValueError:
        return None
