"""Exchanging words of a sentence, the rest left as it is: capitals and "a" or "an" follow the new word."""

import re
from collections.abc import Iterator, Sequence

from index.data import Span
from rag.quotes import quotations

Table = tuple[tuple[re.Pattern[str], str], ...]
_ARTICLE = re.compile(r"\b([Aa])(n?)(\s+[“\"‘']?)$")
_MARKS = "“\"‘'"
_VOWEL = re.compile(r"[aeio]|u(?!ni)|hour|honest", re.IGNORECASE)


def table(*rows: tuple[str, str]) -> Table:
    """Return patterns of whole words in any case, each with what takes its place; a replacement may name its groups.

    [a-z] and [A-Z] in a pattern mean that case.
    """
    return tuple((re.compile(_whole(pattern), re.IGNORECASE), words) for pattern, words in rows)


def _whole(pattern: str) -> str:
    for case in ("[a-z]", "[A-Z]"):
        pattern = pattern.replace(case, f"(?-i:{case})")
    return rf"(?<![\w-])(?:{pattern})(?:(?<=\s)|(?![\w-]))"


def both_ways(*rows: tuple[str, str]) -> Table:
    """Return a table in which each word of a row takes the other's place."""
    return table(*rows, *((two, one) for one, two in rows))


def exchanged(text: str, entries: Table, inside: bool = False) -> Iterator[str]:
    """Yield the text once for each place where an entry fits, outside quotation marks or only inside them."""
    for pattern, words in entries:
        for match in pattern.finditer(text):
            if match.group() and is_quoted(text, match.span()) is inside:
                yield put(text, Span(*match.span()), match.expand(words))


def put(text: str, span: Span, words: str) -> str:
    """Return the text with the words in the place of those of the span, capital and article fitted to them."""
    before, old, after = text[: span.start], span.of(text), text[span.end :]
    if old[:1].isupper() and words[:1].islower() and (span.start == 0 or not words.startswith("the ")):
        words = words[:1].upper() + words[1:]
    if match := _ARTICLE.search(before):
        before = f"{before[: match.start()]}{match[1]}{'n' if _VOWEL.match(words.lstrip(_MARKS)) else ''}{match[3]}"
    if not words:
        after = after if before.endswith(" ") or not before else f" {after.lstrip()}"
    whole = re.sub(r" {2,}", " ", f"{before}{words}{after}").strip()
    return re.sub(r" ([,.;:])", r"\1", whole)


def is_quoted(text: str, place: tuple[int, int]) -> bool:
    """Whether any of the place is between quotation marks."""
    return any(quotation.outer.overlap(Span(*place)) for quotation in quotations(text))


def capital(text: str) -> str:
    """Return the text with a capital first."""
    return text[:1].upper() + text[1:]


def without(text: str, spans: Sequence[Span]) -> str:
    """Return the text without these places."""
    for span in sorted(spans, reverse=True):
        text = text[: span.start] + text[span.end :]
    return text
