"""A question over two things cut into questions over one, by its form.

Two questions may be joined ("What did A ask, and how did B reply?"), and one may be asked of two times, subjects or
people ("in June and in November", "about A and about B", "What did A and B say?"). What the second leaves out is taken
from the first; where it cannot be told, the question stays whole.
"""

import re

from rag.terms import SEATS, terms, words

SAY = (
    "say|said|tell|told|reply|replied|respond|responded|answer|answered|call|called|declare|declared|promise|promised|"
    "urge|urged|voice|voiced|announce|announced|state|stated|describe|described|warn|warned|ask|asked|pledge|pledged|offer"
)
LEAST = 2  # telling words of a question that can stand alone
PREPOSITION = (
    "in|at|on|to|for|from|by|with|about|against|after|before|during|under|over|near|opposite|beside|since|until"
)
_ASKING = r"(?:how (?:many|much|long|old|far)|what|whom?|whose|how|where|when|which|why)\b"
_JOINED = re.compile(
    rf"(?:,?\s+(?:and|but)|\?(?:\s+(?:and|but))?|;(?:\s+(?:and|but))?)\s+(?=(?:(?:{PREPOSITION})\s+)?{_ASKING})", re.I
)
_LEAD = re.compile(rf"(?:(?:{PREPOSITION})\s+)?(?P<word>{_ASKING})\s+(?P<rest>.+)$", re.I)
_VERB = re.compile(rf"\b(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|may|\w+ed|{SAY})\b")
_BE = re.compile(r"(?:is|are|was|were)\b")  # "whose were those?": it leaves out its noun
_PHRASE = re.compile(rf"\s(?P<word>{PREPOSITION})\s", re.I)
_BARE_OWNER = re.compile(r"['’]s(?=\s+(?:in|at|on|to|from|for|of|by|about|then|there)\b|$)")  # "what was Xi's in Lima"
_OWNED = re.compile(rf"['’]s?\s+(?P<what>(?!(?:{PREPOSITION}|of|and)\b)\w+(?:\s+(?!(?:{PREPOSITION}|of|and)\b)\w+)*)")
_ONE = re.compile(r"\b(?P<lead>(?:which|what|the)\s+(?:[A-Z][\w-]*\s+)?)one\b", re.I)
_NOUN = re.compile(r"\b(?:[Ww]hich|[Ww]hat|the)\s+(?:[A-Z][\w-]*\s+)?(?P<what>[a-z]\w+)")
_NAME = r"[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*"
_PERSON = re.compile(rf"(?<!^)(?<!\bin )(?<!\bat )(?<!\bfrom )(?<!\bnear )(?<!\bto )(?<![\w’'.-]){_NAME}")
_PLACE = re.compile(rf"\b(?:in|at) (?:the )?{_NAME}")
_PARTY = rf"(?:the\s+[a-z]+|(?:the\s+)?(?!(?:North|South|East|West)\s+and\b){_NAME})"
_SUBJECT = re.compile(rf"\b(?:did|do|does|has|have|had|will)\s+(?P<who>{_PARTY})\s")
_IT = re.compile(r"(?<=\bdid )it\b|(?<=\bdoes )it\b|(?<=\bhas )it\b|(?<=\bhad )it\b|(?<=\bwill )it\b")
_OF_TWO = re.compile(
    rf"\b(?P<lead>did|do|does|have|has)\s+(?:both\s+)?(?P<one>{_PARTY})\s+and\s+(?P<other>{_PARTY})\s+"
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
    rf"^How (?:do|does|did) (?P<one>(?P<owner>{_NAME}['’]s?)\s.+?) (?:differ|compare) (?:from|with|to) "
    rf"(?P<other>(?:his|her|its|their|{_NAME}['’]s?)\s.+?)[?.]?$"
)


def clauses(question: str) -> list[str]:
    """Return the questions that one joins, whether or not each could stand alone."""
    return [piece.strip(" ?.") for piece in _JOINED.split(question)]


def singles(question: str) -> list[str]:
    """Return the questions over one thing each that a question is made of; itself where it is one."""
    first, *others = clauses(question)
    if not others:
        return _of_two(question) or [question]
    pieces = [first, *(_filled(piece, first) for piece in others)]
    if any(len(terms(piece)) < LEAST or _BARE_OWNER.search(piece) for piece in pieces):
        return [question]
    return [f"{piece[:1].upper()}{piece[1:]}?" for piece in pieces]


def _filled(piece: str, first: str) -> str:
    """Return a question with what it leaves to the one before: verb, noun, name or place."""
    lead, ahead = _LEAD.match(piece), _LEAD.match(first)
    if lead and ahead and lead["word"].lower() == ahead["word"].lower():
        if re.match(rf"(?:{PREPOSITION})\s", lead["rest"]) and not _VERB.search(lead["rest"]):
            return _in_place(lead["rest"], first)
        if (verb := _BE.match(lead["rest"])) and (noun := re.match(rf"(?P<what>.+?)\s+{verb[0]}\b", ahead["rest"])):
            return f"{lead['word']} {noun['what']} {lead['rest']}"
    if (one := _ONE.search(piece)) and (noun := _NOUN.search(first)):
        return f"{piece[: one.start()]}{one['lead']}{noun['what']}{piece[one.end() :]}"
    owned = _OWNED.search(first)
    if owned and (owner := _BARE_OWNER.search(piece)):
        return f"{piece[: owner.end()]} {owned['what']}{piece[owner.end() :]}"
    return _named(piece, first)


def _in_place(phrase: str, first: str) -> str:
    """Return a question with a phrase in place of its own that begins with the same word, else of its last."""
    word = phrase.split()[0].lower()
    found = list(_PHRASE.finditer(first))
    same = [one for one in found if one["word"].lower() == word] or found[-1:]
    return f"{first[: same[0].start()] if same else first} {phrase}"


def _named(piece: str, first: str) -> str:
    """Return a question with the only person and the only place of the one before for "he" and "there"."""
    persons = {name for name in _PERSON.findall(first) if not name.isupper()}
    places = set(_PLACE.findall(first))
    if len(persons) == 1:
        [person] = persons
        piece = re.sub(r"\b(?:he|she|him)\b", person.removesuffix("'s").removesuffix("’s"), piece)
    if (subject := _SUBJECT.search(first)) and (subject["who"].startswith("the ") or _is_state(subject["who"])):
        piece = _IT.sub(subject["who"], piece, count=1)
    return re.sub(r"\bthere(?=$|,)", places.pop(), piece) if len(places) == 1 else piece


def _of_two(question: str) -> list[str]:
    """Return a question asked of two people, times or subjects as one for each; nothing where it asks of one."""
    if compared := _COMPARED.match(question):
        other = re.sub(r"^(?:his|her|its|their)\b", compared["owner"], compared["other"])
        return [f"What {_be(what)} {what}?" for what in (compared["one"], other)]
    found = _OF_TWO.search(question)
    if found and not all(_is_state(found[who]) for who in _BOTH):  # two states may well have said one thing
        return [f"{question[: found.start()]}{found['lead']} {found[who]} {question[found.end() :]}" for who in _BOTH]
    found = _TWICE.search(question)
    if found is None or _TO_DO.match(f"{found['word']} {found['one']}"):
        return []
    before, after = question[: found.start()], question[found.end() :]
    return [f"{before}{found['word']} {found[what]}{after}" for what in _BOTH]


def _be(what: str) -> str:
    noun = re.split(rf"\s(?:{PREPOSITION}|of)\s", what)[0]
    return "were" if noun.endswith("s") else "was"


def _is_state(name: str) -> bool:
    return words(name)[-1] in {*SEATS, *SEATS.values()}
