"""Who says what: the speaker of a sentence, read off its verb of saying, and pronouns followed back.

Fails safe: where no rule finds a speaker the answer is None, which claims nothing.
"""

import re
from collections.abc import Iterator, Sequence

from rag.terms import SEATS, words

_SAYING = (
    "said|says|say|told|tells|asked|asks|called|calls|urged|urges|stressed|warned|warns|noted|added|adds|expressed|"
    "emphasi[sz]ed|highlighted|pledged|vowed|voiced|described|describes|mentioned|announced|declared|stated|states|"
    "reaffirmed|remarked|replied|responded|argued|explained|claimed|insisted|promised|proposed|suggested|demanded|"
    "commented|reiterated|affirmed|conveyed|reported|reports|hopes|hoped|expects|expected|agreed|denied|committed|"
    "spoke|criticized|criticised|praised|confirmed|requested|conceded|acknowledged|invited|offered"
)
_WORD = r"(?:[A-Z][\w’'-]*|(?:of|bin|de|al|and)\s+[A-Z][\w’'-]+)"
_NAME = rf"(?:[A-Z]\w?\.\s*)*[A-Z][\w’'-]+(?:\s+(?:[A-Z]\.\s+)?{_WORD})*"
_BODY = (
    r"(?:[Tt]he|[Hh]is|[Hh]er|[Ii]ts)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:ministry|office|government|officials?|minister|president|spokes\w+|leaders?|sides|groups?|statement)"
)
_DESCRIBED = re.compile(  # begins a sentence with somebody who is not named: "The Chinese leader was warmer ..."
    r"(?:The|His|Her|Its|Their)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:leader|president|premier|minister|chief|envoy|official|head|mayor|secretary|diplomat|ambassador|chairman)\b"
)
_PRONOUN = r"[Hh]e|[Ss]he|[Ii]t|[Tt]hey"
_WHO = rf"(?P<who>{_BODY}|\b(?:{_PRONOUN})\b|{_NAME})"
_BETWEEN = (
    r"(?:\s*,(?:[^,;.]{1,80},)?)?"
    r"(?:\s+(?:has|have|had|did|does|do|will|would|not|also|later|then|earlier|again|separately|reportedly|recently"
    r"|strongly))*"
)
_NOT_LED_IN = "".join(
    rf"(?<!\b{word} )" for word in ("from", "of", "in", "with", "to", "at", "against", "for", "on", "what", "how")
)
_FORWARD = re.compile(rf"{_NOT_LED_IN}{_WHO}{_BETWEEN}\s+(?:{_SAYING})\b")
_INVERTED = re.compile(rf"[”\",]\s*(?:{_SAYING})\s+{_WHO}")
_NO_ROLE = "an?|the|his|her|at|in|on|to|that|as|by|for|from|of|when|after|before|during|with|it|there"
_ROLE = rf"(?:(?!(?:{_NO_ROLE})\b)[a-z][\w-]*)"
_INVERTED_ROLE = re.compile(rf"[”\",]\s*(?:said|says|added|adds|noted|warned)\s+(?:{_ROLE}\s+){{1,4}}(?P<who>{_NAME})")
_SOURCE = re.compile(rf"\b[Aa]ccording to\s+{_WHO}")
_QUOTED_AS = re.compile(
    rf"(?:quoted\s+(?P<who>{_PRONOUN}|him|her|them|{_NAME})|(?P<they>{_BODY}|\b(?:{_PRONOUN})\b|{_NAME})\s+"
    r"(?:was|were|has been|have been)\s+quoted(?:\s+by\s[^,;]{1,60}?)?)\s+as\s+saying"
)
_IS_PRONOUN = re.compile(rf"(?:{_PRONOUN}|him|her|them)$")
_IN_QUOTES = re.compile(r"“[^”]*”|\"[^\"]*\"|「[^」]*」|«[^»]*»")
_IS_QUOTATION = re.compile(r"[“\"«「][^“”\"«»「」]*[”\"»」][.!?]?")
_LONGEST = 6  # sentences of one quotation; beyond, its mark was forgotten
_TITLES = frozenset(
    """president premier prime minister secretary vice deputy first national security adviser foreign defense general
    mr mrs ms dr south north korea china russia japan america leader chairman spokesman spokesperson
    spokeswoman in of and top senior official chief office""".split()
)
_IS_BODY = re.compile(r"ministry|office|officials?|government|spokes|statement|sides|leaders|groups?\b", re.IGNORECASE)
_SMALL = frozenset("the a his her its their of in and".split())
_OPENERS = frozenset(  # begin a sentence with a capital and name nobody
    "the a an in on at during while under before after this these that however last as when asked if where".split()
)
_NOBODY = _OPENERS | frozenset("monday tuesday wednesday thursday friday saturday sunday nobody everyone".split())


def speakers(sentences: Sequence[str]) -> list[str | None]:
    """Return the speaker of each sentence of an article, pronouns resolved to the speaker or name before.

    Sentences of one quotation have one speaker, and a quotation by itself has that of the sentence before.
    """
    found: list[str | None] = []
    full: dict[str, str] = {}  # the longer name that each word was part of; the word itself where there were several
    last: str | None = None
    for run in _runs(sentences):
        text = " ".join(run)
        _note_names(text, full)
        who = speaker(text)
        if who is not None and _IS_PRONOUN.match(who):
            who = _owner(text) or last
        if who is not None:
            who = _in_full(who, full)
        elif found and _IS_QUOTATION.fullmatch(text):
            who = found[-1]
        found += [who] * len(run)
        last = who or (None if _DESCRIBED.match(text) else _subject(text) or last)
    return found


def speaker(sentence: str) -> str | None:
    """Return who a sentence says is speaking, as written there (it may be a pronoun), or None."""
    bare = _IN_QUOTES.sub(lambda quote: "“" + "·" * (len(quote.group()) - 2) + "”", sentence)
    for pattern in (_QUOTED_AS, _INVERTED, _INVERTED_ROLE, _FORWARD, _SOURCE):
        for match in pattern.finditer(bare):
            who = match["who"] or match["they"] if pattern is _QUOTED_AS else match["who"]
            if who.lower() not in _NOBODY:
                return str(who)
    return None


def same_speaker(one: str, other: str) -> bool:
    """Whether two ways of naming a speaker can mean one person or body: the shorter name is part of the longer.

    Titles and countries count only where one of the two is made of nothing else.
    """
    left, right = own_words(one), own_words(other)
    if not (left and right):
        left, right = _all_words(one), _all_words(other)
    return left <= right or right <= left


def bearers(word: str, text: str) -> frozenset[frozenset[str]]:
    """Return the people whose longer names in a text have this word, each as the own words of the name."""
    names = (own_words(match.group()) for match in re.finditer(_NAME, text) if " and " not in match.group())
    return frozenset(own for own in names if len(own) > 1 and word in own)


def is_body(name: str) -> bool:
    """Whether a name is that of an office, a ministry or a group, which reports what others said."""
    return _IS_BODY.search(name) is not None


def own_words(name: str) -> frozenset[str]:
    """Return the words of a name that are its bearer's own, titles and countries left out."""
    return _all_words(name) - _TITLES


def _all_words(name: str) -> frozenset[str]:
    return frozenset(SEATS.get(part, part) for word in words(name) for part in word.split("-")) - _SMALL


def _runs(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the sentences one by one, those that share a quotation together."""
    at = 0
    while at < len(sentences):
        ends = range(at + 1, min(at + _LONGEST, len(sentences)) + 1)
        end = next((end for end in ends if not _leaves_open(" ".join(sentences[at:end]))), at + 1)
        yield sentences[at:end]
        at = end


def _leaves_open(text: str) -> bool:
    return bool(set(_IN_QUOTES.sub("", text)) & set('“"«「'))


def _note_names(sentence: str, full: dict[str, str]) -> None:
    """Note a sentence's longer names under each of their words; a word that two people share stands for neither."""
    for match in re.finditer(_NAME, sentence):
        name = match.group()
        own = own_words(name)
        if len(own) < 2 or " and " in name:
            continue
        for word in own:
            known = full.get(word, name)
            full[word] = name if same_speaker(known, name) and known.lower() != word else word


def _in_full(who: str, full: dict[str, str]) -> str:
    """Return the longer name that a surname stands for, or the surname where it may stand for two people."""
    own = own_words(who)
    word = next(iter(own)) if len(own) == 1 else ""
    longer = full.get(word, word)
    return who if longer == word else longer


def _owner(sentence: str) -> str | None:
    """Return whose office or ministry does the quoting: "Yoon's office quoted him as saying" means Yoon."""
    match = re.search(rf"(?P<who>{_NAME})['’]s?\s+(?:\w+\s+){{1,3}}quoted", sentence)
    return match["who"] if match else None


def _subject(sentence: str) -> str | None:
    """Return the name that a sentence begins with, as the one whom a later "he" may mean."""
    match = re.match(_NAME, sentence)
    return match.group() if match and match.group().lower() not in _NOBODY else None
