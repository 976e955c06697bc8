"""The head of a plain-text article: section label, title, byline, date and dateline, up to the report itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.bylines import is_role
from index.captions import caption_of
from index.datelines import Dateline, parse_dateline
from index.notes import Note, read_note
from index.wraps import Block, continues, wrap_width

_REPORT_LINE_CHARS = 120  # a headline that begins like a dateline is shorter
_WINDOW = 12  # groups of lines; a head is never longer
_REPORT_CHARS = 200  # a group this long is the report itself
_MAX_TITLE_CHARS = 180
_MAX_TITLE_SENTENCE_CHARS = 110  # for a title that ends in a full stop
_MAX_LABEL_WORDS = 3
_MAX_KICKER_WORDS = 6
_ENDED = re.compile(r"[.!?][”’\"')\]]*$")
_INNER_END = re.compile(r"[^\W\d_]{3,}[.!?][”’\"')]*\s+[^\W\d_a-z]")
_OPENS_SPEECH = ("“", '"', "‘")
_SPEAKER = re.compile(r"^[A-Z][A-Z .'’-]{1,40}:\s")


@dataclass(slots=True)
class _Head:
    """The head while it is being read."""

    width: int | None  # that the whole text was hard-wrapped at
    text: str
    is_transcript: bool  # so that a name in capitals and a colon open a speech
    note: Note = field(default_factory=Note)
    groups: list[Block] = field(default_factory=list)  # the text lines met so far
    last_note: int = 0  # how many groups stood before the last note
    blocks: list[Block] = field(default_factory=list)  # the report

    def believes(self, dateline: Dateline, block: str) -> bool:
        """Whether what looks like a dateline opens a report, and is no headline, speaker or name in capitals."""
        if dateline.outlet or dateline.month_day or dateline.date:
            return True
        opener = block[: dateline.end].rstrip()
        repeated = len(re.findall(rf"\b{re.escape(dateline.place or '')}\b", self.text)) > 1
        spoken = self.is_transcript and opener.endswith(":")
        return not repeated and not spoken and (len(block) >= _REPORT_LINE_CHARS or bool(_ENDED.search(block)))


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, its kickers, and the blocks of text that are left."""

    note: Note
    title: str | None
    kickers: tuple[str, ...]
    blocks: tuple[Block, ...]


def same_title(line: str, title: str | None) -> bool:
    """Whether a line prints the title, letters and digits compared alone and without case."""
    return title is not None and _letters(line) == _letters(title) != ""


def read_head(blocks: Sequence[Block], title: str | None) -> Head:
    """Read the head of an article whose title may be known already; furniture lines are expected to be gone."""
    head = _scan(blocks)
    title = title or head.note.title
    groups, found = _without_title(head, title)
    before_notes = head.last_note - (len(head.groups) - len(groups))
    kickers = [group for group in groups[: max(0, before_notes)] if _is_kicker(group)]
    rest = [group for group in groups if group not in kickers]
    return Head(head.note, found, tuple(" ".join(group) for group in kickers), (*rest, *head.blocks))


def _scan(blocks: Sequence[Block]) -> _Head:
    lines = [line for block in blocks for line in block]
    head = _Head(wrap_width(blocks), "\n".join(lines), sum(bool(_SPEAKER.match(line)) for line in lines) > 1)
    for number, block in enumerate(blocks):
        rest = _scan_block(head, list(block))
        if rest is not None:
            head.blocks = [*([rest] if rest else []), *blocks[number + 1 :]]
            break
    return head


def _scan_block(head: _Head, lines: Block) -> Block | None:
    """Read a block into the head; return what is left of it where the report begins in it, else None."""
    fresh, signed = True, False  # whether the next line of text opens a group; whether the last line was a byline
    while lines:
        line = lines.pop(0)
        if note := read_note(line):
            head.note = head.note.and_then(note)
            head.last_note = len(head.groups)
            fresh, signed = True, bool(note.authors)
            if note.rest:
                lines.insert(0, note.rest)
        elif signed and is_role(line):
            signed = False
        elif (dateline := parse_dateline(line)) and head.believes(dateline, " ".join((line, *lines))):
            head.note = _prefer_dateline(dateline, head.note)
            head.last_note = len(head.groups)
            return [text for text in (line[dateline.end :], *lines) if text]
        else:
            if fresh or not _goes_on(head.groups[-1][-1], line, head.width):
                head.groups.append([])
            head.groups[-1].append(line)
            fresh, signed = False, False
            if sum(map(len, head.groups[-1])) >= _REPORT_CHARS or len(head.groups) >= _WINDOW:
                return [*head.groups.pop(), *lines]
    return None


def _prefer_dateline(dateline: Dateline, before: Note) -> Note:
    """Join a dateline to the notes above it: its outlet and place go first, its date last."""
    dated = Note(published=dateline.date, month_day=dateline.month_day)
    return Note(outlet=dateline.outlet, place=dateline.place).and_then(before).and_then(dated)


def _goes_on(line: str, following: str, width: int | None) -> bool:
    """Whether a wrap parts two lines; short lines of text that is not hard-wrapped stand by themselves in a head."""
    if width is None and not following[0].islower() and len(line) < _MAX_TITLE_CHARS:
        return False
    return continues(line, following, width)


def _without_title(head: _Head, title: str | None) -> tuple[list[Block], str | None]:
    """Return the head's groups without its title and section label, and the title."""
    groups = head.groups
    if title:
        found = _find_title(groups, title)
        if found is None:
            return groups, title
        return [*(group for group in groups[: found.start] if not _is_label(group)), *groups[found.stop :]], title
    if not groups or len(groups) + len(head.blocks) < 2:
        return groups, None
    start = 1 if len(groups) > 1 and _is_label(groups[0]) and _is_title(groups[1]) and not _ended(groups[1]) else 0
    if len(groups) - start + len(head.blocks) < 2 or not _is_title(groups[start]):
        return groups, None
    return groups[start + 1 :], " ".join(groups[start])


def _find_title(groups: list[Block], title: str) -> range | None:
    """Return which groups print the title, which large type may set in up to three lines."""
    for at in range(len(groups)):
        for end in range(at + 1, at + 4):
            if same_title(" ".join(line for group in groups[at:end] for line in group), title):
                return range(at, end)
    return None


def _is_title(group: Block) -> bool:
    text = " ".join(group)
    if len(text) > _MAX_TITLE_CHARS or _INNER_END.search(text) or caption_of(text):
        return False
    sentence = text.endswith((".", ".”", '."', ".’"))
    return not sentence or (len(text) <= _MAX_TITLE_SENTENCE_CHARS and not text.startswith(_OPENS_SPEECH))


def _is_label(group: Block) -> bool:
    return len(" ".join(group).split()) <= _MAX_LABEL_WORDS and not _ended(group)


def _is_kicker(group: Block) -> bool:
    return len(" ".join(group).split()) <= _MAX_KICKER_WORDS and not _ended(group)


def _ended(group: Block) -> bool:
    return _ENDED.search(group[-1]) is not None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
