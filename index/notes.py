"""Lines about the article that are not its text: "By A and B | Reuters", "Published: March 3, 2024", "Source: AFP"."""

import re
from dataclasses import dataclass, replace
from typing import Any

from index.bylines import Byline, is_person, parse_bare_byline, parse_byline, parse_names
from index.dates import MonthDay, PartialDate, leading_date, parse_month_day
from index.outlets import known_agency, short_name

_LABEL = re.compile(
    r"^(?P<key>title|headline|authors?|by|byline|writers?|reporters?|source|outlet|publication|publisher|newspaper|agency"
    r"|url|link|place|location|dateline)\s*:\s*(?P<value>\S.{0,300})$",
    re.I,
)
_KINDS = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("author", "authors", "by", "byline", "writer", "writers", "reporter", "reporters"), "authors"),
    **dict.fromkeys(("source", "outlet", "publication", "publisher", "newspaper", "agency"), "outlet"),
    **dict.fromkeys(("url", "link"), "url"),
    **dict.fromkeys(("place", "location", "dateline"), "place"),
}
_DATED = re.compile(
    r"^(?:(?P<later>(?:last\s+)?(?:updated|modified|revised))"
    r"|(?P<bare>date)|(?:first\s+|originally\s+)?(?:published|posted|issued)|(?:publication|release|issue)\s+date|dated(?=\s*:))"
    r"(?:\s+(?:on|at))?\s*:?\s*(?:\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?\s*(?:[A-Z]{2,4}\b)?,?\s*)?(?=\S)",
    re.I,
)
_LONGEST = 400  # of a line that is all note
_SEPARATOR = re.compile(r"\s*[|•·]\s*|\s+[–—-]\s+")
_STARTS_APART = re.compile(r"^(?:[|•·(/]|[–—-]\s|,?\s*(?:last\s+)?(?:updated|modified)\b)", re.I)


@dataclass(frozen=True, slots=True)
class Note:
    """What one line says of its article; `rest` is text that follows on the same line."""

    title: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    place: str | None = None
    url: str | None = None
    published: PartialDate | None = None
    updated: PartialDate | None = None
    month_day: MonthDay | None = None  # a publication day whose year is not printed
    rest: str = ""

    def and_then(self, later: "Note") -> "Note":
        """Return both notes as one: what this one leaves open from `later`, the authors of both."""
        return Note(
            title=self.title or later.title,
            outlet=self.outlet or later.outlet,
            authors=tuple(dict.fromkeys(self.authors + later.authors)),
            place=self.place or later.place,
            url=self.url or later.url,
            published=self.published or later.published,
            updated=self.updated or later.updated,
            month_day=self.month_day or later.month_day,
        )


def read_note(line: str) -> Note | None:
    """Return what a line says of its article, or None where the line is text."""
    if len(line) > _LONGEST:
        return _dated(line)
    return _labelled(line) or _dated(line) or _byline(line) or _segments(line)


def _labelled(line: str) -> Note | None:
    found = _LABEL.match(line)
    if not found:
        return None
    kind, value = _KINDS[found["key"].lower()], found["value"].strip()
    if kind == "authors":
        names = parse_names(value)
        return _from_byline(names) if names else None
    if kind == "outlet":
        return Note(outlet=short_name(value)) if len(value.split()) <= 6 and ";" not in value else None
    stated: dict[str, Any] = {kind: value}
    return Note(**stated)


def _dated(line: str) -> Note | None:
    """Read "Updated: 3 March 2024, 10:15"; after a bare "date 2024-03-03" the line may go on with the article."""
    found = _DATED.match(line)
    dated = leading_date(line[found.end() :]) if found else None
    if not found or not dated:
        return None
    known, rest = dated
    note = Note(updated=known) if found["later"] else Note(published=known)
    if not rest or _STARTS_APART.match(rest):
        return note.and_then(_segments(rest.strip(" |•·()/,–—-")) or Note())
    return replace(note, rest=rest) if found["bare"] else None


def _byline(line: str) -> Note | None:
    found = parse_byline(line) or parse_bare_byline(line)
    return _from_byline(found) if found else None


def _from_byline(byline: Byline) -> Note:
    note = Note(outlet=byline.outlet, authors=byline.authors)
    for part in byline.rest:
        note = note.and_then(_segment(part) or Note())
    return note


def _segments(line: str) -> Note | None:
    """Read "Reuters | March 3, 2024": a line of which every part is a date, a byline, an agency or a name."""
    parts = [part for part in _SEPARATOR.split(line) if part]
    whole = Note()
    for part in parts:
        note = _segment(part)
        if note is None and len(parts) > 1 and is_person(part):
            note = Note(authors=(part,))
        if note is None:
            return None
        whole = whole.and_then(note)
    return whole if whole != Note() else None


def _segment(part: str) -> Note | None:
    """Read a part of a line that is nothing but a date, a labelled date, a byline or an agency's name."""
    dated = leading_date(part)
    if dated and not dated[1]:
        return Note(published=dated[0])
    if day := parse_month_day(part):
        return Note(month_day=day)
    if agency := known_agency(part.strip("()[]/ ")):
        return Note(outlet=agency)
    return _dated(part) or _byline(part)
