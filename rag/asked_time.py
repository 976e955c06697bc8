"""The time that a question asks about: by the calendar, by an event of the archive, or by the day it is asked as of.

What is understood is told in the answer. It is a preference, which moves articles up and hides none; a question for
articles of a time ("what did reports from June say", "as of 3 May") makes it a filter.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from index.data import Coverage, Filter, Period
from index.search import Index
from rag.data import Applied, AskedTime, KnownFrom
from rag.events import events
from rag.named_times import Named, named_times
from rag.question import Asked

_RECENT = re.compile(
    r"\b(?:recent(?:ly)?|lately|(?:the )?(?:latest|newest|most recent)|currently|right now|these days|nowadays)\b", re.I
)


def understand(asked: Asked, index: Index, where: Filter) -> list[tuple[AskedTime, ...]]:
    """Return the times of each part of a question; a part that names none has those of the whole."""
    coverage = index.coverage(where)
    today = _today(coverage, where)
    named = [_named(part.text, today, coverage, index, where) for part in asked.parts]
    whole = tuple(dict.fromkeys(time for times in named for time in times))
    fallback = whole or _day_of_asking(asked.standalone, where, coverage)
    times = [times or fallback for times in named]
    return times if len(whole) < 2 else [tuple(map(_preferred, part)) for part in times]


def narrowed(where: Filter, times: Sequence[AskedTime]) -> Filter:
    """Return the filter with the bounds of the times that are applied as one."""
    for time in times:
        if time.applied is Applied.FILTER:
            since = max((day for day in (where.since, time.first) if day), default=None)
            until = min((day for day in (where.until, time.last) if day), default=None)
            where = replace(where, since=since, until=until)
    return where


def preferred(times: Sequence[AskedTime]) -> tuple[Period, ...]:
    """Return the periods that articles are preferred for being near."""
    return tuple(Period(time.first, time.last) for time in times)


def _today(coverage: Coverage, where: Filter) -> date:
    """Return the day that "last week" counts from: that of the question, else the archive's last, at most today's."""
    return where.as_of or min(date.today(), coverage.last or date.max)


def _named(question: str, today: date, coverage: Coverage, index: Index, where: Filter) -> tuple[AskedTime, ...]:
    """Return the times that words of a question name, those that no article can be near left out."""
    dated = named_times(question, today)
    times = [_of_calendar(named) for named in dated]
    times += [
        AskedTime(event.words, event.period.first, event.period.last, KnownFrom.ARCHIVE, Applied.PREFERENCE)
        for event in events(_without(question, dated), index, where)
    ]
    return tuple(time for time in times if _touches(time, coverage))


def _of_calendar(named: Named) -> AskedTime:
    applied = Applied.FILTER if named.publication else Applied.PREFERENCE
    return AskedTime(named.words, named.period.first, named.period.last, KnownFrom.CALENDAR, applied)


def _without(question: str, dated: Sequence[Named]) -> str:
    """Return the question with a full stop for each time that the calendar has told."""
    for named in reversed(dated):
        question = f"{question[: named.start]};{question[named.end :]}"
    return question


def _day_of_asking(question: str, where: Filter, coverage: Coverage) -> tuple[AskedTime, ...]:
    """Return the day of the question, or that of the archive's last article where it asks for what is new."""
    recent = _RECENT.search(question)
    words = recent.group() if recent else ""
    if where.as_of:
        return (AskedTime(words, where.as_of, where.as_of, KnownFrom.AS_OF, Applied.PREFERENCE),)
    if recent and coverage.last:
        return (AskedTime(words, coverage.last, coverage.last, KnownFrom.ARCHIVE, Applied.PREFERENCE),)
    return ()


def _preferred(time: AskedTime) -> AskedTime:
    return replace(time, applied=Applied.PREFERENCE)


def _touches(time: AskedTime, coverage: Coverage) -> bool:
    """Whether the archive has articles of the time, or a filter by it is asked for."""
    if coverage.first is None or coverage.last is None:
        return False
    after, before = time.first and time.first > coverage.last, time.last and time.last < coverage.first
    return time.applied is Applied.FILTER or not (after or before)
