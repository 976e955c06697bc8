"""A made archive of any size: vectors drawn around real ones, words as often as in news, articles dated over ten years.

The same seed makes the same archive, and a larger one begins with the smaller.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.data import DatePrecision, DateSource, Document, Passage
from index.encoder import Vectors
from index.store import Indexed

VOCABULARY = 200_000  # words, the real ones first
SHIFT = 2.7  # of the frequencies by rank (Zipf, Mandelbrot)
TOPICS, TOPICAL = 2_000, 0.25  # subjects, and the share of an article's words that are its subject's
TERMS, PEOPLE = 60, 8  # of a subject
PASSAGES, SENTENCES, WORDS = 15, 4, 18  # of an article, of a passage, of a sentence
FIRST_DAY, DAYS = date(2015, 1, 1), 3_650
OUTLETS = 40
BLOCK = 64  # articles made at once
SHARES = (0.3, 0.2, 0.5)  # of a vector's variance that is its subject's, its article's, its own
ASKED = 0.65  # the cosine of a question and the passage that it is made of
INGESTED = datetime(2025, 1, 1, tzinfo=UTC)

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for: words of a passage, and a vector near its own."""

    words: str
    vector: Vectors


class Archive:
    """Makes articles and questions from the words and vectors of real sentences."""

    def __init__(self, sentences: Sequence[str], vectors: Vectors, seed: int = 1) -> None:
        self._seed, self._vectors = seed, vectors
        self._centre = vectors.mean(axis=0)
        self._words = _vocabulary(sentences, seed)
        chances = np.cumsum(1 / (np.arange(len(self._words)) + SHIFT))
        self._chances = chances / chances[-1]

    def articles(self, count: int) -> Iterator[list[Indexed]]:
        """Yield articles, a block at a time."""
        for first in range(0, count, BLOCK):
            rng = np.random.default_rng([self._seed, 1, first])
            topics = rng.integers(TOPICS, size=BLOCK)
            yield [self._article(rng, first + at, int(topic)) for at, topic in enumerate(topics) if first + at < count]

    def questions(self, count: int, articles: int) -> list[Question]:
        """Make questions, each about a passage of one of the first so many articles."""
        rng = np.random.default_rng([self._seed, 2])
        return [self._question(rng, int(number) // BLOCK * BLOCK) for number in rng.integers(articles, size=count)]

    def _question(self, rng: np.random.Generator, first: int) -> Question:
        article = next(self.articles_from(first))
        at = int(rng.integers(len(article.passages)))
        said = re.findall(r"\w+", article.passages[at].span.of(article.document.text))
        words = [said[one] for one in rng.choice(len(said), size=12, replace=False)]
        other = self._spread(rng, 1)[0]
        own = article.vectors[at]
        aside = _unit(other - (other @ own) * own)
        return Question(" ".join(words), np.float32(ASKED) * own + np.float32(np.sqrt(1 - ASKED**2)) * aside)

    def articles_from(self, first: int) -> Iterator[Indexed]:
        """Yield the articles of the block that begins there."""
        rng = np.random.default_rng([self._seed, 1, first])
        for at, topic in enumerate(rng.integers(TOPICS, size=BLOCK)):
            yield self._article(rng, first + at, int(topic))

    def _article(self, rng: np.random.Generator, number: int, topic: int) -> Indexed:
        subject = self._subjects[topic]
        text = "\n\n".join(self._paragraph(rng, subject) for _ in range(PASSAGES))
        document = _document(number, " ".join(rng.choice(subject.terms, 7)).capitalize(), text, rng)
        ends = [*(found.start() for found in re.finditer("\n\n", text)), len(text)]
        starts = [0, *(end + 2 for end in ends[:-1])]
        spans = [Passage(document.id, start, end) for start, end in zip(starts, ends, strict=True)]
        own, of_article = self._spread(rng, PASSAGES), self._spread(rng, 1)
        of_topic, of_article_share, of_own = np.sqrt(SHARES)
        drawn = self._centre + of_topic * subject.drift + of_article_share * of_article + of_own * own
        return Indexed(document, spans, _unit(drawn))

    def _paragraph(self, rng: np.random.Generator, subject: "_Subject") -> str:
        ranks = np.searchsorted(self._chances, rng.random(SENTENCES * WORDS))
        words = [self._words[rank] for rank in ranks]
        for at in np.flatnonzero(rng.random(len(words)) < TOPICAL):
            words[at] = subject.terms[int(rng.integers(TERMS))]
        for at in range(WORDS // 2, len(words), WORDS):
            words[at] = subject.people[int(rng.integers(PEOPLE))]
        said = (words[at : at + WORDS] for at in range(0, len(words), WORDS))
        return " ".join(f"{' '.join(sentence).capitalize()}." for sentence in said)

    def _spread(self, rng: np.random.Generator, count: int) -> Vectors:
        """Draw vectors that are spread about 0 as the real ones are about their mean."""
        real = self._vectors - self._centre
        weights = rng.normal(size=(count, len(real))).astype(np.float32) / np.float32(np.sqrt(len(real)))
        return weights @ real

    @cached_property
    def _subjects(self) -> "list[_Subject]":
        rng = np.random.default_rng([self._seed, 0])
        drifts = self._spread(rng, TOPICS)
        ranks = np.exp(rng.uniform(np.log(100), np.log(len(self._words)), (TOPICS, TERMS))).astype(int)
        names = rng.integers(1_000, len(self._words), (TOPICS, PEOPLE, 2))
        return [
            _Subject(
                drift,
                [self._words[rank] for rank in row],
                [f"{self._words[one].capitalize()} {self._words[two].capitalize()}" for one, two in people],
            )
            for drift, row, people in zip(drifts, ranks, names, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Subject:
    drift: Vectors
    terms: list[str]
    people: list[str]


def _document(number: int, title: str, text: str, rng: np.random.Generator) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        id=f"made-{number:08}",
        title=title,
        text=text,
        sha256=digest,
        path=f"made-{number:08}.txt",
        raw_sha256=digest,
        ingested=INGESTED,
        outlet=f"Outlet {int(rng.integers(OUTLETS))}",
        published=FIRST_DAY + timedelta(days=int(rng.integers(DAYS))),
        published_precision=DatePrecision.DAY,
        published_source=DateSource.METADATA,
    )


def _vocabulary(sentences: Sequence[str], seed: int) -> list[str]:
    """Return the words of real sentences, the commonest first, and after them made ones of their halves."""
    real = [word for word, _ in Counter(re.findall(r"[a-z]+", " ".join(sentences).lower())).most_common()]
    rng = np.random.default_rng([seed, 3])
    long = [word for word in real if len(word) > 3]
    heads, tails = sorted({word[:4] for word in long}), sorted({word[-4:] for word in long})
    words = dict.fromkeys(real)
    while len(words) < VOCABULARY:
        words.setdefault(heads[int(rng.integers(len(heads)))] + tails[int(rng.integers(len(tails)))], None)
    return list(words)


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), np.float32)
