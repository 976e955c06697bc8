"""An answer as HTML for the page.

Whatever articles, models or users wrote is made harmless here: `Markup.format` escapes every argument
that is not itself `Markup` (so too everywhere in `desk/`).
"""

from collections.abc import Iterable
from datetime import date

from markupsafe import Markup

from desk.cards import Articles, cards, chip, footnotes
from index.data import Document, Span
from rag.data import Answer, Conflict, Consulted, Sentence, Status, Support
from rag.printed import nearest, pieces, whose
from rag.wording import REASONS, byline, dispute_line, made_line, searched_line


def answer_html(answer: Answer, articles: Articles, turn: int, asked: date | None = None) -> Markup:
    """Render an answer, its citations as buttons that carry their place in the conversation."""
    if answer.status is Status.ABSTAINED:
        parts = [_abstention(answer, articles, turn)]
    else:
        parts = [
            _partial(answer),
            _prose(answer, articles, turn),
            *(_conflict(conflict, answer, articles, turn) for conflict in answer.conflicts),
            cards(answer, articles, turn, asked),
            _folded("Cited", footnotes(answer, articles, turn), "cited"),
            _folded("Also consulted", _consulted(answer, articles, turn)),
        ]
    return _join([*parts, _withheld(answer), Markup('<p class="made">{}</p>').format(made_line(answer))])


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _partial(answer: Answer) -> Markup:
    if answer.status is not Status.PARTIAL:
        return Markup("")
    parts = _join(Markup("<li>{}</li>").format(part) for part in answer.missing)
    named = Markup("<ul>{}</ul>").format(parts) if parts else Markup("")
    lead = Markup("<p>The archive answers only a part of this. Not answered:</p>")
    return Markup('<div class="only">{}{}</div>').format(lead, named)


def _prose(answer: Answer, articles: Articles, turn: int) -> Markup:
    """Render the text sentence by sentence, each followed by its citations in place of the text's own markers."""
    parts = [
        _sentence(sentence, answer, articles, turn) if sentence else Markup.escape(words)
        for words, sentence in pieces(answer)
    ]
    return Markup('<div class="prose">{}</div>').format(_join(parts))


def _sentence(sentence: Sentence, answer: Answer, articles: Articles, turn: int) -> Markup:
    if sentence.support is Support.UNSUPPORTED:
        return Markup('<span class="unsupported">{} <small>(no support found)</small></span>').format(sentence.text)
    before, space, last = sentence.text.rpartition(" ")
    chips = _chips(sentence.citations, answer, articles, turn)
    # The last word and its numbers stay on one line.
    return Markup('<span>{}{}<span class="end">{}{}</span></span>').format(before, space, last, chips)


def _chips(numbers: Iterable[int], answer: Answer, articles: Articles, turn: int) -> Markup:
    by_number = {citation.number: citation for citation in answer.citations}
    return _join(chip(by_number[number], articles, turn) for number in numbers)


def _abstention(answer: Answer, articles: Articles, turn: int) -> Markup:
    items = _join(
        Markup("<li>{}<q>{}</q></li>").format(_passage_button(passage, document, turn), words)
        for document, passage, words in nearest(answer, articles)
    )
    near = Markup('<h3>Nearest in the archive</h3><ul class="near">{}</ul>').format(items) if items else ""
    lacks = _join(Markup("<p>{}</p>").format(line) for line in answer.missing)
    why = REASONS[answer.abstain_reason] if answer.abstain_reason else ""
    return Markup(
        '<div class="abstained" role="note" aria-label="No answer"><p class="reason">{}</p>{}<p>{}</p>{}</div>'
    ).format(why, lacks, searched_line(answer.coverage), near)


def _consulted(answer: Answer, articles: Articles, turn: int) -> list[Markup]:
    """List the passages that were read and hold none of the cited words."""
    cited = [(citation.document_id, Span(citation.source_start, citation.source_end)) for citation in answer.citations]
    return [
        Markup("<li>{}</li>").format(_passage_button(passage, articles[passage.document_id], turn))
        for passage in answer.consulted
        if passage.document_id in articles
        and not any(key == passage.document_id and span.overlap(_span(passage)) for key, span in cited)
    ]


def _span(passage: Consulted) -> Span:
    return Span(passage.passage_start, passage.passage_end)


def _passage_button(passage: Consulted, document: Document, turn: int) -> Markup:
    return Markup('<button type="button" class="source" data-ref="{}.read.{}">{}<small>{}</small></button>').format(
        turn, passage.rank, document.title, byline(document)
    )


def _withheld(answer: Answer) -> Markup:
    item = Markup("<li>{}<small>{}</small></li>")
    return _folded("Not shown: no support", [item.format(held.text, held.reason) for held in answer.withheld])


def _folded(summary: str, items: list[Markup], kind: str = "") -> Markup:
    if not items:
        return Markup("")
    tag = "ol" if kind else "ul"
    return Markup('<details class="{3}"><summary>{0} ({1})</summary><{4}>{2}</{4}></details>').format(
        summary, len(items), _join(items), kind or "more", tag
    )


def _conflict(conflict: Conflict, answer: Answer, articles: Articles, turn: int) -> Markup:
    """Render a fact in dispute as a table, an account a column: whose it is, over its sentence with its citation."""
    head = Markup('<th scope="col">{}</th>')
    heads = _join(head.format(whose(each, answer, articles)) for each in conflict.positions)
    cells = _join(
        Markup("<td>{}{}</td>").format(each.text, _chips(each.citations, answer, articles, turn))
        for each in conflict.positions
    )
    return Markup(
        '<table class="conflict {}"><caption>{}</caption><thead><tr>{}</tr></thead><tbody><tr>{}</tr></tbody></table>'
    ).format(conflict.kind, dispute_line(conflict), heads, cells)
