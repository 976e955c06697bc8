"""What stands behind a number: the card that a citation shows, and the list of all that an answer cites."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from index.data import DatePrecision, Document
from rag.data import Answer, Citation
from rag.wording import age, cited_byline, quoted, said_line, source_line

Articles = Mapping[str, Document]


def chip(citation: Citation, articles: Articles, turn: int) -> Markup:
    """Render a citation's number as a button; its card describes it."""
    return Markup(
        '<button type="button" class="chip" data-ref="{turn}.cite.{number}" aria-label="Citation {number}: {source}"'
        ' aria-describedby="card-{turn}-{number}">{number}</button>'
    ).format(turn=turn, number=citation.number, source=_source(citation, articles))


def cards(answer: Answer, articles: Articles, turn: int, asked: date | None) -> Markup:
    """Render the cards of an answer's citations, which the page shows beside their numbers."""
    card = Markup('<div id="card-{}-{}">{}</div>')
    made = [card.format(turn, each.number, _card(each, articles, answer.as_of, asked)) for each in answer.citations]
    return Markup('<div class="cards" hidden>{}</div>').format(Markup("").join(made)) if made else Markup("")


def footnotes(answer: Answer, articles: Articles, turn: int) -> list[Markup]:
    """Render each citation as a line of its own: its number, its words, whose they are and where they stand."""
    item = Markup('<li value="{}">{} <q>{}</q><small>{}</small></li>')
    return [
        item.format(each.number, chip(each, articles, turn), _bare(each.cited_text), _origin(each, articles))
        for each in answer.citations
    ]


def how_old(citation: Citation, document: Document | None, as_of: date | None, asked: date | None) -> str:
    """Say how old the cited article was on the question's date, or is today where the question has none."""
    precision = document.published_precision if document else DatePrecision.DAY
    then = as_of or asked
    known = age(citation.published, precision, then) if then else ""
    if not known:
        return ""
    same = known.startswith("the same")
    if as_of:
        return f"{known} as the question’s date" if same else f"{known} before the question’s date"
    return f"{known} as the question" if same else f"{known} old"


def _card(citation: Citation, articles: Articles, as_of: date | None, asked: date | None) -> Markup:
    document = articles.get(citation.document_id)
    dated = [_source(citation, articles), how_old(citation, document, as_of, asked)]
    others = [source_line(articles[key]) for key in citation.also_in if key in articles]
    lines = [
        " · ".join(filter(None, dated)),
        said_line(citation.statement) if citation.statement else "",
        f"Also in: {'; '.join(others)}" if others else "",
    ]
    said = Markup("").join(Markup("<p>{}</p>").format(line) for line in lines if line)
    return Markup('<p class="words">{}</p>').format(quoted(citation.cited_text)) + said


def _origin(citation: Citation, articles: Articles) -> str:
    said = f"{said_line(citation.statement)} · " if citation.statement else ""
    return f"{said}{_source(citation, articles)} — {citation.title}"


def _source(citation: Citation, articles: Articles) -> str:
    return cited_byline(citation, articles.get(citation.document_id))


def _bare(words: str) -> str:
    return " ".join(words.split())
