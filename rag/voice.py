"""The first person of somebody quoted: without its marks, "we will not close it" would be the answer's own promise.

A quotation may run over several sentences of an article; each of them can be given with the marks that it shares.
"""

import re
from collections.abc import Iterable, Sequence

from index.data import Span
from rag.data import Check
from rag.direct import marked
from rag.evidence import Line
from rag.quotes import quotations
from rag.quoting import CLOSING

VOICE = "voice"  # the check of a sentence for it
_FIRST_PERSON = re.compile(r"\b(?:I(?![.-])|[Ww]e|us|[Oo]ur|ours|ourselves|[Mm]y|myself|me)\b")  # "US" is a country


def check(sentence: str, cited: Sequence[Line]) -> Check:
    """Check that nobody's "we" or "I" stands without marks that the reporter did not write so."""
    words = borrowed(sentence, cited)
    return Check(VOICE, not words, f"outside marks: {', '.join(dict.fromkeys(words))}" if words else "")


def borrowed(sentence: str, cited: Sequence[Line]) -> list[str]:
    """Return the words in the first person that a sentence has outside marks and the lines cited do not."""
    said = _first_person(sentence, [quotation.outer for quotation in quotations(sentence)])
    reported = {word.lower() for line in cited for word in _first_person(line.text, _quoted(line))}
    return [word for word in said if word.lower() not in reported]


def as_printed(line: Line, words: str | None = None) -> str:
    """Return a sentence of an article, or `words` for it, with the marks that open before it and close after it.

    It comes on one line.
    """
    article, printed = line.document.text, line.text if words is None else words
    for span in marked(article):
        opening = article[span.start - 1]
        if span.start <= line.span.start < span.end:
            printed = f"{opening}{printed}"
        if span.start < line.span.end <= span.end:
            printed = f"{printed}{CLOSING.get(opening, '’')[-1]}"
    return " ".join(printed.split())


def _quoted(line: Line) -> list[Span]:
    """Return the stretches of a line that stand between marks, from where the line begins."""
    start = line.span.start
    inside = (span for span in marked(line.document.text) if span.overlap(line.span))
    return [Span(max(0, span.start - start), span.end - start) for span in inside]


def _first_person(text: str, quoted: Iterable[Span]) -> list[str]:
    hidden = list(quoted)
    found = _FIRST_PERSON.finditer(text)
    return [match.group() for match in found if not any(span.start <= match.start() < span.end for span in hidden)]
