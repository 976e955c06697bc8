"""Whether the archive answers the question: a probability from a few signals, apart from what the model claims.

A prompt that allows refusal makes a small model refuse half of what it has in front of it, so the model is asked to
answer and this module decides. The weights are those of a logistic regression; docs/answering.md says on what data.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from index.data import Document
from rag.evidence import Evidence, article_lines
from rag.question import Asked
from rag.speakers import own_words, same_speaker
from rag.support import Supported
from rag.terms import coverage, stem, terms, words
from rag.wording import byline

_NAME = re.compile(r"(?<!^)\b[A-Z][\w’'-]+")
_INTERCEPT = -3.0
_WEIGHTS = {
    "similarity": 2.0,
    "line_coverage": 2.0,
    "article_coverage": 2.0,
    "support": 2.0,
    "names_missing": -2.0,
    "years_missing": -3.0,
    "speaker_missing": -3.0,
    "judged": 2.0,
}


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer; shares and probabilities from 0 to 1."""

    similarity: float  # of the question and the best passage
    line_coverage: float  # of the question's terms by the lines cited and their surroundings
    article_coverage: float  # of the question's terms by the articles cited
    support: float  # mean score of the reply's sentences
    names_missing: float  # share of the question's names that no cited article has
    years_missing: float  # 1 where the question names a year that no cited article has
    speaker_missing: float  # 1 where it wants the words of somebody whom no cited article lets speak
    judged: float  # the generator's own probability that the reply answers; 0.5 where it has none to give


def signals(asked: Asked, evidence: Evidence, claims: Sequence[Supported], judged: float | None) -> Signals:
    """Return the signals of a question and the checked sentences of a reply to it."""
    cited = [line for claim in claims for line in claim.cited]
    articles = list({line.document.id: line.document for line in cited}.values()) or list(evidence.documents[:1])
    wanted = terms(asked.standalone)
    whole = frozenset().union(*(_stems(article) for article in articles))
    near = frozenset().union(*(frozenset(terms(line.text)) for line in cited))
    return Signals(
        similarity=max((hit.similarity for hit in evidence.hits), default=0.0),
        line_coverage=coverage(wanted, (near, 1.0), (whole, 0.4)),
        article_coverage=coverage(wanted, (whole, 1.0)),
        support=sum(claim.score for claim in claims) / len(claims) if claims else 0.0,
        names_missing=_names_missing(asked.standalone, whole),
        years_missing=float(bool(asked.years - whole)),
        speaker_missing=float(_speaker_missing(asked, articles)),
        judged=0.5 if judged is None else judged,
    )


def probability(found: Signals) -> float:
    """Return the probability that the archive answers the question and the reply is that answer."""
    total = _INTERCEPT + sum(weight * asdict(found)[name] for name, weight in _WEIGHTS.items())
    return 1 / (1 + math.exp(-total))


def _stems(article: Document) -> frozenset[str]:
    header = (
        f"{article.title} {byline(article)} {' '.join(article.authors)} {article.place or ''} {' '.join(article.cites)}"
    )
    found = terms(f"{article.text} {header}")
    return frozenset(part for term in found for part in (term, *term.split("-")))


def _names_missing(question: str, held: frozenset[str]) -> float:
    names = [word for name in _NAME.findall(question) for word in words(name)]
    missing = [name for name in names if not all(stem(part) in held for part in name.split("-"))]
    return len(missing) / len(names) if names else 0.0


def _speaker_missing(asked: Asked, articles: Sequence[Document]) -> bool:
    """Whether the question wants the words of somebody to whom none of the articles gives a sentence."""
    said = [line.speaker for article in articles for line in article_lines(article) if line.speaker]
    wanted = [part.speaker for part in asked.parts if part.speaker and own_words(part.speaker)]
    return any(not any(same_speaker(speaker, one) for speaker in said) for one in wanted)
