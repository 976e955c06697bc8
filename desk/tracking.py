"""What people said, as HTML: one person's statements by date, and two sides of a meeting side by side."""

from collections.abc import Sequence

from markupsafe import Markup

from index.data import Span
from rag.positions import Reported
from rag.sides import TwoSides
from rag.wording import byline, counted, day, said_line

ROOM = Markup("")


def statements_html(name: str, found: Sequence[Reported], topics: Sequence[str], topic: str, read: str) -> Markup:
    """Render what one person is reported to have said, oldest first, what is new in its wording marked."""
    if not found:
        about = f" about “{topic}”" if topic else ""
        return Markup('<p class="none">No article names {} as saying something{}. {}</p>').format(name, about, read)
    button = Markup('<button type="button" data-topic="{0}" aria-pressed="{1}">{0}</button>')
    chosen = ROOM.join(button.format(word, "true" if word == topic else "false") for word in topics)
    chips = Markup('<div class="chips" role="group" aria-label="Topics">{}</div>').format(chosen) if chosen else ROOM
    items = ROOM.join(map(_item, found))
    return Markup('{}<p class="count" role="status">{}. {}</p><ol class="said">{}</ol>').format(
        chips, counted(len(found), "statement"), read, items
    )


def sides_html(sides: TwoSides | None, read: str) -> Markup:
    """Render what the two sides say, a topic a row; a cell without a statement says so."""
    if sides is None:
        return Markup('<p class="none">Fewer than two sides are reported to have said something. {}</p>').format(read)
    head = Markup('<th scope="col">{}</th>')
    heads = head.format("Topic") + ROOM.join(head.format(", ".join(names)) for names in (sides.first, sides.second))
    row = Markup('<tr><th scope="row">{}</th>{}{}</tr>')
    rows = ROOM.join(
        row.format(", ".join(topic.words), _cell(topic.first, sides.first), _cell(topic.second, sides.second))
        for topic in sides.topics
    )
    return Markup(
        '<p class="count" role="status">{}</p><table class="sides"><caption>Two sides</caption>'
        "<thead><tr>{}</tr></thead><tbody>{}</tbody></table>"
    ).format(read, heads, rows)


def _item(item: Reported) -> Markup:
    said_on, document, before = item.statement.said_on, item.document, item.earlier
    when = day(said_on) if said_on else f"reported {day(document.published, document.published_precision)}"
    notes = [
        f"Also in: {'; '.join(byline(each) for each in item.also)}" if item.also else "",
        f"Marked: not in the wording of {byline(before.document)}" if before else "",
    ]
    small = ROOM.join(Markup("<small>{}</small>").format(line) for line in notes if line)
    return Markup("<li><h3>{}</h3><blockquote>{}</blockquote>{}{}</li>").format(
        when, _marked(item), _source(item), small
    )


def _cell(item: Reported | None, names: Sequence[str]) -> Markup:
    if item is None:
        return Markup('<td class="empty" data-side="{}">nothing found</td>').format(names[0])
    return Markup('<td data-side="{}"><blockquote>{}</blockquote>{}</td>').format(names[0], item.text, _source(item))


def _source(item: Reported) -> Markup:
    """Name the article as a button that opens it on the words."""
    return Markup(
        '<button type="button" class="source" data-article="{}" data-start="{}" data-end="{}">{}<small>{}</small>'
        "</button>"
    ).format(item.document.id, item.span.start, item.span.end, byline(item.document), said_line(item.statement))


def _marked(item: Reported) -> Markup:
    """Render the words with those marked that the earlier statement does not have."""
    parts, end = [], 0
    for span in item.fresh:
        parts += [Markup.escape(item.text[end : span.start]), Markup("<mark>{}</mark>").format(span.of(item.text))]
        end = span.end
    return ROOM.join([*parts, Markup.escape(Span(end, len(item.text)).of(item.text))])
