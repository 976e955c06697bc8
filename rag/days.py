"""Days that an article names by its own clock: "on Thursday", "yesterday", "late last month", as calendar dates.

A weekday by itself is the last such day up to the day of publication, as agencies write it, or the first one from then
on where its clause looks ahead: "will meet on Friday".
"""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from index.data import DatePrecision, Document, Span

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NAMED = re.compile(
    rf"\b(?P<weekday>(?:(?:next|last)\s+)?(?:{'|'.join(_WEEKDAYS)}))\b|\b(?P<near>yesterday|today|tomorrow)\b"
    r"|\b(?P<which>last|this|next)\s+(?P<unit>month|year)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:will|plans? to|scheduled (?:for|to)|(?:is|are) (?:due|set|slated|expected))\b"
    r"(?:(?!\b(?:said|says|told|announced|reported|added|according)\b)[^.;:!?”\"\n])*$",
    re.IGNORECASE,
)
_NOT_ON = r"(?<!\bby )(?<!\buntil )(?<!\bsince )(?<!\bbefore )(?<!\bafter )(?<!\bfrom )(?<!\bnext )(?<!\bthe )"
_HAPPENED = re.compile(
    rf"{_NOT_ON}\b(?:(?P<weekday>(?:last\s+)?(?:{'|'.join(_WEEKDAYS)}))\b(?!['’]s)|(?P<near>yesterday|today)\b)",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = rf"(?P<{{}}>{'|'.join(month.title() for month in _MONTHS)})[a-z]*\.?"
_DATED = re.compile(
    rf"{_NOT_ON}\b(?:{_MONTH.format('one')}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b|(?P<first>\d{{1,2}})(?:st|nd|rd|th)?\s+"
    rf"{_MONTH.format('two')})(?!\w)(?:,?\s+(?P<year>(?:19|20)\d\d))?"
)


@dataclass(frozen=True, slots=True)
class NamedDay:
    """A time as an article words it, and what it is on the calendar: "16 November 2023", "May 2024" or "2024"."""

    words: str
    meaning: str
    span: Span = field(compare=False)  # of the words in the text


def named_days(text: str, document: Document) -> list[NamedDay]:
    """Return the times that `text` names relative to the article's date, each once; none where that day is unknown."""
    return list(dict.fromkeys(every_day(text, document)))


def every_day(text: str, document: Document) -> list[NamedDay]:
    """Return what `named_days` does, each as often as it stands in the text."""
    published = document.published
    if published is None or document.published_precision is not DatePrecision.DAY:
        return []
    found = _NAMED.finditer(text)
    return [NamedDay(match.group(), _meaning(match, published), Span(*match.span())) for match in found]


def meanings(text: str, document: Document) -> str:
    """Return what `named_days` finds as dates alone, in one string: "16 November 2023 May 2024"."""
    return " ".join(day.meaning for day in named_days(text, document))


def the_day(text: str, document: Document) -> date | None:
    """Return the one day, not later than the article's, on which something happened by `text`; None where unclear.

    "By", "until", "since", "before" and "after" a day name no day on which it happened.
    """
    if document.published is None or document.published_precision is not DatePrecision.DAY:
        return None
    published = document.published
    found = {
        _weekday(match["weekday"].lower(), published, False)
        if match["weekday"]
        else published - timedelta(days=match["near"].lower() == "yesterday")
        for match in _HAPPENED.finditer(text)
    }
    found |= {day for match in _DATED.finditer(text) if (day := _dated(match, published))}
    days = {day for day in found if day <= published}
    return days.pop() if len(days) == 1 and len(found) == 1 else None


def in_words(day: date) -> str:
    """Write a day as "16 November 2023"."""
    return f"{day.day} {day:%B %Y}"


def _meaning(match: re.Match[str], published: date) -> str:
    if match["weekday"]:
        ahead = _AHEAD.search(match.string, 0, match.start()) is not None
        return in_words(_weekday(match["weekday"].lower(), published, ahead))
    if match["near"]:
        return in_words(published + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}[match["near"].lower()]))
    step = {"last": -1, "this": 0, "next": 1}[match["which"].lower()]
    if match["unit"].lower() == "year":
        return str(published.year + step)
    months = published.year * 12 + published.month - 1 + step
    return f"{date(months // 12, months % 12 + 1, 1):%B %Y}"


def _weekday(words: str, published: date, ahead: bool) -> date:
    wanted = _WEEKDAYS.index(words.split()[-1])
    if words.startswith("next"):
        return published + timedelta(days=(wanted - published.weekday() - 1) % 7 + 1)
    if words.startswith("last"):
        return published - timedelta(days=(published.weekday() - wanted - 1) % 7 + 1)
    if ahead:
        return published + timedelta(days=(wanted - published.weekday()) % 7)
    return published - timedelta(days=(published.weekday() - wanted) % 7)


def _dated(match: re.Match[str], published: date) -> date | None:
    """Return the day of "Nov. 16" or "16 November 2023"; without a year it is the last such day by publication."""
    month = _MONTHS.index((match["one"] or match["two"])[:3].lower()) + 1
    number, year = int(match["day"] or match["first"]), match["year"]
    for candidate in [int(year)] if year else [published.year, published.year - 1]:
        try:
            day = date(candidate, month, number)
        except ValueError:
            return None
        if year or day <= published:
            return day
    return None
