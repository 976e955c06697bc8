"""Questions to begin with, made from what the newest articles report, without a model."""

import re
from collections.abc import Iterator
from datetime import date

from desk.asking import Archive
from index.data import Document
from index.rows import Entry
from rag.speakers import is_body
from rag.statements import Statement, statements
from rag.terms import terms

SHOWN, READ = 4, 12  # questions, and articles read for them
TITLE_CHARS = 100
TELLING = 3.0  # least weight of a word that a question is asked about
_PLAIN = re.compile(r"\b[a-z]{4,}\b")


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
    """Yield questions about those whom an article gives an office, each with the speaker."""
    for span, said in statements(document):
        if said.speaker and said.role and " " in said.speaker and not is_body(said.speaker):
            yield said.speaker, _question(said.speaker, said, _about(span.of(document.text), document.title))


def _question(speaker: str, said: Statement, about: str) -> str:
    if said.addressee:
        return f"What did {speaker} tell {said.addressee}?"
    if about:
        return f"What did {speaker} say about {about}?"
    return f"What did {speaker} say {said.venue}?" if said.venue else f"What did {speaker} say?"


def _about(words: str, title: str) -> str:
    """Return the word of a title that tells most and that a statement has too, names left out; empty without one."""
    said = terms(words)
    weighed = {word: weight for word in _PLAIN.findall(title) for stem, weight in terms(word).items() if stem in said}
    best = max(weighed, key=lambda word: weighed[word], default="")
    return best if best and weighed[best] >= TELLING else ""
