"""Which of an article's first lines is its title, and which is only the name of its section."""

import re
from collections.abc import Sequence

from index.captions import caption_of
from index.wraps import Block

MAX_TITLE_CHARS = 180
ENDS_SENTENCE = re.compile(r"[.!?][”’\"')\]]*$")
_MAX_SENTENCE_CHARS = 110  # of a title that ends in a full stop
_MAX_LABEL_WORDS = 3
_INNER_END = re.compile(r"[^\W\d_]{3,}[.!?][”’\"')]*\s+[^\W\d_a-z]")
_OPENS_SPEECH = ("“", '"', "‘")


def same_title(line: str, title: str | None) -> bool:
    """Whether a line prints the title, letters and digits compared alone and without case."""
    return title is not None and _letters(line) == _letters(title) != ""


def take_title(groups: Sequence[Block], title: str | None, *, noted: int, more: bool) -> tuple[str | None, list[Block]]:
    """Return the title and the groups of lines without it and without the section's name above it.

    `title` is the title where it is known; `noted` is how many groups stand above the last byline, date or dateline;
    `more` says whether text follows the groups.
    """
    if title:
        printed = _printed(groups, title)
        above = [group for group in groups[: printed.start] if not is_label(group)]
        return title, [*above, *groups[printed.stop :]]
    start = 1 if len(groups) > 1 and is_label(groups[0]) and _is_headline(groups[1]) else 0
    rest = list(groups[start + 1 :])
    if len(groups) <= start or not (rest or more):
        return None, list(groups)
    if _is_headline(groups[start]) or (_is_sentence(groups[start]) and (noted > start or _is_summary(rest[:2]))):
        return " ".join(groups[start]), rest
    return None, list(groups)


def is_label(group: Block) -> bool:
    """Whether a group of lines is as short as a section's name."""
    text = " ".join(group)
    return len(text.split()) <= _MAX_LABEL_WORDS and not ENDS_SENTENCE.search(text)


def _printed(groups: Sequence[Block], title: str) -> range:
    """Return which groups print the title, which large type may set in up to three lines; empty where none does."""
    for at in range(len(groups)):
        for end in range(at + 1, at + 4):
            if same_title(" ".join(line for group in groups[at:end] for line in group), title):
                return range(at, end)
    return range(0)


def _is_headline(group: Block) -> bool:
    text = " ".join(group)
    return len(text) <= MAX_TITLE_CHARS and not _is_full_stop(text) and not _is_prose(text)


def _is_sentence(group: Block) -> bool:
    """Whether a group could be a title that is a whole sentence, or as well the first words of a report."""
    text = " ".join(group)
    return len(text) <= _MAX_SENTENCE_CHARS and _is_full_stop(text) and not _is_prose(text)


def _is_summary(groups: Sequence[Block]) -> bool:
    """Whether the groups go on as a list of headlines does, one sentence each."""
    return len(groups) == 2 and all(_is_sentence(group) for group in groups)


def _is_full_stop(text: str) -> bool:
    return text.endswith((".", ".”", '."', ".’"))


def _is_prose(text: str) -> bool:
    opens_speech = text.startswith(_OPENS_SPEECH) and _is_full_stop(text)
    return opens_speech or bool(_INNER_END.search(text) or caption_of(text))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
