"""What one clause of a question leaves to the other, taken from there: its verb, noun, name, place or matter."""

import re

from rag.terms import SEATS, words

_SAID = {  # verbs of saying, as they are asked with and as they are told
    "say": "said",
    "tell": "told",
    "reply": "replied",
    "respond": "responded",
    "answer": "answered",
    "call": "called",
    "declare": "declared",
    "promise": "promised",
    "urge": "urged",
    "voice": "voiced",
    "announce": "announced",
    "state": "stated",
    "describe": "described",
    "warn": "warned",
    "ask": "asked",
    "pledge": "pledged",
    "offer": "offered",
}
SAY = "|".join(form for pair in _SAID.items() for form in pair)
PREPOSITION = (
    "in|at|on|to|for|from|by|with|about|against|after|before|during|under|over|near|opposite|beside|since|until"
)
ASKING = r"(?:how (?:many|much|long|old|far)|what|whom?|whose|how|where|when|which|why)\b"
NAME = r"[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*)*"
PARTY = rf"(?:the\s+[a-z]+|(?:the\s+)?(?!(?:North|South|East|West)\s+and\b){NAME})"
BARE_OWNER = re.compile(r"['’]s(?=\s+(?:in|at|on|to|from|for|of|by|about|then|there)\b|$)")  # "what was Xi's in Lima"
CIRCUMSTANCE = re.compile(  # a clause of no matter of its own: "and when?", "and why did he do so?"
    r"(?P<word>when|where|why|how)(?:\s+did\s+(?:he|she|they|it)\s+(?P<verb>\w+)(?:\s+(?:it|so|that|this))?)?$", re.I
)
OWN_WORDS = re.compile(rf"(?:[Ww]hat|[Hh]ow)\s+(?:did|does|has|had)\s+(?P<who>{PARTY})\s+(?:{SAY})\b(?P<on>.*)$")
_AUXILIARY = "(?:did|do|does|has|have|had|will|is|are|was|were)"
_LEAD = re.compile(rf"(?:(?:{PREPOSITION})\s+)?(?P<word>{ASKING})\s+(?P<rest>.+)$", re.I)
_VERB = re.compile(rf"\b(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|may|\w+ed|{SAY})\b")
_BE = re.compile(r"(?:is|are|was|were)\b")  # "whose were those?": it leaves out its noun
_PHRASE = re.compile(rf"\s(?P<word>{PREPOSITION})\s", re.I)
_OWNED = re.compile(rf"['’]s?\s+(?P<what>(?!(?:{PREPOSITION}|of|and)\b)\w+(?:\s+(?!(?:{PREPOSITION}|of|and)\b)\w+)*)")
_ONE = re.compile(r"\b(?P<lead>(?:which|what|the)\s+(?:[A-Z][\w-]*\s+)?)one\b", re.I)
_NOUN = re.compile(r"\b(?:[Ww]hich|[Ww]hat|the)\s+(?:[A-Z][\w-]*\s+)?(?P<what>[a-z]\w+)")
_PERSON = re.compile(rf"(?<!^)(?<!\bin )(?<!\bat )(?<!\bfrom )(?<!\bnear )(?<!\bto )(?<![\w’'.-]){NAME}")
_PLACE = re.compile(rf"\b(?:in|at) (?:the )?{NAME}")
_SUBJECT = re.compile(rf"\b(?:did|do|does|has|have|had|will)\s+(?P<who>{PARTY})\s")
_IT = re.compile(r"(?<=\bdid )it\b|(?<=\bdoes )it\b|(?<=\bhas )it\b|(?<=\bhad )it\b|(?<=\bwill )it\b")
_DOING = re.compile(rf"\b(?P<verb>{_AUXILIARY})\s+(?P<who>{PARTY}(?:\s+and\s+{PARTY})*)\s+(?P<rest>.+)$")
_NO_OBJECT = re.compile(rf"\w+(?:(?:\s+{NAME})?\s+(?:{PREPOSITION}))?$")  # "ask Xi for"
_ABOUT_IT = re.compile(r"\s+about (?:it|this|that)$")
_MATTER = re.compile(r"\babout (?!(?:it|this|that)$).+$")


def filled(piece: str, first: str) -> str:
    """Return a clause with what it leaves to the one before."""
    if (asked := CIRCUMSTANCE.match(piece)) and (asked["verb"] or "do") in {"do", *words(first)}:
        return circumstance(asked["word"], first)
    lead, ahead = _LEAD.match(piece), _LEAD.match(first)
    if lead and ahead and lead["word"].lower() == ahead["word"].lower():
        if re.match(rf"(?:{PREPOSITION})\s", lead["rest"]) and not _VERB.search(lead["rest"]):
            return _in_place(lead["rest"], first)
        if (verb := _BE.match(lead["rest"])) and (noun := re.match(rf"(?P<what>.+?)\s+{verb[0]}\b", ahead["rest"])):
            return f"{lead['word']} {noun['what']} {lead['rest']}"
    if (one := _ONE.search(piece)) and (noun := _NOUN.search(first)):
        return f"{piece[: one.start()]}{one['lead']}{noun['what']}{piece[one.end() :]}"
    owned = _OWNED.search(first)
    if owned and (owner := BARE_OWNER.search(piece)):
        return f"{piece[: owner.end()]} {owned['what']}{piece[owner.end() :]}"
    return _named(on_its_matter(piece, first), first)


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
    if (subject := _SUBJECT.search(first)) and (subject["who"].startswith("the ") or is_state(subject["who"])):
        piece = _IT.sub(subject["who"], piece, count=1)
    return re.sub(r"\bthere(?=$|,)", places.pop(), piece) if len(places) == 1 else piece


def circumstance(word: str, other: str) -> str:
    """Return the when, where, why or how of what another clause asks; the word alone where that tells no doing."""
    doing, lead = _DOING.search(other), _LEAD.match(other)
    if doing is None or lead is None or lead["word"].lower() == word.lower():
        return word
    takes_it = lead.start("word") == 0 and lead["word"].lower() in ("what", "which", "who", "whom")
    return f"{word} {doing[0]} it" if takes_it and _NO_OBJECT.match(doing["rest"]) else f"{word} {doing[0]}"


def on_its_matter(piece: str, first: str) -> str:
    """Return a question for somebody's words that names no matter, or "it", with the matter of the one before."""
    asked, before = OWN_WORDS.match(piece), OWN_WORDS.match(first)
    if asked is None or (asked["on"] and not _ABOUT_IT.fullmatch(asked["on"])):
        return piece
    bare = piece[: asked.start("on")]
    if before and (matter := _MATTER.search(before["on"])):
        return f"{bare} {matter[0]}"
    doing, lead = _DOING.search(first), _LEAD.match(first)
    return f"{bare} about {lead['word'].lower()} {_told(doing)}" if asked["on"] and doing and lead else piece


def _told(doing: re.Match[str]) -> str:
    """Return who did what, from a question whether he did."""
    verb, _, rest = doing["rest"].partition(" ")
    told = verb in _SAID and doing["verb"].lower() == "did"
    return " ".join(filter(None, (doing["who"], *((_SAID[verb], rest) if told else (doing["verb"], doing["rest"])))))


def is_state(name: str) -> bool:
    """Whether a name is a state's or its seat's."""
    return words(name)[-1] in {*SEATS, *SEATS.values()}
