"""A question over two things cut into questions over one, by its form.

Two questions may be joined ("What did A ask, and how did B reply?"), and one may be asked of two times, subjects or
people ("in June and in November", "about A and about B", "What did A and B say?"). What the second leaves out is taken
from the first; where it cannot be told, the question stays whole.
"""

import re
from functools import lru_cache

from rag.clauses import (
    ASKING,
    BARE_OWNER,
    BARE_WHICH,
    CIRCUMSTANCE,
    NAME,
    ONE,
    OWN_WORDS,
    PARTY,
    PREPOSITION,
    SAY,
    THERE,
    circumstance,
    doing_again,
    filled,
    is_state,
)
from rag.pronouns import IS_WHO, free, put_in
from rag.terms import terms
from rag.wants import countries

LEAST = 2  # telling words of a question that can stand alone
_JOINED = re.compile(
    rf"(?:,?\s+(?:and|but)|\?(?:\s+(?:and|but))?|;(?:\s+(?:and|but))?)\s+(?=(?:(?:{PREPOSITION})\s+)?{ASKING})", re.I
)
_OF_TWO = re.compile(
    rf"\b(?P<lead>did|do|does|have|has)\s+(?:both\s+)?(?P<one>{PARTY})\s+and\s+(?P<other>{PARTY})\s+"
    rf"(?:(?:each|both)\s+)?(?=(?:{SAY})\b)"
)
_INSIDE = rf"(?:(?!\b(?:{PREPOSITION}|and)\b)[^,?])+?"
_TWICE = re.compile(
    rf"\b(?:both\s+)?(?P<word>{PREPOSITION})\s+(?P<one>{_INSIDE}),?\s+and\s+(?P=word)\s+"
    rf"(?P<other>{_INSIDE})(?=\s+(?:{PREPOSITION})\b|[,?.]|$)"
)
_BOTH = ("one", "other")
_TO_DO = re.compile(r"to\s+[a-z]")  # "to meet and to sign" names no two things
_COMPARED = re.compile(
    rf"^How (?:do|does|did) (?P<one>(?P<owner>{NAME}['’]s?)\s.+?) (?:differ|compare) (?:from|with|to) "
    rf"(?P<other>(?:his|her|its|their|{NAME}['’]s?)\s.+?)[?.]?$"
)
_TOGETHER = re.compile(r"\b(?:each other|one another|together|jointly|in common|between them)\b", re.I)


def clauses(question: str) -> list[str]:
    """Return the questions that one joins, whether or not each could stand alone."""
    return [piece.strip(" ?.") for piece in _JOINED.split(question)]


def singles(question: str) -> list[str]:
    """Return the questions over one thing each that a question is made of; itself where it is one."""
    first, *others = clauses(question)
    if not others:
        return _of_two(question) or [question]
    if CIRCUMSTANCE.match(first):
        first = circumstance(first, others[0])
    pieces = [_alone(first), *(_other(piece, first) for piece in others)]
    if any(piece is None for piece in pieces):
        return [question]
    return [f"{piece[:1].upper()}{piece[1:]}?" for piece in pieces if piece]


def _other(piece: str, first: str) -> str | None:
    """Return a clause that another goes before as a question of its own; None where it cannot stand alone."""
    again = doing_again(piece, first)
    if again:
        return again if len(terms(again)) >= LEAST else None
    return _alone(put_in(filled(piece, first), first))


def _alone(piece: str) -> str | None:
    """Return a question that can stand alone; None where it leaves out a noun, a place or whom a pronoun stands for."""
    says = OWN_WORDS.match(piece)
    if any(not (says and found[0] == "it") for found in free(piece)):  # "how did Moss reply to it?"
        return None
    if any(left.search(piece) for left in (BARE_OWNER, BARE_WHICH, ONE, THERE)):
        return None
    return piece if says or IS_WHO.match(piece) or len(terms(piece)) >= LEAST else None


def _of_two(question: str) -> list[str]:
    """Return a question asked of two people, times or subjects as one for each; nothing where it asks of one."""
    if compared := _COMPARED.match(question):
        other = re.sub(r"^(?:his|her|its|their)\b", compared["owner"], compared["other"])
        return [f"What {_be(what)} {what}?" for what in (compared["one"], other)]
    found = _OF_TWO.search(question)
    if found and not _is_one(found["one"], found["other"]) and not _TOGETHER.search(question):
        return [f"{question[: found.start()]}{found['lead']} {found[who]} {question[found.end() :]}" for who in _BOTH]
    found = _TWICE.search(question)
    if found is None or _TO_DO.match(f"{found['word']} {found['one']}") or free(found["other"]):
        return []
    before, after = question[: found.start()], question[found.end() :]
    return [f"{before}{found['word']} {found[what]}{after}" for what in _BOTH]


def _is_one(one: str, other: str) -> bool:
    """Whether two names joined may be one that speaks: "Johnson and Johnson", a state's, or two states' that agree."""
    whole = f"{one} and {other}".removeprefix("the ")
    return one == other or whole in _joint() or (is_state(one) and is_state(other))


@lru_cache(maxsize=1)
def _joint() -> frozenset[str]:
    """Return the names of states that "and" is part of."""
    return frozenset(name.replace("&", "and") for name in countries() if "&" in name)


def _be(what: str) -> str:
    noun = re.split(rf"\s(?:{PREPOSITION}|of)\s", what)[0]
    return "were" if noun.endswith("s") else "was"
