"""An article as a whole: all that names can stand in, and which years of a question articles lack."""

from collections.abc import Iterable
from functools import lru_cache

from index.data import Document
from rag.asked_names import held_by
from rag.phrases import years_asked
from rag.wording import byline


@lru_cache(maxsize=512)
def whole(article: Document) -> str:
    """Return all that an article has for names to stand in: its text, and what is known of it."""
    header = (article.title, byline(article), *article.authors, article.place or "", *article.cites)
    return "\n".join((article.text, *header))


def years_missing(question: str, articles: Iterable[Document]) -> list[str]:
    """Return the years that a question names and none of the articles has."""
    articles = list(articles)
    return sorted({year[0] for year in years_asked(question, last_year(articles))} - _held(articles))


def last_year(articles: Iterable[Document]) -> int | None:
    """Return the last year in which one of the articles was published; None where no day is known."""
    return max((article.published.year for article in articles if article.published), default=None)


def _held(articles: Iterable[Document]) -> frozenset[str]:
    return frozenset().union(*(held_by(whole(article)) for article in articles))
