"""From checked sentences to the text of an answer, its numbered citations and their offsets."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.data import Document, Span
from rag.data import Citation, Sentence, Support
from rag.quotes import occurs, quotations, stray_marks
from rag.support import Supported, merged


@dataclass(frozen=True, slots=True)
class Composed:
    """The text with its markers, and what the markers point to."""

    text: str
    plain: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


def compose(claims: Sequence[Supported]) -> Composed:
    """Write the sentences one after another, each followed by the numbers of its citations."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    written: list[Sentence] = []
    text = ""
    for claim in claims:
        mine = []
        for document, span, speaker in merged(claim.cited):
            key = (document.id, span.start, span.end)
            if key not in numbers:
                numbers[key] = len(citations) + 1
                citations.append(_citation(len(citations) + 1, document, span, speaker, claim))
            mine.append(numbers[key])
        text += " " if text else ""
        start = len(text)
        text += claim.text
        written.append(
            Sentence(claim.text, start, len(text), Support.SUPPORTED, round(claim.score, 3), tuple(mine), claim.checks)
        )
        text += "".join(f" [{number}]" for number in mine)
    return Composed(text, " ".join(claim.text for claim in claims), tuple(written), tuple(citations))


def mend_quotations(sentence: str, articles: Sequence[Document]) -> str:
    """Return the sentence with only such quotation marks as stand round words of one of the articles.

    Punctuation that only the sentence needs moves outside the marks; what is not verbatim loses its marks and remains
    as paraphrase, to be checked as one.
    """
    for quotation in reversed(quotations(sentence)):
        words = quotation.inner.of(sentence)
        sentence = sentence[: quotation.outer.start] + _requoted(words, articles) + sentence[quotation.outer.end :]
    if stray_marks(sentence):
        sentence = re.sub(r"[\"“”]", "", sentence)
    return sentence


def _requoted(words: str, articles: Sequence[Document]) -> str:
    if not any(sign.isalnum() for sign in words):
        return words
    if any(occurs(words, article.text) for article in articles):
        return f"“{words}”"
    bare = words.rstrip(" ,.;:!?")
    if bare and any(occurs(bare, article.text) for article in articles):
        return f"“{bare}”{words[len(bare):]}"
    return words


def _citation(number: int, document: Document, span: Span, speaker: str | None, claim: Supported) -> Citation:
    cited = span.of(document.text)
    quoted = [quotation.inner.of(claim.text) for quotation in quotations(claim.text)]
    return Citation(
        number=number,
        document_id=document.id,
        title=document.title,
        outlet=document.outlet,
        url=document.url,
        published=document.published,
        cited_text=cited,
        source_start=span.start,
        source_end=span.end,
        source_sha256=document.sha256,
        quotation=any(occurs(words, cited) for words in quoted),
        speaker=speaker,
        also_in=claim.also_in,
    )
