"""An article as its file holds it, before its text is read."""

import struct
import zlib
from dataclasses import dataclass, field

from index.fields import Fields

MAX_BINARY_BYTES = 100_000_000  # of a PDF or Word file, and of a Word file's parts unpacked
# What parsers raise, besides their own errors, on bytes that nobody meant to be parsed.
PARSER_FAULTS = (
    *(ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, EOFError, RuntimeError),
    *(SyntaxError, struct.error, zlib.error),
)


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article's text, with its paragraphs between blank lines, and what its file says about it."""

    text: str
    sha256: str = ""  # of the raw bytes: the file's, or the line's where a file holds an article a line
    stated: Fields = field(default_factory=Fields)  # goes before what the text says
    hinted: Fields = field(default_factory=Fields)  # goes after it: programs write it and seldom check it
    captions: tuple[str, ...] = ()  # that the format itself marks as such
    line: int | None = None  # from 1, where a file holds an article a line


def reason(error: BaseException) -> str:
    """Return what a parser says is wrong, on one short line."""
    return " ".join(str(error).split())[:120] or type(error).__name__
