"""Words that do not answer a question because they are of another year or another occasion than it asks of.

Both are told by absence: the articles cited have none of the years, or nothing of a meeting, state, body or capital
that the question names. So what is said in other words is no fault, and neither is what an undated article tells.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import TYPE_CHECKING

from index.data import Document
from index.mentions import OPENING
from index.names import known
from rag.article import absent, last_year, years_missing
from rag.days import in_words
from rag.phrases import A_NAME, phrases, years_asked
from rag.terms import SEATS, is_demonym
from rag.years import years

if TYPE_CHECKING:
    from rag.evidence import Line

LATE = 2  # months of a year that also tell of the year before
_JOINS = re.compile(r"\b(?:and|or) (?:the )?$")  # before the second of two, of which one suffices
_JOINED = re.compile(r",? (?:and|or)\b")  # after the first
_OUTSIDE = re.compile(r"\b(?:before|after|since|until|than) (?:\w+ )?$", re.IGNORECASE)  # the year itself is not meant
_DATED = re.compile(r"\W*(?:[Ii]n |[Oo]n )?(?:\d{1,2} )?(?:[A-Z][a-z]+ )?(?:\d{1,2}, )?(?=(?:19|20)\d\d\b)")
_ENTRY = re.compile(rf"{_DATED.pattern}\d{{4}}(?:, [^,.:;–—]+)?\s?[:–—]")  # "May 2022, Velm: …"


def elsewhere(question: str, cited: "Sequence[Line]") -> str:
    """Return why the lines cited do not answer a question whatever they say; "" where they may."""
    articles = list({line.document.id: line.document for line in cited}.values())
    return _of_other_years(question, cited, articles) or _of_others(question, articles)


def _of_other_years(question: str, cited: "Sequence[Line]", articles: Sequence[Document]) -> str:
    last = last_year(articles)
    found = (year for year in years_asked(question, last) if not _OUTSIDE.search(question[: year.start()]))
    asked = {year[0] for year in found}
    if not asked or any(_is_of(asked, line) for line in cited):
        return ""
    named, opening = ", ".join(sorted(asked)), {opened for line in cited if (opened := _opening(line))}
    if opening and (last is None or int(min(asked)) <= last):  # a line may tell of years to come whatever its date
        return f"the question asks of {named}, and the words cited are of {', '.join(sorted(opening))}"
    days = [article.published for article in articles if article.published]
    late = any(str(day.year - 1) in asked for day in days if day.month <= LATE)
    if len(days) < len(articles) or late or not asked <= {*years_missing(question, articles)}:
        return ""
    return f"the question asks of {named}, and the words cited are of {in_words(max(days))}"


def _is_of(asked: Set[str], line: "Line") -> bool:
    """Whether a line has one of the years; an entry of a timeline is of that alone which it opens with."""
    return not asked.isdisjoint([_opening(line)] if _ENTRY.match(line.text) else [year[0] for year in years(line.text)])


def _opening(line: "Line") -> str:
    """Return the year of the date that a line opens with; "" where it opens with none."""
    found = _DATED.match(line.text)
    year = next(years(line.text), None) if found else None
    return year[0] if found and year and year.start() == found.end() else ""


def _of_others(question: str, articles: Sequence[Document]) -> str:
    name = next((name for name in _named(question) if absent(name, articles)), None)
    return f"the question names {name}, of which the article cited says nothing" if name else ""


@lru_cache(maxsize=64)
def _named(question: str) -> tuple[str, ...]:
    """Return the states, bodies, capitals and occasions of a question, of two joined neither."""
    return tuple(_names(question))


def _names(question: str) -> Iterator[str]:
    occasions = [phrase for phrase in phrases(question) if phrase.of(question).lower().startswith(("at ", "during "))]
    for found in A_NAME.finditer(question):
        name, before, after = found[0], question[: found.start()], question[found.end() :]
        if not before or name.lower() in OPENING or is_demonym(name.split()[-1]):
            continue
        is_occasion = any(phrase.start < found.start() < phrase.end for phrase in occasions)
        is_known = name.lower() in SEATS or known().state(name)
        if (is_occasion or is_known) and not _JOINS.search(before) and not _JOINED.match(after):
            yield name
