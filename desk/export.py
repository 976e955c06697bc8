"""An answer to take away: as text with footnotes, as Markdown, as HTML, or as the JSON that `rag verify` checks."""

import json
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from markupsafe import Markup, escape

from index.data import Document
from rag.data import Answer, Citation, Status
from rag.printed import answer_text, pieces
from rag.wording import cited_byline, dispute_line, harmless, quoted, reason, said_line, searched_line

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|])")

Articles = Mapping[str, Document]


class Form(StrEnum):
    """What an answer can be taken away as."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


def export(stored: Mapping[str, Any], answer: Answer, articles: Articles, form: Form) -> str:
    """Write an answer in a form; JSON is what was stored, so that its seal holds."""
    match form:
        case Form.TEXT:
            return f"{harmless(answer.question)}\n\n{answer_text(answer, articles)}\n"
        case Form.MARKDOWN:
            return markdown(answer, articles)
        case Form.HTML:
            return str(html(answer, articles))
        case Form.JSON:
            return json.dumps(stored, ensure_ascii=False, indent=2) + "\n"


def markdown(answer: Answer, articles: Articles) -> str:
    """Write an answer as Markdown with footnotes; nothing that an article says is markup."""
    notes = [f"[^{each.number}]: {_plain(_note(each, articles))}" for each in answer.citations]
    text = "".join(_plain(words) + "".join(f"[^{number}]" for number in numbers) for words, numbers in _said(answer))
    return harmless("\n\n".join(filter(None, [f"**{_plain(answer.question)}**", text, "\n".join(notes)]))) + "\n"


def html(answer: Answer, articles: Articles) -> Markup:
    """Write an answer as HTML that stands by itself: its text, and its citations as a numbered list."""
    mark, item = Markup("<sup>[{}]</sup>"), Markup('<li value="{}">{}</li>')
    said = [escape(words) + Markup("").join(map(mark.format, numbers)) for words, numbers in _said(answer)]
    notes = Markup("").join(item.format(each.number, _note(each, articles)) for each in answer.citations)
    listed = Markup("<ol>{}</ol>").format(notes) if notes else Markup("")
    return Markup("<h3>{}</h3><p>{}</p>{}").format(answer.question, Markup("").join(said), listed)


def _note(citation: Citation, articles: Articles) -> str:
    source = cited_byline(citation, articles.get(citation.document_id))
    said = f" ({said_line(citation.statement)})" if citation.statement else ""
    address = f", {citation.url}" if citation.url else ""
    return f"{source}, “{citation.title}”: {quoted(' '.join(citation.cited_text.split()))}{said}{address}"


def _said(answer: Answer) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield what the answer says, piece by piece, with the numbers of the citations that follow."""
    if answer.status is Status.ABSTAINED:
        yield f"{reason(answer)} {searched_line(answer.coverage)}", ()
        return
    for words, sentence in pieces(answer):
        yield words, sentence.citations if sentence else ()
    for conflict in answer.conflicts:
        yield f" {dispute_line(conflict)}.", ()


def _plain(text: str) -> str:
    return _SIGNS.sub(r"\\\1", text)
