"""What an answer says of its articles, derived from the index again: words, hashes, names, speakers, bounds, figures.

This is what holds against someone who changes an answer and seals it anew.
"""

import hashlib
import sqlite3
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from index.data import Coverage, Document, Filter, Span
from index.duplicates import carries
from index.errors import DocumentMissing
from index.record import Info
from index.schema import rebuild
from rag.asked_time import narrowed
from rag.data import Answer, Citation, Consulted, Nearest
from rag.days import meanings
from rag.guard.numbers import numbers
from rag.located import Fault, Place
from rag.quotes import occurs, quotations
from rag.statements import statement_of
from rag.wording import byline, said_line


class Archive(Protocol):
    """What an answer is checked against: an index, or its record alone, which needs no model."""

    @property
    def info(self) -> Info:
        """What the index is."""

    def document(self, document_id: str, /) -> Document:
        """Return a document; raises DocumentMissing."""

    def coverage(self, where: Filter, /) -> Coverage:
        """Return what part of the archive passes."""


def bounds(answer: Answer) -> Filter:
    """Return the bounds within which articles were seen: those that were given, and what the question names as one."""
    receipt = answer.receipt
    given = Filter(as_of=answer.as_of, since=receipt.since, until=receipt.until, outlet=receipt.outlet)
    return narrowed(given, answer.time or ())


def same_index(answer: Answer, info: Info) -> bool:
    """Whether the index is in the state that the answer was made from, as far as the receipt can tell."""
    return (answer.receipt.index_generation, answer.receipt.index_sha256) == (info.generation, info.sha256)


def source_faults(answer: Answer, archive: Archive) -> Iterator[Fault]:
    """Yield what an answer says of its articles and the index does not."""
    sources = _Sources(answer, archive, {}, {})
    for at, citation in enumerate(answer.citations):
        yield from sources.citation(("citations", at), citation)
    for at, passage in enumerate(answer.consulted):
        yield from sources.consulted(("consulted", at), passage)
    for at, line in enumerate(answer.nearest):
        yield from sources.nearest(("nearest", at), line)
    yield from sources.sentences()
    yield from sources.quotations()
    yield from _coverage_faults(answer, archive)


def _coverage_faults(answer: Answer, archive: Archive) -> Iterator[Fault]:
    """Yield a coverage that is not the index's, where the index is still the one that the answer was made from."""
    try:
        found = archive.coverage(bounds(answer))
    except ValueError as error:
        yield Fault(("coverage",), f"coverage: a date in the index cannot be read: {error}")
        return
    if found != answer.coverage and same_index(answer, archive.info):
        yield Fault(("coverage",), f"coverage: the index has {_covered(found)}, not {_covered(answer.coverage)}")


@dataclass(frozen=True, slots=True)
class _Sources:
    """The articles of an answer, each read once."""

    answer: Answer
    archive: Archive
    articles: dict[str, Document]
    lost: dict[str, str]  # articles that cannot be read, and why

    def citation(self, place: Place, citation: Citation) -> Iterator[Fault]:
        name = f"citation [{citation.number}], {citation.document_id}"
        article = self._article(citation.document_id)
        if article is None:
            yield Fault((*place, "document_id"), f"{name}: {self.lost[citation.document_id]}")
            return
        yield from self._named((*place, "also_in"), name, citation.also_in)
        yield from self._visible((*place, "document_id"), name, citation.document_id)
        if citation.source_sha256 != article.sha256:
            yield Fault((*place, "source_sha256"), f"{name}: {_replaced(citation, article)}")
            return
        yield from _facts(place, name, citation, article)
        yield from self._copied(place, name, citation)
        yield from self._speech(place, name, citation, article)

    def consulted(self, place: Place, passage: Consulted) -> Iterator[Fault]:
        name = f"consulted {passage.rank}, {passage.document_id}"
        article = yield from self._seen(place, name, passage.document_id)
        if article is None:
            return
        if not 0 <= passage.passage_start < passage.passage_end <= len(article.text):
            span = f"{passage.passage_start} to {passage.passage_end}"
            yield Fault((*place, "passage_start"), f"{name}: {span} is not within its {len(article.text)} characters")

    def nearest(self, place: Place, line: Nearest) -> Iterator[Fault]:
        name = f"nearest, {line.document_id}"
        article = yield from self._seen(place, name, line.document_id)
        if article is None:
            return
        words = article.text[max(0, line.source_start) : line.source_end]
        if (words, article.title, article.outlet) != (line.text, line.title, line.outlet):
            yield Fault((*place, "text"), f"{name}: the article has “{words}” at {line.source_start}, or another name")

    def _seen(self, place: Place, name: str, document_id: str) -> Generator[Fault, None, Document | None]:
        """Yield that an article cannot be read or is outside the bounds, and return it where it can."""
        article = self._article(document_id)
        if article is None:
            yield Fault((*place, "document_id"), f"{name}: {self.lost[document_id]}")
        else:
            yield from self._visible((*place, "document_id"), name, document_id)
        return article

    def sentences(self) -> Iterator[Fault]:
        """Yield the sentences with a number that no article that they cite has."""
        for at, sentence in enumerate(self.answer.sentences):
            articles = self._cited(sentence.citations)
            held = frozenset().union(*map(_numbers_of, articles))
            if articles and (missing := sorted(numbers(sentence.text) - held)):
                what = f"sentence {at + 1}: no article that it cites has {', '.join(missing)}"
                yield Fault(("sentences", at, "text"), what)

    def quotations(self) -> Iterator[Fault]:
        """Yield the quotations that stand, word for word, in no article cited by the sentences that they are in."""
        text = self.answer.text
        for quotation in quotations(text):
            words = quotation.inner.of(text)
            inside = [
                (at, sentence)
                for at, sentence in enumerate(self.answer.sentences)
                if quotation.outer.overlap(Span(sentence.answer_start, sentence.answer_end))
            ]
            articles = self._cited([number for _, sentence in inside for number in sentence.citations])
            lost = inside and not articles  # which is a fault of its own
            if not lost and not any(occurs(words, article.text) for article in articles):
                place: Place = ("sentences", inside[0][0], "text") if inside else ("text",)
                yield Fault(place, f"quotation at {quotation.inner.start}: “{words}” stands in no article cited for it")

    def _named(self, place: Place, name: str, others: Sequence[str]) -> Iterator[Fault]:
        for other in others:
            if self._article(other) is None:
                yield Fault(place, f"{name}: also_in {other}: {self.lost[other]}")
            else:
                yield from self._visible(place, name, other)

    def _copied(self, place: Place, name: str, citation: Citation) -> Iterator[Fault]:
        """Yield the copies that do not have the words cited, or that are not among the articles with the sentence."""
        for other in citation.copies:
            copy = self._article(other)
            if other not in citation.also_in or (copy and not carries(copy.text, citation.cited_text)):
                yield Fault((*place, "copies"), f"{name}: {other} is no copy of the words cited")

    def _visible(self, place: Place, name: str, document_id: str) -> Iterator[Fault]:
        """Yield that an article lies outside the bounds of the question."""
        where = bounds(self.answer)
        if not self.archive.coverage(replace(where, document_id=document_id)).documents:
            limits = ((key, getattr(where, key)) for key in ("as_of", "since", "until", "outlet"))
            asked = ", ".join(f"{key} {value}" for key, value in limits if value is not None)
            article = byline(self.articles[document_id])
            yield Fault(place, f"{name}: {document_id} ({article}) is outside the bounds of the question, {asked}")

    def _speech(self, place: Place, name: str, citation: Citation, article: Document) -> Iterator[Fault]:
        """Compare who speaks, and whether a sentence quotes, with what the rules make of the words cited."""
        carried = [sentence.text for sentence in self.answer.sentences if citation.number in sentence.citations]
        quoted = [quotation.inner.of(text) for text in carried for quotation in quotations(text)]
        quotes = any(occurs(words, citation.cited_text) for words in quoted)
        if quotes != citation.quotation:
            said = "quotes some of these words" if quotes else "quotes any of these words"
            yield Fault((*place, "quotation"), f"{name}: {'a' if quotes else 'no'} sentence of the answer {said}")
        statement = statement_of(article, Span(citation.source_start, citation.source_end))
        speaker = statement.speaker if statement else None
        if speaker != citation.speaker:
            yield Fault((*place, "speaker"), f"{name}: its speaker is {_said(speaker)}, not {_said(citation.speaker)}")
        if statement != citation.statement:
            lines = (said_line(said) if said else "none" for said in (statement, citation.statement))
            yield Fault((*place, "statement"), f"{name}: its statement is {', not '.join(lines)}")

    def _article(self, document_id: str) -> Document | None:
        """Return an article whose stored text is sound; why it is not is noted in `lost`."""
        if document_id not in self.articles and document_id not in self.lost:
            try:
                article = self.archive.document(document_id)
            except DocumentMissing as error:
                self.lost[document_id] = f"{error}; add the article again, or name the answer's own index with --index"
            except (sqlite3.DatabaseError, ValueError) as error:
                self.lost[document_id] = f"its row cannot be read ({error}): {self._mend()}"
            else:
                self._keep(article)
        return self.articles.get(document_id)

    def _keep(self, article: Document) -> None:
        found = hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        if found == article.sha256:
            self.articles[article.id] = article
        else:
            why = f"the index is damaged, its text has the SHA-256 {found} instead of {article.sha256}"
            self.lost[article.id] = f"{why}: {self._mend()}"

    def _mend(self) -> str:
        return rebuild(Path(self.archive.info.path))

    def _cited(self, cited: Sequence[int]) -> list[Document]:
        """Return the articles of citations; none where one is lost, which is a fault of its own."""
        ids = dict.fromkeys(item.document_id for item in self.answer.citations if item.number in cited)
        found = [self._article(document_id) for document_id in ids]
        return [article for article in found if article] if all(found) else []


def _facts(place: Place, name: str, citation: Citation, article: Document) -> Iterator[Fault]:
    start, end = citation.source_start, citation.source_end
    words = article.text[start:end] if 0 <= start < end else ""
    if words != citation.cited_text or not words:
        yield Fault((*place, "cited_text"), f"{name}: its words at {start} are “{words}”, not the cited ones")
    for field in ("title", "outlet", "url", "published"):
        if (held := getattr(article, field)) != (said := getattr(citation, field)):
            yield Fault((*place, field), f"{name}: its {field} is {_said(held)}, not {_said(said)}")


def _replaced(citation: Citation, article: Document) -> str:
    stand = "still" if citation.cited_text in article.text else "no longer"
    hashes = f"SHA-256 {article.sha256} instead of {citation.source_sha256}"
    return f"the article has changed since ({hashes}), and the cited words {stand} stand in it: ask again"


def _numbers_of(article: Document) -> frozenset[str]:
    return numbers(f"{article.text} {article.title} {byline(article)} {meanings(article.text, article)}")


def _covered(coverage: Coverage) -> str:
    return f"{coverage.documents} from {coverage.first} to {coverage.last} and {coverage.undated_left_out} undated"


def _said(value: object) -> str:
    return "unknown" if value is None else f"“{value}”"
