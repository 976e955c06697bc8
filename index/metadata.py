"""What a plain-text article says about itself, as a news reader would see it, and the text that is left.

What the file states (front matter, a sidecar, the page's metadata) is not decided here: `read_article` is told only the
title, so that it is not taken for text.
"""

import re
import textwrap
from dataclasses import dataclass

from index.body import drop_furniture, read_body
from index.canonical import clean, vocabulary
from index.head import read_head
from index.notes import Note
from index.outlets import cited_outlets
from index.wraps import blocks_of, paragraphs_of

_TITLE_CHARS = 90
_SENTENCE_END = re.compile(r"(?<=[a-z]{4})[.!?][”’\"')\]]*(?=\s+[^\W\d_a-z“\"‘])")


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read: what it says of itself, its paragraphs and, apart from them, its captions."""

    title: str  # made from the first sentence where none is printed
    note: Note
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    cites: tuple[str, ...]


def read_article(text: str, title: str | None = None) -> Reading:
    """Read an article from its raw text; `title` is the title where something besides the text states it."""
    text = clean(text)
    head = read_head(drop_furniture(blocks_of(text)), clean(title) if title else None)
    body = read_body(paragraphs_of(head.blocks, vocabulary(text)), head.title)
    note = head.note.and_then(body.note)
    return Reading(
        title=head.title or _made_title([*body.paragraphs, *body.captions]),
        note=note,
        paragraphs=tuple(body.paragraphs),
        captions=(*head.kickers, *body.captions),
        cites=cited_outlets("\n".join(body.paragraphs), note.outlet),
    )


def _made_title(paragraphs: list[str]) -> str:
    """Return the first sentence, cut at a word where it is long."""
    if not paragraphs:
        return ""
    end = _SENTENCE_END.search(paragraphs[0])
    sentence = paragraphs[0][: end.end()] if end else paragraphs[0]
    return textwrap.shorten(sentence, _TITLE_CHARS, placeholder="…")
