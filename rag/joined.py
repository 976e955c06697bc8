"""A question over two things cut into questions over one, by its form.

Two questions may be joined ("What did A ask, and how did B reply?"), and one may be asked of two times, subjects or
people ("in June and in November", "about A and about B", "What did A and B say?"). What the second leaves out is taken
from the first; where it cannot be told, the question stays whole.
"""

import re

from rag.clauses import (
    ASKING,
    BARE_OWNER,
    CIRCUMSTANCE,
    NAME,
    OWN_WORDS,
    PARTY,
    PREPOSITION,
    SAY,
    circumstance,
    filled,
    is_state,
)
from rag.terms import terms

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
_PERSONAL = re.compile(r"\b(?:he|she|him|her|they|them)\b")


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
    pieces = [first, *(filled(piece, first) for piece in others)]
    if any(not _can_stand_alone(piece) for piece in pieces):
        return [question]
    return [f"{piece[:1].upper()}{piece[1:]}?" for piece in pieces]


def _can_stand_alone(piece: str) -> bool:
    if BARE_OWNER.search(piece):
        return False
    return len(terms(piece)) >= LEAST or bool(OWN_WORDS.match(piece) and not _PERSONAL.search(piece))


def _of_two(question: str) -> list[str]:
    """Return a question asked of two people, times or subjects as one for each; nothing where it asks of one."""
    if compared := _COMPARED.match(question):
        other = re.sub(r"^(?:his|her|its|their)\b", compared["owner"], compared["other"])
        return [f"What {_be(what)} {what}?" for what in (compared["one"], other)]
    found = _OF_TWO.search(question)
    if found and not all(is_state(found[who]) for who in _BOTH):  # two states may well have said one thing
        return [f"{question[: found.start()]}{found['lead']} {found[who]} {question[found.end() :]}" for who in _BOTH]
    found = _TWICE.search(question)
    if found is None or _TO_DO.match(f"{found['word']} {found['one']}"):
        return []
    before, after = question[: found.start()], question[found.end() :]
    return [f"{before}{found['word']} {found[what]}{after}" for what in _BOTH]


def _be(what: str) -> str:
    noun = re.split(rf"\s(?:{PREPOSITION}|of)\s", what)[0]
    return "were" if noun.endswith("s") else "was"
