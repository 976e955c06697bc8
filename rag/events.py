"""Events that a question dates itself by ("at APEC in Lima", "before the summit"), as the days the archive gives them.

An event is told by a word for one ("summit", "trial"), in the question or beside its name in the archive. Its days are
those on which the articles that name it say that it happened, or else appeared. Only articles that the question may see
are looked at.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.data import DatePrecision, Filter, Period
from index.rows import Entry
from index.search import Index
from rag.days import the_day
from rag.named_times import related

EVENTS = tuple(
    """summit meeting talks conference session forum congress convention assembly gathering ceremony inauguration
    coronation funeral election vote referendum primary debate speech address hearing trial verdict visit trip tour
    war invasion attack strike bombing shooting raid protest march storm hurricane typhoon flood earthquake eruption
    fire crash explosion outage launch landing match final game olympics championship tournament cup festival
    premiere auction wedding""".split()
)
WINDOW = timedelta(days=21)  # an event that is reported over more days than this is none
SHARE = 0.6  # of the articles that name an event: so many must stand within the window
LEAST = 2  # articles that report it
READ = 20  # articles at most whose sentences are read for the day

_AT = r"at|during|before|prior\s+to|after|ahead\s+of|following|since|until"
_LEAD = re.compile(rf"\b(?P<relation>{_AT})\s+(?P<phrase>[^,;:?!.“”\"()]+(?:\.(?=\w)[^,;:?!“”\"()]*)*)", re.IGNORECASE)
_END = re.compile(
    r"\s+(?:did|does|do|was|were|is|are|has|have|had|will|would|could|can|should|may|might|and|or|but|who|what|when|where|"
    r"which|how|why|that|by|with|from|to|about|at|during|before|after|since|until|over|as)\b|\s+(?:in|of|on|for)\s+(?![A-Z]|the\s)",
)
_ARTICLE = re.compile(r"^(?:the|a|an|his|her|its|their|this|that|last|first|second|annual)\s+", re.IGNORECASE)
_WORDS = 8  # of a phrase at most
_DIGITS = re.compile(r"\d{4}|\d")


@dataclass(frozen=True, slots=True)
class Event:
    """Words of a question that name an event, and the days that they mean."""

    words: str
    period: Period


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: str
    relation: str
    spellings: tuple[str, ...]  # its name without an article: the one that the archive has for it, then its own

    @property
    def name(self) -> str:
        """What it is called."""
        return self.spellings[0]


def events(question: str, index: Index, where: Filter) -> list[Event]:
    """Return the events that a question dates itself by, as far as the archive tells when they were.

    Their words are the question's; they are looked up by the names that the archive has too, since an abbreviation is
    explained in some articles only.
    """
    found, names = [], index.names(where)
    for phrase in _phrases(question):
        spellings = tuple(dict.fromkeys((names.unified(phrase.name), phrase.name)))
        days = _burst(_dated(replace(phrase, spellings=spellings), names.unified(question), index, where))
        if days:
            found.append(Event(phrase.words, related(days, phrase.relation)))
    return found


def _phrases(question: str) -> Iterator[_Phrase]:
    for match in _LEAD.finditer(question):
        end = _END.search(match["phrase"])
        phrase = match["phrase"][: end.start()].strip() if end else match["phrase"].strip()
        name = _ARTICLE.sub("", phrase)
        if name and len(name.split()) <= _WORDS:
            relation = " ".join(match["relation"].lower().split())
            yield _Phrase(f"{match['relation']} {phrase}", relation, (name,))


def _dated(phrase: _Phrase, question: str, index: Index, where: Filter) -> list[date]:
    """Return a day for each article that reports the event of a phrase."""
    of_kind = [word for word in re.findall(r"[a-z]+", phrase.name.lower()) if _is_event(word)]
    named = [names for spelling in phrase.spellings if (names := re.findall(r"\b[A-Z][\w-]+", spelling))]
    if not named:
        return _days(_seen(question, of_kind, index, where), of_kind, index) if of_kind else []
    entries = _once(index.naming(spelling, where) for spelling in phrase.spellings)
    called = _once(index.naming(" ".join(names), where, EVENTS) for names in named)  # "the NOFA meeting" for its summit
    if of_kind and len(entries) < LEAST:
        entries = called
    elif not of_kind and 2 * len(called) < len(entries):
        return []
    words = [word for names in named for word in names]
    return _days([entry.id for entry in entries if entry.published_precision is DatePrecision.DAY], words, index)


def _once(found: Iterable[Sequence[Entry]]) -> list[Entry]:
    return list({entry.id: entry for entries in found for entry in entries}.values())


def _is_event(word: str) -> bool:
    return word in EVENTS or word.removesuffix("s") in EVENTS


def _seen(question: str, of_kind: Sequence[str], index: Index, where: Filter) -> list[str]:
    """Return the articles that answer best to the whole question, of those that have the word for the event."""
    having = {entry.id for entry in index.naming(" ".join(of_kind), where)}
    hits = index.search(question, READ, where)
    ids = dict.fromkeys(hit.passage.document_id for hit in hits)
    return [key for key in ids if key in having][: READ // 4]


def _days(ids: Sequence[str], words: Sequence[str], index: Index) -> list[date]:
    """Return for each article the day on which a sentence with one of the words says that it was, else its own."""
    days = []
    for key in ids[:: max(1, len(ids) // READ)]:
        document = index.document(key)
        if document.published is None or document.published_precision is not DatePrecision.DAY:
            continue
        told = (the_day(sentence, document) for sentence in _sentences(document.text, words))
        days.append(next((day for day in told if day), document.published))
    return days


def _sentences(text: str, words: Sequence[str]) -> Iterator[str]:
    return (part for part in re.split(r"(?<=[.!?”\"])\s+", text) if any(word in part for word in words))


def _burst(days: Sequence[date]) -> Period | None:
    """Return the fewest days that hold most of those given, where they are few enough."""
    ordered = sorted(days)
    needed = max(LEAST, round(SHARE * len(ordered) + 0.49))
    windows = [(last - first, first, last) for first, last in zip(ordered, ordered[needed - 1 :], strict=False)]
    if not windows:
        return None
    length, first, last = min(windows)
    return Period(first, last) if length <= WINDOW else None
