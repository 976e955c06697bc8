"""The benchmark command: what it writes and prints, and how it stops."""

import json

import pytest

from eval.bench import NAMES, benchmark, main
from eval.benchmarks.benchmark import Figure, Report
from index.errors import BadInput

FIGURES = (
    Figure("share right", 0.61254, 40, 0.5, "Smith 2023", "the same rows"),
    Figure("of nothing", None, 0),
)
REPORT = Report("wice", FIGURES, ({"id": "a", "right": True, "commit": "0000000"}, {"id": "b", "right": False}))


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("READOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path / "home"


def test_a_report(tmp_path, capsys):
    runs = []
    arguments = ["wice", str(tmp_path), "--limit", "5", "--seed", "2", "--out", str(tmp_path / "out")]
    assert main(arguments, lambda name: lambda run: runs.append((name, run)) or REPORT) == 0
    [(name, run)] = runs
    assert (name, run.limit, run.seed, run.work) == ("wice", 5, 2, (tmp_path / "home/bench/wice").resolve())
    printed = capsys.readouterr().out
    row = next(line for line in printed.splitlines() if "share right" in line)
    assert [cell.strip() for cell in row.strip("│").split("│")] == ["share right", "0.613", "40", "0.500", "1"]
    assert "1 Smith 2023: the same rows" in printed
    assert "no value" in printed
    assert "answers made at 0000000" in printed
    written = json.loads((tmp_path / "out/report.json").read_text())
    assert [figure["value"] for figure in written["figures"]] == [0.61254, None]
    assert written["asked"] == {"data": str(tmp_path), "limit": 5, "seed": 2, "model": None}
    assert written["provenance"]["answers_made_at"] == ["0000000"]
    assert {"commit", "machine", "finished"} <= written["provenance"].keys()
    lines = (tmp_path / "out/rows.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["a", "b"]


def test_reports_stand_beside_the_work(tmp_path, home):
    main(["wice", str(tmp_path)], lambda _: lambda run: REPORT)
    assert len(list(home.glob("bench/wice/report-*/report.json"))) == 1


def test_an_interruption_says_how_to_continue(tmp_path, capsys):
    def interrupted(run):
        raise KeyboardInterrupt

    assert main(["wice", str(tmp_path), "--limit", "5", "--model", "tiny"], lambda _: interrupted) == 130
    said = capsys.readouterr().err
    assert f"to continue: python -m eval bench wice {tmp_path} --limit 5 --model tiny" in said
    assert list(tmp_path.glob("home/bench/wice/report-*")) == []


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match=r"no folder .*nowhere"):
        main(["wice", str(tmp_path / "nowhere")])


@pytest.mark.parametrize("wrong", [["trivia", "."], ["wice"], ["wice", ".", "--limit", "0"]])
def test_arguments_that_mean_nothing(wrong):
    with pytest.raises(SystemExit) as stopped:
        main(wrong)
    assert stopped.value.code == 2


@pytest.mark.parametrize("name", ["realtimeqa", "cast2019"])
def test_benchmarks_are_found_by_name(name, tmp_path):
    assert name in NAMES
    with pytest.raises(BadInput, match=f"{tmp_path} does not hold the benchmark"):
        main([name, str(tmp_path)])
    assert callable(benchmark(name))
