"""An article as its file holds it, before its text is read."""

from dataclasses import dataclass, field

from index.fields import Fields


@dataclass(frozen=True, slots=True)
class RawArticle:
    """An article's text, with its paragraphs between blank lines, and what its file says about it."""

    text: str
    sha256: str = ""  # of the raw bytes: the file's, or the line's where a file holds an article a line
    stated: Fields = field(default_factory=Fields)  # goes before what the text says
    hinted: Fields = field(default_factory=Fields)  # goes after it: programs write it and seldom check it
    captions: tuple[str, ...] = ()  # that the format itself marks as such
    line: int | None = None  # from 1, where a file holds an article a line
