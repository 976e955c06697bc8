"""Words that do not answer a question because they are of another year or another occasion than it asks of.

Both are told by absence: the articles cited have none of the years, or nothing of the name of a place or meeting, that
the question names. So what is said in other words is no fault, and neither is what an undated article tells.
"""

from collections.abc import Iterator, Sequence

from index.data import Document
from index.names import known
from rag.abstain import whole, years_missing
from rag.asked_names import names_missing, names_of
from rag.days import in_words
from rag.phrases import phrases
from rag.question import YEAR
from rag.terms import SEATS

LATE = 2  # months of a year that also tell of the year before


def elsewhere(question: str, articles: Sequence[Document]) -> str:
    """Return why articles do not answer a question whatever they say; "" where they may."""
    return _of_other_years(question, articles) or _of_other_places(question, articles)


def _of_other_years(question: str, articles: Sequence[Document]) -> str:
    asked, missing = frozenset(YEAR.findall(question)), years_missing(question, articles)
    days = [article.published for article in articles if article.published]
    late = any(str(day.year - 1) in asked for day in days if day.month <= LATE)
    if len(days) < len(articles) or late or len(missing) < max(1, len(asked)):
        return ""
    return f"the question asks of {', '.join(missing)}, and the words cited are of {in_words(max(days))}"


def _of_other_places(question: str, articles: Sequence[Document]) -> str:
    texts = [whole(article) for article in articles]
    for place in _places(question):
        if len(names_missing(place, texts)) == len(names_of(place)):
            return f"the question asks of what was {place}, of which the article cited says nothing"
    return ""


def _places(question: str) -> Iterator[str]:
    """Yield the phrases that name an occasion, or a state or capital; other places may go by the name of a larger."""
    for phrase in phrases(question):
        words = phrase.of(question)
        place = words[:1].lower() + words[1:]
        preposition, _, name = place.partition(" ")
        name = name.removeprefix("the ")
        is_one_of_two = question[phrase.end :].lstrip().startswith(("and ", "or "))
        is_known = preposition in ("at", "during") or name.lower() in SEATS or known().state(name)
        if phrase.tells == "place" and is_known and not is_one_of_two and names_of(place):
            yield place
