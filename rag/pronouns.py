"""What "he", "it" or "they" in a question stands for, where its form tells: the only one named that it can.

There is no parser, so every word that may name something counts as another that is meant: a pronoun is sooner left
than given to the wrong one.
"""

import calendar
import re
from collections.abc import Iterator

from index.mentions import OPENING
from index.names import known
from rag.clauses import ASKING, AUXILIARY, NAME, PREPOSITION, SAY
from rag.terms import SEATS, is_demonym, terms

_PRONOUN = re.compile(r"\b(?:(?P<person>he|she|him|his|her)|(?P<thing>its?)|(?P<many>they|them|their))\b", re.I)
_OWNING = re.compile(rf"(?:his|its|their|her(?=\s+(?!(?:{PREPOSITION}|of|and|or)\b)\w))\b", re.I)
_DOES = re.compile(  # who does something within what is asked: "that it will", "when he left"
    r"(?:(?:he|she|they)\b|it(?=\s+(?:will|would|can|could|may|might|must|shall|should|is|was|has|had|does|did)\b)"
    rf"|(?:(?<=say )|(?<=says )|(?<=said ))it(?=\s+(?!(?:{PREPOSITION})\b)[a-z]))",
    re.I,
)
_BEFORE_DOER = re.compile(rf"\b(?:{AUXILIARY}|if|that|because|when|whether|while|although|though|unless|once)\s+$")
_AFTER_WHAT = re.compile(rf"\bwhat\b.+(?:\b(?:and|but)|[?;])\s+{ASKING}", re.I)
_OPENS = re.compile(rf"(?:{'|'.join(OPENING)}|{PREPOSITION})\b", re.I)
_NAME = re.compile(rf"(?<![\w’'.-]){NAME}")
_DAYS = frozenset((*calendar.day_name, *calendar.month_name))
_PLACED = re.compile(r"\b(?:in|at|near) (?:the )?$", re.I)
_NEXT = rf"(?:\s+(?:(?:{PREPOSITION}|of|the|an?|its|his|her|their)\b|[A-Z])|[\s?.]*$)"
_TELL = "say|said|tell|told"
_WHO_SAYS = rf"the(?:\s+(?!(?:{_TELL})\b)[\w-]+){{1,4}}?(?=\s+(?:(?:{_TELL})\b|(?:{SAY}){_NEXT}))"
_WHO_DOES = rf"the\s+(?:{NAME}\s+)?[a-z-]+(?=\s+(?!(?:{PREPOSITION})\b)[a-z]+{_NEXT})"  # one noun, one verb
_SUBJECT = re.compile(  # of unknown end, where neither form of "the …" tells it
    rf"\b(?:did|do|does|has|have|had|will)\s+(?P<whole>(?P<who>{_WHO_SAYS}|{_WHO_DOES}|(?!the\b){NAME}(?!\s+and\b))|the\b)"
)
_HOLDER = re.compile(  # by its ending or as a word, somebody; "the order" counts too
    r"\b(?:the|an?) (?:[\w-]+ )?[a-z]*(?:er|or|ist|ian|man|dent|chief|king|queen|pope|envoy|judge|coach)\b"
)
IS_WHO = re.compile(rf"(?i:who|what|where) (?:is|are|was|were) (?P<who>(?:the )?{NAME})$")
_NO_PLACE = r"(?<!\bin )(?<!\bat )(?<!\bon )\b"
_WHO_ASKED = re.compile(rf"{_NO_PLACE}(?:wh(?:o|om|ose|ich)\b|what\b(?! {AUXILIARY}))", re.I)
_WHAT_ASKED = re.compile(rf"{_NO_PLACE}(?:what|which)\b", re.I)
_ANY_ASKED = re.compile(r"\b(?:what|which|who|whom|whose|how many)\b", re.I)
_PAIR = re.compile(rf"(?<![\w’'.-])(?:the )?{NAME} and (?:the )?{NAME}")
_PLURAL = re.compile(r"\b[a-z]{2,}[^\Wsui]s\b")
_BESIDE = re.compile(r"\b(?:(?:last|this|next|past) \w+|how (?:many [a-z]+|much|long|old|far))\b", re.I)
_BE = re.compile(r"\b(?:is|are|was|were)\b")
_WORD = re.compile(r"(?<![\w’'.-])[a-z][\w-]*")


def told(question: str) -> frozenset[int]:
    """Return where the pronouns of a question stand for which something before them in it may stand."""
    return frozenset(found.start() for found in _PRONOUN.finditer(question) if _may_be_told(found))


def without_told(question: str) -> str:
    """Return a question without the pronouns for which something in it stands; "they" may yet be others than a name."""
    at = told(question)
    return _PRONOUN.sub(
        lambda found: "" if found.start() in at and (found["thing"] or _is_told(found)) else found[0], question
    )


def free(question: str) -> list[re.Match[str]]:
    """Return the pronouns of a question for which it does not tell by its form what stands."""
    at = told(question)
    return [found for found in _PRONOUN.finditer(question) if found.start() not in at or not _is_told(found)]


def put_in(piece: str, first: str) -> str:
    """Return a question with the one of the question before for whom its first free pronoun stands, if that tells."""
    for found in free(piece)[:1]:
        owns = bool(_OWNING.match(piece, found.start()))
        if found.start() not in told(piece) and (whose := _meant(found, first, owns=owns)):
            return f"{piece[: found.start()]}{owning(whose) if owns else whose}{piece[found.end() :]}"
    return piece


def owning(name: str) -> str:
    """Return a name as an owner's."""
    return name + ("’" if name.endswith("s") else "’s")


def _may_be_told(pronoun: re.Match[str]) -> bool:
    """Whether a name or subject before a pronoun may be meant; what is done to "it" is done by another."""
    question, at = pronoun.string, pronoun.start()
    before = question[:at]
    if pronoun["thing"] and _AFTER_WHAT.search(before):
        return True
    if not (_OWNING.match(question, at) or _DOES.match(question, at) or _BEFORE_DOER.search(before)):
        return False
    if pronoun["person"]:
        return bool(_persons_before(before))
    return _subject(before) is not None or any(not _PLACED.search(before[:start]) for _, start in _names(before))


def _is_told(pronoun: re.Match[str]) -> bool:
    """Whether what may be meant by a pronoun is of its kind by its form."""
    before = pronoun.string[: pronoun.start()]
    if pronoun["person"]:
        return bool(_persons_before(before))
    if pronoun["many"]:
        return bool(_PAIR.search(before) or _PLURAL.search(_subject(before) or ""))
    return bool(_AFTER_WHAT.search(before)) or any(_is_body(name) for name, _ in _names(before))


def _persons_before(before: str) -> bool:
    """Whether a question has somebody before a pronoun: a name, or "the mayor" who does something."""
    found = any(_is_person(name, start, before) for name, start in _names(before))
    return found or _HOLDER.match(_subject(before) or "") is not None


def _names(question: str) -> Iterator[tuple[str, int]]:
    """Yield the names of a question that are no days and no peoples, with where each begins."""
    opening = _OPENS.match(question)
    for found in _NAME.finditer(question, opening.end() if opening else 0):
        name = re.sub(r"['’]s?$", "", found[0])
        if name != "I" and not set(name.split()) <= _DAYS and not is_demonym(name.split()[-1]):
            yield name, found.start()


def _is_person(name: str, start: int, question: str) -> bool:
    """Whether a name may be a person's."""
    before = question[:start]
    return not (_is_body(name) or before.endswith("the ") or _PLACED.search(before))


def _is_body(name: str) -> bool:
    name = name.removeprefix("the ")
    return name.isupper() or known().state(name) is not None or name.lower() in SEATS


def _meant(pronoun: re.Match[str], first: str, *, owns: bool) -> str | None:
    if same := IS_WHO.match(first):
        return same["who"]
    found = {"person": _persons, "thing": _things, "many": _several}[str(pronoun.lastgroup)](first)
    if pronoun["thing"] and not owns:  # "it" may be all that happened; a body is, and what says something is one
        says = re.match(rf"\s+(?:{SAY})\b", pronoun.string[pronoun.end() :])
        who = _subject(first)
        if says and who and (_is_body(who) or (who.startswith("the ") and not _HOLDER.match(who))):
            return who
        found = {name if name and _is_body(name) else None for name in found}
    return found.pop() if len(found) == 1 else None


def _subject(question: str) -> str | None:
    found = _SUBJECT.search(question)
    return found["who"] if found else None


def _persons(question: str) -> set[str | None]:
    """Return who "he" can be after a question; None stands for all whom no name tells."""
    found: set[str | None] = {name for name, start in _names(question) if _is_person(name, start, question)}
    rest = question
    if (subject := _SUBJECT.search(question)) and subject["whole"].startswith("the"):
        found.add(subject["who"])
        rest = f"{question[: subject.start('whole')]};{question[subject.end('whole') :]}"
    return found | ({None} if _HOLDER.search(rest) or _WHO_ASKED.search(rest) else set())


def _things(question: str) -> set[str | None]:
    """Return what "it" can be after a question; None stands for all that no name tells."""
    rest, who = _BESIDE.sub(" ", question), _subject(question)
    found: set[str | None] = {_with_article(name, start, question) for name, start in _names(question)}
    if who and who.startswith("the ") and not _HOLDER.match(who):
        found, rest = found | {who}, rest.replace(who, " ")
    nouns = [word for word in _WORD.findall(rest) if terms(word)]
    verb = next(
        (word for word in nouns if word.endswith("ed") or not re.search(r"\b(?:is|are|was|were)\b", rest)), None
    )
    return found | ({None} if len(nouns) > (verb is not None) or _WHAT_ASKED.search(question) else set())


def _with_article(name: str, start: int, question: str) -> str:
    return f"the {name}" if question[:start].lower().endswith("the ") else name


def _several(question: str) -> set[str | None]:
    """Return who "they" can be after a question; None stands for all whom no name tells."""
    opening, who = _OPENS.match(question), _subject(question)
    rest = _BESIDE.sub(" ", question)
    found: set[str | None] = set(_PAIR.findall(question, opening.end() if opening else 0))
    if who and _PLURAL.search(who):
        found, rest = found | {who}, rest.replace(who, " ")
    return found | ({None} if _PLURAL.search(rest) or _ANY_ASKED.search(question) else set())
