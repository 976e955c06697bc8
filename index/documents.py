"""From a raw article to a document: its canonical text, and what is stated weighed against what the text says."""

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import PurePosixPath

from index.bylines import is_person
from index.canonical import clean, compose
from index.data import DatePrecision, DateSource, Document
from index.dates import PartialDate, parse_date
from index.errors import BadInput
from index.fields import Fields
from index.metadata import read_article
from index.notes import Note
from index.raw import RawArticle

_HEAD_CHARS = 600  # where a title that a program wrote must be printed to be believed
_DATED_NAME = re.compile(r"^(\d{4}-\d\d-\d\d)(?!\d)")
_Dated = tuple[PartialDate | None, DateSource]


def make_document(
    raw: RawArticle, path: str, default_id: str, override: Fields, warn: Callable[[str], None]
) -> Document:
    """Return the document of an article; raises BadInput where it has no text. `warn` hears of dates not understood."""
    stated = override.over(raw.stated)
    reading = read_article(raw.text, stated.title or _confirmed_title(raw))
    text, captions = compose(reading.paragraphs, [*reading.captions, *map(clean, raw.captions)])
    if not text:
        raise BadInput("has no text")
    published, source = _publication(stated.published, reading.note, path, warn)
    return Document(
        id=stated.id or default_id,
        title=stated.title or reading.title,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        path=path,
        raw_sha256=raw.sha256,
        ingested=datetime.now(UTC),
        outlet=stated.outlet or reading.note.outlet,
        authors=stated.authors or reading.note.authors or _hinted_authors(raw),
        url=stated.url or reading.note.url,
        place=stated.place or reading.note.place,
        published=published.day if published else None,
        published_precision=published.precision if published else DatePrecision.UNKNOWN,
        published_source=source,
        utc_day=published.utc_day if published else None,
        cites=reading.cites,
        captions=captions,
    )


def _confirmed_title(raw: RawArticle) -> str | None:
    title = raw.hinted.title
    printed = title and _letters(title) in _letters(raw.text[:_HEAD_CHARS])
    return title if printed else None


def _hinted_authors(raw: RawArticle) -> tuple[str, ...]:
    return tuple(name for name in raw.hinted.authors if is_person(name))


def _publication(stated: str | None, note: Note, path: str, warn: Callable[[str], None]) -> _Dated:
    """Weigh the dates: what is stated, made finer by a text that agrees; then the text's; then the file name's."""
    known = parse_date(stated) if stated else None
    if stated and not known:
        warn(f"date {stated!r} is not understood and is passed over: write it as 2024-03-03, 2024-03 or 2024")
    if known:
        finer = _finer(known, note)
        return (finer, DateSource.TEXT) if finer else (known, DateSource.METADATA)
    if note.published:
        return _finer(note.published, note) or note.published, DateSource.TEXT
    if note.updated:
        return note.updated, DateSource.TEXT
    named = _DATED_NAME.match(PurePosixPath(path).name)
    found = parse_date(named[1]) if named else None
    return (found, DateSource.FILE) if found else (None, DateSource.NONE)


def _finer(known: PartialDate, note: Note) -> PartialDate | None:
    """Return the day that the text gives inside a month or year that is known, or None."""
    if known.precision is DatePrecision.DAY:
        return None
    inside = note.month_day.in_year(known.day.year) if note.month_day else note.published
    if not inside or inside.precision is not DatePrecision.DAY or inside.day.year != known.day.year:
        return None
    same_month = known.precision is DatePrecision.YEAR or inside.day.month == known.day.month
    return inside if same_month else None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
