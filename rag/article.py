"""An article as a whole: all that names can stand in, and which years of a question articles lack."""

from collections.abc import Iterable
from functools import lru_cache

from index.data import Document
from index.mentions import OPENING
from rag.asked_names import held_by, names_missing, names_of
from rag.phrases import A_NAME, years_asked
from rag.wording import byline


@lru_cache(maxsize=512)
def whole(article: Document) -> str:
    """Return all that an article has for names to stand in: its text, and what is known of it."""
    header = (article.title, byline(article), *article.authors, article.place or "", *article.cites)
    return "\n".join((article.text, *header))


def absent(name: str, articles: Iterable[Document]) -> bool:
    """Whether articles have no word of a name, in full or by its initials; never of one without telling words."""
    wanted = names_of(f"of {name}")
    return bool(wanted) and len(names_missing(f"of {name}", map(whole, articles))) == len(wanted)


def knows(article: Document, question: str) -> bool:
    """Whether an article has a word of each name in a question."""
    names = (found[0] for found in A_NAME.finditer(question) if found.start() and found[0].lower() not in OPENING)
    return not any(absent(name, [article]) for name in names)


def years_missing(question: str, articles: Iterable[Document]) -> list[str]:
    """Return the years that a question names and none of the articles has."""
    articles = list(articles)
    return sorted({year[0] for year in years_asked(question, last_year(articles))} - _held(articles))


def last_year(articles: Iterable[Document]) -> int | None:
    """Return the last year in which one of the articles was published; None where no day is known."""
    return max((article.published.year for article in articles if article.published), default=None)


def _held(articles: Iterable[Document]) -> frozenset[str]:
    return frozenset().union(*(held_by(whole(article)) for article in articles))
