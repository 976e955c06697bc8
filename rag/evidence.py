"""From a question to the few sentences that the model is given: search, then a choice sentence by sentence.

The prompt is what an answer costs, so whole passages are found but only their telling sentences are shown to the model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest

import numpy as np

from index.data import Document, Filter, Hit, Period, Span
from index.ranking import DEPTH
from index.search import Index
from rag.asked_names import has, names_missing
from rag.elsewhere import elsewhere
from rag.joined import clauses
from rag.orders import has_order, no_evidence
from rag.question import Asked, Part
from rag.settings import Settings
from rag.speakers import is_body
from rag.statements import Statement, sentences_with_statements
from rag.terms import coverage, terms
from rag.wants import Wants, holds
from rag.wording import byline

LIKENESS = 0.6  # the share of the vectors in a line's relevance; the rest is that of the words
NEIGHBOUR = 0.3  # the share of a sentence's relevance that falls on those beside it
THE_SPEAKER = 1.3  # what a line of the one who was asked about gains
OTHER_SPEAKER = 0.5  # what is left of another's
FITTING = 1.2  # what a line gains that holds a date, a place, a number or a quotation where one is wanted
ELSEWHERE = 12  # lines outside the passages found that are considered too
LEAST_WORDS = 180  # of evidence for one part of a question
REVISIONS = 2  # passages at most in which copies say otherwise what was found
LEAST = 0.35  # a sentence with less of the best one's relevance is not shown to the model
_ASIDE = re.compile(r"\(.*\)|(?:\S+\s+){0,4}\S*[^\s.!?…”\"’']")  # "(This story has been refiled)", "Summit in Jakarta"
_LEANS_BACK = re.compile(r"(?:He|She|It|They|This|That|These|Those|The two|His|Her|Their|In response)\b")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of an article, with what it says about its speaker and how well it fits the question."""

    document: Document
    number: int  # among the sentences of its article, from 0
    span: Span
    statement: Statement | None  # what it reports somebody to have said
    relevance: float = 0.0  # about 0 to 1

    @property
    def speaker(self) -> str | None:
        """Whose words it reports, as far as that is sure."""
        return self.statement.speaker if self.statement else None

    def is_by(self, name: str) -> bool:
        """Whether it reports words of whoever is named."""
        return self.statement is not None and self.statement.is_by(name)

    @property
    def text(self) -> str:
        """The sentence's words."""
        return self.span.of(self.document.text)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was found for a question."""

    hits: tuple[Hit, ...]  # best first
    shown: tuple[Line, ...]  # the sentences that the model is given, article by article
    documents: tuple[Document, ...]  # of the hits, best first
    copies: tuple[Document, ...] = ()  # of those, as far as the filter lets them through


def gather(
    index: Index, asked: Asked, where: Filter, settings: Settings, near: Sequence[Sequence[Period]] = ()
) -> tuple[Evidence, ...]:
    """Return the evidence for each part of a question; the parts share the budget of words.

    `near` holds for each part the days that its articles are preferred for. Empty evidence where the filter leaves no
    article.
    """
    words = max(settings.evidence_words // len(asked.parts), LEAST_WORDS)
    times = near or [()] * len(asked.parts)
    return tuple(
        _gather(index, part, where, settings.passages, words, days)
        for part, days in zip(asked.parts, times, strict=True)
    )


def joined(parts: Sequence[Evidence]) -> Evidence:
    """Return the evidence of all parts as one, nothing twice, in the order of the parts."""
    return Evidence(
        tuple({hit.passage: hit for part in parts for hit in part.hits}.values()),
        tuple(dict.fromkeys(line for part in parts for line in part.shown)),
        tuple({document.id: document for part in parts for document in part.documents}.values()),
        tuple({document.id: document for part in parts for document in part.copies}.values()),
    )


def _gather(index: Index, part: Part, where: Filter, passages: int, words: int, near: Sequence[Period]) -> Evidence:
    hits = _found(index, part.text, where, passages, near)
    hits += _telling(index, index.revisions(hits, part.text, where))[:REVISIONS]
    articles = [index.document(document_id) for document_id in dict.fromkeys(hit.passage.document_id for hit in hits)]
    lines = _rate(index, part, _fitting(part.text, _candidates(part, articles, hits)))
    shown = _choose(lines, words)
    if named := _naming(part.text, shown, lines):
        shown = _choose(lines, words, named)
    return Evidence(tuple(hits), tuple(shown), tuple(articles), _copies(index, articles, where))


def _found(index: Index, question: str, where: Filter, passages: int, near: Sequence[Period]) -> list[Hit]:
    """Return the best passages; of a question with several times or clauses the best for each time and for none.

    So a time that is named for one clause ("what was said in June, and what was the reply?") hides nothing from the
    other.
    """
    times: list[Sequence[Period]] = [[period] for period in near] if len(near) > 1 else [near]
    if near and (len(near) > 1 or len(clauses(question)) > 1):
        times.append(())
    searches = (index.search(question, max(passages, DEPTH // 4), where, days) for days in times)
    in_turn = (hit for hits in zip_longest(*(_telling(index, hits)[:passages] for hits in searches)) for hit in hits)
    return list({hit.passage: hit for hit in reversed([hit for hit in in_turn if hit])}.values())[::-1]


def _copies(index: Index, articles: Sequence[Document], where: Filter) -> tuple[Document, ...]:
    found = (id for article in articles for id, copy in index.kin(article.id, where).items() if copy)
    return tuple(index.document(id) for id in dict.fromkeys(found))


def _telling(index: Index, hits: Sequence[Hit]) -> list[Hit]:
    """Return the hits without those that hold no evidence and those whose words the article has had before."""
    kept: dict[tuple[str, str], Hit] = {}
    for hit in hits:
        document = index.document(hit.passage.document_id)
        if any(hit.passage.span.overlap(line.span) for line in evidence_lines(document)):
            kept.setdefault((document.id, hit.passage.span.of(document.text)), hit)
    return list(kept.values())


@lru_cache(maxsize=512)
def evidence_lines(document: Document) -> tuple[Line, ...]:
    """Return the sentences of an article that may be shown to the model and carry a claim: no orders to a machine."""
    lines = article_lines(document)
    paragraphs = [document.text.count("\n\n", 0, line.span.start) for line in lines]
    barred = no_evidence([line.text for line in lines], paragraphs)
    return tuple(line for line in lines if line.number not in barred)


@lru_cache(maxsize=512)
def title(document: Document) -> str:
    """Return an article's title, or nothing where it gives orders."""
    return "" if has_order(document.title) else document.title


def before(line: Line) -> str:
    """Return the sentence before a line, where it is evidence, else nothing."""
    return next((other.text for other in evidence_lines(line.document) if other.number == line.number - 1), "")


@lru_cache(maxsize=512)
def article_lines(document: Document) -> tuple[Line, ...]:
    """Return all sentences of an article with what they report to be said."""
    read = sentences_with_statements(document)
    return tuple(Line(document, number, span, statement) for number, (span, statement) in enumerate(read))


def _candidates(part: Part, articles: Sequence[Document], hits: Sequence[Hit]) -> list[Line]:
    """Return the lines of the passages found, and those beside them that share most with the question."""
    every = (line for article in articles for line in evidence_lines(article) if not _ASIDE.fullmatch(line.text))
    lines = list({(line.document.id, line.text): line for line in reversed(list(every))}.values())[::-1]
    inside = {line for line in lines if _in_passages(line, hits)}
    wanted = terms(part.text)
    others = [line for line in lines if line not in inside]
    others.sort(key=lambda line: -coverage(wanted, *_credits(line)) * _speaker_factor(part.speaker, line, lines))
    chosen = inside | set(others[:ELSEWHERE])
    return [line for line in lines if line in chosen]


def _in_passages(line: Line, hits: Sequence[Hit]) -> bool:
    return any(hit.passage.document_id == line.document.id and hit.passage.span.overlap(line.span) for hit in hits)


def _fitting(question: str, lines: list[Line]) -> list[Line]:
    """Return the lines without those of another year or occasion than a question asks of, unless all are."""
    return [line for line in lines if not elsewhere(question, [line])] or lines


def _rate(index: Index, part: Part, lines: list[Line]) -> list[Line]:
    """Return the lines with their relevance to the question.

    It comes from likeness and shared words, from who speaks and the kind of thing held, and from the lines beside.
    """
    if not lines:
        return []
    wanted = terms(part.text)
    vectors = index.encoder.encode([part.text, *(line.text for line in lines)])
    likeness = np.clip(vectors[1:] @ vectors[0], 0, 1)
    own = [
        (LIKENESS * float(cosine) + (1 - LIKENESS) * coverage(wanted, *_credits(line)))
        * _speaker_factor(part.speaker, line, lines)
        * (FITTING if part.wants is not Wants.OTHER and holds(part.wants, line.text, part.text) else 1.0)
        for line, cosine in zip(lines, likeness, strict=True)
    ]
    return [
        replace(line, relevance=own[at] + NEIGHBOUR * _best_beside(lines, own, at)) for at, line in enumerate(lines)
    ]


def _credits(line: Line) -> tuple[tuple[frozenset[str], float], ...]:
    around = f"{title(line.document)} {byline(line.document)} {line.speaker or ''} {' '.join(line.document.authors)}"
    return (frozenset(terms(line.text)), 1.0), (frozenset(terms(around)), 0.6)


def _speaker_factor(wanted: str | None, line: Line, lines: Sequence[Line]) -> float:
    """Return more than 1 for a line of the speaker wanted, less for another's where the one wanted speaks at all."""
    if not wanted or line.speaker is None:
        return 1.0
    if line.is_by(wanted):
        return THE_SPEAKER
    if is_body(line.speaker):
        return 1.0
    speaks = any(other.is_by(wanted) for other in lines)
    return OTHER_SPEAKER if speaks else 1.0


def _best_beside(lines: Sequence[Line], scores: Sequence[float], at: int) -> float:
    beside = [
        scores[other]
        for other in (at - 1, at + 1)
        if 0 <= other < len(lines) and lines[other].document.id == lines[at].document.id
    ]
    return max(beside, default=0.0)


def _naming(question: str, shown: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Return for each name of the question that no line shown has the best line of the same articles that has it.

    "What did A say at OSTA?": that it was at OSTA may stand in a sentence of somebody else.
    """
    documents = {line.document.id: line.document for line in shown}
    seen = [*(line.text for line in shown), *(f"{title(one)} {byline(one)}" for one in documents.values())]
    missing = names_missing(question, seen)
    best = sorted((line for line in lines if line.document.id in documents), key=lambda line: -line.relevance)
    found = (next((line for line in best if has(name, line.text)), None) for name in missing)
    return list(dict.fromkeys(line for line in found if line))


def _choose(lines: Sequence[Line], words: int, named: Sequence[Line] = ()) -> list[Line]:
    """Return the most relevant lines that fit in so many words, articles by their best line, sentences in order.

    Those of `named` are among them.
    """
    lines = [
        line for line in lines if len(line.text.split()) <= words
    ] or lines  # one that has no end is nobody's answer
    best = max((line.relevance for line in lines), default=0.0)
    chosen = {(line.document.id, line.number) for line in named}
    left = words - sum(len(line.text.split()) for line in named)
    for line in sorted(lines, key=lambda line: -line.relevance):
        if line.relevance < LEAST * best:
            break
        for needed in with_antecedent(line, lines):
            key, length = (needed.document.id, needed.number), len(needed.text.split())
            if key not in chosen and (length <= left or not chosen):
                chosen.add(key)
                left -= length
    kept = [line for line in lines if (line.document.id, line.number) in chosen]
    first = {line.document.id: -line.relevance for line in sorted(kept, key=lambda line: line.relevance)}
    return sorted(kept, key=lambda line: (first[line.document.id], line.document.id, line.number))


def with_antecedent(line: Line, lines: Sequence[Line]) -> list[Line]:
    """Return the line, and the one before it where it leans on that one ("He also said ...")."""
    before = [other for other in lines if other.document.id == line.document.id and other.number == line.number - 1]
    return [line, *before] if _LEANS_BACK.match(line.text.lstrip('“"')) else [line]
