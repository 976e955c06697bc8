"""Whose words a question wants, and which words it quotes to ask whose they are.

Both are read by the grammar that reads articles (`rag/attribution.py`). "Who called it “a plot”?" asks whose the words
are, since "Somebody called it “a plot”" has somebody say them; "Who led the party called “a plot”?" does not.
"""

import re
from collections.abc import Iterator

from rag.attribution import attribution
from rag.clauses import SAY
from rag.quotes import quotations
from rag.terms import is_demonym, terms
from rag.wants import Wants, wants

_ORDER = re.compile(r"^(?:Give|Quote|Name|List|Tell|Describe|Report|Recall|Cite|Repeat)\s+(?:me\s+)?")
_DOES = "did|does|has|have|had"
_ASKING = "what|which|how|whom?|whose|when|where|why"
_ASKED = re.compile(
    rf"\b(?P<word>{_ASKING})\b(?:(?!\b(?:{_ASKING}|{_DOES}|do|is|are|was|were|will)\b)[^?])*?\s(?:{_DOES})\s+"
    r"(?=(?P<rest>[^,?]+))",
    re.IGNORECASE,
)
_SAYS = re.compile(rf"\s+(?:\w+ly\s+|(?:also|ever|first|last|later|then)\s+|have\s+to\s+)*(?P<verb>{SAY})\b")
_OF_WORDS = ("what", "which", "how")
_TAKES_A_CLAUSE = ("say", "said", "describe", "described")
_OWN = re.compile(
    r"(?:^|\b(?:[Ww]hat|[Hh]ow)\s+(?:\w+\s+)?(?:is|are|was|were|about)\s+|\b[Ii]n\s+(?=[^?]{2,60}?\swords\b))"
    r"(?P<who>(?!In\b)[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*)['’]s?\s+(?:exact\s+|own\s+)?"
    r"(?:words|reply|answer|response|remarks?|statement)\b"
)

_OFFICE = re.compile(r"dn+l{1,2}|d[ln]{0,3}h[po]d?[lhn]{1,3}")  # "the German chancellor", "the minister for trade"
_SOMEBODY = "Somebody"
_WHO = re.compile(
    r"(?:and |but |so )?(?:who(?: (?:is|was|are|were) (?:it|the \S+(?: \S+)?) (?:who|that))?(?=[\s,])"
    rf"|(?:which|what) (?P<np>(?!(?:{_DOES}|do|is|are|was|were)\b)\S.*))",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\S+ ")
_NOUNS = re.compile(rf"\S+ (?!(?:{_DOES}|do|is|are|was|were)\b)\S+ ")
_WORDS = r"(?:words?|phrases?|terms?|expressions?|slogan|remarks?|quot(?:e|ation)|comments?|warning|promise)"
_WHOSE = re.compile(
    rf"(?:and |but |so )?(?:(?:whose|(?:which|what) \S+(?: \S+)?['’]s?) (?:\w+ )?{_WORDS}(?: (?:is|are|was|were))?"
    rf"|whose (?:is|are|was|were) (?:the|this|that|these|those) {_WORDS}),?:? ",
    re.IGNORECASE,
)
_BY_WHOM = re.compile(
    r"(?:and |but |so )?by whom (?:is|are|was|were|has|have) (?:(?!\b(?:who|which|that|when)\b)[^,])+?"
    r" (?:been )?(?:called|described as|spoken of as|referred to as)(?: an?| the)? ",
    re.IGNORECASE,
)
_USED = re.compile(rf"\b(?:used|uses|coined|uttered|repeated|chose)\s+(?:the|these|those)\s+(?:\w+\s+)?{_WORDS}\b,?:?")
_ENDS = re.compile(r"\W*(?:$|(?:in|at|on|to|for|from|with|about|against|after|before|during|of|when|as|this|last)\b)")
_AUXILIARY = re.compile(r"\s+(?:is|are|was|were|will|would|has|have|had|can|could|may|might|should|must|did|does)\b")
_KNOWN = re.compile(r"(?:\b(?:the|this|that|these|those|his|her|its|their|so-called)|['’]s?)\s*$", re.IGNORECASE)
_OF_ITSELF = re.compile(r"\b\w+sel(?:f|ves)\b")
_SECOND = re.compile(r"\s+(?:an?|the)\b")  # "called the 'operation' a war"
_TAKING = {  # what stands between a verb that gives something a name and the words
    "called": re.compile(r"^(?!(?:an?|the|this|that|his|her|its|their)$).*\w"),
    "described": re.compile(r"\bas\b"),
    "spoke": re.compile(r"\b(?:of|about)\b"),
    "told": re.compile(r"\w"),
}
_SAID = ("said", "says", "replied", "answered", "responded", "declared")
_NOT_HIS = ("denied", "denies", "deny", "wrote")  # "wrote “never again” on the wall"
LONG = 4  # words that are somebody's own, whatever is said of them


def wanted_speaker(question: str) -> str | None:
    """Return whose words a question wants, None where it wants nobody's or it is not sure whose."""
    question = _ORDER.sub("", question)
    asked = _ASKED.search(question)
    who = _asked_to_speak(question, asked) if asked else None
    return who or ((owner := _OWN.search(question)) and owner["who"]) or None


def quoted_words(question: str) -> str | None:
    """Return the words that a question quotes to ask who said them, None where it asks something else."""
    quoted = next(iter(quotations(question)), None)
    if quoted is None:
        return None
    before, after = question[: quoted.outer.start], question[quoted.outer.end :]
    words = quoted.inner.of(question)
    named = _is_name(words)
    if _WHOSE.fullmatch(before) or (_BY_WHOM.fullmatch(before) and not named and _ENDS.match(after)):
        return words
    return words if any(_is_told(told, words, after) for told in _as_told(before)) else None


def _asked_to_speak(question: str, asked: re.Match[str]) -> str | None:
    """Return the first phrase after an auxiliary that names somebody and that a verb of saying follows."""
    rest = asked["rest"]
    for verb in _SAYS.finditer(rest):
        who = rest[: verb.start()]
        if is_somebody(who.capitalize() if question[1:].islower() and _is_one_word(who) else who):
            freely = asked["word"].lower() in _OF_WORDS and wants(question) not in (Wants.TIME, Wants.PLACE)
            return who if freely or verb["verb"] in _TAKES_A_CLAUSE else None
    return None


def _is_one_word(phrase: str) -> bool:
    return " " not in phrase and bool(terms(phrase))


def is_somebody(phrase: str) -> bool:
    """Whether a phrase is nothing but a name, with or without a title, a role or a body, or several of them."""
    each = re.split(r"\s+and\s+", re.sub(r"(?<=s)['’](?=\s)", "", phrase))
    return all(_is_one(one) for one in each)


def _is_one(phrase: str) -> bool:
    first, _, rest = phrase.partition(" ")
    told = attribution(f"Then {(rest if rest and is_demonym(first) else phrase).rstrip('.')} urged so.")
    read = told.tokens.letters[1:-3]
    if told.said and not told.said.who.is_pronoun and (told.said.start, told.said.verb) == (1, len(read) + 1):
        return True
    return _OFFICE.fullmatch(read) is not None


def _as_told(before: str) -> Iterator[str]:
    """Yield what stands before the quoted words as an answer would have it, as far as it may be read so."""
    plain = re.sub(r"\bspeaks\b", "spoke", re.sub(r"\b(?:first|ever)\s+", "", _USED.sub("said", before)))
    asking = _WHO.match(plain)
    if asking and asking["np"] is None:
        yield _SOMEBODY + plain[asking.end() :]
    elif asking:
        yield f"The {asking['np']}"
        for noun in filter(None, (_NOUN.match(asking["np"]), _NOUNS.match(asking["np"]))):
            yield f"{_SOMEBODY} {asking['np'][noun.end() :]}"  # it may be a word for no speaker: "which film star"


def _is_told(told: str, words: str, after: str) -> bool:
    """Whether a sentence has the one who opens it say what follows, and these words are what he says."""
    cut, said = (found := attribution(f"{told}“{words}”.")).tokens, found.said
    if said is None or said.start or "q" not in cut.letters:
        return False
    if said.verb < 0:
        return told.rstrip(" ,:").endswith("as saying")
    at = cut.letters.index("q")
    if at < said.verb or set(cut.letters[said.verb + 1 : at]) & set("vu"):
        return False
    verb = cut.word(said.verb).lower()
    speaks = cut.letters[said.verb] == "v" or re.fullmatch(rf"(?:{SAY})s?|spoke", verb)
    return bool(speaks) and _is_object(verb, cut.words(said.verb + 1, at), words, after)


def _is_object(verb: str, between: str, words: str, after: str) -> bool:
    """Whether the words are what is said, and no name or byword of something about which it is said."""
    if taking := _TAKING.get(verb):
        fits = taking.search(between) and not _OF_ITSELF.search(between)
        return bool(fits) and not _is_name(words) and not _SECOND.match(after)
    if verb in _NOT_HIS or _AUXILIARY.match(after):
        return False
    if between.strip(" ,:") in ("", "that"):
        return verb in _SAID or not _is_name(words)
    return not _is_name(words) and (
        len(words.split()) >= LONG or not (_KNOWN.search(between) or not _ENDS.match(after))
    )


def _is_name(words: str) -> bool:
    """Whether words are written as a name or a title."""
    telling = [word for word in words.split() if terms(word)]
    return bool(telling) and all(word[:1].isupper() for word in telling)
