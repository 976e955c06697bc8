"""The stretches of a question that tell a time, a place, a matter or another circumstance, by how they begin."""

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from rag.clauses import PREPOSITION
from rag.named_times import named_times
from rag.years import YEAR, years

_WORD = r"[A-Z][\w.-]*(?:[’'](?!s\b)\w+)?"
NAME = rf"{_WORD}(?: (?:(?:of|the|de|al) )*(?:{_WORD}|\d+))*"
A_NAME = re.compile(rf"(?<![\w’'.-]){NAME}")
PLACE = ("in", "at", "near", "opposite", "beside", "during")  # prepositions of where it was
_EVENTS = "summit|talks|meeting|conference|forum|session|gathering|assembly|congress|visit|trip|ceremony|debate"
_EVENT = rf"(?: (?:{_EVENTS}))?"
_ENDS = rf"(?=\s+(?:{PREPOSITION}|and|or)\b|[,?;.]|$)"
_PHRASE = re.compile(
    rf"(?<![\w-])(?P<word>{PREPOSITION}) "
    rf"(?:(?:the )?(?-i:{NAME}){_EVENT}|(?:(?!\b(?:{PREPOSITION}|and|or)\b)[^,?;.])+?{_ENDS})",
    re.IGNORECASE,
)
_TELLS = {  # what a phrase tells, by its preposition; others tell the same only with the same one
    **dict.fromkeys(PLACE, "place"),
    **dict.fromkeys(("about", "on", "over"), "matter"),
    **dict.fromkeys(("before", "after", "since", "until"), "time"),
}
_LED = re.compile(rf"(?:{PREPOSITION}|last|this|past|previous|current|yesterday|today|tonight)\b", re.IGNORECASE)
_MONTH = re.compile(rf"\b(?:{'|'.join(calendar.month_abbr[1:])})")
_OCCASION = re.compile(rf" (?:\S+ ){{0,3}}?(?:{_EVENTS}|elections?|vote|poll)\b", re.IGNORECASE)
_MATTER = re.compile(r"\b(?:for|of|about|on|over|to|towards?|with|against) (?:the |an? |its )?(?:[A-Z]\w+ )?$")
_PRESENT = re.compile(r"\b(?:do|does|is|are|will|shall|should|must|can|may)\b", re.IGNORECASE)
_PLACED = re.compile(rf"\b(?:{'|'.join(PLACE)}) (?:the |an? |its )?(?:[A-Z]\w+ )?$")
_NAMED = re.compile(r"\b[A-Z][a-z]+ $")  # "Agenda 2030"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of a question, and what it tells: "time", "place", "matter" or its own preposition."""

    tells: str
    start: int
    end: int

    def of(self, question: str) -> str:
        """Return its words."""
        return question[self.start : self.end]


def phrases(question: str) -> list[Phrase]:
    """Return the phrases of a question in order; those side by side that tell a place are one."""
    times = times_of(question)
    rest = question
    for time in times:
        rest = f"{rest[: time.start]}{';' * (time.end - time.start)}{rest[time.end :]}"
    others: list[Phrase] = []
    for found in _PHRASE.finditer(rest):
        word = found["word"].lower()
        phrase = Phrase(_TELLS.get(word, word), *found.span())
        if others and others[-1].tells == phrase.tells and _beside(others[-1], phrase, question):
            phrase = Phrase(phrase.tells, others.pop().start, phrase.end)
        others.append(phrase)
    return sorted((*times, *others), key=lambda phrase: phrase.start)


def times_of(question: str) -> list[Phrase]:
    """Return the times that a question names by the calendar, in order."""
    return [Phrase("time", time.start, time.end) for time in named_times(question, date.today())]


def years_asked(question: str, last: int | None) -> list[re.Match[str]]:
    """Return the years that a question asks of; not those in the names of things to come after the `last` of articles.

    "What does the 2030 Agenda demand?" asks of no year, "What was said at the 2030 summit?" does.
    """
    return [found for found in years(question) if last is None or int(found[0]) <= last or not _is_named(found)]


def without(question: str, found: Sequence[Phrase]) -> str:
    """Return a question without some of its phrases."""
    for phrase in reversed(found):
        question = question[: phrase.start] + question[phrase.end :]
    return question


def without_its_month(question: str) -> str:
    """Return a question without the day or month that stands beside its place: somewhere else, it was another."""
    for one, other in pairwise(phrases(question)):
        time = one if one.tells == "time" else other
        if {one.tells, other.tells} == {"time", "place"} and _beside(one, other, question):
            return without(question, [time]).replace(" ?", "?") if _MONTH.search(time.of(question)) else question
    return question


def put(tells: str, words: str, question: str) -> str:
    """Return a question with words in place of its last phrase that tells the like, else with them at its end."""
    words = words[:1].lower() + words[1:] if _LED.match(words) else words
    old = next((phrase for phrase in reversed(phrases(question)) if phrase.tells == tells), None)
    if tells == "time":
        words = _dated(words, old.of(question) if old else "")
    return f"{question[: old.start]}{words}{question[old.end :]}" if old else f"{question.rstrip(' ?.!')} {words}?"


def _is_named(year: re.Match[str]) -> bool:
    """Whether a year stands in the name of a thing that is spoken of, not of an occasion on which something was."""
    before, after = year.string[: year.start()], year.string[year.end() :]
    name = re.match(" [A-Z]", after) or (_NAMED.search(before) and not _MONTH.search(before[-10:]))
    if not name or _OCCASION.match(after) or _PLACED.search(before):
        return False
    return bool(_MATTER.search(before) or _PRESENT.search(before))


def _beside(one: Phrase, other: Phrase, question: str) -> bool:
    return not question[one.end : other.start].strip()


def _dated(words: str, old: str) -> str:
    """Return a time with the preposition of another, and its year too unless the month is an earlier one."""
    led, year = _LED.match(old), YEAR.search(old)
    words = words if _LED.match(words) else f"{led[0] if led else 'in'} {words}"
    if year and _MONTH.search(words) and not YEAR.search(words) and _month(old) <= _month(words):
        return f"{words} {year[0]}"
    return words  # an earlier month may be of the next year


def _month(words: str) -> int:
    found = _MONTH.search(words)
    return list(calendar.month_abbr).index(found[0]) if found else 0
