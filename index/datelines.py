"""The dateline that opens a report: "SEOUL, Nov. 17 (Yonhap) -- ", "LIMA, Peru (AP) — ", "PARIS — "."""

import re
from dataclasses import dataclass

from index.dates import MonthDay, PartialDate, leading_date, parse_month_day
from index.outlets import AGENCIES, looks_like_outlet, short_name

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_UPPER = r"[^\W\d_a-z](?:[^\W\d_a-z]|[.'’-])+"
_TITLE = r"[^\W\d_a-z][\w.'’-]*"
_REGION = rf",\s*(?!{_MONTH}\s+\d|{_WEEKDAY}\b){_TITLE}(?:\s+{_TITLE}){{0,2}}"
_CAPITALS = rf"{_UPPER}(?:[ /]{_UPPER}){{0,4}}(?:{_REGION})?"
_ANY_PLACE = rf"(?:{_CAPITALS}|{_TITLE}(?:\s+{_TITLE}){{0,2}}(?:{_REGION})?)"
_DATE = (
    rf"(?P<date>{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+{_MONTH}(?:,?\s+\d{{4}})?"
    rf"|{_WEEKDAY})"
)
_DASH = r"\s*(?:--+|[—–]|-)\s*"
_SENTENCE = r"(?=[^\W\d_a-z]|[\d“\"‘'(])"
_BY_OUTLET = re.compile(
    rf"(?:(?P<place>{_ANY_PLACE})(?:,|\.|\s)\s*)?(?:{_DATE}[.,]?\s*)?"
    rf"(?:\((?P<round>[^()/]{{2,40}})\)\.?(?:{_DASH}|:\s+)|/\s?(?P<slashed>[^/]{{2,30}}?)\s?/\.?(?:{_DASH}|\s+)){_SENTENCE}"
)
_AGENCY = "|".join(map(re.escape, AGENCIES))
_BY_AGENCY = re.compile(
    rf"(?:(?P<place>{_ANY_PLACE})\s+)??(?P<agency>{_AGENCY})(?:\s+{_TITLE})?\s*[—–]\s*(?:$|{_SENTENCE})"
)
_BY_CAPITALS = re.compile(rf"(?P<place>{_CAPITALS})(?:,\s*{_DATE})?(?:\s*(?:--+|[—–])|\s+-)\s+{_SENTENCE}")
_BY_COLON = re.compile(rf"(?P<place>{_CAPITALS})(?:,\s*{_DATE})?:\s+{_SENTENCE}")
_BY_COUNTRY = re.compile(rf"(?P<place>{_TITLE}(?:\s+{_TITLE})?,\s+{_TITLE}(?:\s+{_TITLE}){{0,2}})\s+[—–]\s+{_SENTENCE}")
_LONGEST = 200  # more than a dateline and the word after it
_FLAG = re.compile(
    "ANALYSIS|BREAKING|CAPTION|CORRECT(?:ED|ION)|EDITORIAL|EXCLUSIVE|EXPLAIN(?:ED|ER)|FACTBOX|FEATURE|FILE|IMAGE|INTERVIEW|LIVE|NOTE|OPINION|PHOTOS?"
    "|UPDATED?|URGENT|VIDEO|WATCH"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline's parts; the report itself begins at `end`."""

    end: int
    place: str | None = None  # as printed
    outlet: str | None = None
    date: PartialDate | None = None
    month_day: MonthDay | None = None  # where no year is printed


def parse_dateline(text: str) -> Dateline | None:
    """Return what looks like the dateline that opens `text`, or None; without an outlet or a date it is a guess."""
    opening = text[:_LONGEST]
    return _with_outlet(opening) or _with_bare_agency(opening) or _without_outlet(opening)


def _with_outlet(text: str) -> Dateline | None:
    found = _BY_OUTLET.match(text)
    if not found:
        return None
    place, outlet = found["place"], (found["round"] or found["slashed"]).strip()
    certain = looks_like_outlet(outlet) or found["date"] or (place and _is_capitals(place))
    if not certain or not outlet[0].isalpha() or len(outlet.split()) > 5:
        return None
    return _dateline(found, short_name(outlet))


def _with_bare_agency(text: str) -> Dateline | None:
    """Read "Hong Kong CNN — ", which may stand on a line of its own."""
    found = _BY_AGENCY.match(text)
    return Dateline(found.end(), found["place"], found["agency"]) if found else None


def _without_outlet(text: str) -> Dateline | None:
    for pattern in (_BY_CAPITALS, _BY_COUNTRY, _BY_COLON):
        found = pattern.match(text)
        if found and not _FLAG.fullmatch(found["place"].split()[0].strip(".,")):
            return _dateline(found, None)
    return None


def _dateline(found: re.Match[str], outlet: str | None) -> Dateline:
    printed = found.groupdict().get("date") or ""
    full = leading_date(printed)
    place = found["place"].rstrip(",") if found["place"] else None
    return Dateline(found.end(), place, outlet, full[0] if full else None, parse_month_day(printed))


def _is_capitals(place: str) -> bool:
    return place.split(",")[0].isupper()
