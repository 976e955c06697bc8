"""Dates: every day, month and weekday of a sentence must be one that the words cited name, or work out to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.data import Document
from rag.data import Check
from rag.days import meanings
from rag.evidence import Line, article_lines
from rag.guard.numbers import PUBLISHED
from rag.guard.verdict import missing
from rag.wording import byline

_MONTHS = "january february march april may june july august september october november december".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]}|t?\\b\\.?)" if month != "may" else "may" for month in _MONTHS)
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>\d{{4}}))?"
    rf"|\b(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)(?:,?\s+(?P<y2>\d{{4}})\b)?"
    rf"|\b(?P<m3>{_MONTH})\b\.?,?\s+(?P<y3>(?:19|20)\d\d)\b"
    rf"|(?:(?<=\bin )|(?<=\bof )|(?<=\bsince )|(?<=\buntil )|(?<=\blast )|(?<=\bearly )|(?<=\blate )|(?<=\bby )"
    rf"|(?<=\bmid-))(?P<m4>{_MONTH})\b"
    rf"|\b(?P<weekday>{'|'.join(_WEEKDAYS)})s?\b|\b(?P<near>yesterday|today|tomorrow|tonight"
    r"|(?:last|this|next)\s+(?:week|month|year|spring|summer|autumn|fall|winter|weekend|decade|century))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Day:
    """What a text says of a day; None where it does not say."""

    words: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    near: str | None = None

    def agrees(self, other: "Day") -> bool:
        """Whether the other says all that this says, and the same."""
        pairs = (
            (self.year, other.year),
            (self.month, other.month),
            (self.day, other.day),
            (self.weekday, other.weekday),
            (self.near, other.near),
        )
        return all(mine is None or mine == theirs for mine, theirs in pairs)


def check(sentence: str, cited: Sequence[Line], question: str) -> Check:
    """Check every date of the sentence against those of the lines cited, the lines before them and the question."""
    said = list(_days(sentence))
    if not said:
        return Check("dates", True)
    held = [day for line in cited for day in _held(line, PUBLISHED.search(question) is not None)]
    asked = list(_days(question))
    return missing("dates", [day.words for day in said if not any(day.agrees(other) for other in (*held, *asked))])


def _held(line: Line, published: bool) -> list[Day]:
    before = article_lines(line.document)[line.number - 1].text if line.number else ""
    text = f"{before}\n{line.text}"
    told = f"{text}\n{meanings(line.text, line.document)}\n{meanings(before, line.document)}"
    if published:
        told = f"{told}\n{byline(line.document)}"
    return [full for day in _days(told) for full in (day, _completed(day, line.document))]


def _completed(day: Day, document: Document) -> Day:
    """Return a day with the year of publication where it has none, and its weekday."""
    year = day.year or (document.published.year if document.published and day.month else None)
    if not (year and day.month and day.day):
        return replace(day, year=year)
    try:
        return replace(day, year=year, weekday=date(year, day.month, day.day).weekday())
    except ValueError:
        return day


def _days(text: str) -> Iterator[Day]:
    for match in _DATE.finditer(text):
        if match["weekday"]:
            yield Day(match.group(), weekday=_WEEKDAYS.index(match["weekday"].lower()))
        elif match["near"]:
            yield Day(match.group(), near=match["near"].lower())
        else:
            yield _calendar(match)


def _calendar(match: re.Match[str]) -> Day:
    month = next(match[name] for name in ("m1", "m2", "m3", "m4") if match[name])
    year = match["y1"] or match["y2"] or match["y3"]
    day = match["d1"] or match["d2"]
    number = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))
    return Day(match.group(), int(year) if year else None, number, int(day) if day else None)
