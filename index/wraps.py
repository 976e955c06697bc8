"""From lines to paragraphs: which line breaks a wrap made, and what stood there before it did."""

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from index.words import is_hyphenated, is_torn

Block = list[str]  # the lines between two blank lines

_WIDEST_WRAP = 120  # text set wider than this is not hard-wrapped: its lines are paragraphs
_FEWEST_LINES = 4  # fewer line breaks inside blocks than this say nothing about a width
_BULLET = re.compile(r"^(?:[-*•‣▪–—]|\d{1,2}[.)])\s+\S")
_ENDS_SENTENCE = re.compile(r"[.!?…:][”’\"')\]]*$")
_ENDS_INITIAL = re.compile(r"\b[^\W\d_]\.$")
_CLOSING = re.compile(r"^[.,;:!?)\]”’%](?:[\s”’\"'.)]|$)")
_LAST_PIECE = re.compile(r"(?:^|[\s“‘\"'(\[—–])([^\W\d_]+)$")
_LAST_HYPHENATED = re.compile(r"([^\W\d_]+)-$")
_FIRST_PIECE = re.compile(r"[^\W\d_]+(?![’'][a-z])")


def blocks_of(text: str) -> list[Block]:
    """Split clean text at its blank lines."""
    return [
        [line.strip() for line in block.split("\n") if line.strip()]
        for block in re.split(r"\n\s*\n", text)
        if block.strip()
    ]


def wrap_width(blocks: Sequence[Block]) -> int | None:
    """Return the column that the text was hard-wrapped at, or None where it was not."""
    lengths = sorted(len(line) for block in blocks for line in block[:-1])
    if len(lengths) < _FEWEST_LINES:
        return None
    width = lengths[int(len(lengths) * 0.9)]
    return width if width <= _WIDEST_WRAP else None


def continues(line: str, following: str, width: int | None) -> bool:
    """Whether `following` goes on with the paragraph of `line`: the break between them is a wrap."""
    if _BULLET.match(following):
        return False
    if following[0].islower() or _CLOSING.match(following):
        return True
    ended = bool(_ENDS_SENTENCE.search(line)) and not _ENDS_INITIAL.search(line)
    if width is None:
        return not ended
    needed = len(line) + 1 + len(following.split()[0])
    return needed > width * (0.85 if ended else 0.7)


def paragraphs_of(blocks: Sequence[Block], vocabulary: Container[str]) -> list[str]:
    """Join the hard-wrapped lines of each block into its paragraphs."""
    width = wrap_width(blocks)
    paragraphs: list[str] = []
    for block in blocks:
        paragraph = block[0]
        for previous, line in pairwise(block):
            if continues(previous, line, width):
                paragraph = join_wrapped(paragraph, line, vocabulary)
            else:
                paragraphs.append(paragraph)
                paragraph = line
        paragraphs.append(paragraph)
    return paragraphs


def join_wrapped(before: str, after: str, vocabulary: Container[str]) -> str:
    """Undo a wrap: mend the word that it tore, or put back the space that it took."""
    if _CLOSING.match(after):
        return before + after
    first = _FIRST_PIECE.match(after)
    if before.endswith("-") and first:
        return _join_hyphenated(before, after, first[0], vocabulary)
    last = _LAST_PIECE.search(before)
    if last and first and first[0].islower() and is_torn(last[1], first[0], vocabulary):
        return before + after
    return f"{before} {after}"


def _join_hyphenated(before: str, after: str, first: str, vocabulary: Container[str]) -> str:
    last = _LAST_HYPHENATED.search(before)
    if not last:
        return f"{before} {after}"
    typeset = first.islower() and is_hyphenated(last[1], first, vocabulary)
    return (before[:-1] if typeset else before) + after
