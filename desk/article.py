"""The article pane: a document as HTML with the words in question marked.

As in `desk/render.py`, `Markup.format` escapes whatever the article says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from index.data import Document, Span
from rag.data import Answer, Citation
from rag.wording import byline, said_line, source_line

NAMED = 5  # other articles named under a citation; the rest are counted
_PARAGRAPH = re.compile(r"[^\n](?:(?!\n\n).)*", re.DOTALL)

_WEB_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opened:
    """An article in the pane: the words to mark, where it was opened from, and the way on from there.

    References name a place in the conversation: "2.cite.1" is citation 1 of turn 2, "2.read.3" its third passage.
    """

    document: Document
    marked: Span
    ref: str
    label: str
    note: str = ""
    previous: str | None = None
    following: str | None = None


def cited(answer: Answer, articles: Mapping[str, Document], turn: int, number: int) -> Opened | None:
    """Open the article of a citation at the cited words, or None where there is none."""
    citations = answer.citations
    place = next((i for i, citation in enumerate(citations) if citation.number == number), None)
    document = articles.get(citations[place].document_id) if place is not None else None
    if place is None or document is None:
        return None
    citation = citations[place]
    refs = [f"{turn}.cite.{each.number}" for each in citations]
    return Opened(
        document,
        Span(citation.source_start, citation.source_end),
        refs[place],
        f"Citation {number} of {len(citations)}",
        _note(citation, articles),
        refs[place - 1] if place else None,
        refs[place + 1] if place + 1 < len(refs) else None,
    )


def consulted(answer: Answer, articles: Mapping[str, Document], turn: int, rank: int) -> Opened | None:
    """Open the article of a passage that was read, at that passage, or None where there is none."""
    passage = next((passage for passage in answer.consulted if passage.rank == rank), None)
    document = articles.get(passage.document_id) if passage else None
    if passage is None or document is None:
        return None
    marked = Span(passage.passage_start, passage.passage_end)
    return Opened(document, marked, f"{turn}.read.{rank}", "Consulted, not cited")


def article_html(opened: Opened) -> Markup:
    """Render an article with the words in question marked."""
    document = opened.document
    authors = f"By {', '.join(document.authors)}" if document.authors else ""
    return Markup(
        '<article data-ref="{ref}" aria-label="{label}"><div class="lead">'
        '<div class="tools"><span>{label}</span>{steps}</div>'
        '<h2 tabindex="-1">{title}</h2><p class="facts">{facts}</p></div>'
        '<div class="more">{authors}{link}{note}</div><div class="body">{body}</div></article>'
    ).format(
        ref=opened.ref,
        label=opened.label,
        steps=_steps(opened),
        title=document.title,
        facts=" · ".join(filter(None, [byline(document), document.place])),
        authors=_line(authors),
        link=_link(document.url),
        note=_line(opened.note),
        body=Markup("").join(_paragraphs(document, opened.marked)),
    )


def no_article_html() -> Markup:
    """Render the pane before anything is opened."""
    return Markup('<p class="nothing">Choose a citation to read the words it rests on, in their article.</p>')


def _note(citation: Citation, articles: Mapping[str, Document]) -> str:
    known = [key for key in citation.also_in if key in articles]
    named = [source_line(articles[key]) + (" (a copy)" if key in citation.copies else "") for key in known[:NAMED]]
    others = named + [f"{len(known) - NAMED} more"] * (len(known) > NAMED)
    said = f"Said by {said_line(citation.statement)}." if citation.statement else ""
    also = f"Also in: {'; '.join(others)}." if others else ""
    return " ".join(filter(None, [said, also]))


def _steps(opened: Opened) -> Markup:
    """Render the ways to the citations before and after, where the article was opened by one, and back."""
    button = Markup('<button type="button" data-step="{}" {} aria-label="{} citation">{}</button>')
    steps = []
    ways = (("Previous", opened.previous, "←"), ("Next", opened.following, "→"))
    for name, ref, arrow in ways if ".cite." in opened.ref else ():
        go = Markup('data-ref="{}"').format(ref) if ref else Markup("disabled")
        steps.append(button.format(name.lower(), go, name, arrow))
    back = Markup('<button type="button" data-back title="Back to the answer (Esc)">Close</button>')
    return Markup("<span>{}{}</span>").format(Markup("").join(steps), back)


def _link(url: str | None) -> Markup:
    """Link to an article's own page, where its address is one of the web's; else show the address as text."""
    if not url or not _WEB_ADDRESS.match(url):
        return _line(url or "")
    return Markup('<p><a href="{0}" target="_blank" rel="noopener noreferrer">{0}</a></p>').format(url)


def _line(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text) if text else Markup("")


def _paragraphs(document: Document, marked: Span) -> Iterator[Markup]:
    for match in _PARAGRAPH.finditer(document.text):
        place = Span(match.start(), match.end())
        start, end = max(place.start, marked.start), min(place.end, marked.end)
        kind = Markup(' class="caption"') if any(place.overlap(span) for span in document.captions) else ""
        if start >= end:
            yield Markup("<p{}>{}</p>").format(kind, match[0])
            continue
        before, words, after = (document.text[a:b] for a, b in ((place.start, start), (start, end), (end, place.end)))
        yield Markup("<p{}>{}<mark>{}</mark>{}</p>").format(kind, before, words, after)
