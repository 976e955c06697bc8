"""The training questions: well formed, both classes beside every report, and the wording gives neither away."""

import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from statistics import mean

import pytest

PATH = Path(__file__).parents[1] / "eval/training/questions.jsonl"
REPORTS = [json.loads(line) for line in PATH.read_text("utf-8").splitlines()]
QUESTIONS = [(report, row) for report in REPORTS for row in report["questions"]]
EACH_REPORT = pytest.mark.parametrize("report", REPORTS, ids=[report["id"] for report in REPORTS])
ANSWERABLE = {"fact", "time", "number", "place", "speaker", "statement", "reason", "manner", "list", "comparison"}
UNANSWERABLE = {
    "name_swap", "antonym", "wrong_time", "wrong_place", "false_premise", "detail_not_given", "impossible_condition",
    "wrong_speaker", "aftermath",
}  # fmt: skip
BROAD = {True: {"broad"}, False: {"wrong_occasion", "not_quoted", "coming_event", "beside_topic"}}


def _words(text):
    return re.findall(r"\w+", text.casefold())


def _shared(report, row):
    """The share of the question's words that stand in the report."""
    asked, told = _words(row["question"]), set(_words(report["text"]))
    return mean(word in told for word in asked)


def _is_broad(row):
    return row["kind"] in BROAD[row["answerable"]]


def _by_class(value, pairs):
    """The mean of a value over the answerable questions and over the others."""
    return [mean(value(*pair) for pair in pairs if pair[1]["answerable"] is wanted) for wanted in (True, False)]


@EACH_REPORT
def test_a_report_has_every_field(report):
    assert list(report) == ["id", "title", "outlet", "published", "text", "questions"]
    assert all(report[field].strip() == report[field] != "" for field in ("title", "outlet", "text"))
    assert date.fromisoformat(report["published"]).isoformat() == report["published"]
    assert 60 <= len(report["text"].split()) <= 160


@EACH_REPORT
def test_a_report_has_four_narrow_questions_that_it_answers_and_five_that_it_does_not(report):
    assert Counter(row["answerable"] for row in report["questions"] if not _is_broad(row)) == {True: 4, False: 5}


@EACH_REPORT
def test_a_report_has_broad_questions_of_either_class(report):
    counts = Counter(row["answerable"] for row in report["questions"] if _is_broad(row))
    assert 1 <= counts[True] <= 3
    assert counts[False] <= 3


@EACH_REPORT
def test_a_question_has_every_field_and_a_kind_of_its_class(report):
    for row in report["questions"]:
        assert list(row) == ["question", "answerable", "kind"]
        assert row["question"].strip() == row["question"] != ""
        narrow = ANSWERABLE if row["answerable"] else UNANSWERABLE
        assert row["kind"] in narrow | BROAD[row["answerable"]]


def test_reports_are_numbered_without_a_gap():
    assert [report["id"] for report in REPORTS] == [f"t{number:03d}" for number in range(1, 55)]


def test_no_report_and_no_question_stands_twice():
    for values in (
        [report["title"] for report in REPORTS],
        [report["text"] for report in REPORTS],
        [" ".join(_words(row["question"])) for _, row in QUESTIONS],
    ):
        assert [value for value, count in Counter(values).items() if count > 1] == []


def test_every_near_miss_is_there_twenty_times_and_every_other_kind_at_least_six():
    counts = Counter(row["kind"] for _, row in QUESTIONS)
    assert {kind for kind in UNANSWERABLE if counts[kind] < 20} == set()
    assert {kind for kind in ANSWERABLE if counts[kind] < 6} == set()


def test_there_are_ninety_broad_questions_with_an_answer_and_ten_broad_near_misses_of_each_kind():
    counts = Counter(row["kind"] for _, row in QUESTIONS)
    assert counts["broad"] == 90
    assert {kind for kind in BROAD[False] if counts[kind] < 10} == set()


@pytest.mark.parametrize("kinds", ["all", "broad"])
def test_neither_length_nor_names_nor_words_of_the_report_tell_the_classes_apart(kinds):
    pairs = [pair for pair in QUESTIONS if kinds == "all" or _is_broad(pair[1])]
    length = _by_class(lambda _, row: len(_words(row["question"])), pairs)
    names = _by_class(lambda _, row: len(re.findall(r"(?<!^)\b[A-Z]\w+", row["question"])), pairs)
    shared = _by_class(_shared, pairs)
    assert abs(length[0] - length[1]) < 0.5
    assert abs(names[0] - names[1]) < 0.2
    assert abs(shared[0] - shared[1]) < 0.03
