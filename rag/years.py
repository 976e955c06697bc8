"""Years that a text names, told from other numbers of four figures: "in 2022" from "2000 soldiers" and "$2000"."""

import calendar
import re
from collections.abc import Iterator

REACH = 60  # characters that are read on each side of a number
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH = rf"(?:{'|'.join(calendar.month_abbr[1:])})[a-z]*\.?(?: \d{{1,2}},)?"
_MANY = (  # a noun in the plural; no verb, adverb or pronoun that ends alike
    r"(?:(?!(?:does|always|perhaps|besides|sometimes|towards|unless|afterwards)\b)[a-z]{3,}(?<![aisu])s"
    r"|people|men|women|children|police|personnel|percent|per cent|km|kg)\b"
)
_WORD = r"(?!(?:and|as|at|but|by|for|from|in|into|is|of|on|or|than|the|to|was|were|with)\b)[\w-]+ "
_DATES = re.compile(rf"(?:\b(?:in|since|until|during|years?|early|mid|late)|{_MONTH}) $", re.IGNORECASE)
_OWNS = re.compile(r"(?:\b(?:the|this|that|its|his|her|their|our)|['’]s?) $", re.IGNORECASE)  # "the 2022 elections"
_MEASURES = re.compile(r"\b(?:more|fewer|less|other) than $|\b(?:nearly|almost|roughly|as many as) $", re.IGNORECASE)
_COUNTS = re.compile(
    r"\b(?:over|about|around|some|at least|at most|up to|only|just|another|all|these|those|approximately) $",
    re.IGNORECASE,
)
_THINGS = re.compile(
    rf" (?:of (?:them|these|those)\b|(?:(?:more|other|new|additional|further) |of (?:the|its|his|her|their) )?{_MANY})"
)
_SOME_THINGS = re.compile(rf" (?:{_WORD}){{0,2}}{_MANY}")  # "armed men", "South Korean troops"


def years(text: str) -> Iterator[re.Match[str]]:
    """Yield the years of 1900 to 2099 that a text names, where they stand."""
    return (found for found in YEAR.finditer(text) if not counts(text, *found.span()))


def counts(text: str, start: int, end: int) -> bool:
    """Whether four figures say how many or how much, and name no year."""
    before, after = text[max(0, start - REACH) : start], text[end : end + REACH]
    if before.rstrip().endswith(("$", "€", "£", "¥")) or after[:1] == "%":
        return True
    if _DATES.search(before):
        return False
    if _MEASURES.search(before):
        return re.match(" [a-z]", after) is not None
    if _COUNTS.search(before):
        return _SOME_THINGS.match(after) is not None
    is_round, is_owned = text[start:end].endswith("00"), _OWNS.search(before) is not None
    if _THINGS.match(after):
        return is_round or not is_owned
    return is_round and not is_owned and _SOME_THINGS.match(after) is not None
