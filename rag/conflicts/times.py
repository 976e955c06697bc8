"""The times that a sentence names, on the calendar as far as its words go, and whether they are those of saying it."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from index.data import Document, Span
from rag.days import every_day

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH = "|".join((*(rf"{name[:3]}\.|{name}" for name in _MONTHS), r"Sept\."))
_DATE = re.compile(
    rf"\b(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})(?:,?\s+(?P<y1>(?:19|20)\d\d))?(?!\w)"
    rf"|\b(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y2>(?:19|20)\d\d))?(?!\w)"
    rf"|\b(?P<m3>{_MONTH})\s+(?P<y3>(?:19|20)\d\d)\b"
    rf"|\b(?:in|since|of|from|for|to|late|early|mid)[ -](?P<m4>{_MONTH})(?!\w)"
    r"|(?<![\d$€£.,-])\b(?P<y4>(?:19|20)\d\d)\b(?![,.-]?\d)"
)
_SAYING = (
    r"(?:said|says|told|announced|reported|stated|added|confirmed|warned|claimed|wrote|published|according|statement"
    r"|briefing|conference|interview|spoke|denied|posted|tweeted)"
)
_SAID_BEFORE = re.compile(
    rf"\b{_SAYING}\b(?:\s+(?:in|at|to|a|an|the|here|late|early|on|reporters|news|press|statement|conference|briefing"
    r"|interview|local|time|journalists|parliament))*\s*$",
    re.IGNORECASE,
)
_SAID_AFTER = re.compile(rf"^,?\s+(?:[\w’'-]+\s+){{0,5}}?{_SAYING}\b", re.IGNORECASE)
_LEADING = re.compile(r"\b(since|until|till|by|before|after|from|between)\s+(?:\w+\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Time:
    """A year, a month or a day as a text names it."""

    span: Span
    when: tuple[int, ...]  # (year,), (year, month) or (year, month, day)
    saying: bool  # whether it is when something was said
    leading: str  # "since", "until", "by", …; empty for a time at which something is
    by_clock: bool  # counted from the day of publication: "on Thursday"

    def meets(self, other: "Time") -> bool:
        """Whether both can be one time, as far as both are known."""
        known = min(len(self.when), len(other.when))
        return self.when[:known] == other.when[:known]

    @property
    def day(self) -> date | None:
        """The day, where it is known."""
        try:
            return date(*self.when) if len(self.when) == 3 else None
        except ValueError:
            return None


def times(text: str, document: Document) -> list[Time]:
    """Return the times that a text of an article names."""
    found = [_time(text, Span(*match.span()), _explicit(match, document), False) for match in _DATE.finditer(text)]
    found += [_time(text, named.span, _meant(named.meaning), True) for named in every_day(text, document)]
    return [time for time in found if time.when]


def _time(text: str, span: Span, when: tuple[int, ...], by_clock: bool) -> Time:
    before, after = text[: span.start], text[span.end :]
    before = re.sub(r"\b(?:(?:late|early)\s+)?on\s+$", "", before, flags=re.IGNORECASE)
    saying = bool(_SAID_BEFORE.search(before) or (not before.strip() and _SAID_AFTER.search(after)))
    leading = _LEADING.search(text[: span.start])
    return Time(span, when, saying, leading[1].lower() if leading else "", by_clock)


def _explicit(match: re.Match[str], document: Document) -> tuple[int, ...]:
    year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
    month, day = match["m1"] or match["m2"] or match["m3"] or match["m4"], match["d1"] or match["d2"]
    if month is None:
        return (int(year),)
    number = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month[:3]))
    if year is None and document.published is None:
        return ()
    known = int(year) if year or document.published is None else _nearest_year(document.published, number)
    return (known, number, int(day)) if day else (known, number)


def _nearest_year(published: date, month: int) -> int:
    """Return the year in which a month named without one lies nearest to the day of publication."""
    return min((-1, 0, 1), key=lambda step: abs(step * 12 + month - published.month)) + published.year


def _meant(meaning: str) -> tuple[int, ...]:
    for form, length in (("%d %B %Y", 3), ("%B %Y", 2), ("%Y", 1)):
        try:
            when = datetime.strptime(meaning, form)
        except ValueError:
            continue
        return (when.year, when.month, when.day)[:length]
    return ()
