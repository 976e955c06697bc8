"""Direct speech: which words an article itself has between marks, in whose mouth, and whether a sentence may show them.

A newspaper puts words between marks only where somebody said them so. Words of the reporter, indirect speech among
them, are quoted only by a sentence that plainly quotes the article.
"""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from index.data import Document, Span
from rag.attribution import speaker
from rag.evidence import Line
from rag.quotes import Quotation, occurs, pieces, quotations, with_quoted
from rag.speakers import is_body, own_words, same_speaker

ARTICLE = "the article"  # as a speaker: the sentence quotes the article itself
LONGEST = 4  # lines over which one quotation may run
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")
_OPENS = re.compile(r"(?<![\w.,!?;:…)\]%’”'])\"(?=\S)")
_OPEN_MARKS = {"“": "”", "«": "»", "「": "」", "『": "』"}
_BETWEEN = "\0"  # stands between two stretches, in no quotation
_CLAUSE = re.compile(r";\s+|,?\s+(?:and|while|but|whereas|as)\s+(?=[\w“\"])")
PRONOUNS = frozenset(("he", "she", "it", "they", "him", "her", "them"))
_ARTICLE = re.compile(
    r"\b(?:article|story|newspaper|paper|news agency|dispatch)\s+(?:\w+ly\s+)?"
    r"(?:says|said|states|stated|describes|described|calls|called|reads|writes|wrote|puts|put|reports|reported|quotes)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?:[A-Z][\w.'’-]*|the|of|and)(?:\s+(?:[A-Z][\w.'’-]*|the|of|and))*")
_BRACKETED = re.compile(r"\[([^\]]*)\]")


class Standing(StrEnum):
    """What becomes of a quotation that is looked up."""

    VERBATIM = "verbatim"  # it stands in the words cited, in the mouth of the speaker whom the sentence names
    ELSEWHERE = "elsewhere"  # true words, but of another article, another speaker or the reporter
    NOT_FOUND = "not_found"


def standing(sentence: str, quotation: Quotation, cited: Sequence[Line], articles: Sequence[Document]) -> Standing:
    """Return what becomes of a sentence's quotation, given what it cites and the articles that were read."""
    inner = quotation.inner.of(sentence)
    if may_quote(inner, said_by(sentence, quotation.outer), cited):
        return Standing.VERBATIM
    return Standing.ELSEWHERE if any(occurs(inner, article.text) for article in articles) else Standing.NOT_FOUND


def may_quote(inner: str, who: str | None, lines: Sequence[Line]) -> bool:
    """Whether lines that follow one another among these have the words between marks, said by `who`."""
    return bool(place_of(inner, who, lines))


def place_of(inner: str, who: str | None, lines: Sequence[Line]) -> Sequence[Line]:
    """Return the fewest lines in a row that have the words between marks, said by `who`; none where there are no such.

    `who` is None where nobody is named, and "the article" where it is the article that is quoted.
    """
    if not _brackets_names(inner):
        return ()
    holding = {line.document.id for line in lines if _holds(inner, line.document)}
    ordered = sorted(
        (line for line in lines if line.document.id in holding), key=lambda line: (line.document.id, line.number)
    )
    for length in range(1, LONGEST + 1):
        for at in range(len(ordered) - length + 1):
            run = ordered[at : at + length]
            if _in_a_row(run) and _says(inner, who, run):
                return run
    return ()


def said_by(sentence: str, place: Span) -> str | None:
    """Return whom a sentence has say the words between the marks at `place`: the clause's speaker or the sentence's."""
    if _ARTICLE.search(_hidden(sentence)):
        return ARTICLE
    return speaker(clause_round(sentence, place).of(sentence)) or speaker(sentence)


def clause_round(sentence: str, place: Span) -> Span:
    """Return the clause of a sentence in which the words between the marks at `place` stand."""
    ends = [match.start() for match in _CLAUSE.finditer(_hidden(sentence))]
    start = max((end for end in ends if end <= place.start), default=0)
    return Span(start, min((end for end in ends if end > place.start), default=len(sentence)))


def _hidden(sentence: str) -> str:
    """Return a sentence, as long as it is, with what it quotes made dots."""
    return with_quoted(sentence, lambda words: "·" * len(words))


@lru_cache(maxsize=512)
def marked(text: str) -> tuple[Span, ...]:
    """Return the stretches that an article has between marks, nested ones too, marks left out.

    A paragraph that opens a quotation and does not close it is quoted to its end where the next one opens with a mark.
    """
    paragraphs = [(match.start(), _curly(match.group())) for match in _PARAGRAPH.finditer(text)]
    spans = []
    for (start, own), (_, after) in pairwise([*paragraphs, (len(text), "")]):
        found = [Span(start + quotation.inner.start, start + quotation.inner.end) for quotation in quotations(own)]
        opened = _left_open(own)
        if opened is not None and after[:1] == own[opened]:
            found.append(Span(start + opened + 1, start + len(own)))
        spans += found
    return tuple(spans)


def _curly(paragraph: str) -> str:
    """Return a paragraph with its straight marks turned to open or close; of 12", where other marks are curly, not."""
    closes = '(?<!\\d)"' if "“" in paragraph else '"'
    return re.sub(closes, "”", _OPENS.sub("“", paragraph))


def _left_open(paragraph: str) -> int | None:
    """Return where the last mark stands that a paragraph opens and does not close."""
    opened = [
        (paragraph.rfind(mark), mark)
        for mark, closing in _OPEN_MARKS.items()
        if paragraph.rfind(mark) > paragraph.rfind(closing)
    ]
    return max(opened)[0] if opened else None


def _says(inner: str, who: str | None, run: Sequence[Line]) -> bool:
    document = run[0].document
    whole = Span(run[0].span.start, run[-1].span.end)
    if who == ARTICLE or (who and document.outlet and same_speaker(who, document.outlet)):
        return occurs(inner, whole.of(document.text))
    stretches = [
        Span(max(span.start, whole.start), min(span.end, whole.end))
        for span in marked(document.text)
        if span.overlap(whole)
    ]
    texts = [span.of(document.text) for span in stretches]
    if not occurs(inner, _BETWEEN.join(texts)):
        return False
    if who is None or who.lower() in PRONOUNS:
        return True
    return all(
        any(occurs(part, text) and _by(who, span, run) for span, text in zip(stretches, texts, strict=True))
        for part in pieces(inner)
    )


def _by(who: str, place: Span, run: Sequence[Line]) -> bool:
    """Whether a stretch of the run is said by `who`; where only a body, or nobody, says it, he is named beside it."""
    telling = [line for line in run if line.span.overlap(place)] or run
    document, start = run[0].document, telling[0].span.start
    text = document.text[start : telling[-1].span.end]
    own = said_by(text, Span(place.start - start, place.end - start))
    source = telling[0].speaker if own is None or own.lower() in PRONOUNS or own == ARTICLE else own
    if source is None or is_body(source) or source in document.cites:
        mine = own_words(who)
        return bool(mine) and mine <= own_words(text)
    return same_speaker(source, who)


@lru_cache(maxsize=4096)
def _holds(inner: str, document: Document) -> bool:
    return occurs(inner, document.text)


def _in_a_row(run: Sequence[Line]) -> bool:
    first = run[0]
    return all(
        line.document.id == first.document.id and line.number == first.number + at for at, line in enumerate(run)
    )


def _brackets_names(inner: str) -> bool:
    """Whether what an editor put in, "[the port]", are at most names: any other word could change what was said."""
    added: Iterator[str] = (match[1].strip(" .…") for match in _BRACKETED.finditer(inner))
    return all(not name or _NAME.fullmatch(name) for name in added)
