"""CLAPNQ, SQuAD 2 and WiCE over tiny made-up data in their formats, and the counting by hand."""

import json
import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from eval.benchmarks import clapnq, squad2, wice
from eval.benchmarks.archive import index_articles
from eval.benchmarks.benchmark import Report, Run
from eval.benchmarks.cited import Counts, best, counted
from eval.benchmarks.clapnq import places, printed
from eval.benchmarks.refusing import refusal_figures
from eval.benchmarks.thresholds import area_under_curve, balanced_accuracy
from eval.benchmarks.wice import Judged, figures
from eval.judge import default_judge
from index.data import Span
from index.errors import BadInput
from index.search import Index
from rag.assistant import Assistant
from rag.settings import Settings
from tests.answering import Replays
from tests.conftest import HashedWords, make_document

QUAY = ("The quay of Velm was opened in 1931 by Ida Roth .", "It cost `` nine '' crowns .", "Salt was sold there .")
LAMP = ("The lamps of Ost came from a glass works in Lund .", "They burned oil until 1950 .")
open_hashed = partial(index_articles, encoder=HashedWords())


def write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")


def value(report: Report, name: str) -> float | None:
    return next(figure.value for figure in report.figures if figure.name == name)


def load(*replies: str):
    def loaded(index: Index, model: str | None) -> Assistant:
        return Assistant(index, Replays(list(replies)), Settings(confidence=0.0))

    return loaded


def question(id: str, text: str, title: str, sentences: tuple[str, ...], *chosen: tuple[int, ...]) -> dict[str, Any]:
    output = [{"answer": "x", "selected_sentences": [sentences[at] for at in some]} for some in chosen]
    passage = {"title": title, "text": " ".join(sentences), "sentences": list(sentences)}
    return {"id": id, "input": text, "passages": [passage], "output": output or [{"selected_sentences": []}]}


@pytest.fixture
def clapnq_folder(tmp_path: Path) -> Path:
    rows = [question("1", "who opened the quay of Velm", "Quay of Velm", QUAY, (0, 1), (0,))]
    write_lines(tmp_path / clapnq.ANSWERABLE, rows)
    write_lines(tmp_path / clapnq.UNANSWERABLE, [question("2", "who painted the lamps of Ost", "Lamps of Ost", LAMP)])
    return tmp_path


def test_clapnq_counts_the_gold_sentences_cited(clapnq_folder: Path, tmp_path: Path) -> None:
    run = Run(clapnq_folder, tmp_path / "work")
    report = clapnq.run(run, load("The quay of Velm was opened in 1931 by Ida Roth.", ""), open_hashed)
    row = report.rows[0]
    assert row["cited"] == {"right": 1, "cited": 1, "gold": 1}  # the annotator who chose that sentence alone
    assert row["whole"] == {"right": 2, "cited": 3, "gold": 2}
    assert row["passage_cited"] is True
    assert [one["answerable"] for one in report.rows] == [True, False]
    assert value(report, "share of gold sentences found in the articles") == 1.0
    assert value(report, "cited sentences, refusing nothing for want of confidence: precision") == 1.0


def test_clapnq_asks_nothing_twice(clapnq_folder: Path, tmp_path: Path) -> None:
    run = Run(clapnq_folder, tmp_path / "work")
    first = clapnq.run(run, load("The quay of Velm was opened in 1931 by Ida Roth.", ""), open_hashed)
    assert clapnq.run(run, load(), open_hashed) == first


def test_clapnq_in_another_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=re.escape(clapnq.ANSWERABLE)):
        clapnq.run(Run(tmp_path, tmp_path / "work"))


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ("It cost `` nine '' crowns .", "It cost “nine” crowns."),
        ("Roth 's quay ( 1931 -- 1950 ) , they say , is n't old .", "Roth's quay (1931 – 1950), they say, isn't old."),
        ("a two - year plan for 9 %", "a two-year plan for 9%"),
        ("the dockers ' union", "the dockers' union"),
        ("a 5 - 4 vote\ufeff", "a 5-4 vote"),
    ],
)
def test_tokens_are_printed(tokens: str, text: str) -> None:
    assert printed(tokens) == text


def test_sentences_are_found_in_order_across_line_ends() -> None:
    document = make_document("d", "It rained.\n\nIt rained.\nThe quay was wet.")
    sentences = ("It rained.", "It rained.", "It snowed.", "The quay was wet.")
    assert places(document, sentences) == (Span(0, 10), Span(12, 22), None, Span(23, 40))


def test_a_span_counts_for_what_it_covers_by_more_than_half() -> None:
    held = {"a": (Span(0, 10), Span(11, 21), None), "b": (Span(0, 10),)}
    counts = counted([("a", Span(0, 10)), ("a", Span(4, 16)), ("a", Span(0, 17)), ("b", Span(0, 5))], held)
    assert counts == Counts(frozenset({("a", 0), ("a", 1)}), stray=1)


def test_the_best_annotator_counts() -> None:
    counts = Counts(frozenset({("a", 0), ("a", 1)}), stray=1)
    assert best(counts, [{("a", 2)}, {("a", 0), ("a", 3)}]) == {"right": 1, "cited": 3, "gold": 2}
    assert best(counts, []) is None


@pytest.fixture
def squad_folder(tmp_path: Path) -> Path:
    asked = [("1", QUAY, "Who opened the quay of Velm?"), ("2", LAMP, "Who painted the lamps of Ost?")]
    queries = [{"id": id, "context": " ".join(text), "question": words} for id, text, words in asked]
    truth = {"1": {"answers": ["Ida Roth", "Roth"], "is_impossible": False}}
    truth["2"] = {"answers": [""], "is_impossible": True}
    (tmp_path / squad2.QUERIES).write_text(json.dumps({"queries": queries}), "utf-8")
    (tmp_path / squad2.TRUTH).write_text(json.dumps(truth), "utf-8")
    return tmp_path


def test_squad_questions_see_their_own_passage(squad_folder: Path, tmp_path: Path) -> None:
    replies = (
        "The quay of Velm was opened in 1931 by Ida Roth.",
        "The quay of Velm was opened by Ida Roth.",
        "Ida Roth",
    )
    report = squad2.run(Run(squad_folder, tmp_path / "work"), load(*replies), open_hashed)
    first, second = report.rows
    assert (first["short"], first["exact_match"], first["f1"]) == ("Ida Roth", 1.0, 1.0)
    assert second["short"] is None
    assert "quay" not in second["text"]  # its passage does not say so
    assert value(report, "balanced accuracy of answered against refused") is not None


def test_squad_names_a_question_without_answers(squad_folder: Path, tmp_path: Path) -> None:
    (squad_folder / squad2.TRUTH).write_text("{}", "utf-8")
    with pytest.raises(BadInput, match="has no question 1"):
        squad2.run(Run(squad_folder, tmp_path / "work"), load(), open_hashed)


def test_refusing_is_measured_by_hand() -> None:
    told = [(True, False, 0.9), (True, True, 0.3), (False, True, 0.2), (False, False, 0.6)]
    rows = [
        {"answerable": can, "refused": refused, "confidence": sure, "answered": True} for can, refused, sure in told
    ]
    rows.append({"answerable": False, "refused": True, "confidence": None, "answered": False})
    found = refusal_figures(rows, lambda row: row["answerable"], "it can be answered")
    values = [figure.value for figure in found]
    assert values[:3] == pytest.approx([1 / 2, 2 / 3, 7 / 12])
    assert values[3] == pytest.approx(5 / 6)
    # risks 0, 1/2, 1/3, 1/2 as each comes in
    assert values[4] == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)
    assert values[5:] == pytest.approx([0, 1 / 2, 1 / 3, 1 / 2])


@pytest.fixture
def wice_folder(tmp_path: Path) -> Path:
    chunks = [
        ("a", "The quay of Velm cost nine crowns.", "supported", ["Salt was sold."]),
        ("a", "The quay of Velm cost nine crowns.", "supported", ["The quay of Velm cost nine crowns."]),
        ("b", "The lamps were sold to a museum in 1950.", "not_supported", ["Salt was sold.", "It rained."]),
    ]
    rows = [{"claim": claim, "label": label, "evidence": text, "meta": {"id": id}} for id, claim, label, text in chunks]
    write_lines(tmp_path / wice.CHUNKS, rows)
    return tmp_path


def test_wice_takes_the_best_chunk(wice_folder: Path, tmp_path: Path) -> None:
    first, second = wice.run(Run(wice_folder, tmp_path / "work"), HashedWords()).rows
    assert first["judge"] > 0.5 > second["judge"]
    assert first["score"] > 0.9 > second["score"]
    assert (first["passed"], second["passed"]) == (True, False)
    assert {first["half"], second["half"]} <= {"fitting", "reporting"}


def test_wice_says_where_the_judge_is_not_what_it_states() -> None:
    judge = default_judge(HashedWords())
    rows = [Judged(str(at), "supported" if at % 2 else "not_supported", half, at % 2, at % 2, bool(at % 2))
            for at in range(8) for half in ("fitting", "reporting")]  # fmt: skip
    found = {figure.name: figure for figure in figures(rows, judge, stated=True)}
    stated = found["balanced accuracy that the judge states of itself"]
    assert stated.value == judge.balanced_accuracy
    assert stated.comparable.startswith("NOT what is measured")
    accurate = found[f"balanced accuracy, judge ({judge.name}), reporting half"]
    assert (accurate.value, accurate.counted, accurate.published) == (1.0, 8, 0.817)
    assert "balanced accuracy that the judge states of itself" not in {
        figure.name for figure in figures(rows, judge, stated=False)
    }


def test_accuracy_and_area_by_hand() -> None:
    truth, scores = [True, True, False, False, False], [0.9, 0.4, 0.4, 0.3, 0.1]
    assert balanced_accuracy(truth, [True, False, False, False, True]) == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert balanced_accuracy([True], [True]) is None
    assert area_under_curve(truth, scores) == pytest.approx((3 + 2.5) / 6)
    assert area_under_curve([], []) is None
