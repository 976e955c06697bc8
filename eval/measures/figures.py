"""Whether the figures of each sentence stand in what that very sentence cites.

Written from its definition in `docs/measures.md` and not from the answerer's own checks.
"""

import re
from dataclasses import dataclass

from eval.data import Case
from eval.measures.named_dates import dates, days, stands_for
from eval.measures.reading import citations_of
from eval.wording import verbatim
from index.data import DatePrecision, Document, Span
from rag.data import Sentence

_NUMERALS = {word: str(at) for at, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
_NUMERALS |= {"eleven": "11", "twelve": "12"}
_FIGURE = re.compile(rf"\d+(?:,\d{{3}}(?!\d))*(?:\.\d+)*|(?<![\w-])(?:{'|'.join(_NUMERALS)})(?![\w-])", re.IGNORECASE)
_OF_ARTICLE = re.compile(r"\b(?:publish\w*|written|dated|filed|appeared|article|story|report)\b", re.IGNORECASE)
_YEARS = {"last year": -1, "next year": 1}


@dataclass(frozen=True, slots=True)
class _Cited:
    """Words that a sentence cites, in their article."""

    words: str
    article: Document


def figures_held(case: Case) -> float | None:
    """Share of the numbers in the answer's sentences that hold in what their own sentence cites; None without numbers.

    A number holds where the words cited have it; as part of a date that the words cited stand for, as "on Thursday"
    does; as the year of publication; where the question and the cited article both have it; and, where question or
    sentence speak of the article itself, where its title, authors, outlet or date have it.
    """
    held = [one for sentence in case.answer.claims for one in _held(sentence, case)]
    return sum(held) / len(held) if held else None


def figures(text: str) -> list[str]:
    """Return the numbers of a text as digits: without the commas of thousands, "two" to "twelve" among them.

    "three-way" has none.
    """
    return [_digits(match.group()) for match in _FIGURE.finditer(verbatim(text))]


def _held(sentence: Sentence, case: Case) -> list[bool]:
    """Return for each number of a sentence whether it holds."""
    text, answer = verbatim(sentence.text), case.answer
    citations = [one for one in citations_of(sentence, answer) if one.document_id in case.documents]
    cited = [_Cited(one.cited_text, case.documents[one.document_id]) for one in citations]
    asked = f"{answer.question} {answer.standalone_question}"
    of_article = _OF_ARTICLE.search(f"{asked} {text}") is not None
    known, worked_out = _known(cited, set(figures(asked)), of_article), _worked_out(text, cited, of_article)
    return [
        _digits(match.group()) in known or any(span.start <= match.start() < span.end for span in worked_out)
        for match in _FIGURE.finditer(text)
    ]


def _known(cited: list[_Cited], asked: set[str], of_article: bool) -> set[str]:
    """Return the numbers that hold wherever they stand in the sentence."""
    known = set[str]()
    for one in cited:
        article = one.article
        known |= {*figures(one.words), *_years(one), *(asked & set(figures(article.text)))}
        if of_article:
            known |= set(figures(" ".join((article.title, *article.authors, article.outlet or ""))))
    return known


def _years(cited: _Cited) -> set[str]:
    """Return the year of publication, and those that the words cited stand for: "last year", "on Friday"."""
    published, words = cited.article.published, cited.words
    if published is None:
        return set()
    named = {published.year + step for phrase, step in _YEARS.items() if phrase in words.lower()}
    by_day = {day.year for day in days(words, published)} if _is_day(cited.article) else set()
    return {str(year) for year in {published.year, *named, *by_day}}


def _worked_out(text: str, cited: list[_Cited], of_article: bool) -> list[Span]:
    """Return where the text names a date that the words cited stand for, or that of the article it speaks of."""
    known = [(one.words, one.article.published) for one in cited if _is_day(one.article)]
    return [
        named.place
        for named in dates(text)
        for words, published in known
        if published and (stands_for(words, named, published) or (of_article and named.can_be(published)))
    ]


def _is_day(article: Document) -> bool:
    return article.published_precision is DatePrecision.DAY


def _digits(figure: str) -> str:
    plain = _NUMERALS.get(figure.lower(), figure).replace(",", "")
    return str(int(plain)) if plain.isdigit() else plain
