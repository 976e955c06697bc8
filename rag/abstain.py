"""Whether the archive answers the question: a probability from four signals, apart from what the model claims.

A prompt that allows refusal makes a small model refuse half of what it has in front of it, so the model is asked to
answer and this module decides. The weights are those of a logistic regression over both gold sets;
docs/answering.md has its figures, and the signals that were tried and did not help.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from index.data import Document
from index.encoder import Encoder
from rag.evidence import Evidence, Line, article_lines
from rag.question import Asked
from rag.speakers import bearers, own_words, same_speaker
from rag.support import Supported
from rag.terms import SEATS, stem, terms, words
from rag.wording import byline

_NAME = re.compile(r"(?<!^)\b[A-Z][\w’'-]+")
_RUN = re.compile(r"(?:[A-Z]\w+(?:[- ]+(?:and )?)){2,5}[A-Z]\w+")  # "Asia-Pacific Economic Cooperation": APEC
_INTERCEPT = -2.2
_WEIGHTS = {"likeness": 4.6, "names_missing": -2.2, "years_missing": -2.7, "speaker_missing": -3.7}
HEARD = 0.9  # 16 of the 17 such questions of the gold sets have an answer
BARE, PEOPLE = 2, 3  # a question of so few telling words is open where its name is that of so many people


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer; all from 0 to 1."""

    likeness: float  # cosine of the question and the claim nearest to it
    names_missing: float  # share of the question's names that no cited article has
    years_missing: float  # 1 where the question names a year that no cited article has
    speaker_missing: float  # 1 where it wants the words of somebody whom no cited article lets speak
    heard: float  # 1 where it wants somebody's words and the lines cited are theirs, or a byline, and has it


def signals(asked: Asked, evidence: Evidence, claims: Sequence[Supported], encoder: Encoder) -> Signals:
    """Return the signals of a question and the checked sentences of a reply to it."""
    articles = list({line.document.id: line.document for claim in claims for line in claim.cited}.values())
    articles = articles or list(evidence.documents[:1])
    held = frozenset().union(*(_stems(article) for article in articles))
    return Signals(
        likeness=_likeness(asked.standalone, claims, encoder),
        names_missing=_names_missing(asked.standalone, held),
        years_missing=float(bool(asked.years - held)),
        speaker_missing=float(bool(_unheard(asked, [line for article in articles for line in article_lines(article)]))),
        heard=float(_is_byline(claims) or _heard(asked, [line for claim in claims for line in claim.cited])),
    )


def probability(found: Signals) -> float:
    """Return the probability that the archive answers the question.

    It is at least HEARD where somebody's words are wanted and cited and no name or year is missing.
    """
    total = _INTERCEPT + sum(weight * asdict(found)[name] for name, weight in _WEIGHTS.items())
    whole = not (found.names_missing or found.years_missing)
    return max(HEARD if found.heard and whole else 0.0, 1 / (1 + math.exp(-total)))


def is_open(asked: Asked, evidence: Evidence) -> bool:
    """Whether the question names only somebody who could be any of several people in the articles found."""
    wanted = terms(asked.standalone)
    if len(wanted) > BARE:
        return False
    text = "\n".join(article.text for article in evidence.documents)
    people = [bearers(word.lower(), text) for word in _NAME.findall(asked.standalone)]
    return bool(people) and all(len(same) >= PEOPLE for same in people)


def _likeness(question: str, claims: Sequence[Supported], encoder: Encoder) -> float:
    if not claims:
        return 0.0
    vectors = encoder.encode([question, *(claim.text for claim in claims)])
    return max(0.0, float((vectors[1:] @ vectors[0]).max()))


def _stems(article: Document) -> frozenset[str]:
    header = [article.title, byline(article), *article.authors, article.place or "", *article.cites]
    found = terms(f"{article.text} {' '.join(header)}")
    initials = {"".join(word[0] for word in re.findall(r"[A-Z]\w+", run)).lower() for run in _RUN.findall(article.text)}
    return frozenset(part for term in found for part in (term, *term.split("-"))) | initials


def _names_missing(question: str, held: frozenset[str]) -> float:
    names = [word for name in _NAME.findall(question) for word in words(name)]
    missing = [name for name in names if not all(_held(part, held) for part in name.split("-"))]
    return len(missing) / len(names) if names else 0.0


def _held(part: str, held: frozenset[str]) -> bool:
    return stem(part) in held or SEATS.get(part) in held


def _unheard(asked: Asked, lines: Sequence[Line]) -> list[str]:
    """Return those whose words the question wants and of whom no line is."""
    said = [line.speaker for line in lines if line.speaker]
    return [one for one in _wanted(asked) if not any(same_speaker(speaker, one) for speaker in said)]


def _heard(asked: Asked, cited: Sequence[Line]) -> bool:
    return bool(_wanted(asked)) and not _unheard(asked, cited)


def _is_byline(claims: Sequence[Supported]) -> bool:
    return any(check.name == "byline" for claim in claims for check in claim.checks)


def _wanted(asked: Asked) -> list[str]:
    return [part.speaker for part in asked.parts if part.speaker and own_words(part.speaker)]
