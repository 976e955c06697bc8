"""Times as a question names them ("last week", "in June 2024", "before 3 May"), as days of the calendar.

A grammar of closed classes finds the words; dateparser says which days they mean, counted from the day of the question.
dateparser is imported here and nowhere else.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from index.data import Period
from rag.years import counts

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_MONTH = rf"(?:(?:{_MONTHS})\b|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d,.]*\d)"
_YEAR = r"(?:19|20)\d\d(?![\d,.]*\d)"
_SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_SOME = r"(?:few|several|couple\s+of)"
_SPAN = r"(?:day|week|month|year)"
# The names of the groups say how the words are read; the first that fits counts.
_UNITS = rf"""
    (?P<exact>(?:{_WEEKDAY},?\s+)?(?:{_DAY}\s+(?:of\s+)?{_MONTH}|{_MONTH}\s+{_DAY})(?:,?\s+{_YEAR})?
        |{_YEAR}-\d\d-\d\d(?!\d)|{_MONTH},?\s+{_YEAR})
    |(?P<season>{_SEASON}(?:\s+of)?\s+{_YEAR})
    |(?P<decade>(?:19|20)\d0s\b)
    |(?P<near>(?:yesterday|today|tonight|last\s+night|this\s+(?:morning|afternoon|evening))\b)
    |(?P<ago>{_NUMBER}\s+{_SPAN}s?\s+ago\b)
    |(?P<span>(?:past|last|previous)\s+(?:(?:{_NUMBER}|{_SOME})\s+)?{_SPAN}s\b|past\s+{_SPAN}\b)
    |(?P<which>(?:last|previous|this|current)\s+(?:(?:week|weekend|month|year)\b|{_WEEKDAY}\b|{_MONTH}))
    |(?P<year>(?<![–.,\d])(?<![A-Z\d]-){_YEAR}(?!-))
    |(?P<weekday>{_WEEKDAY}\b(?!\s+[A-Z]))
    |(?P<month>{_MONTH}(?!\s+[A-Z]))
"""
_UNIT = re.compile(_UNITS, re.VERBOSE)
_RELATION = re.compile(
    r"(?:^|(?<=\s))(?:(?P<relation>as\s+of|before|by|until|till|prior\s+to|ahead\s+of|up\s+to|after|since|following|from"
    r"|between|in|on|during|of|at|for|throughout|through|over|within|and|to)\s+)?(?:the\s+|his\s+|her\s+|its\s+|their\s+)?"
    r"(?:(?P<portion>early|mid|late|(?:start|beginning|middle|end)\s+of)[\s-]+)?$",
    re.IGNORECASE,
)
REACH = 100  # characters that are read for what leads a time
_OF_A_NAME = re.compile(r"(?<!^)\b[A-Z]\w*\s+$")  # "Black Friday", "Theresa May"
_RELATIVE = frozenset(("near", "ago", "span", "which"))  # of no name: "Who met Xi this week?"
_REACHES = re.compile(r"\s*(?:[-–]|\band|\bto|\buntil|\bthrough)\s*$", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:articles?|reports?|stories|coverage|headlines?|pieces?)\s+(?:(?:was|were|that|which|appeared|published|written"
    r"|printed|dated)\s+)*$|\b(?:published|printed|written|dated)\s+$",
    re.IGNORECASE,
)
_OPEN_START = frozenset(("before", "by", "until", "till", "prior to", "ahead of", "up to", "as of"))
_OUTSIDE = frozenset(("before", "prior to", "ahead of", "after", "following"))  # the days themselves are not meant
_OPEN_END = frozenset(("after", "since", "following"))
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Named:
    """Words of a question that name a time, and what they mean."""

    words: str
    start: int  # offset into the question
    end: int
    period: Period
    publication: bool = False  # whether it is the day of publication that the question names


def named_times(question: str, today: date) -> list[Named]:
    """Return the times that a question names by the calendar, in its order, "today" being the day it is asked."""
    found: list[Named] = []
    held: _Found | None = None
    for unit in _units(question):
        days = _days(unit, today)
        if days is None:
            continue
        here = _Found(unit, question, days)
        if held is not None and here.ends_range_of(held):
            found[-1] = held.to(here)
            held = None
        else:
            found.append(here.named)
            held = here
    return found


def related(period: Period, relation: str) -> Period:
    """Return the days that stand in a relation to others: before, until, since or after them, or those themselves."""
    if relation in _OPEN_START:
        return Period(None, _shifted(period.first, -1) if relation in _OUTSIDE else period.last)
    if relation in _OPEN_END:
        return Period(_shifted(period.last, 1) if relation in _OUTSIDE else period.first, None)
    return period


@dataclass(frozen=True, slots=True)
class _Found:
    """A unit of the calendar where it stands in the question."""

    unit: re.Match[str]
    question: str
    days: Period

    @property
    def _before(self) -> re.Match[str] | None:
        return _led(self.unit)

    @property
    def relation(self) -> str:
        """The preposition that leads it, in lower case."""
        before = self._before
        return " ".join((before["relation"] or "").lower().split()) if before else ""

    @property
    def start(self) -> int:
        """Where its words begin, with the preposition and what stands between."""
        before = self._before
        leads = before is not None and before["relation"] and self.relation not in ("and", "to")
        return before.start() if before is not None and leads else self.unit.start()

    @property
    def named(self) -> Named:
        """The time that it names by itself."""
        return self._named(self.unit.end(), related(self.days, self.relation), self.relation == "as of")

    def ends_range_of(self, first: "_Found") -> bool:
        """Whether the two name one stretch: "between 3 and 9 May", "from May to July"."""
        between = self.question[first.unit.end() : self.unit.start()]
        return first.relation in ("between", "from") and _REACHES.fullmatch(between) is not None

    def to(self, last: "_Found") -> Named:
        """Return the time from this to another, which closes the stretch."""
        first = _days(self.unit, last.days.last) if last.days.last else None  # "from May to July 2022"
        period = _stretch(first or self.days, last.days)
        return self._named(last.unit.end(), period)

    def _named(self, end: int, period: Period, published: bool = False) -> Named:
        start = self.start
        published = published or _PUBLISHED.search(self.question, max(0, start - REACH), start) is not None
        return Named(self.question[start:end].strip(), start, end, period, published)


def _units(question: str) -> Iterator[re.Match[str]]:
    """Yield the units of the calendar that a question names."""
    for match in _UNIT.finditer(question):
        if match.lastgroup == "year" and counts(question, *match.span()):
            continue
        before, led = question[max(0, match.start() - REACH) : match.start()], _led(match)
        leads = led is not None and bool(led["relation"] or led["portion"] or led.group().strip())
        named = leads or match.lastgroup in _RELATIVE or not _OF_A_NAME.search(before)
        if not before[-1:].isalnum() and named and (leads or match.lastgroup != "month"):  # "May" may be anything
            yield match


def _led(unit: re.Match[str]) -> re.Match[str] | None:
    """Return the preposition, article and portion that lead a unit."""
    return _RELATION.search(unit.string, max(0, unit.start() - REACH), unit.start())


def _days(unit: re.Match[str], today: date) -> Period | None:
    """Return the days of a unit; None where it names none, or only days to come."""
    led = _led(unit)
    meaning = _meaning(str(unit.lastgroup), " ".join(unit.group().split()), today)
    if meaning is None or meaning.first is None or meaning.first > today:
        return None
    if led is None:
        return meaning
    portion, relation = (led["portion"] or "").lower().split(" ")[0], " ".join((led["relation"] or "").lower().split())
    return (relation in _OPEN_START | _OPEN_END and _edge(meaning, portion)) or _part_of(meaning, portion)


def _stretch(one: Period, other: Period) -> Period:
    """Return the days from one period to another, whichever is named first."""
    backwards = one.first and other.last and one.first > other.last
    return Period(other.first, one.last) if backwards else Period(one.first, other.last)


def _edge(period: Period, portion: str) -> Period | None:
    """Return where a period begins or ends, in "before the end of": between two days, so it ends before it begins."""
    match portion:
        case "start" | "beginning":
            return Period(period.first, _shifted(period.first, -1))
        case "end":
            return Period(_shifted(period.last, 1), period.last)
    return None


def _meaning(kind: str, words: str, today: date) -> Period | None:
    match kind:
        case "decade":
            return Period(date(int(words[:4]), 1, 1), date(int(words[:4]) + 9, 12, 31))
        case "season":
            return _season(words)
        case "span":
            return _span(words, today)
        case "which":
            return _which(words.split()[0].lower(), words.split()[-1], today)
        case "weekday":
            return _parsed(words, today + timedelta(days=1))  # today is one of them
    return _parsed(words, today)


def _which(which: str, unit: str, today: date) -> Period | None:
    """Return the days of "last week", "this weekend", "last June" or "this Friday"."""
    present = which in ("this", "current")
    if unit == "weekend":
        sunday = today - timedelta(days=(today.weekday() + 1) % 7)
        return Period(sunday - timedelta(days=1), sunday)
    if unit == "week" and present:
        return Period(today - timedelta(days=6), today)
    if unit[0].isupper():
        return _parsed(unit, today)
    return _parsed(f"{'this' if present else 'last'} {unit}", today)


def _span(words: str, today: date) -> Period | None:
    """Return the days of "the past three weeks"; "few" and no number at all count as three."""
    *number, unit = re.sub(rf"{_SOME}", "three", words).split()[1:]
    count = number[0] if number else "three" if unit.endswith("s") else "one"
    first = _parsed_day(f"{count} {unit} ago", today)
    return Period(first[0], today) if first else None


def _season(words: str) -> Period:
    month, year = _SEASONS[words.split()[0].lower()], int(words.split()[-1])
    later = month + 2
    return Period(date(year, month, 1), _month_end(year + (later > 12), (later - 1) % 12 + 1))


def _part_of(period: Period, portion: str) -> Period:
    """Return the third of a month or year that "early", "mid" or "late" means."""
    if not portion or period.first is None or period.last is None:
        return period
    third = (period.last - period.first).days // 3
    match portion:
        case "early" | "start" | "beginning":
            return Period(period.first, period.first + timedelta(days=third))
        case "mid" | "middle":
            return Period(period.first + timedelta(days=third), period.last - timedelta(days=third))
    return Period(period.last - timedelta(days=third), period.last)


def _parsed(words: str, today: date) -> Period | None:
    """Return the days of what dateparser knows: a day, or the whole week, month or year that is named."""
    match _parsed_day(words, today):
        case None:
            return None
        case day, "week":
            monday = day - timedelta(days=day.weekday())
            return Period(monday, monday + timedelta(days=6))
        case day, "month":
            return Period(day.replace(day=1), _month_end(day.year, day.month))
        case day, "year":
            return Period(day.replace(month=1, day=1), day.replace(month=12, day=31))
        case day, _:
            return Period(day, day)


@lru_cache(maxsize=512)
def _parsed_day(words: str, today: date) -> tuple[date, str] | None:
    """Return what dateparser makes of the words: a day, and how much of it is named."""
    found = _dateparser(today).get_date_data(words)
    return (found.date_obj.date(), found.period) if found.date_obj else None


@lru_cache(maxsize=64)
def _dateparser(today: date) -> Any:
    from dateparser.date import DateDataParser

    base = datetime(today.year, today.month, today.day)
    return DateDataParser(languages=["en"], settings={"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"})


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _shifted(day: date | None, days: int) -> date | None:
    return day + timedelta(days=days) if day else None
