"""Reprints: copies of an article as other papers print it, each with a headline and a dateline of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from index.data import Document
from index.datelines import parse_dateline
from index.sentences import sentences

LEAST = 80  # words of an article that is reprinted, and of what a trimmed reprint keeps
INSERTED = range(12, 81)  # words of a paragraph that is put in
HEADLINE = 9  # words at most
KINDS = ("headline and dateline", "tail trimmed", "paragraph inserted", "trimmed and inserted")
_PLACES = ("GENEVA", "NAIROBI", "OTTAWA", "LISBON", "Canberra", "Lima, Peru")
_PAPERS = ("Harbour Gazette", "Coast Wire", "Northern Post", "Evening Ledger")
_DATELINES = ("{place} ({paper}) - ", "{place} — ", "{place}, {day:%b} {day.day} ({paper}) -- ", "")


@dataclass(frozen=True, slots=True)
class Reprint:
    """A copy of an article, as one that is read from a file, and what was done to it."""

    article: dict[str, Any]
    original: str
    kind: str


def plain(document: Document) -> dict[str, Any]:
    """Return an article as a file has it."""
    return {
        "id": document.id,
        "title": document.title,
        "text": document.text,
        "outlet": document.outlet,
        "published": document.published.isoformat() if document.published else None,
    }


def reprints(documents: Sequence[Document], seed: int = 0) -> list[Reprint]:
    """Return a reprint of every kind for each article that is long enough."""
    random = Random(seed)
    long = [document for document in documents if _words(document.text) >= LEAST]
    return [_reprint(document, kind, long, random) for document in long for kind in KINDS]


def _reprint(document: Document, kind: str, others: Sequence[Document], random: Random) -> Reprint:
    day = document.published + timedelta(days=random.randint(0, 3)) if document.published else None
    paper = random.choice(_PAPERS)
    paragraphs = document.text.split("\n\n")
    old = parse_dateline(document.text)
    begins = random.choice(_DATELINES if day else _DATELINES[:2])
    paragraphs[0] = paragraphs[0][old.end if old and old.end < len(paragraphs[0]) else 0 :]
    if "trimmed" in kind:
        paragraphs = _trimmed(paragraphs, random)
    if "inserted" in kind:
        paragraphs.insert(random.randint(1, len(paragraphs)), _other_paragraph(document, others, random))
    text = begins.format(place=random.choice(_PLACES), paper=paper, day=day) + "\n\n".join(paragraphs)
    article = {"id": f"{document.id}--{KINDS.index(kind)}", "title": _headline(document), "text": text, "outlet": paper}
    return Reprint({**article, "published": day.isoformat() if day else None}, document.id, kind)


def _trimmed(paragraphs: list[str], random: Random) -> list[str]:
    keep = max(1, round(len(paragraphs) * random.uniform(0.4, 0.8)))
    while keep < len(paragraphs) and _words(" ".join(paragraphs[:keep])) < LEAST:
        keep += 1
    return paragraphs[:keep]


def _other_paragraph(document: Document, others: Sequence[Document], random: Random) -> str:
    """Return a paragraph of another article, of whole sentences, or a note where there is no other."""
    found = [other for other in others if other.id != document.id]
    parts = random.choice(found).text.split("\n\n") if found else []
    paragraphs = [part for part in parts if _words(part) in INSERTED]
    return random.choice(paragraphs) if paragraphs else "Our correspondents contributed to this report from abroad."


def _headline(document: Document) -> str:
    """Return a headline of the article's own first words, other than its title's."""
    said = [span.of(document.text) for span in sentences(document.text)]
    return " ".join(max(said[:3], key=len).split()[-HEADLINE:]).strip(".”\"'").capitalize()


def _words(text: str) -> int:
    return len(text.split())
