"""A question as the report shows it: what was wanted beside what came, the words that both name marked in each."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from eval.data import Case, GoldSpan
from eval.measures.reading import abstained
from eval.summary import Score
from eval.wording import says
from index.data import Span
from rag.data import Answer, Citation
from rag.wording import byline, cited_byline

_MARKER = re.compile(r"\[(\d+)\]")
_LINKED = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Place:
    """Words of an article."""

    words: Markup
    title: str
    source: str  # outlet and date
    at: str  # document and offsets
    url: str | None
    shared: bool  # whether gold and answer both name some of the words
    number: int | None = None  # of the citation
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """What an answer must say, in any of its wordings."""

    wordings: tuple[str, ...]
    said: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One question with all that a person needs to judge its answer."""

    anchor: str
    score: Score
    text: Markup  # the answer, its markers linked to the citations
    facts: tuple[Fact, ...]
    gold: tuple[tuple[Place, ...], ...]  # groups of alternatives, those that were cited first
    citations: tuple[Place, ...]

    @property
    def case(self) -> Case:
        """The question, its answer and the documents."""
        return self.score.case


def shown(number: int, score: Score) -> Shown:
    """Prepare a question, the `number`th of its page, for showing."""
    case, anchor = score.case, f"q{number}"
    cited = [(one.document_id, Span(one.source_start, one.source_end)) for one in case.answer.citations]
    golds = [(one.document_id, one.span) for group in case.row.spans for one in group]
    groups = ([_gold_place(one, case, cited) for one in group] for group in case.row.spans)
    return Shown(
        anchor=anchor,
        score=score,
        text=linked(case.answer, anchor),
        facts=tuple(_fact(wordings, case) for wordings in case.row.answers),
        gold=tuple(tuple(sorted(group, key=lambda place: not place.shared)) for group in groups),
        citations=tuple(_cited_place(one, case, golds) for one in case.answer.citations),
    )


def linked(answer: Answer, anchor: str) -> Markup:
    """Return the answer's text with each marker that has a citation as a link to it."""
    numbers = {str(citation.number) for citation in answer.citations}
    link = Markup('<a href="#{0}-c{1}" aria-label="citation {1}">[{1}]</a>')
    pieces = enumerate(_MARKER.split(answer.text))  # every second piece is the number of a marker
    return Markup("").join(
        piece if at % 2 == 0 else link.format(anchor, piece) if piece in numbers else f"[{piece}]"
        for at, piece in pieces
    )


def marked(text: str, span: Span, others: Sequence[Span]) -> Markup:
    """Return the words of the span, those that others cover too between `mark` tags."""
    letters = ((text[at], any(one.start <= at < one.end for one in others)) for at in range(span.start, span.end))
    runs = ((both, "".join(letter for letter, _ in run)) for both, run in groupby(letters, key=lambda pair: pair[1]))
    return Markup("").join(Markup("<mark>{}</mark>").format(words) if both else words for both, words in runs)


def changed(before: str, after: str) -> tuple[Markup, Markup]:
    """Return both texts, the words that only one of them has marked as deleted and inserted."""
    old, new = before.split(), after.split()
    steps = difflib.SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes()
    left = (_told("del" if step != "equal" else "", old[start:end]) for step, start, end, _, _ in steps)
    right = (_told("ins" if step != "equal" else "", new[start:end]) for step, _, _, start, end in steps)
    return Markup(" ").join(filter(None, left)), Markup(" ").join(filter(None, right))


def _told(tag: str, words: Sequence[str]) -> Markup:
    text = Markup(" ").join(words)
    return Markup("<{0}>{1}</{0}>").format(tag, text) if tag and text else text


def _fact(wordings: tuple[str, ...], case: Case) -> Fact:
    text = "" if abstained(case) else case.answer.text_without_citations
    return Fact(wordings, any(says(text, words) for words in wordings))


def _gold_place(gold: GoldSpan, case: Case, cited: Iterable[tuple[str, Span]]) -> Place:
    document = case.documents[gold.document_id]
    spans = list(_shared(gold.document_id, gold.span, cited))
    return Place(
        words=marked(document.text, gold.span, spans),
        title=document.title,
        source=byline(document),
        at=_at(document.id, gold.span),
        url=_safe(document.url),
        shared=bool(spans),
    )


def _cited_place(citation: Citation, case: Case, golds: Iterable[tuple[str, Span]]) -> Place:
    """Show a citation by its own words; gold is marked in them where they are what stands at their place."""
    document, span = case.documents.get(citation.document_id), Span(citation.source_start, citation.source_end)
    holds = document is not None and span.of(document.text) == citation.cited_text
    spans = list(_shared(citation.document_id, span, golds)) if holds else []
    return Place(
        words=marked(document.text, span, spans) if document and holds else Markup.escape(citation.cited_text),
        title=citation.title,
        source=cited_byline(citation, document),
        at=_at(citation.document_id, span),
        url=_safe(citation.url),
        shared=bool(spans),
        number=citation.number,
        speaker=citation.speaker,
    )


def _shared(document_id: str, span: Span, others: Iterable[tuple[str, Span]]) -> Iterator[Span]:
    return (other for named, other in others if named == document_id and other.overlap(span))


def _at(document_id: str, span: Span) -> str:
    return f"{document_id} {span.start:,}–{span.end:,}"


def _safe(url: str | None) -> str | None:
    return url if url and url.lower().startswith(_LINKED) else None
