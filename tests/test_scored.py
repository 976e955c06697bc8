"""Runs and baselines as files: what is read back, and what is said of files that cannot be."""

import json
import re

import pytest
from scored_cases import accepted, write_run

from eval.baseline import Baseline, accept
from eval.scored import load_made, load_scored, measures_of
from index.errors import BadInput


def test_the_measures_are_those_of_the_file(tmp_path):
    run = write_run(
        tmp_path / "run",
        {"id": "a", "right": 1.0, "odd": None, "confidence": 0.9, "seconds": 2.5, "prompt_tokens": 7, "note": None},
        {"id": "b", "right": 1 / 3, "odd": 0, "seconds": 3, "prompt_tokens": 8, "note": "words", "violations": ["x"]},
    )
    one, two = load_scored(run)
    assert (one.measures, one.costs) == ({"right": 1.0, "odd": None}, {"seconds": 2.5, "prompt_tokens": 7})
    assert (two.measures, two.violations) == ({"right": 0.333333, "odd": 0}, ("x",))
    assert (one.asked_sha256, measures_of([one, two])) == ("asked a", ("right", "odd"))


def test_a_baseline_gives_back_the_run_without_what_it_cost(tmp_path):
    rows = {"id": "a", "right": 0.1234567, "odd": None, "seconds": 2.5}, {"id": "b", "right": None, "odd": None}
    run = write_run(tmp_path / "run", *rows, provenance={"settings_sha256": "s"})
    base = accepted(run, tmp_path / "new" / "base.json")
    assert [(one.id, one.measures, one.asked_sha256, one.costs) for one in base.questions] == [
        ("a", {"right": 0.123457, "odd": None}, "asked a", {}),
        ("b", {"right": None, "odd": None}, "asked b", {}),
    ]
    assert base.provenance == {"settings_sha256": "s"}
    assert load_made(tmp_path / "new" / "base.json") == load_made(run)


def test_a_baseline_has_a_line_for_each_question_and_is_the_same_each_time(tmp_path):
    run = write_run(tmp_path / "run", {"id": "a", "right": 1}, {"id": "b", "right": None})
    accept(run, tmp_path / "one.json")
    accept(run, tmp_path / "two.json")
    text = (tmp_path / "one.json").read_text("utf-8")
    assert text == (tmp_path / "two.json").read_text("utf-8")
    lines = [line for line in text.splitlines() if line.startswith('{"id"')]
    assert [json.loads(line.rstrip(","))["id"] for line in lines] == ["a", "b"]


def test_a_baseline_of_some_questions_counts_those_left_out(tmp_path):
    run = write_run(tmp_path / "run", {"id": "a"}, {"id": "b"}, {"id": "c"})
    some = accepted(run, tmp_path / "base.json").over({"c", "a", "z"})
    assert ([one.id for one in some.questions], some.left_out) == (["a", "c"], 1)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"a": "asked a"}, "gone: b"),
        ({"a": "asked a", "b": "asked b", "c": "x", "d": "y"}, "new: c, d"),
        ({"a": "asked otherwise", "b": "asked b"}, "asked differently: a"),
    ],
)
def test_other_questions_are_refused_with_the_command_that_accepts_them(tmp_path, asked, said):
    base = accepted(write_run(tmp_path / "run", {"id": "a"}, {"id": "b"}), tmp_path / "base.json")
    with pytest.raises(BadInput, match=rf"\({said}\).*python -m eval accept RUN .*base\.json"):
        base.refuse_others(asked)


def test_a_file_that_cannot_be_read_is_named_with_its_line_and_the_way_out(tmp_path):
    run = write_run(tmp_path / "run", {"id": "a", "right": 1}, {"id": "b", "right": 1})
    scores = run / "scores.jsonl"
    whole = scores.read_text("utf-8")
    scores.write_text(whole.replace('"answerable": true', '"answerable": "maybe"'), "utf-8")
    with pytest.raises(BadInput, match=rf"{re.escape(str(scores))}:1: answerable: .*evaluate again"):
        load_scored(run)
    scores.write_text(whole[:-20], "utf-8")
    with pytest.raises(BadInput, match=r"scores\.jsonl:2 is not JSON.*evaluate again"):
        load_scored(run)
    scores.unlink()
    with pytest.raises(BadInput, match=r"has no scores\.jsonl: name the --out of an evaluation that has ended"):
        load_scored(run)


def test_a_file_that_is_no_baseline_is_refused(tmp_path):
    path = tmp_path / "base.json"
    for text, said in (("{", "is not JSON"), ("[]", "no JSON object"), ("{}", "is not a baseline: write one")):
        path.write_text(text, "utf-8")
        with pytest.raises(BadInput, match=said):
            Baseline.load(path)
    path.write_text('{"measures": ["right"], "questions": [{"id": "a"}]}', "utf-8")
    with pytest.raises(BadInput, match=r"base\.json: question 1: type: Field required"):
        Baseline.load(path)
    with pytest.raises(BadInput, match="cannot be read"):
        Baseline.load(tmp_path / "absent.json")


def test_a_run_that_does_not_say_what_was_asked_is_not_accepted(tmp_path):
    run = write_run(tmp_path / "run", {"id": "a"})
    (run / "answers.jsonl").unlink()
    with pytest.raises(BadInput, match="does not say what was asked"):
        accept(run, tmp_path / "base.json")
