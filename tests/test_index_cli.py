"""The commands as a user types them: what they print, where, and their exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.__main__ import main
from tests.conftest import HashedWords


@pytest.fixture(autouse=True)
def _small_encoder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("index.changes.default_encoder", lambda *_: HashedWords())
    monkeypatch.setattr("index.search.default_encoder", lambda *_: HashedWords())
    monkeypatch.setenv("READOUT_HOME", str(tmp_path / "home"))


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "lima.md").write_text(
        "---\ntitle: Leaders meet in Lima\noutlet: Yonhap\ndate: 2024-11-15\n---\n"
        "Xi met Yoon in Lima. They spoke of troops.\n"
    )
    (folder / "seoul.txt").write_text(
        "A quiet week in Seoul\n\nNothing of note was decided in Seoul, officials said.\n"
    )
    return folder


@pytest.fixture
def index(news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    assert main(["build", str(news), "--out", str(tmp_path / "index")]) == 0
    capsys.readouterr()
    return str(tmp_path / "index")


def test_build_says_what_changed(news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (news / "photo.raw").write_bytes(b"\x00")
    assert main(["build", str(news)]) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith(
        f"{tmp_path / 'home' / 'news'}: 2 added, 0 replaced, 0 removed, 0 unchanged, 1 problems"
    )
    assert captured.err.startswith("photo.raw: is not of a format that is read")


def test_the_sample_archive_has_the_default_index(
    news: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    news.rename(news.with_name("corpus"))
    assert main(["build", str(tmp_path / "corpus")]) == 0
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.endswith(f"{tmp_path / 'home' / 'index'}: sound\n")


def test_search_prints_the_passages(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "Xi met Yoon in Lima", "-k", "1", "--index", index]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("1. Leaders meet in Lima (Yonhap, 2024-11-15)\n   lima, similarity 0.")
    assert "   Xi met Yoon in Lima. They spoke of troops.\n" in printed


def test_search_as_json(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "Lima", "-k", "1", "--json", "--index", index]) == 0
    (hit,) = json.loads(capsys.readouterr().out)
    assert (hit["document_id"], hit["published"], hit["dense_rank"], hit["lexical_rank"]) == (
        "lima",
        "2024-11-15",
        1,
        1,
    )
    assert hit["text"] == "Xi met Yoon in Lima. They spoke of troops."
    assert hit["end"] - hit["start"] == len(hit["text"])


def test_dates_and_outlet_narrow_a_search(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "Lima", "--as-of", "2024-11-14", "--index", index]) == 0
    assert capsys.readouterr().out == "nothing found\n1 undated documents were left out because of the dates\n"
    assert (
        main(
            ["search", "Lima", "--since", "2024-11-15", "--until", "2024-11-15", "--outlet", "yonhap", "--index", index]
        )
        == 0
    )
    assert "Leaders meet in Lima" in capsys.readouterr().out


def test_list_show_and_info(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--index", index]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "2024-11-15  lima  Leaders meet in Lima (Yonhap)",
        "undated     seoul  A quiet week in Seoul",
    ]
    assert main(["show", "lima", "--index", index]) == 0
    shown = capsys.readouterr().out
    assert "published  2024-11-15\n" in shown
    assert shown.endswith("\n\nXi met Yoon in Lima. They spoke of troops.\n")
    assert main(["info", "--index", index]) == 0
    assert "documents       2\npassages        2\nencoder_name    hashed-words\n" in capsys.readouterr().out


def test_add_remove_verify(index: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extra = tmp_path / "extra.txt"
    extra.write_text("Storm nears Jeju\n\nA storm is coming to Jeju, forecasters said.\n")
    assert main(["add", str(extra), "--index", index]) == 0
    assert "1 added" in capsys.readouterr().out
    assert main(["remove", "extra", "seoul", "--index", index]) == 0
    assert "2 removed" in capsys.readouterr().out
    assert main(["verify", "--index", index]) == 0
    assert capsys.readouterr().out == f"{index}: sound\n"


def test_verify_of_a_faulty_index_is_1(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    import sqlite3

    with sqlite3.connect(Path(index) / "readout.db") as connection:
        connection.execute("UPDATE documents SET sha256 = 'x' WHERE id = 'lima'")
    assert main(["verify", "--index", index]) == 1
    assert "lima: the text is not the one that was read" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["build", "nowhere"], "error: no folder or file 'nowhere'"),
        (["search", "x", "--as-of", "2024-13-01"], "error: '2024-13-01' is not a date: write it as 2024-11-15"),
        (["search", "x", "-k", "0"], "error: -k '0' is not a number of passages"),
        (
            ["list", "--index", "nowhere"],
            "error: no index at nowhere: make it with `python -m index build DIR --out nowhere`",
        ),
    ],
)
def test_a_mistake_is_one_line_and_2(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert (captured.out, captured.err.startswith(said), captured.err.count("\n")) == ("", True, 1)


def test_a_document_that_is_not_there_is_2(index: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "lim", "--index", index]) == 2
    assert "did you mean lima?" in capsys.readouterr().err


def test_stopping_is_130_and_says_that_nothing_is_lost(
    news: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("index.changes.build_index", stop)
    assert main(["build", str(news)]) == 130
    assert "what was indexed is kept" in capsys.readouterr().err


def test_help_needs_no_heavy_library() -> None:
    code = (
        "import sys, index.__main__\n"
        "print([name for name in ('faiss', 'torch', 'openvino', 'transformers', 'trafilatura') if name in sys.modules])"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert printed == "[]\n"
