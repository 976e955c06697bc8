"""Questions to begin with, made from what the newest articles report, without a model."""

from collections.abc import Iterator
from datetime import date

from desk.asking import Archive
from index.data import Document
from index.rows import Entry
from rag.speakers import is_body
from rag.statements import Statement, statements
from rag.wording import day

SHOWN, READ = 4, 12  # questions, and articles read for them
TITLE_CHARS = 100


def suggested(archive: Archive) -> list[str]:
    """Return a few questions, each on another article, each about another speaker where there are enough."""
    newest = sorted(archive.documents(), key=lambda entry: entry.published or date.min, reverse=True)[:READ]
    asked: dict[str, str] = {}  # by speaker, or by title where nobody is named
    for entry in filter(_is_plain, newest):
        who, question = next(
            (found for found in _questions(archive.document(entry.id)) if found[0] not in asked),
            (entry.title, f"What is reported in “{entry.title}”?"),
        )
        asked.setdefault(who, question)
    named = sorted(asked.items(), key=lambda item: item[1].endswith("”?"))  # stable: those about a title come last
    return [question for _, question in named[:SHOWN]]


def _is_plain(entry: Entry) -> bool:
    """Whether a title reads as one within a question."""
    return len(entry.title) <= TITLE_CHARS and not set(entry.title) & set("<>{}|[]“”")


def _questions(document: Document) -> Iterator[tuple[str, str]]:
    for _, said in statements(document):
        if said.speaker and " " in said.speaker and not said.speaker.startswith("The ") and not is_body(said.speaker):
            yield said.speaker, _question(said.speaker, said)


def _question(speaker: str, said: Statement) -> str:
    if said.addressee:
        return f"What did {speaker} tell {said.addressee}?"
    if said.venue:
        return f"What did {speaker} say {said.venue}?"
    return f"What did {speaker} say on {day(said.said_on)}?" if said.said_on else f"What did {speaker} say?"
