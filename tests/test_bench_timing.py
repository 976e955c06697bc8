"""What the benchmarks share: commands, timing in turn, results that say what they were measured on."""

import json

import pytest

from bench.__main__ import COMMANDS, main
from bench.results import write
from bench.timing import Series, in_turn, ratio


def test_every_case_runs_as_often_and_the_first_of_a_round_changes():
    order = []
    found = in_turn({"a": lambda: order.append("a"), "b": lambda: order.append("b")}, repeats=2, warm_ups=1)
    assert "".join(order) == "ab" + "ab" + "ba"
    assert {name: len(series.seconds) for name, series in found.items()} == {"a": 2, "b": 2}


def test_a_series_is_summed_up_by_its_middle_and_its_spread():
    series = Series("x", (1.0, 2.0, 3.0, 4.0, 10.0))
    assert series.summary() == {"runs": 5, "median": 3.0, "low": 2.0, "high": 4.0, "p95": pytest.approx(8.8)}


def test_a_ratio_is_of_runs_of_one_turn():
    slow, fast = Series("slow", (2.0, 9.0, 8.0)), Series("fast", (1.0, 3.0, 1.0))
    assert ratio(slow, fast) == 3.0


def test_results_say_what_they_were_measured_on(tmp_path):
    path = write("answer", {"median": 1.5}, tmp_path, quick=True)
    known = json.loads(path.read_text("utf-8"))
    assert known["figures"] == {"median": 1.5}
    assert known["command"] == "python -m bench answer --quick"
    assert known["machine"]["threads"] >= 1
    assert known["libraries"]["numpy"]


def test_an_unknown_command_is_a_mistake_that_names_those_there_are(capsys):
    assert main(["speed"]) == 2
    assert "name one of answer, index, search, start, peers" in capsys.readouterr().err


def test_commands_get_the_words_after_their_name():
    given = []
    code = main(["index", "--quick"], lambda name: lambda words: given.append((name, list(words))) or 0)
    assert (code, given) == (0, [("index", ["--quick"])])


def test_help_names_every_command(capsys):
    assert main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)
