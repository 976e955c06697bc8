"""The kind of thing that answers a question: a time, a place, a number, a name or somebody's own words; who has it."""

import re
from enum import StrEnum
from functools import lru_cache

from rag.speakers import own_words
from rag.terms import terms


class Wants(StrEnum):
    """What a question asks for, as far as its words tell."""

    BYLINE = "byline"  # who wrote the article
    OUTLET = "outlet"  # who published it
    WORDS = "words"  # what somebody said, as he said it
    TIME = "time"
    NUMBER = "number"
    PLACE = "place"
    NAME = "name"
    OTHER = "other"


# An asking word stands first, or after a preposition: in "what did he say when they met", nothing asks for a time.
_LEAD = r"^(?:and |but |so )?(?:(?:in|at|on|to|for|from|by|with|about|since|until|of|near) )?"
_WRITERS = r"(?:journalists?|reporters?|authors?|correspondents?)"
_OUTLETS = r"(?:outlet|newspaper|paper|daily|agency|wire|magazine|broadcaster|website|site|publication)"
_PUBLISHED = r"(?:published|carried|ran|printed)"
_PIECE = (  # an article itself, as it is spoken of: "the Coast Wire story", not "the story of her life"
    r"(?:the|this|that) (?:(?:[A-Z][\w.&’'-]*|news|newspaper|agency|original|first|latest|same) )*"
    r"(?:article|story|piece|dispatch|news report)\b(?! of)"
)
_WROTE = rf"(?:(?:wrote|edited|filed|signed|reported|authored) {_PIECE}|wrote about\b|reported (?:on|from)\b)"
_ASKING = (
    (
        Wants.BYLINE,
        rf"\bbyline\b|^who (?:wrote|edited|filed|signed) {_PIECE}|^by whom was {_PIECE}.* (?:written|edited|filed)\b"
        r"|^who (?:wrote|reported) (?:about|on)\b.* for [A-Z]|^who wrote about\b(?!.* in (?:an?|his|her|their)\b)"
        rf"|\b(?:which|what|name the|who (?:is|are|was|were) the) (?:\w+ )?{_WRITERS} (?:who )?"
        rf"(?:{_WROTE}|(?:are|is) credited with .*{_PIECE}|of {_PIECE}|(?<!authors )(?<!author )covered\b)"
        rf"|\bwho (?:are|were) the {_WRITERS} (?:in|from) [A-Z][\w-]*\W*$",
    ),
    (
        Wants.OUTLET,
        rf"\b(?:(?:which|what) (?:\w+ )?{_OUTLETS}|who) {_PUBLISHED} {_PIECE}"
        rf"|\b(?:where|by whom|by which (?:\w+ )?{_OUTLETS}) was {_PIECE}.* {_PUBLISHED}\b",
    ),
    (
        Wants.WORDS,
        r"\b(?:exact(?:ly)? (?:words|say|said)|quot(?:e[ds]?|ing|ations?)|verbatim|wording)\b"
        r"|\bin (?:his|her|their) own words\b",
    ),
    (
        Wants.TIME,
        rf"{_LEAD}(?:when|how long ago)\b"
        r"|\b(?:what|which) (?:is the |was the )?(?:dates?|days?|years?|months?|weekday)\b",
    ),
    (Wants.NUMBER, rf"{_LEAD}how (?:many|much|old|large|far|long)\b|\bwhat (?:number|share|percentage|amount|sum)\b"),
    (Wants.PLACE, rf"{_LEAD}where\b|{_LEAD}(?:what|which|whose) (?:city|cities|places?|capital|town|port)\b"),
    (
        Wants.NAME,
        rf"{_LEAD}(?:who(?! (?:is|was|are|were) [A-Z])|whom)\b"
        rf"|{_LEAD}which (?:\S+ ){{0,3}}(?:officials?|ministers?|leaders?|advis[eo]rs?|presidents?|newspapers?)\b",
    ),
)
_WORDS_OF = {
    Wants.WORDS: re.compile(r"[“\"「«]"),
    Wants.TIME: re.compile(
        r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:\d\d?(?:st|nd|rd|th)? )?(?:(?:January|February|March|April"
        r"|May|June|July|August|September|October|November|December)|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.)(?: \d\d?\b)?"
        r"|yesterday|today|tomorrow|(?:19|20)\d\d"
        r"|(?:last|this|next|late|early|recent) (?:week|month|year|night)s?)\b"
    ),
    Wants.NUMBER: re.compile(
        r"\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|dozens?|hundreds?|thousands?|no"
        r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|millions?|none)\b",
        re.IGNORECASE,
    ),
    Wants.PLACE: re.compile(r"\b(?:in|at|to|from|near|off|of)\s+(?:the\s+)?[A-Z]"),
}
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_YEARS = re.compile(r"\b(?:which|what)\s+(?:\w+\s+)?years?\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\byears?\b")  # "last year", "two years ago"
_NAME = re.compile(r"\b[A-Z][\w’'-]+(?:\s+[A-Z][\w’'-]+)*")


def wants(question: str) -> Wants:
    """Return what kind of thing a question asks for, in what it tells first or in its last sentence."""
    asked = [text[:1].lower() + text[1:] for text in dict.fromkeys((question, _SENTENCE.split(question)[-1]))]
    kinds = (kind for text in asked for kind, pattern in _ASKING if re.search(pattern, text))
    return next(kinds, Wants.OTHER)


def holds(kind: Wants, text: str, question: str) -> bool:
    """Whether a text holds a thing of that kind, for a time, number, name or place one that is not in the question.

    True for a kind that shows by no sign.
    """
    if kind in (Wants.NAME, Wants.PLACE):
        asked = own_words(question)
        return any((own := own_words(name)) and not own & asked for name in _names(kind, text))
    pattern = _YEAR if kind is Wants.TIME and _YEARS.search(question) else _WORDS_OF.get(kind)
    if pattern is None or kind is Wants.WORDS:
        return pattern is None or pattern.search(text) is not None
    told = {found.group().lower() for found in pattern.finditer(question)}
    return any(found.group().lower() not in told for found in pattern.finditer(text))


def _names(kind: Wants, text: str) -> list[str]:
    """Return the names of a text that are no country's, or those that a word of place leads in."""
    if kind is Wants.NAME:
        return [name for name in _NAME.findall(text) if terms(name) and name.removesuffix("'s") not in countries()]
    starts = (text[match.start() :] for match in _WORDS_OF[kind].finditer(text))
    return [found.group() for start in starts if (found := _NAME.search(start))]


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Return the names of states and territories."""
    from babel import Locale

    return frozenset(Locale("en").territories.values())
