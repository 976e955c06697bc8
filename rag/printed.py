"""An answer as plain text for the terminal, and the articles that it names.

`answer_text` drops the characters that a terminal would obey or hide.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Protocol

from index.data import Document
from index.errors import DocumentMissing
from rag.data import Answer, Citation, Conflict, Consulted, Position, Sentence, Status
from rag.wording import (
    cited_byline,
    dispute_line,
    harmless,
    names_line,
    quoted,
    reason,
    said_line,
    searched_line,
    source_line,
    time_line,
)

_MARKER = re.compile(r"\s*\[\d+\]")

Articles = Mapping[str, Document]  # by id: what an answer cites or consulted


class Shelf(Protocol):
    """Where articles are kept."""

    def document(self, document_id: str) -> Document:
        """Return one article; raises DocumentMissing."""


def articles_of(answer: Answer, archive: Shelf) -> dict[str, Document]:
    """Fetch the articles that an answer cites, names or consulted; one removed meanwhile is left out."""
    ids = [key for citation in answer.citations for key in (citation.document_id, *citation.also_in)]
    found = {}
    for key in dict.fromkeys([*ids, *(passage.document_id for passage in answer.consulted)]):
        with suppress(DocumentMissing):
            found[key] = archive.document(key)
    return found


def pieces(answer: Answer) -> Iterator[tuple[str, Sentence | None]]:
    """Yield an answer's text in order without its markers: each sentence, and what stands between two."""
    end = 0
    for sentence in answer.sentences:
        yield _MARKER.sub("", answer.text[end : sentence.answer_start]), None
        yield sentence.text, sentence
        end = sentence.answer_end
    yield _MARKER.sub("", answer.text[end:]), None


def answer_text(answer: Answer, articles: Articles) -> str:
    """Write an answer for a terminal: the text with its markers, then the cited words as numbered footnotes."""
    if answer.status is Status.ABSTAINED:
        near = [f"  - {source_line(document)}\n    {quoted(words)}" for document, _, words in nearest(answer, articles)]
        blocks = [
            reason(answer),
            searched_line(answer.coverage),
            "\n".join(["Nearest in the archive:", *near] if near else []),
        ]
    else:
        blocks = [answer.text, *(_dispute(conflict, answer, articles) for conflict in answer.conflicts)]
        blocks.append("\n".join(_footnote(citation, articles) for citation in answer.citations))
    blocks.append("\n".join(f"Not shown: {item.text} ({item.reason})" for item in answer.withheld))
    blocks.append("\n".join(f"Time understood: {time_line(time)}" for time in answer.time or () if time.words))
    blocks.append(f"Names searched for: {names_line(answer.names)}" if answer.names else "")
    return harmless("\n\n".join(block for block in blocks if block))


def nearest(answer: Answer, articles: Articles) -> list[tuple[Document, Consulted, str]]:
    """Return the articles that come nearest, each with its best passage and the sentence that is nearest."""
    best: dict[str, Consulted] = {}
    for passage in sorted(answer.consulted, key=lambda passage: passage.rank):
        best.setdefault(passage.document_id, passage)
    return [
        (articles[line.document_id], best[line.document_id], line.text)
        for line in answer.nearest
        if line.document_id in articles and line.document_id in best
    ]


def whose(position: Position, answer: Answer, articles: Articles) -> str:
    """Name the outlet and the date of an account."""
    given = next(citation for citation in answer.citations if citation.number in position.citations)
    return cited_byline(given, articles.get(given.document_id))


def _footnote(citation: Citation, articles: Articles) -> str:
    words = re.sub(r"\s*\n\s*", "\n     ", citation.cited_text)
    source = cited_byline(citation, articles.get(citation.document_id))
    said = f"\n    — {said_line(citation.statement)}" if citation.statement else ""
    return f"[{citation.number}] {source} — {citation.title}\n    {quoted(words)}{said}"


def _dispute(conflict: Conflict, answer: Answer, articles: Articles) -> str:
    """Write a fact in dispute for a terminal, an account a line."""
    accounts = [
        f"  {whose(position, answer, articles)}: {' '.join(position.text.split())} "
        + " ".join(f"[{number}]" for number in position.citations)
        for position in conflict.positions
    ]
    return "\n".join([dispute_line(conflict), *accounts])
