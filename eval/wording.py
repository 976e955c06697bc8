"""How words are compared: loosely for facts, by the published rule for quotations, by pattern for gold spans.

Written from the published rules and not from the answerer's code, so that neither can hide a fault of the other.
"""

import re
import unicodedata

DOUBLE = '"“”„‟«»'
SINGLE = "'‘’‚‛"
DASHES = "-‐‑‒–—―−"
_UNIFIED = {ord(mark): target for marks, target in ((DOUBLE, '"'), (SINGLE, "'"), (DASHES, "-")) for mark in marks}
_SOFT_HYPHEN = "\u00ad"

_ACRONYM_POINT = re.compile(r"(?<=\b[^\W\d_])\.")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_TOKEN = re.compile(r"\d+(?:\.\d+)*\w*|\w+|[$€£¥₩%]")
_QUOTED = re.compile(
    rf"[{DOUBLE}](?P<double>[^{DOUBLE}]*)(?:[{DOUBLE}]|\Z)"
    rf"|(?<!\w)[{SINGLE}](?=\S)(?P<single>(?:[^{SINGLE}{DOUBLE}]|(?<=\w)[{SINGLE}](?=\w))+)(?<=\S)[{SINGLE}](?!\w)"
)
_PARAGRAPH = re.compile(r"\n\s*\n")
_OMISSION = re.compile(r"\[[^\]]*\]|\.(?:\s?\.){2,}")


def fold(text: str) -> str:
    """Return the words of `text` in lower case, one blank apart, punctuation dropped: "U.S.-led" is "us led"."""
    plain = verbatim(text).lower()
    return " ".join(_TOKEN.findall(_THOUSANDS.sub("", _ACRONYM_POINT.sub("", plain))))


def says(text: str, words: str) -> bool:
    """Return whether `words` stand in `text` as whole words, both folded; words that fold to nothing stand nowhere."""
    wanted = fold(words)
    return bool(wanted) and f" {wanted} " in f" {fold(text)} "


def verbatim(text: str) -> str:
    """Return `text` as quotations are compared: NFKC, marks and dashes unified, white space folded, no soft hyphens."""
    plain = unicodedata.normalize("NFKC", text.replace(_SOFT_HYPHEN, "")).translate(_UNIFIED)
    return " ".join(plain.split())


def quotations(text: str) -> list[str]:
    """Return the stretches of `text` between quotation marks, in order; an open one runs to its paragraph's end."""
    found = (match["double"] or match["single"] for part in _PARAGRAPH.split(text) for match in _QUOTED.finditer(part))
    return [words for words in found if words and re.search(r"\w", words)]


def occurs(quotation: str, source: str) -> bool:
    """Return whether the pieces of a quotation stand verbatim, as whole words and in order, in one source.

    An ellipsis or an editorial bracket ends a piece.
    """
    text, place = verbatim(source), 0
    for piece in filter(None, map(str.strip, _OMISSION.split(verbatim(quotation)))):
        match = re.compile(_whole(piece)).search(text, place)
        if match is None:
            return False
        place = match.end()
    return True


def find_stretch(text: str, first: str, last: str) -> tuple[int, int] | None:
    """Return where the words from `first` to the next `last` stand in `text`, None where they do not.

    White space is folded, quotation marks and dashes are unified; the two may overlap.
    """
    begin = _loose(first).search(text)
    if begin is None:
        return None
    ends = (match.end() for match in _loose(last).finditer(text, begin.start()))
    end = next((end for end in ends if end >= begin.end()), None)
    return None if end is None else (begin.start(), end)


def _whole(piece: str) -> str:
    """Return a pattern for the piece that starts and ends no word or number halfway: "250" is not in "1,250"."""
    left = (r"(?<!\w)" if re.match(r"\w", piece) else "") + (r"(?<!\d[.,])" if re.match(r"\d", piece) else "")
    right = (r"(?!\w)" if re.search(r"\w\Z", piece) else "") + (r"(?![.,]\d)" if re.search(r"\d\Z", piece) else "")
    return left + re.escape(piece) + right


def _loose(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join("".join(map(_loose_mark, word)) for word in words.split()))


def _loose_mark(mark: str) -> str:
    family = next((marks for marks in (DOUBLE, SINGLE, DASHES) if mark in marks), None)
    return re.escape(mark) if family is None else f"[{re.escape(family)}]"
