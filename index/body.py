"""The report itself, paragraph by paragraph: what is text, what is a caption, what speaks of the article."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from index.bylines import parse_credit
from index.captions import SIGNATURE, caption_of
from index.furniture import copyright_owner, is_copyright, is_furniture, is_photo_credit
from index.notes import Note, read_note
from index.outlets import known_agency, looks_like_outlet, short_name
from index.titles import same_title

_CLOSING_PARAGRAPHS = 6  # where source lines, dates and sign-offs may stand
_LAST_PARAGRAPHS = 2
_SIGN_OFF = re.compile(r"^[–—-]+\s*(?P<name>[^\W\d_a-z][^.,;]{1,40})\.?$")
_ENDED = re.compile(r"[.!?][”’\"')\]]*$")


@dataclass(slots=True)
class Body:
    """The parts of a report: its paragraphs, its captions, and what it says of itself."""

    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    note: Note = field(default_factory=Note)


def read_body(paragraphs: list[str], title: str | None) -> Body:
    """Sort the paragraphs of a report, keeping their order."""
    body = Body()
    owner: str | None = None
    for number, paragraph in enumerate(paragraphs):
        if is_furniture(paragraph) or same_title(paragraph, title):
            continue
        if is_photo_credit(paragraph):
            continue
        if is_copyright(paragraph):
            owner = owner or copyright_owner(paragraph)
        elif caption := caption_of(paragraph, last=number == len(paragraphs) - 1):
            body.captions.append(caption)
        elif note := _note(paragraph, len(paragraphs) - number):
            body.note = body.note.and_then(note)
        else:
            body.paragraphs.append(paragraph)
    _take_signature(body)
    body.note = body.note.and_then(Note(outlet=short_name(owner) if owner else None))
    return body


def _note(paragraph: str, from_end: int) -> Note | None:
    """Return what a paragraph says of the article: a credit anywhere, source lines and dates near the end.

    Names that prove less, of a writer or of a source that is no known outlet, count at the very end alone: lists of
    books and charts have them as well.
    """
    authors = parse_credit(paragraph)
    if authors is not None:
        return Note(authors=authors)
    if from_end > _CLOSING_PARAGRAPHS:
        return None
    note = read_note(paragraph)
    if note and not note.rest and not note.title:
        doubtful = note.authors or (note.outlet and not looks_like_outlet(note.outlet))
        return note if from_end <= _LAST_PARAGRAPHS or not doubtful else None
    signed = _SIGN_OFF.match(paragraph)
    return Note(outlet=short_name(signed["name"])) if signed and looks_like_outlet(signed["name"]) else None


def _take_signature(body: Body) -> None:
    """Take the agency's name off the end of the last paragraph: "…, he said. (AP)"."""
    if not body.paragraphs:
        return
    last = body.paragraphs[-1]
    found = SIGNATURE.search(last)
    if found and _ENDED.search(last[: found.start()]):
        body.paragraphs[-1] = last[: found.start()]
        body.note = body.note.and_then(Note(outlet=known_agency(found["agency"] or found["dashed"])))


def drop_furniture(blocks: Iterable[list[str]]) -> list[list[str]]:
    """Return the blocks without their furniture lines, and without the blocks that then are empty."""
    kept = ([line for line in block if not is_furniture(line)] for block in blocks)
    return [block for block in kept if block]
