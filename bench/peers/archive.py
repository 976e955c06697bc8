"""What all systems are given: the same articles, each with a head that names it, and the same questions."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from eval.data import GoldRow
from index.data import Document, Filter
from index.record import Record


def head_of(document: Document) -> str:
    """Return the lines that stand before an article's text as the peers read it: title, outlet, day, authors."""
    day = document.published.isoformat() if document.published else ""
    byline = f"By {' and '.join(document.authors)}" if document.authors else ""
    place = ", ".join(filter(None, (document.outlet, day)))
    return "\n".join(filter(None, (document.title, place, byline)))


def write_articles(record: Record, path: Path) -> int:
    """Write every article of an index as the peers read it, a JSON object a line; return how many words they have."""
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for entry in record.entries(Filter()):
            document = record.document(entry.id)
            words += len(document.text.split())
            article = {
                "id": document.id,
                "title": document.title,
                "published": document.published.isoformat() if document.published else "",
                "text": f"{head_of(document)}\n\n{document.text}",
            }
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    return words


def choose(rows: Sequence[GoldRow], limit: int) -> tuple[GoldRow, ...]:
    """Return questions that stand alone, in an order that depends on their ids alone.

    The unanswerable are spread evenly among the others, so that any number of the first questions holds their share.
    """
    alone = [row for row in rows if not row.history and row.as_of is None]
    places = dict[str, float]()
    for answerable in (True, False):
        group = sorted((row for row in alone if row.answerable is answerable), key=_mixed)
        places |= {row.id: (at + 0.5) / len(group) for at, row in enumerate(group)}
    return tuple(sorted(alone, key=lambda row: (places[row.id], row.id))[:limit])


def _mixed(row: GoldRow) -> str:
    return hashlib.sha256(row.id.encode()).hexdigest()
