"""From checked sentences to the text of an answer, its numbered citations and their offsets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.data import Document, Span
from rag.data import Citation, Sentence, Support
from rag.quotes import DOUBLE_MARKS, occurs, quotations, stray_marks
from rag.support import Supported, merged

_FOOTNOTE = re.compile(r"\s*\[\d+\]")
_MARKS = re.compile(rf"[{DOUBLE_MARKS}]|(?<!\w)[‘'’](?=\w)|(?<=[\w.,!?])['’](?!\w)")


@dataclass(frozen=True, slots=True)
class Composed:
    """The text with its markers, and what the markers point to."""

    text: str
    plain: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    """What one citation points to."""

    document: Document
    span: Span


def compose(claims: Sequence[Supported]) -> Composed:
    """Write the sentences one after another, each followed by the numbers of its citations."""
    carried: dict[_Cited, list[Supported]] = {}
    speakers: dict[_Cited, str | None] = {}
    written: list[Sentence] = []
    text = ""
    for claim in claims:
        mine = []
        for document, span, speaker in merged(claim.cited):
            cited = _Cited(document, span)
            carried.setdefault(cited, []).append(claim)
            speakers.setdefault(cited, speaker)
            mine.append(list(carried).index(cited) + 1)
        text += " " if text else ""
        start = len(text)
        text += claim.text
        written.append(
            Sentence(claim.text, start, len(text), Support.SUPPORTED, round(claim.score, 3), tuple(mine), claim.checks)
        )
        text += "".join(f" [{number}]" for number in mine)
    citations = tuple(
        _citation(number, cited, speakers[cited], sentences)
        for number, (cited, sentences) in enumerate(carried.items(), 1)
    )
    return Composed(text, " ".join(claim.text for claim in claims), tuple(written), citations)


def mend_quotations(sentence: str, articles: Sequence[Document]) -> str:
    """Return the sentence with only such quotation marks as stand round words of one of the articles.

    Punctuation that only the sentence needs moves outside the marks; what is not verbatim loses its marks and remains
    as paraphrase, to be checked as one. An article's own footnote signs, "[12]", would read as citations and go.
    """
    sentence = _FOOTNOTE.sub("", sentence)
    for quotation in reversed(quotations(sentence)):
        words = quotation.inner.of(sentence)
        sentence = sentence[: quotation.outer.start] + _requoted(words, articles) + sentence[quotation.outer.end :]
    unsound = stray_marks(sentence) or any(not _stands(words, articles) for words in _quoted(sentence))
    return _unquoted(_MARKS.sub("", sentence), articles) if unsound else sentence


def _unquoted(sentence: str, articles: Sequence[Document]) -> str:
    """Take the marks off every quotation that is not verbatim; one taken off can show another."""
    while wrong := [
        quotation for quotation in quotations(sentence) if not _stands(quotation.inner.of(sentence), articles)
    ]:
        outer, inner = wrong[0].outer, wrong[0].inner
        sentence = sentence[: outer.start] + inner.of(sentence) + sentence[outer.end :]
    return sentence


def _requoted(words: str, articles: Sequence[Document]) -> str:
    if not any(sign.isalnum() for sign in words):
        return words
    if _stands(words, articles):
        return f"“{words}”"
    bare = words.rstrip(" ,.;:!?")
    if bare and _stands(bare, articles):
        return f"“{bare}”{words[len(bare) :]}"
    return mend_quotations(words, articles)


def _stands(words: str, articles: Sequence[Document]) -> bool:
    return any(occurs(words, article.text) for article in articles)


def _quoted(text: str) -> list[str]:
    return [quotation.inner.of(text) for quotation in quotations(text)]


def _citation(number: int, cited: _Cited, speaker: str | None, carried: Sequence[Supported]) -> Citation:
    document, span = cited.document, cited.span
    words = span.of(document.text)
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        outlet=document.outlet,
        url=document.url,
        published=document.published,
        cited_text=words,
        source_start=span.start,
        source_end=span.end,
        source_sha256=document.sha256,
        quotation=any(occurs(quoted, words) for claim in carried for quoted in _quoted(claim.text)),
        speaker=speaker,
        also_in=tuple(dict.fromkeys(other for claim in carried for other in claim.also_in)),
    )
