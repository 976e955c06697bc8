"""Pointing at words on the screen: the numbered sentences of what a search found, and the places a writer names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from eval.rows import Words, place
from eval.wording import says
from index.data import Document, Filter, Span
from index.errors import BadInput
from index.search import Index
from index.sentences import sentences

HITS = 8  # shown for one search
SHORTEST = 4  # words of `first` and of `last`, where the sentence has as many
_NUMBERED = re.compile(r"(?P<hit>\d+)\.(?P<first>\d+)(?:-(?P<last>\d+))?")
_TYPED = re.compile(r"(?P<hit>\d+)\s*:\s*(?P<first>\S.*?)\s*(?:…|\.\.\.)\s*(?P<last>.*\S)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit on the screen."""

    number: int  # from 1, running on through the searches for one row
    document: Document
    sentences: tuple[Span, ...]  # of its passage, numbered from 1


def search(index: Index, query: str, where: Filter, first: int) -> list[Shown]:
    """Return the best hits for a query, numbered from `first`."""
    shown = []
    for number, hit in enumerate(index.search(query, HITS, where), first):
        document = index.document(hit.passage.document_id)
        inside = tuple(span for span in sentences(document.text) if span.overlap(hit.passage.span))
        shown.append(Shown(number, document, inside))
    return shown


def marked(text: str, screen: Sequence[Shown]) -> tuple[Words, ...]:
    """Return the places that "1.2 | 3.1-2 | 2: first words … last words" names. Raises BadInput."""
    return tuple(_marked(piece.strip(), screen) for piece in text.split("|"))


def hit_of(number: str, screen: Sequence[Shown]) -> Shown:
    """Return the hit of that number. Raises BadInput where there is none."""
    found = next((shown for shown in screen if str(shown.number) == number), None)
    if found is None:
        raise BadInput(f"there is no hit {number}; the hits on the screen are 1 to {len(screen)}")
    return found


def words_of(document: Document, span: Span) -> Words:
    """Return the fewest first and last words that mark a span. Raises BadInput where its article repeats it whole."""
    words = span.of(document.text).split()
    for count in range(min(SHORTEST, len(words)), len(words) + 1):
        candidate = Words(document.id, " ".join(words[:count]), " ".join(words[-count:]))
        if _stands(candidate, document) == span:
            return candidate
    raise BadInput(f"{document.id} has these words more than once; mark the sentence before them too, as in 1.2-3")


def others(
    answers: Sequence[Sequence[str]], marks: Sequence[Sequence[Words]], screen: Sequence[Shown]
) -> Iterator[tuple[str, int]]:
    """Yield "3.1" and the number of an answer group, from 0, for each sentence not marked that holds its answer."""
    articles = {shown.document.id: shown.document for shown in screen}
    taken = {
        (words.document_id, place(words, articles.__getitem__))
        for group in marks
        for words in group
        if words.document_id in articles
    }
    seen = set[tuple[str, Span]]()
    for shown in screen:
        for number, span in enumerate(shown.sentences, 1):
            name = shown.document.id
            free = not any(name == other and span.overlap(place_) for other, place_ in taken)
            groups = [at for at, group in enumerate(answers) if _holds(shown.document, span, group)]
            if free and groups and (name, span) not in seen:
                seen.add((name, span))
                yield f"{shown.number}.{number}", groups[0]


def unmarked(
    answers: Sequence[Sequence[str]], marks: Sequence[Sequence[Words]], articles: dict[str, Document]
) -> list[str]:
    """Return the first wording of each answer group that stands in no marked words."""
    told = [
        place(words, articles.__getitem__).of(articles[words.document_id].text) for group in marks for words in group
    ]
    return [group[0] for group in answers if not any(says(text, words) for text in told for words in group)]


def _marked(piece: str, screen: Sequence[Shown]) -> Words:
    if numbered := _NUMBERED.fullmatch(piece):
        return _sentences(numbered, screen)
    if typed := _TYPED.fullmatch(piece):
        document = hit_of(typed["hit"], screen).document
        words = Words(document.id, typed["first"], typed["last"])
        place(words, lambda _: document)
        return words
    raise BadInput(f"{piece!r} names no place; type hit.sentence, as in 1.2 or 1.2-3, or 1: first words … last words")


def _sentences(numbered: re.Match[str], screen: Sequence[Shown]) -> Words:
    shown = hit_of(numbered["hit"], screen)
    first, last = int(numbered["first"]), int(numbered["last"] or numbered["first"])
    if not 1 <= first <= last <= len(shown.sentences):
        raise BadInput(f"hit {shown.number} has the sentences 1 to {len(shown.sentences)}, not {numbered.group()}")
    return words_of(shown.document, Span(shown.sentences[first - 1].start, shown.sentences[last - 1].end))


def _stands(words: Words, document: Document) -> Span | None:
    try:
        return place(words, lambda _: document)
    except BadInput:
        return None


def _holds(document: Document, span: Span, group: Sequence[str]) -> bool:
    return any(says(span.of(document.text), words) for words in group)
