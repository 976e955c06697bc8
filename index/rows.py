"""Documents as rows of the record, and which of them a filter lets through."""

import calendar
import hashlib
import json
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Any

from index.data import DatePrecision, DateSource, Document, Filter, Span

_FIELDS = [field.name for field in fields(Document) if field.name != "utc_day"]
COLUMNS = ", ".join([*_FIELDS, "last_day"])
SUMMARY = "id, title, outlet, authors, url, published, published_precision, published_source, sha256, path"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it is listed: all but its text."""

    id: str
    title: str
    outlet: str | None
    authors: tuple[str, ...]
    url: str | None
    published: date | None
    published_precision: DatePrecision
    published_source: DateSource
    sha256: str
    path: str


def digest(document: Document) -> str:
    """Return the hash of all that was read, whenever that was."""
    timeless = replace(document, ingested=datetime.min.replace(tzinfo=UTC))
    return hashlib.sha256(repr(timeless).encode()).hexdigest()


def to_row(document: Document) -> dict[str, str | None]:
    """Return the values of a row of `documents` by column, but for its number."""
    last = last_day(document)
    return {
        **{name: getattr(document, name) for name in _FIELDS},
        "ingested": document.ingested.isoformat(),
        "published": document.published.isoformat() if document.published else None,
        "authors": json.dumps(document.authors),
        "cites": json.dumps(document.cites),
        "captions": json.dumps([(caption.start, caption.end) for caption in document.captions]),
        "last_day": last.isoformat() if last else None,
        "outlet_folded": document.outlet.casefold() if document.outlet else None,
        "digest": digest(document),
    }


def to_document(row: tuple[Any, ...]) -> Document:
    """Return the document of a row selected as COLUMNS."""
    *fields, last = row
    values = dict(zip(_FIELDS, fields, strict=True))
    document = Document(
        **{
            **values,
            **_dated(values),
            "ingested": datetime.fromisoformat(values["ingested"]),
            "authors": tuple(json.loads(values["authors"])),
            "cites": tuple(json.loads(values["cites"])),
            "captions": tuple(Span(start, end) for start, end in json.loads(values["captions"])),
        }
    )
    stored = date.fromisoformat(last) if last else None
    return document if stored == last_day(document) else replace(document, utc_day=stored)


def to_entry(row: tuple[Any, ...]) -> Entry:
    """Return the entry of a row selected as SUMMARY."""
    values = dict(zip(SUMMARY.split(", "), row, strict=True))
    return Entry(**{**values, **_dated(values), "authors": tuple(json.loads(values["authors"]))})


def _dated(values: dict[str, Any]) -> dict[str, Any]:
    published = values["published"]
    return {
        "published": date.fromisoformat(published) if published else None,
        "published_precision": DatePrecision(values["published_precision"]),
        "published_source": DateSource(values["published_source"]),
    }


def last_day(document: Document) -> date | None:
    """Return the last day that the document may have been published on anywhere, None where its date is unknown."""
    published = document.published
    if document.utc_day:
        return document.utc_day
    match document.published_precision:
        case DatePrecision.DAY:
            return published
        case DatePrecision.MONTH if published:
            return published.replace(day=calendar.monthrange(published.year, published.month)[1])
        case DatePrecision.YEAR if published:
            return published.replace(month=12, day=31)
    return None


def condition(where: Filter) -> tuple[str, list[str]]:
    """Return a filter as SQL over the columns of `documents`, and the values for its holes."""
    bounds: list[tuple[str, date | str | None]] = [
        ("last_day <= ?", where.as_of),
        ("last_day <= ?", where.until),
        ("last_day IS NOT NULL AND published >= ?", where.since),
        ("outlet_folded = ?", where.outlet.strip().casefold() if where.outlet is not None else None),
        ("documents.id = ?", where.document_id),
    ]
    used = [(sql, str(value)) for sql, value in bounds if value is not None]
    return " AND ".join(sql for sql, _ in used) or "TRUE", [value for _, value in used]


def without_dates(where: Filter) -> Filter:
    """Return the filter with its date bounds lifted."""
    return replace(where, as_of=None, since=None, until=None)
