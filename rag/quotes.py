"""Quotations: where a text quotes, and whether the quoted words stand in an article, character by character.

The published normalisation, the whole of it: NFKC; curly quotation marks become straight ones; dashes become hyphens;
white space is folded; soft hyphens are dropped. Digits, negations and letter case are never touched. An ellipsis or an
editorial bracket splits a quotation into pieces that must stand in that order in one article.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

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
_NOT_OPENING = r"(?!(?:\d0s|\d\ds|tis|twas|em|til|n)\b)"  # the '90s, rock 'n' roll: letters left out
_QUOTED = re.compile(
    r"“(?P<a>[^“”]*)”|\"(?P<b>[^\"]*)\"|„(?P<c>[^„“”]*)[“”]|«(?P<d>[^«»]*)»|「(?P<e>[^「」]*)」|『(?P<f>[^『』]*)』"
    rf"|(?<!\w)[‘']{_NOT_OPENING}(?P<g>\w(?:[^‘’'\[\n]|\[(?!\d)|(?<=\w)['’](?=\w))*)['’](?!\w)",
    re.IGNORECASE,
)
# Where words may begin and end: "can" is not in "can't", "aggression" not in "non-aggression", 250 not in 1,250.
_BEFORE_WORD = r"(?<!\w)(?<![Nn]on-)(?<!anti-)(?<!Anti-)"
_AFTER_WORD = r"(?!\w)(?!'(?!s\b)\w)"
_BEFORE_NUMBER = r"(?<!\w)(?<!\d[.,])"
_AFTER_NUMBER = r"(?!\w)(?![.,]\d)"
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


def occurs(words: str, article: str) -> bool:
    """Whether a quotation's words stand in an article: whole words, each piece after the one before."""
    body, at = normal(article), 0
    parts = list(_parts(words))
    for part in parts:
        place = _whole(part, body, at)
        if place is None:
            return False
        at = place
    return bool(parts)


def stray_marks(text: str) -> bool:
    """Whether a double quotation mark stands outside every quotation: one was opened or closed and not the other."""
    inside = [quotation.outer for quotation in quotations(text)]
    return any(
        sign in DOUBLE_MARKS and not any(span.start <= at < span.end for span in inside) for at, sign in enumerate(text)
    )


def _parts(words: str) -> Iterator[str]:
    for piece in _SPLIT.split(words):
        if part := normal(piece):
            yield part


def _whole(part: str, body: str, start: int) -> int | None:
    """Return where the words end in the body, found at or after `start`, not inside a longer word or number."""
    before = (_BEFORE_NUMBER if part[0].isdigit() else _BEFORE_WORD) if part[0].isalnum() else ""
    after = (_AFTER_NUMBER if part[-1].isdigit() else _AFTER_WORD) if part[-1].isalnum() else ""
    match = re.compile(before + re.escape(part) + after).search(body, start)
    return match.end() if match else None
