"""Evidence and question as the model reads them, and which of the evidence's words may be quoted."""

import random
import re
from collections.abc import Sequence

from index.data import Document
from rag.asked_names import spelt_out
from rag.days import named_days
from rag.evidence import Line, title
from rag.orders import has_order
from rag.wants import Wants
from rag.wording import day

OUTLET_CHARS = 80  # a longer name is none


def as_text(shown: Sequence[Line], wants: Wants, order: int = 0) -> str:
    """Write the evidence as the model reads it: each article's name, then its sentences, "…" for those left out.

    Another `order` than 0 is the seed by which the articles are shuffled.
    """
    articles = list(dict.fromkeys(line.document.id for line in shown))
    if order:
        random.Random(order).shuffle(articles)
    blocks = [[line for line in shown if line.document.id == article] for article in articles]
    return "\n\n".join(_block(block, wants) for block in blocks)


def as_asked(question: str, shown: Sequence[Line]) -> str:
    """Write a question as the model reads it: an abbreviation that the evidence only spells out is spelt out."""
    return spelt_out(question, [line.text for line in shown])


def quotable(shown: Sequence[Line]) -> tuple[str, ...]:
    """Return the articles' own words in the evidence, lines that follow one another as one text.

    What `as_text` adds, titles, dates and "…", is not among them.
    """
    runs: list[list[Line]] = []
    for line in sorted(shown, key=lambda line: (line.document.id, line.number)):
        last = runs[-1][-1] if runs else None
        if last and last.document.id == line.document.id and last.number + 1 == line.number:
            runs[-1].append(line)
        else:
            runs.append([line])
    return tuple(run[0].document.text[run[0].span.start : run[-1].span.end] for run in runs)


def _block(block: Sequence[Line], wants: Wants) -> str:
    parts: list[str] = []
    for at, line in enumerate(block):
        gap = at > 0 and line.number != block[at - 1].number + 1
        parts.append(("… " if gap else "") + (with_days(line) if wants is Wants.TIME else line.text))
    document = block[0].document
    return f"Article: {title(document) or 'no title'} ({_known(document, wants)})\n{' '.join(parts)}"


def _known(document: Document, wants: Wants) -> str:
    """Name an article's outlet and date; not the date where a time is asked for, lest it be taken for the event's."""
    outlet = document.outlet or ""
    if not outlet or len(outlet) > OUTLET_CHARS or has_order(outlet):
        outlet = "outlet not named"
    date = day(document.published, document.published_precision)
    return outlet if wants is Wants.TIME else f"{outlet}, {date}"


def with_days(line: Line) -> str:
    """Return a line with each day that it names by the article's clock also written as a date."""
    text = line.text
    for named in reversed(named_days(text, line.document)):
        owner = re.match("['’]s\\b", text[named.span.end :])  # "Monday’s talks"
        at = named.span.end + (owner.end() if owner else 0)
        text = f"{text[:at]} ({named.meaning}){text[at:]}"
    return text
