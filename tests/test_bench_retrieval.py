"""BM25 beside the formula worked out by hand, articles ranked by their best passage, and measures of rankings."""

from datetime import date
from math import log

import pytest

from eval.benchmarks.retrieval import Bm25, measured, ranked
from index.data import Filter
from tests.answering import make_index

ARTICLES = [
    {"id": "ferry", "title": "", "text": "ferry ferry storm", "published": "2024-05-01"},
    {"id": "storm", "title": "", "text": "storm harbour lights stay dark", "published": "2024-05-20"},
    {"id": "choir", "title": "", "text": "choir sings tonight", "published": "2024-05-10"},
]


def test_bm25_by_hand():
    """Lucene's: ln(1 + (N − n + .5) / (n + .5)) · tf / (tf + k1 (1 − b + b · length / mean length))."""
    mean_length = (3 + 5 + 3) / 3
    rarity = log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    expected = rarity * 2 / (2 + 0.9 * (1 - 0.4 + 0.4 * 3 / mean_length))
    assert Bm25(ARTICLES)._scores.get_scores(["ferry"])[0] == pytest.approx(expected, rel=1e-5)


def test_bm25_ranks_articles_that_share_a_word():
    bm25 = Bm25(ARTICLES)
    assert bm25.ranked("Which ferry met the storm?") == ["ferry", "storm"]
    assert bm25.ranked("Which storm?") == ["ferry", "storm"]  # the shorter text
    assert bm25.ranked("Who won the cup?") == []


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (date(2024, 5, 2), None, ["storm"]),
        (None, date(2024, 5, 19), ["ferry"]),
        (date(2024, 5, 1), date(2024, 5, 20), ["ferry", "storm"]),
        (date(2024, 5, 2), date(2024, 5, 19), []),
    ],
)
def test_bm25_within_days(since, until, found):
    assert Bm25(ARTICLES).ranked("storm", since, until) == found


def test_the_title_counts_twice():
    titled = [{**ARTICLES[1], "id": "titled", "title": "Lights", "text": "storm harbour stay dark"}]
    assert Bm25([ARTICLES[1], *titled]).ranked("lights") == ["titled", "storm"]


def test_articles_stand_at_their_best_passage(tmp_path):
    with make_index(tmp_path) as index:
        everywhere = ranked(index, "Dock workers in Velm ended a strike", Filter())
        assert everywhere[0] == "strike"
        assert sorted(everywhere) == ["lamps", "quay", "strike"]
        assert ranked(index, "Dock workers in Velm ended a strike", Filter(until=date(2024, 5, 3)))[0] != "strike"


def test_measures_of_rankings():
    gold = {"first": ["a"], "third": ["b", "z"], "none": ["c"], "empty": ["d"]}
    rankings = {"first": ["a", "x"], "third": ["x", "y", "b"], "none": ["x"], "empty": []}
    values = measured(gold, rankings)
    assert values["first"] == {"MRR@10": 1, "Hits@1": 1, "Hits@4": 1, "Hits@10": 1, "nDCG@10": 1}
    assert values["third"]["MRR@10"] == pytest.approx(1 / 3)
    assert (values["third"]["Hits@1"], values["third"]["Hits@4"]) == (0, 1)
    assert values["third"]["nDCG@10"] == pytest.approx((1 / 2) / (1 + 1 / log(3, 2)))
    assert set(values["none"].values()) == set(values["empty"].values()) == {0}
