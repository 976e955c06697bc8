"""Whether the search found the gold articles: documents in the order in which their passages were consulted.

Over all answerable rows, refused or not. Agrees with ir_measures, which a test asserts.
"""

import math

from eval.data import Case

RECALLED = 5  # documents within which a gold article should be
RANKED = 10


def recall_at_5(case: Case) -> float | None:
    """Share of the gold groups with an article among the first five documents; None if unanswerable.

    The groups are those of the spans; without spans there is one, of all the row's articles.
    """
    if not case.row.answerable:
        return None
    groups = [{gold.document_id for gold in group} for group in case.row.spans] or [set(case.row.articles)]
    found = set(consulted_documents(case)[:RECALLED])
    return sum(bool(group & found) for group in groups) / len(groups)


def mrr_at_10(case: Case) -> float | None:
    """1 divided by the rank of the first gold article, 0 if it is not among the first ten; None if unanswerable."""
    if not case.row.answerable:
        return None
    ranks = (rank for rank, document_id in _ranked(case) if document_id in case.row.articles)
    return next((1 / rank for rank in ranks), 0.0)


def hits_at_1(case: Case) -> float | None:
    """1 if the first document is a gold article, else 0; None if unanswerable."""
    if not case.row.answerable:
        return None
    return float(any(document_id in case.row.articles for _, document_id in _ranked(case)[:1]))


def ndcg_at_10(case: Case) -> float | None:
    """Sum of 1 / log2(rank + 1) over the gold articles in the first ten, divided by the best; None if unanswerable."""
    if not case.row.answerable:
        return None
    golds = set(case.row.articles)
    gained = sum(_gain(rank) for rank, document_id in _ranked(case) if document_id in golds)
    return gained / sum(_gain(rank) for rank in range(1, min(len(golds), RANKED) + 1))


def found_by_words(case: Case) -> float | None:
    """Share of the consulted passages that the search by words returned; None if nothing was consulted."""
    return _found_by("lexical_rank", case)


def found_by_meaning(case: Case) -> float | None:
    """Share of the consulted passages that the search by meaning returned; None if nothing was consulted."""
    return _found_by("dense_rank", case)


def consulted_documents(case: Case) -> list[str]:
    """Return the documents consulted, each at its best passage's place."""
    passages = sorted(case.answer.consulted, key=lambda passage: passage.rank)
    return list(dict.fromkeys(passage.document_id for passage in passages))


def _ranked(case: Case) -> list[tuple[int, str]]:
    return list(enumerate(consulted_documents(case)[:RANKED], 1))


def _gain(rank: int) -> float:
    return 1 / math.log2(rank + 1)


def _found_by(rank: str, case: Case) -> float | None:
    passages = case.answer.consulted
    return sum(one.scores.get(rank) is not None for one in passages) / len(passages) if passages else None
