"""Measures of the search, by hand and against ir_measures."""

import pytest
from eval_cases import answer, case, row, span
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.measures import retrieval
from rag.data import Consulted

MEASURES = (retrieval.recall_at_5, retrieval.mrr_at_10, retrieval.hits_at_1, retrieval.ndcg_at_10)


def consulted(*document_ids: str, **scores):
    return tuple(Consulted(name, 0, 9, rank, scores) for rank, name in enumerate(document_ids, 1))


def values(gold, *document_ids: str):
    found = case(gold, answer(consulted=consulted(*document_ids)))
    return tuple(measure(found) for measure in MEASURES)


def test_documents_count_at_their_first_passage():
    found = case(row(), answer(consulted=consulted("b", "a", "b", "c", "a")[::-1]))
    assert retrieval.consulted_documents(found) == ["b", "a", "c"]


def test_one_gold_article():
    gold = row(("x",), articles=("harbour",))
    assert values(gold, "harbour", "b") == (1, 1, 1, 1)
    assert values(gold, "b", "b", "harbour") == (1, 0.5, 0, pytest.approx(0.63093, abs=1e-5))  # 1 / log2(3)
    assert values(gold, *"abcde", "harbour") == (0, pytest.approx(1 / 6), 0, pytest.approx(0.35621, abs=1e-5))
    assert values(gold, *"abcdefghij", "harbour") == (0, 0, 0, 0)
    assert values(gold) == (0, 0, 0, 0)


def test_recall_is_over_the_groups_and_without_spans_any_article_does():
    harbour, bridge = span("harbour", "The harbour"), span("bridge", "The bridge")
    both = row(("x",), spans=((harbour,), (bridge,)), articles=("harbour", "bridge"))
    either = row(("x",), spans=((harbour, bridge),), articles=("harbour", "bridge"))
    assert values(both, "a", "bridge")[0] == 0.5
    assert values(both, "harbour", "bridge")[0] == 1
    assert values(either, "a", "bridge")[0] == 1
    assert values(row(("x",), articles=("harbour", "bridge")), "a", "bridge")[0] == 1


def test_unanswerable_rows_have_no_gold():
    assert values(row(answerable=False, articles=("harbour",)), "harbour") == (None,) * 4


@settings(max_examples=60, deadline=None)
@given(st.permutations("abcdefghijklmn"), st.integers(0, 14), st.sets(st.sampled_from("abcdefghijklmnop"), min_size=1))
def test_agrees_with_ir_measures(ranking, length, golds):
    import ir_measures
    from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

    found = ranking[:length]
    run = [ScoredDoc("q", name, -rank) for rank, name in enumerate(found)] or [ScoredDoc("q", "none", 0)]
    theirs = ir_measures.calc_aggregate(
        [RR @ 10, Success @ 1, nDCG @ 10], [Qrel("q", name, 1) for name in sorted(golds)], run
    )
    ours = values(row(("x",), articles=tuple(golds)), *found)[1:]
    assert ours == pytest.approx((theirs[RR @ 10], theirs[Success @ 1], theirs[nDCG @ 10]))


def test_which_search_found_the_passages():
    passages = (
        *consulted("a", dense_rank=1, lexical_rank=3),
        *consulted("b", dense_rank=2, lexical_rank=None),
        *consulted("c", dense_rank=3),
        *consulted("d", lexical_rank=1),
    )
    found = case(row(answerable=False), answer(consulted=passages))
    assert (retrieval.found_by_words(found), retrieval.found_by_meaning(found)) == (0.5, 0.75)
    nothing = case(row(), answer())
    assert (retrieval.found_by_words(nothing), retrieval.found_by_meaning(nothing)) == (None, None)
