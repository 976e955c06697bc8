"""Costs, means, spreads and the summary of a set, by hand; and that every measure is documented."""

from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from eval_cases import answer, case, cite, document_of, row
from rich.console import Console

from eval.data import Result
from eval.means import mean, spread
from eval.measures.catalogue import COSTS, MEASURES
from eval.report import table
from eval.summary import PASSING, PROMISES, Judged, score, summarise
from rag.data import Status, Timings

REOPENED = "The harbour of Velm reopened on 3 May."


class Sure:
    name = "sure"
    balanced_accuracy = 0.75

    def support(self, claim, evidence):
        return 1.0


def scored(gold, given, judge=None):
    return score(gold, Result(gold.id, gold.asked_sha256, given, 1.5, 100.0), document_of, judge)


GOLD = row(("3 May",))
ABSENT = row(answerable=False, id="q2")


def replies(judge=None):
    """Answered rightly, answered wrongly, answered in vain, refused rightly, refused wrongly, nothing found."""
    right = answer("On 3 May. [1]", cite(1, "harbour", REOPENED), confidence=0.9)
    wrong = answer("On 3 May 2023. [1]", cite(1, "harbour", REOPENED), confidence=0.6, status=Status.PARTIAL)
    wrong = replace(wrong, text_without_citations="No idea.")
    pairs = [
        *((GOLD, right), (GOLD, wrong), (ABSENT, replace(right, confidence=0.7))),
        *((ABSENT, answer(confidence=0.1)), (GOLD, answer(confidence=0.3)), (ABSENT, answer())),
    ]
    return [scored(gold, given, judge) for gold, given in pairs]


def test_costs_are_in_seconds_and_tokens():
    values = {cost.name: cost.of(case(row(), answer("x"))) for cost in COSTS}
    assert values == {
        "question_seconds": 0.01,
        "search_seconds": 0.02,
        "evidence_seconds": 0.03,
        "first_evidence_seconds": 0.03,
        "first_token_seconds": 0.5,
        "generate_seconds": 0.9,
        "verify_seconds": 0.04,
        "total_seconds": 1.0,
        "prompt_tokens": 300,
        "completion_tokens": 20,
    }
    silent = {cost.name: cost.of(case(row(), answer(timings_ms=Timings(total=70)))) for cost in COSTS}
    assert silent["first_token_seconds"] is None


def test_a_missing_value_is_counted_and_not_taken_for_zero():
    found = mean([1.0, None, 0.0, None])
    assert (found.value, found.counted, found.missing) == (0.5, 2, 2)
    assert (mean([None]).value, mean([]).value) == (None, None)
    times = spread([1.0, 2.0, None, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0])
    assert (times.median, times.p90, times.p95, times.total) == (6.0, 10.0, 10.5, 66.0)
    assert (times.counted, times.missing) == (11, 1)
    assert (spread([2.0]).p95, spread([]).median, spread([1.0, 2.0]).p90) == (2.0, None, pytest.approx(1.9))


def test_the_summary_of_refusing_and_confidence():
    found = summarise(replies()).abstention
    assert (found.precision, found.recall) == (pytest.approx(2 / 3), pytest.approx(2 / 3))
    assert found.balanced_accuracy == pytest.approx(2 / 3)
    assert [(point.confidence, point.risk) for point in found.curve] == [(0.9, 0), (0.7, 1 / 2), (0.6, 2 / 3)]
    assert found.aurc == pytest.approx((0 + 1 / 2 + 2 / 3) / 3)
    assert found.ece == pytest.approx((0.1 + 0.4 + 0.7 + 0.1 + 0.7) / 5)
    assert (found.confident, found.missing) == (5, 1)


def test_the_summary_as_json():
    plain = summarise(replies()).to_dict()
    assert plain["latency"]["first_token"] == {"p50": 0.5, "p95": 0.5}
    assert list(plain["latency"]) == ["question", "search", "evidence", "first_token", "generate", "verify", "total"]
    assert plain["abstention"]["curve"][0] == {"confidence": 0.9, "coverage": 1 / 3, "risk": 0}
    assert plain["abstention"]["bins"][9]["count"] == 1
    assert plain["outcomes"]["refused_share"] == pytest.approx(1 / 3)
    assert plain["judge"] is None


def test_a_judge_is_named_with_how_good_it_is():
    judged = summarise(replies(Sure()))
    assert judged.judge == Judged("sure", 0.75)
    assert judged.measures["citation_recall"].value == 1
    assert summarise(replies()).measures["citation_recall"].value is None
    assert "support judged by sure, balanced accuracy 0.750 on WiCE" in shown(judged)


def shown(summary) -> str:
    console = Console(width=110, record=True, file=StringIO())
    console.print(table(summary))
    return console.export_text()


def test_the_table_fits_and_names_every_measure_on_a_line_of_its_own():
    lines = shown(summarise(replies())).splitlines()
    starts = [line.split()[0] for line in lines if line.strip()]
    assert [name for name in starts if name in {measure.name for measure in MEASURES}] == [m.name for m in MEASURES]
    assert max(map(len, lines)) <= 110
    assert any("AURC 0.389, wrong among the surest 66.7 % 50.0 %" in line for line in lines)


def test_every_promise_must_pass():
    promises = {"citations_in_place", "figures_held", "quotations_exact", "quotations_cited", "as_of_kept"}
    assert promises == set(PROMISES) < set(PASSING)
    broken = scored(GOLD, answer("On 3 May with 7 ships. [1]", cite(1, "harbour", REOPENED)))
    assert broken.failed == ("figures_held",)


def test_every_measure_is_defined_in_the_documentation():
    page = (Path(__file__).parents[1] / "docs" / "measures.md").read_text("utf-8")
    for measure in (*MEASURES, *COSTS):
        assert f"`{measure.name}`" in page
