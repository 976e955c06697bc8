"""The command line: what it prints, and its exit codes."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import rag.open
from index.errors import IndexMissing, ModelMissing
from index.search import Index
from rag.__main__ import main
from rag.assistant import Assistant
from rag.settings import Settings
from tests.answering import Replays, assistant_of, make_index

SHIPS = "The mayor said that 1,250 ships are expected this year."
QUESTION = "How many ships are expected in Velm?"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


class Loading:
    """Stands in for the loading of index and model, and remembers what was to be loaded."""

    def __init__(self, index: Index) -> None:
        self.index, self.replies, self.fault = index, [SHIPS], None
        self.loaded: list[tuple[Path | None, str | None]] = []
        self.second_looks: list[dict[str, str | None]] = []
        self.settings: list[Settings] = []
        self.generator = Replays([])
        self.confidence = 0.0

    def load(
        self,
        index: Path | None = None,
        model: str | None = None,
        settings: Settings | None = None,
        **second_looks: str | None,
    ) -> Assistant:
        if self.fault:
            raise self.fault
        self.second_looks.append(second_looks)
        self.loaded.append((index, model))
        self.settings.append(settings or Settings())
        assistant = assistant_of(self.index, *self.replies, confidence=self.confidence)
        self.generator = assistant.generator
        return assistant


@pytest.fixture
def loading(index: Index, monkeypatch: pytest.MonkeyPatch) -> Loading:
    stand_in = Loading(index)
    monkeypatch.setattr(Assistant, "load", stand_in.load)
    monkeypatch.setattr(rag.open, "open_record", lambda path=None: index)
    return stand_in


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    printed = capsys.readouterr()
    return code, printed.out, " ".join(printed.err.split())


def test_an_answer_is_printed_with_its_citation(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, QUESTION)
    assert code == 0
    assert f"{SHIPS} [1]" in out
    assert "She said that 1,250 ships are expected this year." in out
    assert loading.loaded == [(None, None)]


def test_an_abstention_has_a_code_of_its_own(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    loading.confidence = 1.0
    code, out, _ = run(capsys, QUESTION)
    assert code == 3
    assert "none of them answers this" in out


def test_json_is_the_whole_answer(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, QUESTION, "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["text"] == f"{SHIPS} [1]"
    assert answer["citations"][0]["published"] == "2024-05-03"


def test_bounds_and_settings_are_passed_on(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--as-of", "2024-06-01", "--since", "2024-01-01", "--until", "2024-05-30", "--outlet", "ostland times"]
    code, out, _ = run(
        capsys, QUESTION, "--json", "-k", 3, "--confidence", "0.25", "--index", "some/where", "--model", "toy", *options
    )
    answer = json.loads(out)
    assert code == 0
    assert answer["as_of"] == "2024-06-01"
    assert {item["document_id"] for item in answer["consulted"]} == {"quay"}
    assert loading.loaded == [(Path("some/where"), "toy")]
    assert (loading.settings[0].passages, loading.settings[0].confidence) == (3, 0.25)


def test_time_and_names_are_told_and_switched_off(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    question = "What did Dr Ida Roth say of ships in May 2024?"
    time = "Time understood: in May 2024: 1 May 2024 to 31 May 2024; articles near it come first\n"
    names = "Names searched for: Dr Ida Roth → Ida Roth\n"
    for options, told in (([], (True, True)), (["--no-time"], (False, True)), (["--no-names"], (True, False))):
        _, out, _ = run(capsys, question, *options)
        assert (time in out, names in out) == told


def test_cross_encoders_of_ones_own_are_passed_on(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, QUESTION)
    run(capsys, QUESTION, "--reranker", "look/again", "--judge", "own/nli")
    assert loading.second_looks == [
        {"reranker": None, "judge": None},
        {"reranker": "look/again", "judge": "own/nli"},
    ]


@pytest.mark.parametrize("fault", [IndexMissing("no index at x: make one"), ModelMissing("no [bold]model[/]: make it")])
def test_a_mistake_is_told_in_a_line(loading: Loading, capsys: pytest.CaptureFixture[str], fault: Any) -> None:
    loading.fault = fault
    code, out, err = run(capsys, QUESTION)
    assert (code, out) == (2, "")
    assert str(fault) in err


def test_an_interruption_is_told_in_a_line(loading: Loading, capsys: pytest.CaptureFixture[str]) -> None:
    loading.fault = KeyboardInterrupt()
    code, _, err = run(capsys, QUESTION)
    assert code == 130
    assert "Stopped" in err


@pytest.mark.parametrize("question", [" ", "x" * 2001])
def test_a_question_that_cannot_be_read(loading: Loading, capsys: pytest.CaptureFixture[str], question: str) -> None:
    code, _, err = run(capsys, question)
    assert code == 2
    assert "the question" in err


@pytest.mark.parametrize(
    "arguments",
    [["--as-of", "June"], ["--since", "2024-02-30"], ["--nothing"], ["-k", "many"], ["--confidence", "1.5"]],
)
def test_a_wrong_option_is_named(loading: Loading, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([QUESTION, *arguments])
    assert ended.value.code == 2
    assert arguments[-1].strip("-") in capsys.readouterr().err
    assert loading.loaded == []


def test_too_few_passages_are_a_mistake(loading: Loading) -> None:
    with pytest.raises(SystemExit) as ended:
        main([QUESTION, "-k", "0"])
    assert ended.value.code == 2


def test_brackets_in_a_question_are_words(
    loading: Loading, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # the progress line is drawn
    code, out, _ = run(capsys, "How many ships [/red] are expected in Velm?")
    assert code == 0
    assert SHIPS in out


def test_a_conversation_goes_on_until_its_end(
    loading: Loading, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    loading.replies = ["Nobody went home hungry, Carl Moss said.", "What did Carl Moss say?", "Carl Moss said that."]
    typed = iter(["And what did he say?", ""])
    monkeypatch.setattr("rich.console.Console.input", lambda *_, **__: next(typed))
    code, out, _ = run(capsys, "Who led the union in the strike?", "--chat")
    assert code == 0
    assert out.count("[1]") >= 2
    assert "Question: Who led the union in the strike?" in loading.generator.asked[1]


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ("", "the question is empty"),
        (" \n", "the question is empty"),
        ("What did \udcff Roth say?", "half a character at place 10"),
        ("ships " * 400, "2,400 characters, at most 2,000"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_before_anything_is_loaded(
    loading: Loading, capsys: pytest.CaptureFixture[str], question: str, fault: str
) -> None:
    code, out, err = run(capsys, question)
    assert (code, out) == (2, "")
    assert fault in err
    assert loading.loaded == []


def test_a_conversation_goes_on_after_a_question_that_cannot_be_read(
    loading: Loading, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter(["What did \udcff Roth say?", QUESTION, ""])
    monkeypatch.setattr("rich.console.Console.input", lambda *_, **__: next(typed))
    code, out, err = run(capsys, "ships " * 400, "--chat")
    assert code == 0
    assert "at most 2,000" in err
    assert "half a character" in err
    assert out.count(f"{SHIPS} [1]") == 1


def test_a_conversation_ends_with_its_input(
    loading: Loading, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object, **__: object) -> str:
        raise EOFError

    monkeypatch.setattr("rich.console.Console.input", ended)
    assert run(capsys)[:2] == (0, "")


def test_a_stored_answer_is_verified(loading: Loading, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, QUESTION, "--json")
    path = tmp_path / "answer.json"
    path.write_text(out, encoding="utf-8")
    code, out, _ = run(capsys, "verify", path, path)
    assert code == 0
    assert out.count(f"{path}:1: everything holds (1 citation)\n") == 2
    path.write_text(path.read_text(encoding="utf-8").replace("1,250", "1,350"), encoding="utf-8")
    code, out, _ = run(capsys, "verify", path)
    assert code == 2
    assert "not the cited ones" in out


def test_verifying_what_is_no_answer(loading: Loading, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "verify", tmp_path / "nothing.json")
    assert code == 2
    assert "nothing.json: it cannot be read" in out


def test_verifying_against_no_index(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = run(capsys, "verify", "answer.json", "--index", tmp_path / "nowhere")
    assert (code, out) == (2, "")
    assert "no index at" in err
