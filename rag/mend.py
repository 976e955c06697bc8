"""The quotation marks of a reply: kept round words that an article has between marks in the same mouth, else taken off.

What loses its marks remains as paraphrase, to be checked as one. What a reply puts in brackets and no article has is
left out.
"""

import calendar
import re
from collections.abc import Sequence
from functools import lru_cache

from index.data import Document
from rag.direct import may_quote, said_by
from rag.evidence import Line, evidence_lines
from rag.markers import without_markers
from rag.quotes import DOUBLE_MARKS, Quotation, quotations, stray_marks
from rag.terms import terms

_MARKS = re.compile(rf"[{DOUBLE_MARKS}]|(?<!\w)[‘'’](?=\w)|(?<=[\w.,!?])['’](?!\w)")
_ASIDE = re.compile(r"\s*\((?P<words>[^()]+)\)")
_COMMAS = re.compile(r",\s*(?=,)")
_INCHES = re.compile(r'(?<=\d)"')


def mend_quotations(sentence: str, articles: Sequence[Document]) -> str:
    """Return the sentence with only such quotation marks as one of the articles bears out.

    Punctuation that only the sentence needs moves outside the marks. An article's own signs for sources, "[12]",
    would read as citations and go; the mark of inches is written so that it cannot be taken for a quotation mark.
    """
    lines = [line for article in articles for line in evidence_lines(article)]
    sentence = _COMMAS.sub("", without_markers(sentence))
    mended = ""
    while mended != sentence:  # a mark taken off can show another pair
        mended, sentence = sentence, unquoted(_INCHES.sub("″", _mended(sentence, None, lines)), lines)
    return mend_quotations(_MARKS.sub("", sentence), articles) if stray_marks(sentence) else sentence


def without_asides(sentence: str, articles: Sequence[Document]) -> str:
    """Return the sentence without what stands in brackets, such as a translation, and in no line of an article."""

    def kept(aside: re.Match[str]) -> str:
        told = {word for word in terms(aside["words"]) if not word.isdigit()} - _days()
        lines = (line for article in articles for line in evidence_lines(article))
        return aside[0] if not told or any(told <= terms(line.text).keys() for line in lines) else ""

    return _ASIDE.sub(kept, sentence)


@lru_cache(maxsize=1)
def _days() -> frozenset[str]:
    """Return the stems of days and months: dates are put in beside days."""
    return frozenset(terms(" ".join((*calendar.month_name, *calendar.day_name))))


def unquoted(sentence: str, lines: Sequence[Line]) -> str:
    """Take the marks off every quotation that these lines do not bear out; one taken off can show another."""
    while wrong := _wrong(sentence, lines):
        outer, inner = wrong[0].outer, wrong[0].inner
        sentence = sentence[: outer.start] + inner.of(sentence) + sentence[outer.end :]
    return sentence


def _mended(sentence: str, who: str | None, lines: Sequence[Line]) -> str:
    for quotation in reversed(quotations(sentence)):
        named = said_by(sentence, quotation.outer) or who
        words, rest = _requoted(quotation.inner.of(sentence), named, lines), sentence[quotation.outer.end :]
        rest = rest[1:] if rest.startswith(",") and words.rstrip("”").endswith(",") else rest
        sentence = sentence[: quotation.outer.start] + words + rest
    return sentence


def _requoted(words: str, who: str | None, lines: Sequence[Line]) -> str:
    if not any(sign.isalnum() for sign in words):
        return words
    for kept in (words, words.rstrip(" ,.;:!?")):
        if kept and may_quote(kept, who, lines):
            return f"“{kept}”{words[len(kept) :]}"
    return _mended(words, who, lines)


def _wrong(sentence: str, lines: Sequence[Line]) -> list[Quotation]:
    return [
        quotation
        for quotation in quotations(sentence)
        if not may_quote(quotation.inner.of(sentence), said_by(sentence, quotation.outer), lines)
    ]
