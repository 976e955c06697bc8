"""The command line of gate, comparison and baseline over a stand-in system: exit codes, words, files."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from eval_cases import StandIn, answer, cite

from eval import bench, new
from eval.__main__ import main

REOPENED = "The harbour of Velm reopened on 3 May."
RIGHT = answer("It reopened on 3 May. [1]", cite(1, "harbour", REOPENED))
WRONG = answer("It reopened on 4 May. [1]", cite(1, "harbour", REOPENED))
QUESTIONS = [f"When did the harbour reopen, {number}?" for number in range(6)]
ROW = {
    "answerable": True,
    "answers": [["3 May"]],
    "articles": ["harbour"],
    "spans": [[{"document_id": "harbour", "first": "The harbour", "last": "3 May."}]],
    "type": "fact",
}


def rows(questions=QUESTIONS):
    return [ROW | {"id": f"q{number}", "question": question} for number, question in enumerate(questions)]


@pytest.fixture
def bed(tmp_path, without_page):
    """A gold file, an evaluation of it and a baseline of that, all in one folder."""
    return Bed(tmp_path)


class Bed:
    def __init__(self, folder: Path) -> None:
        self.folder, self.gold, self.base = folder, folder / "gold.jsonl", folder / "base.json"
        self.ask_for(rows())
        assert self.run("first") == 0
        assert main(["accept", str(folder / "first"), str(self.base)]) == 0

    def ask_for(self, rows) -> None:
        self.gold.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")

    def run(self, out, *options, system=None) -> int:
        system = system or StandIn(dict.fromkeys(QUESTIONS, RIGHT))
        words = [str(self.gold), "--out", str(self.folder / out), *options]
        return main(words, load=lambda setup: system)

    def gate(self, out, *options, **replies) -> int:
        system = StandIn(dict.fromkeys(QUESTIONS, RIGHT) | {QUESTIONS[int(at[1:])]: one for at, one in replies.items()})
        return self.run(out, "--gate", str(self.base), *options, system=system)


def test_a_run_without_a_change_passes_twice(bed, capsys):
    assert (bed.gate("second"), bed.gate("third")) == (0, 0)
    assert "gate passed: 6 questions, nothing worse than" in capsys.readouterr().out


def test_a_wrong_figure_fails_and_is_named_with_what_to_do(bed, capsys):
    assert bed.gate("worse", q3=WRONG) == 1
    shown = capsys.readouterr().out
    assert "figures_held: 1.000 → 0.833" in shown
    assert "  q3: 1.000 → 0.000  When did the harbour reopen, 3?" in shown
    assert "after:  It reopened on 4 May. [1]" in shown
    accept = shown.split("make it the baseline: python -m ")[1].split()
    assert main(accept[1:]) == 0
    assert bed.gate("again", q3=WRONG) == 0


def test_other_questions_are_refused_before_any_is_asked(bed, capsys):
    bed.ask_for(rows([*QUESTIONS[:5], "When did it close?"]))
    system = StandIn({})
    assert bed.run("other", "--gate", str(bed.base), system=system) == 2
    assert "is of other questions (asked differently: q5)" in capsys.readouterr().err
    assert system.asked == []


def test_a_limited_run_is_judged_over_its_own_questions(bed, capsys):
    assert bed.gate("some", "--limit", "4", q5=WRONG) == 0
    shown = capsys.readouterr().out
    assert "note: judged over 4 questions; 2 of the baseline were not asked" in shown
    assert bed.gate("more", "--limit", "4", q3=WRONG) == 1


def test_a_changed_gold_file_is_noted(bed, capsys):
    bed.ask_for([*rows()[:5], rows()[5] | {"answers": [["4 May"]]}])
    assert bed.gate("corrected") == 0
    assert "note: also different: gold file" in capsys.readouterr().out


def test_a_missing_baseline_is_said_before_the_system_is_loaded(bed, capsys):
    def load(setup):
        raise AssertionError("loaded")

    assert main([str(bed.gold), "--gate", "absent.json"], load=load) == 2
    assert "absent.json cannot be read" in capsys.readouterr().err


def test_a_run_says_how_it_was_made(bed):
    record = json.loads((bed.folder / "first/run.json").read_text("utf-8"))
    summary = json.loads((bed.folder / "first/summary.json").read_text("utf-8"))
    made = record["provenance"]
    assert made["models"] == [{"role": "generator", "name": "toy", "sha256": "f00"}]
    assert made["finished"] >= made["started"]
    assert {name: summary[name] for name in made} == made
    assert json.loads(bed.base.read_text("utf-8"))["provenance"] == made
    assert str(bed.folder) not in bed.base.read_text("utf-8")  # a path of this machine


def test_a_run_is_compared_with_the_one_before_of_the_same_gold_file(bed, capsys):
    assert "compared with" not in capsys.readouterr().out
    began(bed.folder / "first", "2020-01-02")
    bed.run("older")
    began(bed.folder / "older", "2020-01-01")
    capsys.readouterr()
    bed.run("now", system=StandIn(dict.fromkeys(QUESTIONS, WRONG)))
    said = " ".join(capsys.readouterr().out.split())
    assert f"compared with {bed.folder / 'first'}: worse answer_correct" in said


def test_a_run_of_other_questions_by_the_same_name_is_no_reason_to_stop(bed, capsys):
    began(bed.folder / "first", "2020-01-02")
    bed.ask_for([row | {"id": f"new {row['id']}"} for row in rows()])
    assert bed.run("renamed") == 0
    assert "not compared with the run before: " in capsys.readouterr().err


def began(run: Path, day: str) -> None:
    record = json.loads((run / "run.json").read_text("utf-8"))
    record["provenance"]["started"] = day
    (run / "run.json").write_text(json.dumps(record), "utf-8")


def test_compare_prints_figures_and_flips(bed, capsys):
    bed.run("other", system=StandIn(dict.fromkeys(QUESTIONS, replace(RIGHT, id="x")) | {QUESTIONS[0]: WRONG}))
    capsys.readouterr()
    assert main(["compare", str(bed.base), str(bed.folder / "other")]) == 0
    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert any(line.startswith("answer_correct 1.000 0.833 -0.167") for line in lines)
    assert "q0: When did the harbour reopen, 0?" in lines
    assert "after: It reopened on 4 May. [1]" in lines
    assert "before: It reopened on 3 May. [1]" not in lines  # a baseline keeps no words of the archive
    assert main(["compare", str(bed.folder / "first"), str(bed.folder / "other")]) == 0
    assert "  before: It reopened on 3 May. [1]\n" in capsys.readouterr().out
    assert "It reopened" not in bed.base.read_text("utf-8")
    assert main(["compare", str(bed.base), "absent"]) == 2


def test_an_interrupted_gate_names_the_command_to_go_on(bed, capsys):
    def interrupt():
        raise KeyboardInterrupt

    assert bed.gate("stopped", "--consistency", q2=interrupt) == 130
    said = capsys.readouterr().err.strip().splitlines()[-1]
    assert f"--out {bed.folder / 'stopped'}" in said
    assert said.endswith(f"--gate {bed.base} --consistency")


@pytest.mark.parametrize(("word", "module"), [("new", new), ("bench", bench)])
def test_the_first_word_names_another_command(monkeypatch, word, module):
    monkeypatch.setattr(module, "main", lambda arguments: len(arguments))
    assert main([word, "a", "b", "c"]) == 3


def test_the_help_tells_exit_codes_and_commands(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--help"])
    assert left.value.code == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "1 the gate failed" in shown
    assert "accept RUN BASELINE.json" in shown


@pytest.mark.parametrize("words", [["gold.jsonl", "--limit", "0"], ["bench", "wice", ".", "--limit", "few"]])
def test_a_limit_that_is_no_count_is_said_plainly(words, capsys):
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert f"{words[-1]!r} is no number of questions: give 1 or more" in capsys.readouterr().err
