"""From a document to its passages: a few whole sentences each, short enough for the encoder to read whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from index.data import DatePrecision, Document, Passage, Span
from index.sentences import sentences

WORDS = 110  # about 150 tokens: with title, outlet and date well inside the encoder's 256
CHARACTERS = 1000  # for text without spaces
OVERLAP = 40  # words: a sentence no longer than this is repeated where a paragraph is divided

# How many parts of "5 November 2024" are not known.
_UNKNOWN_PARTS = {DatePrecision.DAY: 0, DatePrecision.MONTH: 1, DatePrecision.YEAR: 2, DatePrecision.UNKNOWN: 3}
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a piece of one that is too long for a passage."""

    span: Span
    words: int


def passages(document: Document) -> list[Passage]:
    """Return the document's passages in the order of its text; together they cover all of its words.

    Paragraphs stay whole where they fit. A caption is a passage of its own.
    """
    spans = (span for region in _regions(document) for span in _packed(document.text, region))
    return [Passage(document.id, span.start, span.end) for span in spans]


def context(document: Document, passage: Passage) -> str:
    """Return what is embedded for a passage: title, outlet and date of its document, then its words."""
    about = [document.title, document.outlet, _date(document)]
    return "\n".join([". ".join(part for part in about if part), passage.span.of(document.text)]).strip()


def _date(document: Document) -> str | None:
    if document.published is None:
        return None
    parts = f"{document.published:%d %B %Y}".lstrip("0").split()
    return " ".join(parts[_UNKNOWN_PARTS[document.published_precision] :])


def _regions(document: Document) -> Iterator[Span]:
    """Yield the stretches of the text that no passage may reach over: the body, and each caption."""
    end = 0
    for caption in sorted(document.captions):
        yield Span(end, caption.start)
        yield caption
        end = caption.end
    yield Span(end, len(document.text))


def _packed(text: str, region: Span) -> Iterator[Span]:
    """Yield spans of at most a passage's size: whole paragraphs together, a longer paragraph in parts."""
    held: list[_Unit] = []
    for paragraph in _paragraphs(text, region):
        if not _fits([*held, *paragraph]):
            yield from _joined(held)
            held = []
        if _fits(paragraph):
            held += paragraph
        else:
            yield from _divided(paragraph)
    yield from _joined(held)


def _divided(paragraph: list[_Unit]) -> Iterator[Span]:
    held: list[_Unit] = []
    for unit in paragraph:
        if held and not _fits([*held, unit]):
            yield from _joined(held)
            held = [held[-1]] if held[-1].words <= OVERLAP and _fits([held[-1], unit]) else []
        held.append(unit)
    yield from _joined(held)


def _joined(units: list[_Unit]) -> Iterator[Span]:
    if units:
        yield Span(units[0].span.start, units[-1].span.end)


def _fits(units: list[_Unit]) -> bool:
    if not units:
        return True
    characters = units[-1].span.end - units[0].span.start
    return sum(unit.words for unit in units) <= WORDS and characters <= CHARACTERS


def _paragraphs(text: str, region: Span) -> Iterator[list[_Unit]]:
    """Yield the units of each paragraph; sentences with a line break between them are in different ones."""
    held: list[_Unit] = []
    for span in sentences(region.of(text)):
        whole = Span(region.start + span.start, region.start + span.end)
        if held and "\n" in text[held[-1].span.end : whole.start]:
            yield held
            held = []
        held.extend(_Unit(piece, len(piece.of(text).split())) for piece in _pieces(text, whole))
    if held:
        yield held


def _pieces(text: str, sentence: Span) -> Iterable[Span]:
    """Return the sentence, or where it is too long for a passage the runs of words that it is cut into."""
    words = [Span(word.start(), word.end()) for word in _WORD.finditer(text, sentence.start, sentence.end)]
    if len(words) <= WORDS and sentence.end - sentence.start <= CHARACTERS:
        return [sentence]
    return _runs([piece for word in words for piece in _chopped(word)])


def _chopped(word: Span) -> list[Span]:
    return [Span(at, min(at + CHARACTERS, word.end)) for at in range(word.start, word.end, CHARACTERS)]


def _runs(words: list[Span]) -> Iterator[Span]:
    first = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or at - first >= WORDS or words[at].end - words[first].start > CHARACTERS:
            yield Span(words[first].start, words[at - 1].end)
            first = at
