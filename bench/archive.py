"""A made archive of any size: vectors drawn around real ones, words as often as in news, articles dated over ten years.

The same seed makes the same archive, and a larger one begins with the smaller.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.data import DatePrecision, DateSource, Document, Passage
from index.encoder import Vectors
from index.store import Indexed

VOCABULARY = 200_000  # words, the real ones first
SHIFT = 2.7  # of the frequencies by rank (Zipf, Mandelbrot)
TOPICS, TERMS, TOPICAL = 2_000, 60, 0.25  # subjects, words of each, the share of an article's words that are of them
PASSAGES, SENTENCES, WORDS = 15, 4, 18  # of an article, of a passage, of a sentence
FIRST_DAY, DAYS = date(2015, 1, 1), 3_650
OUTLETS = 40
BLOCK = 64  # articles made at once
SHARES = np.sqrt(np.array([0.3, 0.2, 0.5], np.float32))  # what of a vector is its subject's, its article's, its own
COMMON = np.float32(0.5)  # what is left of the real vectors' mean: theirs are of one subject
LIKE = 0.65  # the cosine of a question and the passage that it is made of; the rest is half of that one's subject
ASKED = 8  # words of a question
INGESTED = datetime(2025, 1, 1, tzinfo=UTC)

Words = NDArray[Any]  # of str


@dataclass(frozen=True, slots=True)
class Question:
    """What is searched for: words of a passage, and a vector near its own."""

    words: str
    vector: Vectors


class Archive:
    """Makes articles, and questions about them, from the words and vectors of real sentences."""

    def __init__(self, sentences: Sequence[str], vectors: Vectors, seed: int = 1) -> None:
        mean = vectors.mean(axis=0)
        self._seed, self._centre, self._real = seed, COMMON * mean, vectors - mean
        self._words = _vocabulary(sentences, seed)
        chances = np.cumsum(1 / (np.arange(len(self._words)) + SHIFT))
        self._chances = chances / chances[-1]
        rng = np.random.default_rng([seed, 0])
        self._drifts = self._spread(rng, TOPICS)
        ranks = np.exp(rng.uniform(np.log(100), np.log(len(self._words)), (TOPICS, TERMS)))
        self._terms = self._words[ranks.astype(np.int64)]

    def articles(self, first: int, last: int) -> Iterator[list[Indexed]]:
        """Yield the articles from a number to before another, a block at a time."""
        for start in range(first - first % BLOCK, last, BLOCK):
            yield self._block(start)[max(first - start, 0) : last - start]

    def questions(self, count: int, articles: int) -> list[Question]:
        """Make questions, each about a passage of one of the first so many articles."""
        rng = np.random.default_rng([self._seed, 2, articles])
        return [self._question(rng, int(number)) for number in rng.integers(articles, size=count)]

    def _question(self, rng: np.random.Generator, number: int) -> Question:
        first, place = number // BLOCK * BLOCK, number % BLOCK
        article, subject = self._block(first)[place], self._drifts[self._topics(first)[place]]
        at = int(rng.integers(PASSAGES))
        said = re.findall(r"\w+", article.passages[at].span.of(article.document.text))
        own, other = article.vectors[at], _unit(self._spread(rng, 1)[0]) + _unit(subject)
        aside = _unit(other - (other @ own) * own)
        vector = np.asarray(LIKE * own + np.sqrt(1 - LIKE**2) * aside, np.float32)
        return Question(" ".join(rng.choice(said, ASKED, replace=False)), vector)

    def _topics(self, first: int) -> NDArray[np.int64]:
        """Return the subjects of the articles of a block."""
        return np.random.default_rng([self._seed, 3, first]).integers(TOPICS, size=BLOCK)

    def _block(self, first: int) -> list[Indexed]:
        rng, topics = np.random.default_rng([self._seed, 1, first]), self._topics(first)
        words = self._words[np.searchsorted(self._chances, rng.random((BLOCK, PASSAGES, SENTENCES, WORDS)))]
        of_topic = rng.random(words.shape) < TOPICAL
        terms = self._terms[topics[np.nonzero(of_topic)[0]], rng.integers(TERMS, size=int(of_topic.sum()))]
        words[of_topic] = terms
        drawn = (self._drifts[topics][:, None], self._spread(rng, BLOCK)[:, None], self._spread(rng, BLOCK * PASSAGES))
        drift, article, own = (share * part for share, part in zip(SHARES, drawn, strict=True))
        vectors = _unit(self._centre + drift + article + own.reshape(BLOCK, PASSAGES, -1))
        days, outlets = rng.integers(DAYS, size=BLOCK), rng.integers(OUTLETS, size=BLOCK)
        titles = [" ".join(self._terms[topic][:7]).capitalize() for topic in topics]
        return [
            _article(first + at, titles[at], words[at], int(days[at]), f"Outlet {outlets[at]}", vectors[at])
            for at in range(BLOCK)
        ]

    def _spread(self, rng: np.random.Generator, count: int) -> Vectors:
        """Draw vectors that are spread about 0 as the real ones are about their mean."""
        weights = rng.normal(size=(count, len(self._real))).astype(np.float32)
        drawn: Vectors = weights @ self._real / np.float32(np.sqrt(len(self._real)))
        return drawn


def _article(number: int, title: str, words: Words, day: int, outlet: str, vectors: Vectors) -> Indexed:
    said = [" ".join(f"{' '.join(sentence).capitalize()}." for sentence in passage) for passage in words.tolist()]
    text = "\n\n".join(said)
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=f"made-{number:09}",
        title=title,
        text=text,
        sha256=digest,
        path=f"made-{number:09}.txt",
        raw_sha256=digest,
        ingested=INGESTED,
        outlet=outlet,
        published=FIRST_DAY + timedelta(days=day),
        published_precision=DatePrecision.DAY,
        published_source=DateSource.METADATA,
    )
    ends = np.cumsum([len(one) + 2 for one in said]) - 2
    passages = [Passage(document.id, int(end) - len(one), int(end)) for end, one in zip(ends, said, strict=True)]
    return Indexed(document, passages, vectors)


def _vocabulary(sentences: Sequence[str], seed: int) -> Words:
    """Return the words of real sentences, the commonest first, and after them made ones of their halves."""
    real = [word for word, _ in Counter(re.findall(r"[a-z]+", " ".join(sentences).lower())).most_common()]
    rng = np.random.default_rng([seed, 4])
    long = [word for word in real if len(word) > 3]
    parts = np.array(sorted({part for word in long for part in (word[:4], word[-4:])}), object)
    words, joined = dict.fromkeys(real), 2
    while len(words) < VOCABULARY:
        words.update(dict.fromkeys(rng.choice(parts, (VOCABULARY, joined)).sum(axis=1)))
        joined += 1  # where there are too few pairs
    return np.array(list(words)[:VOCABULARY], object)


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.linalg.norm(rows, axis=-1, keepdims=True), np.float32)
