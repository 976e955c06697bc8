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
AUXILIARY = "(?:did|do|does|has|have|had|will|is|are|was|were)"
_LEAD = re.compile(rf"(?:(?:{PREPOSITION})\s+)?(?P<word>{ASKING})\s+(?P<rest>.+)$", re.I)
_VERB = re.compile(rf"\b(?:is|are|was|were|did|does|do|has|have|had|will|would|can|could|may|\w+ed|{SAY})\b")
_LACKS_NOUN = re.compile(rf"(?:which|whose|how many)\s+{AUXILIARY}\b", re.I)  # "whose were those?"
BARE_WHICH = re.compile(rf"^(?:which|whose)\s+{AUXILIARY}\b", re.I)
_RUN = rf"(?!(?:{AUXILIARY}|{PREPOSITION}|of|the|an?|that|who|whom|which)\b)[\w-]+"
_ASKED_NOUN = re.compile(rf"(?P<what>{_RUN}(?:\s+{_RUN}){{0,2}})\s+(?={AUXILIARY}\b)")
_PHRASE = re.compile(rf"\s(?P<word>{PREPOSITION})\s", re.I)
_OWNED = re.compile(rf"['’]s?\s+(?P<what>(?!(?:{PREPOSITION}|of|and)\b)\w+(?:\s+(?!(?:{PREPOSITION}|of|and)\b)\w+)*)")
ONE = re.compile(  # "the one thing" says its noun
    rf"\b(?P<lead>the\s+(?:[A-Z][\w-]*\s+)?)one(?=\s+(?:{PREPOSITION}|of|that|whom?|which)\b|[,?.]|$)"
    rf"|\b(?P<which>which\s+(?:[A-Z][\w-]*\s+)?)one\b(?!\s+\w+\s+{AUXILIARY}\b)",
    re.I,
)
_NOUN = re.compile(  # up to what is not of it; of two words before a name the second is a verb
    rf"\b(?:[Ww]hich|the)\s+(?:[A-Z][\w-]*\s+)?"
    rf"(?:(?P<what>{_RUN}(?:\s+{_RUN}){{0,2}}?)(?=\s+(?:that|whom?|which|{AUXILIARY})\b)"
    rf"|(?P<alone>(?-i:[a-z])[\w-]+)(?=\s+(?:{PREPOSITION})\b|\s+[a-z]+\s+(?:the\b|[A-Z])))"
)
THERE = re.compile(r"\bthere(?=$|,)")
_PLACE = re.compile(rf"\b(?:in|at) (?:the )?{NAME}")
_DOING = re.compile(rf"\b(?P<verb>{AUXILIARY})\s+(?P<who>{PARTY}(?:\s+and\s+{PARTY})*)\s+(?P<rest>.+)$")
_TAKES_IT = re.compile(r"(?:what|which|who|whom|whose|how many|how much)$", re.I)  # asks what it is done to
_PLACE_OF_OBJECT = re.compile(  # after the verb, or after a preposition that nothing follows: "ask Xi for"
    rf"(?P<verb>\w+(?:(?:\s+{NAME})?\s+(?:{PREPOSITION})(?=\s+(?:{PREPOSITION})\b|$))?)"
    rf"(?P<rest>\s+(?!to\s+[a-z])(?:{PREPOSITION})\s.+)?$"
)
_NOUNS = re.compile(rf"{_RUN}(?:\s+{_RUN})*")
_ABOUT_IT = re.compile(r"\s+about (?:it|this|that)$")
_MATTER = re.compile(r"\babout (?!(?:it|this|that)$).+$")


def doing_again(piece: str, first: str) -> str | None:
    """Return the question for a circumstance of what the one before asks; None where a clause asks for more."""
    asked = CIRCUMSTANCE.match(piece)
    same = asked and (asked["verb"] or "do") in {"do", *words(first)}
    return circumstance(asked["word"], first) if asked and same else None


def filled(piece: str, first: str) -> str:
    """Return a clause with what it leaves to the one before, pronouns for people and things apart."""
    lead, ahead = _LEAD.match(piece), _LEAD.match(first)
    if lead and ahead and lead["word"].lower() == ahead["word"].lower():
        if re.match(rf"(?:{PREPOSITION})\s", lead["rest"]) and not _VERB.search(lead["rest"]):
            return _in_place(lead["rest"], first)
        if (noun := _ASKED_NOUN.match(ahead["rest"])) and _LACKS_NOUN.match(piece) and not _VERB.search(noun["what"]):
            return f"{lead['word']} {noun['what']} {lead['rest']}"
    if (one := ONE.search(piece)) and (noun := _NOUN.search(first)):
        return f"{piece[: one.start()]}{one['lead'] or one['which']}{noun['what'] or noun['alone']}{piece[one.end() :]}"
    owned = _OWNED.search(first)
    if owned and (owner := BARE_OWNER.search(piece)):
        return f"{piece[: owner.end()]} {owned['what']}{piece[owner.end() :]}"
    return _there(on_its_matter(piece, first), first)


def _in_place(phrase: str, first: str) -> str:
    """Return a question with a phrase in place of its own that begins with the same word, else of its last."""
    word = phrase.split()[0].lower()
    found = list(_PHRASE.finditer(first))
    same = [one for one in found if one["word"].lower() == word] or found[-1:]
    return f"{first[: same[0].start()] if same else first} {phrase}"


def _there(piece: str, first: str) -> str:
    """Return a question with the only place of the one before for "there"."""
    places = set(_PLACE.findall(first))
    return THERE.sub(places.pop(), piece) if len(places) == 1 else piece


def circumstance(word: str, other: str) -> str:
    """Return the when, where, why or how of what another clause asks; the word alone where that tells no doing."""
    doing, lead = _DOING.search(other), _LEAD.match(other)
    if doing is None or lead is None or lead["word"].lower() == word.lower():
        return word
    if lead.start("word") or not _TAKES_IT.match(lead["word"]):
        return f"{word} {doing[0]}"
    done = _with_object(doing, lead["word"].lower(), other[lead.start("rest") : doing.start()].strip())
    return f"{word} {done}" if done else word


def _with_object(doing: re.Match[str], asked: str, noun: str) -> str | None:
    """Return a doing with what was asked of it as its object; None where its place or name is not told."""
    before, rest = doing.string[doing.start() : doing.start("rest")], _PLACE_OF_OBJECT.match(doing["rest"])
    if asked == "what" and not noun:
        says = OWN_WORDS.match(doing.string)
        if says and _MATTER.search(says["on"]):
            return doing[0]
        return f"{doing[0]} it" if rest and not rest["rest"] else None
    is_noun = noun and asked != "whose" and _NOUNS.fullmatch(noun) and not _VERB.search(noun)
    return f"{before}{rest['verb']} the {noun}{rest['rest'] or ''}" if rest and is_noun else None


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
