"""Follow-ups that say only what is other than in the question before: "And in June?", "no, I meant Xi", "Who else?".

What they say takes the place of its like in that question: a time that of a time, a place that of a place, a name that
of a name of its kind. A time or another phrase that has no like there is added to it.
"""

import re
from collections.abc import Iterator, Sequence

from index.names import known
from rag.phrases import A_NAME, NAME, PLACE, Phrase, phrases, put, times_of, without, without_its_month
from rag.terms import SEATS, is_demonym, words

_LEAD = re.compile(  # no part of what is asked
    r"(?:(?:and|but|so|or|no|nope|sorry|oops|wait|actually|rather|well|also|then|please|ok|okay|what about|how about"
    r"|I (?:mean|meant|(?:was|am) asking about|asked about))\b[,.;:!–—-]*\s*)*",
    re.IGNORECASE,
)
_TRAIL = re.compile(r",? I (?:mean|meant)$", re.IGNORECASE)
_CORRECTS = re.compile(r"^\W*(?:no|nope|not|sorry|oops|wait|actually|rather)\b|\bI (?:mean|meant)\b", re.IGNORECASE)
_NOT_BUT = re.compile(r"^not (?P<old>[^,;.]+?)(?:[,;.]| but)+ (?P<new>.+)$", re.IGNORECASE)
_BUT_NOT = re.compile(r"^(?P<new>[^,;]+?),? (?:and not|not|instead of|rather than) (?P<old>.+)$", re.IGNORECASE)
_ELSE = re.compile(
    r"^(?P<word>who|whom|what|where|when|any(?:one|body|thing)) else(?: (?:was|is|did|does|has))?(?: there| so)?$", re.I
)
_ASKED_OF = {"whom": "who", "anyone": "who", "anybody": "who", "anything": "what"}
_BE = "is|are|was|were|do|does|did|has|have|had|will|would|can|could|should"
_ASKING = re.compile(
    rf"\b(?:who|whom|whose|what|when|where|why|how|which|{_BE}|tell|give|show|name|list|quote|he|she|it|they|him|her|them"
    r"|his|hers|its|their|theirs|that|those|these|there"
    r"|this(?! (?:week|month|year|morning|afternoon|evening|summer|winter|spring|autumn)))\b",
    re.IGNORECASE,
)
_LONGEST = 8  # words of what names a thing and asks nothing
_ROLE = re.compile(rf"(?<= )(?:{_BE}) (?P<who>the [a-z]+)(?= [a-z]+)")
_PLACED = re.compile(rf"\b(?:{'|'.join(PLACE)}) (?:the )?$", re.IGNORECASE)
_ASKED = re.compile(rf"(?P<word>who|what|where|when|which)\b(?P<noun> (?!(?:{_BE})\b)[a-z]+)?", re.IGNORECASE)
_BY_WHOM = re.compile(rf"(?<= )(?:{_BE}) (?P<who>the [a-z]+|{NAME})(?= [a-z])")


def is_elided(question: str) -> bool:
    """Whether a question says only what is other than in the one before."""
    said = _said(question)
    if _ELSE.match(said):
        return True
    if not said or _ASKING.search(said) or len(said.split()) > _LONGEST:
        return False
    if _NOT_BUT.match(said) or _BUT_NOT.match(said):
        return True
    is_led, is_name = said != question.strip(" ?.!"), A_NAME.fullmatch(said.removeprefix("the "))
    found = phrases(said)
    return bool((found and (is_led or not found[0].start)) or (is_name and (is_led or question.endswith("?"))))


def filled(question: str, before: str) -> str | None:
    """Return the question before with what another says put in; None where the form does not tell where."""
    said = _said(question)
    if found := _ELSE.match(said):
        word = found["word"].lower()
        return _of_others(_ASKED_OF.get(word, word), before)
    if not is_elided(question):
        return None
    if (found := _NOT_BUT.match(said) or _BUT_NOT.match(said)) and (old := _whole(found["old"])).search(before):
        return old.sub(lambda _: found["new"], before)
    if new := phrases(said):
        return None if re.search(r"\w", without(said, new)) else _with_phrases(said, new, before)
    name = said.removeprefix("the ")
    return _named(name, before, corrects=bool(_CORRECTS.search(question))) if A_NAME.fullmatch(name) else None


def _whole(words: str) -> re.Pattern[str]:
    """Match words that are no part of longer ones; an owner's name is whole."""
    return re.compile(rf"(?<![\w’'-]){re.escape(words)}(?![\w-]|['’](?!s\b)\w)")


def _said(question: str) -> str:
    text = _TRAIL.sub("", question.strip(" ?.!"))
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead and not _ELSE.match(text) else text


def _with_phrases(said: str, new: Sequence[Phrase], before: str) -> str:
    told = {phrase.tells for phrase in new}
    whole = without_its_month(before) if "place" in told and "time" not in told else before
    for phrase in new:
        whole = put(phrase.tells, phrase.of(said), whole)
    return whole


def _named(name: str, question: str, corrects: bool) -> str | None:
    """Return a question with a name in place of its like; None where it has none."""
    best = max(_likes(name, question, corrects), default=None, key=lambda like: like[0])
    if best is None:
        return None
    start, end = best[1]
    shorter = without_its_month(question) if _PLACED.search(question[:start]) else question
    return f"{question[:start]}{name}{question[end:]}" if shorter == question else _named(name, shorter, corrects)


def _likes(name: str, question: str, corrects: bool) -> Iterator[tuple[tuple[bool, bool, bool, int], tuple[int, int]]]:
    """Yield where a question has names that another may replace, the likest highest."""
    sort = _sort(name)
    for start, end in _names(question):
        own = question[start:end]
        if is_demonym(own.split()[-1]) and not is_demonym(name.split()[-1]):
            continue
        shares = bool(set(words(own)) & set(words(name)))
        alike = _sort(own) == sort
        fits = bool(_PLACED.search(question[:start])) == (sort == "seat")
        if shares or corrects or fits or (alike and sort):
            yield (shares, alike, fits, -start), (start, end)


def _names(question: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the names in a question, and of a role that does what is asked: "did the mayor say"."""
    times = times_of(question)
    for start, end in (
        *(found.span() for found in A_NAME.finditer(question)),
        *(found.span("who") for found in _ROLE.finditer(question)),
    ):
        if start and question[start:end] != "I" and not any(time.start < end and start < time.end for time in times):
            yield start, end


def _sort(name: str) -> str:
    """Return whether a name is a capital's or a state's or body's; nothing where that is not known."""
    return "seat" if name.lower() in SEATS else "state" if known().state(name) else ""


def _of_others(word: str, before: str) -> str | None:
    """Return the question before asked of others than it was; None where its form does not allow it."""
    asked = _ASKED.match(before)
    if asked and (asked["word"].lower() == word or asked["word"].lower() == "which"):
        end = asked.end("word")
        other = "other" if asked["noun"] and asked["word"].lower() in ("what", "which") else "else"
        return f"{before[:end]} {other}{before[end:]}"
    if word == "who" and (found := _BY_WHOM.search(before)):
        return f"{before[: found.start('who')]}anyone else{before[found.end('who') :]}"
    return None
