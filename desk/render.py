"""An answer as HTML for the page.

Whatever articles, models or users wrote is made harmless here: `Markup.format` escapes every argument
that is not itself `Markup` (so too in `desk/article.py`, the pane).
"""

import re
from collections.abc import Iterable

from markupsafe import Markup

from index.data import Document, Span
from rag.data import Answer, Citation, Consulted, Sentence, Status, Support
from rag.printed import Articles, nearest, whose
from rag.wording import byline, cited_byline, dispute_line, made_line, quoted, reason, searched_line

_MARKER = re.compile(r"\s*\[\d+\]")


def answer_html(answer: Answer, articles: Articles, turn: int) -> Markup:
    """Render an answer, its citations as buttons that carry their place in the conversation."""
    parts = [_abstention(answer, articles, turn)]
    if answer.status is not Status.ABSTAINED:
        parts = [_prose(answer, articles, turn), _conflicts(answer, articles, turn), _also(answer, articles, turn)]
    return _join([*parts, _withheld(answer), Markup('<p class="made">{}</p>').format(made_line(answer))])


def question_html(question: str, limits: str = "") -> Markup:
    """Render what was asked, and under which filters."""
    note = Markup('<p class="limits">{}</p>').format(limits) if limits else ""
    return Markup('<div class="question"><p>{}</p>{}</div>').format(question, note)


def progress_html(stage: str, draft: str = "") -> Markup:
    """Render what is being done for a question, and the model's words so far, named as unchecked."""
    line = Markup('<p class="stage" role="status">{}</p>').format(stage)
    if not draft:
        return line
    label = Markup('<p class="label">Draft, not checked yet</p>')
    return line + Markup('<div class="draft" aria-live="off">{}<p>{}</p></div>').format(label, draft)


def notice_html(message: str, kind: str) -> Markup:
    """Render a message that stands in an answer's place; `kind` is "stopped" or "failed"."""
    role = "alert" if kind == "failed" else "status"
    return Markup('<p class="notice {}" role="{}">{}</p>').format(kind, role, message)


def turn_html(kind: str, parts: Iterable[Markup]) -> Markup:
    """Join the parts of one exchange; a new `kind` has the page draw it afresh instead of letting it grow."""
    return Markup('<section class="turn {}">{}</section>').format(kind, _join(parts))


def head_html(title: str, line: str) -> Markup:
    """Render the page's title and what the archive holds."""
    return Markup("<header><h1>{}</h1><p>{}</p></header>").format(title, line)


def welcome_html(examples: Iterable[str]) -> Markup:
    """Render an empty conversation: questions to begin with, as buttons."""
    button = Markup('<button type="button" data-ask="{0}">{0}</button>')
    lead = Markup("<p>Ask about the archive. Every sentence of an answer cites the words it rests on.</p>")
    asks = _join(button.format(example) for example in examples)
    return Markup('<section class="welcome">{}<div class="examples">{}</div></section>').format(lead, asks)


def _join(parts: Iterable[Markup]) -> Markup:
    return Markup("").join(parts)


def _prose(answer: Answer, articles: Articles, turn: int) -> Markup:
    """Render the text sentence by sentence, each followed by its citations in place of the text's own markers."""
    parts = [Markup('<p class="only">The archive answers only a part of this.</p>')] * (answer.status is Status.PARTIAL)
    parts.append(Markup('<div class="prose">'))
    end = 0
    for sentence in answer.sentences:
        parts.append(Markup.escape(_MARKER.sub("", answer.text[end : sentence.answer_start])))
        parts.append(_sentence(sentence, answer, articles, turn))
        end = sentence.answer_end
    parts += [Markup.escape(_MARKER.sub("", answer.text[end:])), Markup("</div>")]
    return _join(parts)


def _sentence(sentence: Sentence, answer: Answer, articles: Articles, turn: int) -> Markup:
    chips = _chips(sentence.citations, answer, articles, turn)
    if sentence.support is Support.UNSUPPORTED:
        return Markup('<span class="unsupported">{} <small>(no support found)</small></span>').format(sentence.text)
    return Markup("<span>{}</span>{}").format(sentence.text, chips)


def _chips(numbers: Iterable[int], answer: Answer, articles: Articles, turn: int) -> Markup:
    by_number = {citation.number: citation for citation in answer.citations}
    return _join(_chip(by_number[number], articles, turn) for number in numbers)


def _chip(citation: Citation, articles: Articles, turn: int) -> Markup:
    source = cited_byline(citation, articles.get(citation.document_id))
    return Markup(
        '<button type="button" class="chip" data-ref="{turn}.cite.{number}" aria-label="Citation {number}: {source}"'
        ' title="{words}">{number}</button>'
    ).format(turn=turn, number=citation.number, source=source, words=quoted(citation.cited_text))


def _abstention(answer: Answer, articles: Articles, turn: int) -> Markup:
    items = _join(
        Markup("<li>{}<p>{}</p></li>").format(_passage_button(passage, document, turn), words)
        for document, passage, words in nearest(answer, articles)
    )
    near = Markup('<p class="label">Nearest in the archive</p><ul>{}</ul>').format(items) if items else ""
    return Markup('<div class="abstained" role="note"><p class="reason">{}</p><p>{}</p>{}</div>').format(
        reason(answer), searched_line(answer.coverage), near
    )


def _also(answer: Answer, articles: Articles, turn: int) -> Markup:
    """List the passages that were read and hold none of the cited words."""
    cited = [(citation.document_id, Span(citation.source_start, citation.source_end)) for citation in answer.citations]
    items = [
        Markup("<li>{}</li>").format(_passage_button(passage, articles[passage.document_id], turn))
        for passage in answer.consulted
        if passage.document_id in articles
        and not any(key == passage.document_id and span.overlap(_span(passage)) for key, span in cited)
    ]
    return _folded("Also consulted", items)


def _span(passage: Consulted) -> Span:
    return Span(passage.passage_start, passage.passage_end)


def _passage_button(passage: Consulted, document: Document, turn: int) -> Markup:
    return Markup('<button type="button" class="source" data-ref="{}.read.{}">{}<small>{}</small></button>').format(
        turn, passage.rank, document.title, byline(document)
    )


def _withheld(answer: Answer) -> Markup:
    item = Markup("<li>{}<small>{}</small></li>")
    return _folded("Not shown: no support", [item.format(held.text, held.reason) for held in answer.withheld])


def _folded(summary: str, items: list[Markup]) -> Markup:
    if not items:
        return Markup("")
    return Markup("<details><summary>{} ({})</summary><ul>{}</ul></details>").format(summary, len(items), _join(items))


def _conflicts(answer: Answer, articles: Articles, turn: int) -> Markup:
    """Render each fact in dispute as a table, an account a row: whose it is, and its sentence with its citation."""
    row = Markup('<tr><th scope="row">{}</th><td>{}{}</td></tr>')
    table = Markup('<table class="conflict {}"><caption>{}</caption><tbody>{}</tbody></table>')
    parts = []
    for conflict in answer.conflicts:
        rows = _join(
            row.format(
                whose(position, answer, articles), position.text, _chips(position.citations, answer, articles, turn)
            )
            for position in conflict.positions
        )
        parts.append(table.format(conflict.kind, dispute_line(conflict), rows))
    return _join(parts)
