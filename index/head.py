"""The head of a plain-text article: section label, title, byline, date and dateline, up to the report itself."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from index.bylines import is_person, is_role, split_authors
from index.datelines import Dateline, parse_dateline
from index.notes import Note, read_note
from index.outlets import outlet_line
from index.titles import ENDS_SENTENCE, MAX_TITLE_CHARS, is_label, same_title, take_title
from index.wraps import Block, continues, wrap_width

_REPORT_LINE_CHARS = 120  # a headline that begins like a dateline is shorter
_WINDOW = 12  # groups of lines; a head is never longer
_REPORT_CHARS = 200  # a group this long is the report itself
_MAX_KICKER_WORDS = 6
_SPEAKER = re.compile(r"^[A-Z][A-Z .'’-]{1,40}:\s")


@dataclass(slots=True)
class _Head:
    """The head while it is being read."""

    title: str | None  # where it is known beforehand
    width: int | None  # that the whole text was hard-wrapped at
    text: str
    is_transcript: bool  # so that a name in capitals and a colon open a speech
    note: Note = field(default_factory=Note)
    groups: list[Block] = field(default_factory=list)  # the text lines met so far
    last_note: int = 0  # how many groups stood before the last note
    blocks: list[Block] = field(default_factory=list)  # the report

    def goes_on(self, following: str) -> bool:
        """Whether a wrap parts the last line from the next; a title may stand above the report without a blank line."""
        last = self.groups[-1][-1]
        if same_title(last, self.title) or same_title(following, self.title):
            return False
        title_at = 1 if is_label(self.groups[0]) else 0
        may_be_title = self.title is None and len(self.groups) - 1 <= title_at and len(last) < MAX_TITLE_CHARS
        if self.width is None and may_be_title and not following[0].islower():
            return False
        return continues(last, following, self.width)

    def believes(self, dateline: Dateline, block: str) -> bool:
        """Whether what looks like a dateline opens a report, and is no headline, speaker or name in capitals."""
        if dateline.outlet or dateline.month_day or dateline.date:
            return True
        opener = block[: dateline.end].rstrip()
        repeated = len(re.findall(rf"\b{re.escape(dateline.place or '')}\b", self.text)) > 1
        spoken = self.is_transcript and opener.endswith(":")
        return not repeated and not spoken and (len(block) >= _REPORT_LINE_CHARS or bool(ENDS_SENTENCE.search(block)))


@dataclass(frozen=True, slots=True)
class Head:
    """What the head says, its kickers, and the blocks of text that are left."""

    note: Note
    title: str | None
    kickers: tuple[str, ...]
    blocks: tuple[Block, ...]


def read_head(blocks: Sequence[Block], title: str | None) -> Head:
    """Read the head of an article whose title may be known already; furniture lines are expected to be gone."""
    head = _scan(blocks, title)
    found, groups = take_title(head.groups, title or head.note.title, noted=head.last_note, more=bool(head.blocks))
    before_notes = head.last_note - (len(head.groups) - len(groups))
    kickers = [group for group in groups[: max(0, before_notes)] if _is_kicker(group)]
    rest = [group for group in groups if group not in kickers]
    return Head(head.note, found, tuple(" ".join(group) for group in kickers), (*rest, *head.blocks))


def _scan(blocks: Sequence[Block], title: str | None) -> _Head:
    lines = [line for block in blocks for line in block]
    head = _Head(title, wrap_width(blocks), "\n".join(lines), sum(bool(_SPEAKER.match(line)) for line in lines) > 1)
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
        if note := read_note(line) or _lone_outlet(head, line):
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
            if fresh or not head.goes_on(line):
                head.groups.append([])
            head.groups[-1].append(line)
            fresh, signed = False, False
            if sum(map(len, head.groups[-1])) >= _REPORT_CHARS or len(head.groups) >= _WINDOW:
                return [*head.groups.pop(), *lines]
    return None


def _lone_outlet(head: _Head, line: str) -> Note | None:
    """Read a line that is an outlet's name, with the writers' names on the line above where they stand there."""
    outlet = None if same_title(line, head.title) else outlet_line(line)
    if not outlet:
        return None
    writers = split_authors(" ".join(head.groups[-1])) if head.groups else ()
    if not writers or not all(map(is_person, writers)):
        return Note(outlet=outlet)
    head.groups.pop()
    return Note(outlet=outlet, authors=writers)


def _prefer_dateline(dateline: Dateline, before: Note) -> Note:
    """Join a dateline to the notes above it: its outlet and place go first, its date last."""
    dated = Note(published=dateline.date, month_day=dateline.month_day)
    return Note(outlet=dateline.outlet, place=dateline.place).and_then(before).and_then(dated)


def _is_kicker(group: Block) -> bool:
    text = " ".join(group)
    return len(text.split()) <= _MAX_KICKER_WORDS and not ENDS_SENTENCE.search(text)
