"""Ranking articles for a question: by the system's own search and by BM25, and how good a ranking is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np

from index.data import Filter, Period
from index.search import Index

DEPTH = 10  # articles of a ranking
PASSAGES = 25  # searched for at first, to find that many articles
MEASURES = {  # as they are called in papers, and by ir_measures
    "MRR@10": "RR@10",
    "Hits@1": "Success@1",
    "Hits@4": "Success@4",
    "Hits@10": "Success@10",
    "nDCG@10": "nDCG@10",
}


def ranked(index: Index, question: str, where: Filter, near: Sequence[Period] = ()) -> list[str]:
    """Return up to 10 documents that pass, each at the place of its best passage; `near` moves up what is of then."""
    k = PASSAGES
    while True:
        hits = index.search(question, k, where, near)
        documents = list(dict.fromkeys(hit.passage.document_id for hit in hits))
        if len(documents) >= DEPTH or len(hits) < k:
            return documents[:DEPTH]
        k *= 2


class Bm25:
    """BM25 over whole articles, the title counted twice (k1 .9, b .4, Lucene's formula, English stop words out)."""

    def __init__(self, articles: Sequence[Mapping[str, Any]]) -> None:
        """Take articles with id, title, text and published (a day as ISO 8601)."""
        import bm25s

        self._tokenize = bm25s.tokenize
        self._ids = [article["id"] for article in articles]
        self._days = np.array([article["published"] for article in articles], dtype="datetime64[D]")
        texts = [f"{article['title']} {article['title']} {article['text']}" for article in articles]
        self._scores = bm25s.BM25(k1=0.9, b=0.4)
        self._scores.index(self._tokenize(texts, show_progress=False), show_progress=False)

    def ranked(self, question: str, since: date | None = None, until: date | None = None) -> list[str]:
        """Return up to 10 articles of these days that share a word with the question, best first."""
        words = self._tokenize([question], return_ids=False, show_progress=False)[0]
        scores = np.array(self._scores.get_scores(words))
        for outside in (self._days < _day(since), self._days > _day(until)):
            scores[outside] = 0
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [self._ids[at] for at in best if scores[at] > 0]


def measured(gold: Mapping[str, Iterable[str]], rankings: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """Return every measure of `MEASURES` by question and name; a question with an empty ranking has 0 in each."""
    import ir_measures

    measures = {ir_measures.parse_measure(code): name for name, code in MEASURES.items()}
    qrels = [ir_measures.Qrel(key, document, 1) for key, documents in gold.items() for document in documents]
    run = [
        ir_measures.ScoredDoc(key, document, -float(place))
        for key, documents in rankings.items()
        for place, document in enumerate(documents)
    ]
    values: dict[str, dict[str, float]] = {key: dict.fromkeys(MEASURES, 0.0) for key in gold}
    for metric in ir_measures.iter_calc(list(measures), qrels, run):
        values[metric.query_id][measures[metric.measure]] = metric.value
    return values


def _day(day: date | None) -> np.datetime64:
    """Return the day; comparing with no day is false for every article."""
    return np.datetime64("NaT") if day is None else np.datetime64(day)
