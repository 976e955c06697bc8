"""How well the words of a question fit passages: BM25 of the passage, of its whole article and of the headline.

Whatever is counted, how often a word stands anywhere and how long texts are, is counted over the articles that the
question may see, so that no other can move a ranking. BM25 is that of Lucene (Robertson and Zaragoza 2009).
"""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from index.layout import Flags, Floats, Layout, Places
from index.record import Numbers, Record

HEADLINE = 0.6  # what BM25 of title and outlet counts beside that of the passage and that of the article
KEPT = 16_000_000  # places of words that are remembered, of eight bytes each


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often a word stands in texts: where those are, ascending, and how often it stands in each."""

    at: Places
    times: Floats


@dataclass(frozen=True, slots=True)
class _Word:
    """The counts of a word in passages, in whole articles and in their headlines."""

    passages: _Counts
    articles: _Counts
    headlines: _Counts

    @property
    def size(self) -> int:
        """How many places it has."""
        return len(self.passages.at) + len(self.articles.at) + len(self.headlines.at)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts of one kind: how long they are, and how much length and repetition count (b, k1)."""

    lengths: Floats
    b: float
    k1: float

    def among(self, seen: Flags) -> "_Seen":
        """Return those of them that a question may see."""
        count = int(np.count_nonzero(seen))
        total = float(self.lengths[seen].sum(dtype=np.float64))
        return _Seen(self, seen, count, max(total / max(count, 1), 1.0))


@dataclass(frozen=True, slots=True)
class _Seen:
    """The texts of one kind that a question may see; nothing is counted of any other."""

    texts: _Texts
    flags: Flags
    count: int
    length: float  # on average

    def add(self, scores: Floats, counts: _Counts, weight: float = 1.0) -> float:
        """Add what a word is worth to the texts that have it; return the most that it could be worth."""
        visible = self.flags[counts.at]
        having = int(np.count_nonzero(visible))
        if not having:
            return 0.0
        at, times = (counts.at, counts.times) if having == len(visible) else (counts.at[visible], counts.times[visible])
        b, k1 = self.texts.b, self.texts.k1
        most = weight * float(np.log(1 + (self.count - having + 0.5) / (having + 0.5))) * (k1 + 1)
        damping = self.texts.lengths[at] * np.float32(k1 * b / self.length) + np.float32(k1 * (1 - b))
        scores[at] += np.float32(most) * times / (times + damping)
        return most


class Relevance:
    """The words of a snapshot. Not for several threads at once."""

    def __init__(self, record: Record, layout: Layout) -> None:
        self._record, self._layout = record, layout
        self._own = ~layout.added
        articles, places, lengths = len(layout.documents), layout.places[self._own], layout.lengths[self._own]
        self._pieces = np.maximum(np.bincount(places, minlength=articles), 1)
        self._passages = _Texts(layout.lengths.astype(np.float32), b=0.75, k1=1.2)
        self._articles = _Texts(np.bincount(places, lengths, articles).astype(np.float32), b=0.4, k1=0.9)
        self._headlines = _Texts(np.ones(articles, np.float32), b=0.0, k1=1.2)
        self._kept: OrderedDict[str, _Word] = OrderedDict()
        self._size = 0  # of those kept

    def scores(self, question: str, visible: Flags) -> Floats:
        """Return for each passage how well the words fit, as a share of what a text made of them would reach.

        `visible` tells the passages that count.
        """
        own = visible & self._own
        told = np.zeros(len(self._pieces), np.bool_)
        told[self._layout.places[own]] = True
        passages, articles, headlines = (
            self._passages.among(own),
            self._articles.among(told),
            self._headlines.among(told),
        )
        fit, whole, most = np.zeros(len(own), np.float32), np.zeros(len(told), np.float32), 0.0
        for stem in self._record.stems(question):
            word = self._word(stem)
            most += passages.add(fit, word.passages)
            most += articles.add(whole, word.articles)
            most += headlines.add(whole, word.headlines, HEADLINE)
        has = fit > 0
        fit += whole[self._layout.places]
        fit *= has
        fit /= np.float32(max(most, 1e-9))
        return fit

    def _word(self, stem: str) -> _Word:
        """Return the counts of a word, the ones asked for last kept."""
        if stem not in self._kept:
            self._kept[stem] = self._read(stem)
            self._size += self._kept[stem].size
            while len(self._kept) > 1 and self._size > KEPT:
                self._size -= self._kept.popitem(last=False)[1].size
        self._kept.move_to_end(stem)
        return self._kept[stem]

    def _read(self, stem: str) -> _Word:
        spots = self._record.spots(stem)
        words = self._layout.at(spots.get("words", ()))
        headline = np.concatenate([self._layout.at(spots.get(column, ())) for column in ("title", "outlet")])
        repeated = _counted(self._layout.places[headline])  # a headline stands with each passage of its article
        return _Word(
            passages=_counted(words),
            articles=_counted(self._layout.places[words]),
            headlines=_Counts(repeated.at, (repeated.times / self._pieces[repeated.at]).astype(np.float32)),
        )


def _counted(places: Numbers | Places) -> _Counts:
    ascending = np.sort(places, kind="stable")  # mostly they are already
    begins = np.flatnonzero(np.diff(ascending, prepend=-1))
    times = np.diff(begins, append=len(ascending))
    return _Counts(ascending[begins].astype(np.int32), times.astype(np.float32))
