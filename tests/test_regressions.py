"""Six seeded faults that the gate must catch, and runs without a fault that it must pass, over the sample archive.

The index, the encoder, the checks and the measures are the real ones; the generator copies sentences of its evidence.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from extractive import Extractive, Remembering
from regressions import (
    Altered,
    Dateless,
    Neighbours,
    citations_shuffled,
    digit_changed,
    index_by_meaning_only,
    never_abstains,
    one_passage,
)

from eval import report
from eval.baseline import Baseline, accept
from eval.data import GoldRow, load_gold
from eval.gate import Verdict, check
from eval.judge import default_judge
from eval.run import Answerer, Setup, answered, ask_all, begin
from eval.scored import load_scored
from eval.summary import score, summarise
from index.build import build
from index.encoder import default_encoder
from index.models import CHECKOUT
from index.search import Index
from rag.assistant import Assistant

pytestmark = pytest.mark.models

GOLD = CHECKOUT / "eval/gold/sample.jsonl"
Gate = Callable[[Answerer], Verdict]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory) -> Assistant:
    folder, encoder = tmp_path_factory.mktemp("sample"), Remembering(default_encoder())
    build(CHECKOUT / "corpus", folder, encoder)
    return Assistant(Index.open(folder, encoder), Extractive(length=2))


@pytest.fixture(scope="module")
def rows(assistant) -> tuple[GoldRow, ...]:
    return load_gold(GOLD, assistant.index.document)


@pytest.fixture(scope="module")
def baseline(assistant, rows, tmp_path_factory) -> Baseline:
    return accepted(assistant, rows, tmp_path_factory.mktemp("accepted"))


def accepted(answerer: Answerer, rows: tuple[GoldRow, ...], out: Path) -> Baseline:
    """Evaluate a system and make the run a baseline."""
    evaluate(answerer, rows, out / "run")
    accept(out / "run", out / "baseline.json")
    return Baseline.load(out / "baseline.json")


@pytest.fixture
def gate(baseline, rows, tmp_path) -> Gate:
    """Evaluate a system and hold it against the baseline."""

    def gate(answerer):
        evaluate(answerer, rows, tmp_path)
        return check(baseline, load_scored(tmp_path))

    return gate


def evaluate(answerer: Answerer, rows: tuple[GoldRow, ...], out: Path) -> None:
    begin(out, Setup("sample.jsonl", "sample"))
    results = {result.gold_id: result for result in ask_all(rows, answerer, out)}
    judge = default_judge(answerer.index.encoder)
    scores = [score(row, results[row.id], answerer.index.document, judge) for row in rows]
    report.write(out, scores, summarise(scores), {})


def failed(verdict: Verdict) -> dict[str, list[str]]:
    return {failure.measure: [one.gold_id for one in failure.culprits] for failure in verdict.failures}


@pytest.mark.parametrize("time", ["first", "second"])
def test_a_run_without_a_fault_passes_twice(assistant, gate, time):
    assert failed(gate(assistant)) == {}, time


def test_shuffled_citation_numbers_are_caught(assistant, gate):
    found = failed(gate(Altered(assistant, citations_shuffled)))
    assert {"citations_in_place", "citation_recall", "figures_held", "quotations_cited"} <= found.keys()
    assert "contract" not in found  # it takes more than counting markers


def test_citations_shuffled_through_the_whole_run_are_caught(assistant, gate):
    found = failed(gate(Altered(assistant, Neighbours())))
    assert {"article_right", "words_right", "citation_recall", "figures_held", "quotations_exact"} <= found.keys()


@pytest.mark.parametrize(
    ("change", "measures", "least"),
    [(digit_changed, {"figures_held"}, 1.0), (citations_shuffled, {"citations_in_place", "figures_held"}, 0.9)],
)
def test_one_faulty_answer_is_enough_whichever_it_is(change, measures, least, assistant, rows, baseline, tmp_path):
    """Ask once, then change one stored answer after the other."""
    evaluate(assistant, rows, tmp_path)
    known, results = {one.id: one for one in load_scored(tmp_path)}, answered(rows, tmp_path)
    changed = {row: change(results[row.id].answer) for row in rows if known[row.id].status != "abstained"}
    changed = {row: answer for row, answer in changed.items() if answer != results[row.id].answer}
    assert len(changed) >= 20
    caught = []
    for row, answer in changed.items():
        one = score(row, replace(results[row.id], answer=answer), assistant.index.document)
        now = replace(known[row.id], measures=one.measures, violations=one.violations, text=answer.text)
        found = failed(check(baseline, list((known | {row.id: now}).values())))
        caught.append([row.id] in [found.get(measure) for measure in measures])
    assert sum(caught) / len(caught) >= least


def test_search_without_words_is_caught(assistant, gate):
    assert "found_by_words" in failed(gate(index_by_meaning_only(assistant)))


def test_evidence_of_one_passage_is_caught(assistant, gate):
    assert {"recall_at_5", "mrr_at_10"} <= failed(gate(one_passage(assistant))).keys()


def test_answering_whatever_the_odds_is_caught(assistant, rows, tmp_path):
    sure = Assistant(assistant.index, assistant.generator, replace(assistant.settings, confidence=0.65))
    baseline = accepted(sure, rows, tmp_path / "sure")  # without a model's opinion it takes more to be sure
    evaluate(never_abstains(assistant), rows, tmp_path)
    assert len(failed(check(baseline, load_scored(tmp_path)))["unanswerable_refused"]) >= 4


def test_ignoring_the_day_of_a_question_is_caught(assistant, rows, gate):
    dated = [row.id for row in rows if row.as_of]
    assert failed(gate(Dateless(assistant)))["as_of_kept"] == dated
