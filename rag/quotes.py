"""Quotations: where a text quotes, and whether the quoted words stand in an article, character by character.

The published normalisation, the whole of it: NFKC; curly quotation marks become straight ones; dashes become hyphens;
white space is folded; soft hyphens are dropped. Digits, negations and letter case are never touched. An ellipsis or an
editorial bracket splits a quotation into pieces that must stand in that order in one article.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from index.data import Span

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′", "'"),
        **dict.fromkeys("“”„‟″«»「」『』", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "\u00ad": None,
    }
)
DOUBLE_MARKS = '"“”„‟«»「」『』'
_DOUBLE_MARK = re.compile(rf'(?<!\d)"|[{DOUBLE_MARKS[1:]}]')  # in a 12" pipe, it is no quotation mark
_NOT_OPENING = r"(?!(?:\d0s|\d\ds|tis|twas|em|til|n)\b)"  # the '90s, rock 'n' roll: letters left out
_QUOTED = re.compile(
    r"“(?P<a>[^“”]*)”|(?<!\d)\"(?P<b>[^\"]*)\"|„(?P<c>[^„“”]*)[“”]|«(?P<d>[^«»]*)»|「(?P<e>[^「」]*)」|『(?P<f>[^『』]*)』"
    rf"|(?<!\w)[‘']{_NOT_OPENING}(?P<g>\w(?:[^‘’'\[\n]|\[(?!\d)|(?<=\w)['’](?=\w))*)['’](?!\w)",
    re.IGNORECASE,
)
# Where words may begin and end: "can" is not in "can't", "aggression" not in "non-aggression", 250 not in 1,250.


class Edge(StrEnum):
    """What the first or last sign of a quotation belongs to."""

    SIGN = "sign"
    WORD = "word"
    NUMBER = "number"

    @classmethod
    def of(cls, sign: str) -> "Edge":
        """Return what a sign belongs to."""
        return (cls.NUMBER if sign.isdigit() else cls.WORD) if sign.isalnum() else cls.SIGN


BEFORE = {
    Edge.SIGN: re.compile(""),
    Edge.WORD: re.compile(r"(?<!\w)(?<![Nn]on-)(?<!anti-)(?<!Anti-)"),
    Edge.NUMBER: re.compile(r"(?<!\w)(?<!\d[.,])"),
}
AFTER = {
    Edge.SIGN: re.compile(""),
    Edge.WORD: re.compile(r"(?!\w)(?!'(?!s\b)\w)"),
    Edge.NUMBER: re.compile(r"(?!\w)(?![.,]\d)"),
}
_SPLIT = re.compile(r"\.\.\.|…|\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks: `outer` with its marks, `inner` without."""

    outer: Span
    inner: Span


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of a text in order; a mark that is never closed makes none."""
    found = []
    for match in _QUOTED.finditer(text):
        name = next(name for name in "abcdefg" if match[name] is not None)
        found.append(Quotation(Span(*match.span()), Span(*match.span(name))))
    return found


def normal(text: str) -> str:
    """Return the text under the published normalisation."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).split())


def folded(text: str) -> tuple[str, list[int]]:
    """Return a text under the normalisation, its ends not stripped, and the offset that each sign of it came from."""
    signs: list[str] = []
    origins: list[int] = []
    for at, sign in enumerate(text):
        for plain in _fold(sign):
            if plain != " " or not signs or signs[-1] != " ":
                signs.append(plain)
                origins.append(at)
    return "".join(signs), origins


@lru_cache(maxsize=4096)
def _fold(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign.translate(_SIGNS)).translate(_SIGNS)
    return "".join(" " if part.isspace() else part for part in plain)


def occurs(words: str, article: str) -> bool:
    """Whether a quotation's words stand in an article: whole words, each piece after the one before."""
    body, at = normal(article), 0
    parts = pieces(words)
    for part in parts:
        place = _whole(part, body, at)
        if place is None:
            return False
        at = place
    return bool(parts)


def with_quoted(text: str, put: Callable[[str], str]) -> str:
    """Return a text with what `put` makes of the words between marks in their place."""
    for quotation in reversed(quotations(text)):
        inner = quotation.inner
        text = f"{text[: inner.start]}{put(inner.of(text))}{text[inner.end :]}"
    return text


def place_in(text: str, words: str) -> Span | None:
    """Return the stretch of a text from a quotation's first piece to its last, in any capitals; None where it has none.

    It is the text's own, so that it also has what the quotation leaves out.
    """
    signs, origins = folded(text)
    found = re.search(".*?".join(map(_bounded, pieces(words))), signs, re.IGNORECASE | re.DOTALL)
    return Span(origins[found.start()], origins[found.end() - 1] + 1) if found and found.group() else None


def pieces(words: str) -> list[str]:
    """Return the pieces of a quotation, under the normalisation, that ellipses and brackets leave."""
    return [part for piece in _SPLIT.split(words) if (part := normal(piece))]


def unmarked(text: str) -> str:
    """Return a text without quotation marks and square brackets, so that it neither quotes nor cites."""
    text = re.sub(rf"[\[\]{DOUBLE_MARKS}]", "", text)
    for quotation in reversed(quotations(text)):
        text = text[: quotation.outer.start] + quotation.inner.of(text) + text[quotation.outer.end :]
    return text


def stray_marks(text: str) -> bool:
    """Whether a double quotation mark stands outside every quotation: one was opened or closed and not the other."""
    inside = [quotation.outer for quotation in quotations(text)]
    return any(
        not any(span.start <= mark.start() < span.end for span in inside) for mark in _DOUBLE_MARK.finditer(text)
    )


def _whole(part: str, body: str, start: int) -> int | None:
    """Return where the words end in the body, found at or after `start`, not inside a longer word or number."""
    match = re.compile(_bounded(part)).search(body, start)
    return match.end() if match else None


def _bounded(part: str) -> str:
    """Return a pattern for words that are not inside a longer word or number."""
    return BEFORE[Edge.of(part[0])].pattern + re.escape(part) + AFTER[Edge.of(part[-1])].pattern
