"""The kind of thing that answers a question: a time, a place, a number, a name or somebody's own words; who has it."""

import re
from enum import StrEnum
from functools import lru_cache

from rag.speakers import own_words
from rag.terms import terms


class Wants(StrEnum):
    """What a question asks for, as far as its words tell."""

    BYLINE = "byline"  # who wrote the article
    WORDS = "words"  # what somebody said, as he said it
    TIME = "time"
    NUMBER = "number"
    PLACE = "place"
    NAME = "name"
    OTHER = "other"


_ASKING = (
    (Wants.BYLINE, r"who (?:wrote|edited|filed|authored)|byline|journalists?|reporters?|authors?|correspondents?"),
    (
        Wants.WORDS,
        r"exact(?:ly)? (?:words|say|said)|quot\w+|verbatim|in (?:his|her|their|whose) (?:own )?words|wording",
    ),
    (Wants.TIME, r"when|(?:what|which) (?:dates?|days?|years?|months?|time|weekday)|how long ago|since what"),
    (Wants.NUMBER, r"how (?:many|much|old|large|far)|what (?:number|share|percentage|amount|sum)"),
    (Wants.PLACE, r"where|(?:what|which|whose) (?:city|cities|place|places|capital|town|port|venue)"),
    (
        Wants.NAME,
        r"who(?!se)(?! (?:is|was|are|were) [A-Z])|whom"
        r"|which (?:\S+ ){0,3}(?:officials?|ministers?|leaders?|advis[eo]rs?|presidents?|newspapers?|agency|person)",
    ),
)
_WORDS_OF = {
    Wants.WORDS: re.compile(r"[“\"「«]"),
    Wants.TIME: re.compile(
        r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:January|February|March|April|May|June|July|August|September"
        r"|October|November|December)|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|yesterday|today|tomorrow|(?:19|20)\d\d"
        r"|(?:last|this|next|late|early|recent) (?:week|month|year|night)s?)\b"
    ),
    Wants.NUMBER: re.compile(
        r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|dozens?|hundreds?|thousands?|no)\b"
    ),
    Wants.PLACE: re.compile(r"\b(?:in|at|to|from|near|off|of)\s+(?:the\s+)?[A-Z]"),
}
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")


def wants(question: str) -> Wants:
    """Return what kind of thing a question asks for."""
    for kind, pattern in _ASKING:
        flags = re.IGNORECASE if kind is not Wants.NAME else 0
        if re.search(rf"\b(?:{pattern})\b", question[:1].lower() + question[1:], flags):
            return kind
    return Wants.OTHER


def holds(kind: Wants, text: str, question: str) -> bool:
    """Whether a text holds a thing of that kind, for a name or place one that is not in the question.

    True for a kind that shows by no sign.
    """
    if kind in (Wants.NAME, Wants.PLACE):
        asked = own_words(question)
        return any((own := own_words(name)) and not own & asked for name in _names(kind, text))
    pattern = _WORDS_OF.get(kind)
    return pattern is None or pattern.search(text) is not None


def _names(kind: Wants, text: str) -> list[str]:
    """Return the names of a text that are no country's, or those that a word of place leads in."""
    if kind is Wants.NAME:
        return [name for name in _NAME.findall(text) if terms(name) and name.removesuffix("'s") not in _countries()]
    starts = (text[match.start() :] for match in _WORDS_OF[kind].finditer(text))
    return [found.group() for start in starts if (found := _NAME.search(start))]


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    from babel import Locale

    return frozenset(Locale("en").territories.values())
