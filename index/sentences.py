"""Where sentences begin and end, in articles and in a model's replies.

nupunkt finds the ends; a few rules of our own mend what news and citation markers make it miss.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from nupunkt import sent_spans

from index.data import Span

# Ranks and forms of address that stand before a name: never the end of a sentence.
_TITLE = re.compile(
    r"(?:^|[^\w.])(?:adm|amb|brig|capt|cmdr|col|cpl|det|dr|fr|gen|gov|hon|lt|maj|mrs?|ms|mt|prof|rep|rev|sen|sgt|supt)\.$",
    re.IGNORECASE,
)
_LINE = re.compile(r"[^\n]+")
_FIRST_WORD = re.compile(r"\w*")
_TRAILERS = re.compile(r"(?:\s*\[\d{1,3}\])+|[”’»)\]]+(?=\s|$)")  # citation markers, a closing mark left behind
_MISSED = (
    re.compile(r"\bno\.\s+(?=[A-Z])"),  # "said no. He left": nupunkt takes it for "number"
    re.compile(r"\b(?!vs\.)[a-z]{2,}\.\s+(?=(?:[A-Z]\.){2,}\s)"),  # "went on. U.N. officials"
    re.compile(r"\b(?!vs\.)[a-z]{2,}[.!?][”\"]?\s+(?=['‘][A-Z])"),  # "at the lock. 'The wall held,' he said"
)
_OWNING = re.compile(
    r"(?<!\b[Tt]he )(?<![\w.])(?:U\.S|U\.N|U\.K|E\.U|N\.K|S\.K)\.$"
)  # "including U.S. Secretary of State"
_OPENING = frozenset("the a an he she it they we i this that these those there in on at but and both".split())
_INITIALS = re.compile(r"[“\"]?(?:[A-Z]\.){2,}")  # "U.S.": alone no sentence, whatever follows it


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order; a line break always ends one, and no span begins or ends in a space."""
    return [span for line in _LINE.finditer(text) for span in _in_line(text, line.start(), line.end())]


def _in_line(text: str, start: int, end: int) -> Iterator[Span]:
    line = text[start:end]
    cuts = [0, *_cuts(line), len(line)]
    for left, right in pairwise(cuts):
        piece = line[left:right]
        if bare := piece.strip():
            first = start + left + len(piece) - len(piece.lstrip())
            yield Span(first, first + len(bare))


def _cuts(line: str) -> list[int]:
    """Return the offsets in `line` at which a new sentence begins, the first one's apart."""
    missed = {match.end() for ends in _MISSED for match in ends.finditer(line)}
    found = {begin for begin, _ in sent_spans(line)} | missed
    cuts: list[int] = []
    for cut in sorted(found - {0}):
        cut = _past_trailers(line, cut)
        begin = cuts[-1] if cuts else 0
        if cut > begin and _is_end(line[begin:cut].strip(), line[cut:].lstrip()):
            cuts.append(cut)
    return cuts


def _past_trailers(line: str, cut: int) -> int:
    trailer = _TRAILERS.match(line, cut)
    return trailer.end() if trailer else cut


def _is_end(before: str, after: str) -> bool:
    """Whether a sentence can end between the two.

    Not before a small letter, after a title or initials alone, or between a state's initials and what it owns.
    """
    word = _FIRST_WORD.match(after)
    if word is None or not after:
        return False
    if word.group()[:1].islower() and word.group().islower():  # but "eBay" begins a sentence
        return False
    if _OWNING.search(before) and word.group().lower() not in _OPENING and after[:1].isalnum():
        return False
    return _TITLE.search(before[-8:]) is None and _INITIALS.fullmatch(before) is None
