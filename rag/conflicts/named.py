"""The names of a clause with the words right before and after: where it says that something is, and who is named."""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.data import Span
from rag.attribution import speaker
from rag.conflicts.stems import canonical
from rag.terms import words

_NAME = r"[A-Z][\w’'-]+(?:\s+(?:of\s+)?[A-Z][\w’'-]+)*"
_PLACE = re.compile(rf"\b(?P<before>\w+)\s+(?:in|at|near|off|outside)\s+(?:the\s+)?(?P<name>{_NAME})")
_FULL_NAME = re.compile(
    r"(?:\b(?P<before>[a-z]+)\s+)?\b(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)+)(?:\s+(?P<after>[a-z]+))?"
)
_NO_PLACE = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Jan|Febr)uary|March|April|May|June|July|August"
                       r"|(?:Septem|Octo|Novem|Decem)ber")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a clause."""

    span: Span
    parts: frozenset[str]  # its stems
    before: str  # the word before it, or before its preposition
    after: str
    is_country: bool

    def stands_as(self, other: "Named") -> bool:
        """Whether both stand after the same word, or before it."""
        return (self.before != "" and self.before == other.before) or (self.after != "" and self.after == other.after)


def places(text: str) -> tuple[Named, ...]:
    """Return the names of places that follow "in", "at", "near", "off" or "outside"."""
    return tuple(_named(match, "") for match in _PLACE.finditer(text) if not _NO_PLACE.match(match["name"]))


def full_names(text: str) -> tuple[Named, ...]:
    """Return the names of two words or more, those of who speaks left out."""
    found = (match for match in _FULL_NAME.finditer(text) if not speaker(f"{match['name']} {match['after']}"))
    return tuple(_named(match, match["after"] or "") for match in found)


def _named(match: re.Match[str], after: str) -> Named:
    parts = frozenset(canonical(word) for word in words(match["name"]))
    before = canonical((match["before"] or "").lower())
    return Named(Span(*match.span("name")), parts, before, after, match["name"].lower() in _countries())


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    from babel import Locale

    return frozenset(name.lower() for name in Locale("en").territories.values())
