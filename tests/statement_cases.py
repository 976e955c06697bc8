"""Articles made of a few sentences, and what is read off them."""

from datetime import date, datetime

from index.data import DatePrecision, Document
from rag.statements import Statement, sentences_with_statements

FRIDAY = date(2024, 5, 3)


def article(*paragraphs: str, published: date | None = FRIDAY, place: str | None = None) -> Document:
    """Return an article of the paragraphs, published on a Friday unless told otherwise."""
    precision = DatePrecision.DAY if published else DatePrecision.UNKNOWN
    return Document(
        "it", "It", "\n\n".join(paragraphs), "0" * 64, "it.md", "0" * 64, datetime(2024, 5, 4),
        place=place, published=published, published_precision=precision,
    )  # fmt: skip


def read(*paragraphs: str, **known: object) -> list[Statement | None]:
    """Return what each sentence of an article reports to be said."""
    return [said for _, said in sentences_with_statements(article(*paragraphs, **known))]  # type: ignore[arg-type]


def speakers(paragraphs: list[str]) -> list[str | None]:
    """Return the speaker of each sentence of an article."""
    return [said.speaker if said else None for said in read(*paragraphs)]
