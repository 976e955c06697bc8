"""How well the words of a question fit passages: BM25 of the passage, of its whole article and of the headline.

Whatever is counted, how often a word stands anywhere and how long texts are, is counted over the articles that the
question may see, so that no other can move a ranking. BM25 is that of Lucene (Robertson and Zaragoza 2009).
"""

from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from index.layout import Flags, Floats, Layout
from index.record import Numbers, Record

HEADLINE = 0.6  # what BM25 of title and outlet counts beside that of the passage and that of the article
KEPT = 2_000  # words whose places are remembered


@dataclass(frozen=True, slots=True)
class _Counts:
    """How often a word stands in texts: where those are, ascending, and how often it stands in each."""

    at: Numbers
    times: Floats


@dataclass(frozen=True, slots=True)
class _Word:
    """The counts of a word in passages, in whole articles and in their headlines."""

    passages: _Counts
    articles: _Counts
    headlines: _Counts


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts of one kind: how long they are, and how much length and repetition count (b, k1)."""

    lengths: Floats
    b: float
    k1: float

    def gains(self, counts: _Counts, seen: Flags) -> tuple[Floats, float]:
        """Return what a word adds to the texts that have it, 0 for those not seen, and the most that it could add."""
        visible = seen[counts.at]
        having, of = int(visible.sum()), int(seen.sum())
        if not having:
            return np.zeros(len(counts.at)), 0.0
        rarity = float(np.log(1 + (of - having + 0.5) / (having + 0.5)))
        length = self.lengths[counts.at] / max(float(self.lengths[seen].mean()), 1.0)
        gain = counts.times * (self.k1 + 1) / (counts.times + self.k1 * (1 - self.b + self.b * length))
        return np.where(visible, rarity * gain, 0.0), rarity * (self.k1 + 1)


class Relevance:
    """The words of a snapshot. Not for several threads at once."""

    def __init__(self, record: Record, layout: Layout) -> None:
        self._record, self._layout = record, layout
        articles = len(layout.documents)
        own = layout.places[~layout.added]
        self._pieces = np.maximum(np.bincount(own, minlength=articles), 1)
        self._passages = _Texts(layout.lengths, b=0.75, k1=1.2)
        self._articles = _Texts(
            np.bincount(own, layout.lengths[~layout.added], articles).astype(np.float64), b=0.4, k1=0.9
        )
        self._headlines = _Texts(np.ones(articles), b=0.0, k1=1.2)
        self._kept: OrderedDict[str, _Word] = OrderedDict()

    def scores(self, question: str, visible: Flags) -> Floats:
        """Return for each passage how well the words fit, as a share of what a text made of them would reach.

        `visible` tells the passages that count.
        """
        layout = self._layout
        own = visible & ~layout.added
        seen = np.zeros(len(layout.documents), np.bool_)
        seen[layout.places[own]] = True
        passages, whole, most = np.zeros(len(own)), np.zeros(len(seen)), 0.0
        for stem in self._record.stems(question):
            word = self._word(stem)
            for scores, texts, counts, among, weight in (
                (passages, self._passages, word.passages, own, 1.0),
                (whole, self._articles, word.articles, seen, 1.0),
                (whole, self._headlines, word.headlines, seen, HEADLINE),
            ):
                gains, limit = texts.gains(counts, among)
                scores[counts.at] += weight * gains
                most += weight * limit
        return np.where(passages > 0, passages + whole[layout.places], 0.0) / max(most, 1e-9)

    def _word(self, stem: str) -> _Word:
        """Return the counts of a word, the ones asked for last kept."""
        if stem not in self._kept:
            self._kept[stem] = self._read(stem)
            if len(self._kept) > KEPT:
                self._kept.popitem(last=False)
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
            headlines=_Counts(repeated.at, repeated.times / self._pieces[repeated.at]),
        )


def _counted(places: Numbers) -> _Counts:
    at, times = np.unique(places, return_counts=True)
    return _Counts(at, times.astype(np.float64))
