"""`python -m rag verify`: which line of which file is named, for files of JSON and of JSON lines."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.models import CHECKOUT
from index.search import Index
from rag.verify import verify
from tests.answering import assistant_of, make_index
from tests.test_layers import HEAVY
from tests.test_receipt import QUESTION, REPLY

SIMILARITY, PASSAGE = '"similarity": 0.', '      "document_id": "quay",\n      "passage_start"'
HOLDS = "everything holds (2 citations)"
SETTINGS = "note: it was made with other settings than the usual ones"  # these tests answer at any confidence


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


@pytest.fixture(scope="module")
def answer(index: Index) -> dict[str, Any]:
    return assistant_of(index, REPLY).ask(QUESTION).to_dict()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(answer: dict[str, Any]) -> str:
    """The answer as `--json` writes it."""
    return json.dumps(answer, ensure_ascii=False, indent=2) + "\n"


def told(capsys: pytest.CaptureFixture[str], index: Index, *names: str) -> tuple[bool, list[str]]:
    holds = verify(names, index)
    return holds, capsys.readouterr().out.splitlines()


def test_an_answer_holds_however_it_is_laid_out(
    place: Path, index: Index, answer: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    for text in (
        written(answer),
        json.dumps(answer),
        written(answer).replace("\n", "\r\n"),
        "\ufeff" + written(answer),
    ):
        (place / "answer.json").write_bytes(text.encode())
        assert told(capsys, index, "answer.json") == (True, [f"answer.json:1: {HOLDS}", f"answer.json: {SETTINGS}"])


def test_a_line_cannot_be_broken_or_steer_the_terminal(
    place: Path, index: Index, answer: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    citations = [{**citation, "title": "A\x1b[2J\nb: everything holds"} for citation in answer["citations"]]
    (place / "answer.json").write_text(json.dumps({**answer, "citations": citations}), encoding="utf-8")
    holds, lines = told(capsys, index, "answer.json")
    assert not holds
    assert "\x1b" not in "".join(lines)
    assert all(line.startswith("answer.json:1: citation") for line in lines)


@pytest.mark.parametrize(
    ("old", "new", "key", "what"),
    [
        ('"Ostland Times"', '"Ostland Tines"', '"outlet"', "citation [1], quay: its outlet is “Ostland Times”, not"),
        ("expected this year", "expected this yeer", '"text"', "text: changed since the answer was made"),
        ('"seed": 0', '"seed": 1', '"receipt"', "receipt: changed since the answer was made"),
        (
            '"similarity": 0.',
            '"similarity": 1.',
            '      "document_id": "quay",\n      "passage_start"',
            "consulted, item 1",
        ),
    ],
)
def test_a_changed_byte_is_named_by_its_line(
    place: Path,
    index: Index,
    answer: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    key: str,
    what: str,
) -> None:
    text = written(answer)
    assert old in text
    (place / "answer.json").write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(key)].count("\n") + 1 - (key.startswith(" "))  # an item begins at its bracket
    holds, lines = told(capsys, index, "answer.json")
    assert not holds
    assert any(said.startswith(f"answer.json:{line}: {what}") for said in lines), lines


def test_what_is_no_json_is_named_by_line_and_column(
    place: Path, index: Index, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "a.json").write_text('{\n  "text": }', encoding="utf-8")
    (place / "b.json").write_bytes(b'{\n "text": "\xff"}')
    (place / "c.json").write_text("[]", encoding="utf-8")
    (place / "d.json").write_text('{"citations": [], "citations": []}', encoding="utf-8")
    assert told(capsys, index, "a.json", "b.json", "c.json", "d.json", "e.json") == (
        False,
        [
            "a.json:2:11: Expecting value",
            "b.json:2:11: not UTF-8: invalid start byte",
            "c.json:1:1: no answer: name a file that `python -m rag --json` or `python -m eval` wrote",
            "d.json:1:1: the key 'citations' stands twice in one object",
            "e.json: it cannot be read (No such file or directory): name a file that `python -m rag --json` wrote",
        ],
    )


def test_every_line_of_json_lines_is_reported(
    place: Path, index: Index, answer: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    changed = {**answer, "question": "Who?"}
    rows = [{"gold_id": "1", "answer": answer, "seconds": 1.5}, {"gold_id": "2", "answer": changed}, answer]
    lines = [*map(json.dumps, rows), '{"gold_id": "4", "ans']
    (place / "answers.jsonl").write_text("\n".join([lines[0], "", *lines[1:]]), encoding="utf-8")
    assert told(capsys, index, "answers.jsonl") == (
        False,
        [
            f"answers.jsonl:1: {HOLDS}",
            "answers.jsonl:3: question: changed since the answer was made",
            f"answers.jsonl:4: {HOLDS}",
            "answers.jsonl:5:18: Unterminated string starting at",
            f"answers.jsonl: {SETTINGS}",
        ],
    )


def test_lines_are_told_from_one_answer_on_standard_input(
    index: Index, answer: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = json.dumps({"answer": answer})
    for text, out in ((written(answer), ["-:1"]), (f"{line}\n{line}\n", ["-:1", "-:2"])):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert told(capsys, index, "-") == (True, [*(f"{where}: {HOLDS}" for where in out), f"-: {SETTINGS}"])


def test_the_command_loads_no_model_and_nothing_heavy(index: Index, answer: dict[str, Any], place: Path) -> None:
    (place / "answer.json").write_text(written(answer), encoding="utf-8")
    command = f"""
import sys
from rag.__main__ import main
code = main(["verify", {str(place / "answer.json")!r}, "--index", {index.info.path!r}])
print(code, *sorted({{name.split(".")[0] for name in sys.modules}}))
"""
    done = subprocess.run([sys.executable, "-c", command], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    code, *modules = done.stdout.splitlines()[-1].split()
    assert code == "0"
    assert "sqlite3" in modules
    assert set(modules) & (HEAVY | {"tokenizers", "wordfreq", "yaml", "lxml"}) == set()
