"""Building: a folder becomes an index, and only what changed in it is read and embedded again."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from index.build import BuildReport, add, build, remove
from index.check import verify
from index.data import Problem
from index.errors import BadInput, DocumentMissing, IndexMissing
from index.schema import archive_of
from index.search import Index
from tests.conftest import HashedWords

ARTICLES = {
    "a.txt": "Talks open in Jakarta\n\nLeaders met in Jakarta on Tuesday. They agreed on little.",
    "b.txt": "Talks close in Lima\n\nXi met Yoon in Lima on Friday. They spoke about troops.",
    "deep/c.txt": "A quiet week in Seoul\n\nNothing of note was decided in Seoul, officials said.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in ARTICLES.items():
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "news"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "index"


def counts(report: BuildReport) -> tuple[int, int, int, int]:
    return report.added, report.replaced, report.unchanged, report.removed


def ids(out: Path) -> list[str]:
    with Index.open(out, HashedWords()) as index:
        return sorted(entry.id for entry in index.documents())


def sha256(out: Path) -> str:
    assert verify(out) == []
    with Index.open(out, HashedWords()) as index:
        return index.info.sha256


def test_a_folder_becomes_an_index(folder: Path, out: Path, encoder: HashedWords) -> None:
    report = build(folder, out, encoder)
    assert counts(report) == (3, 0, 0, 0)
    assert ids(out) == ["a", "b", "deep-c"]
    assert verify(out) == []
    with Index.open(out, encoder) as index:
        hit = index.search("Xi met Yoon in Lima", 1)[0]
        assert "Xi met Yoon in Lima" in hit.passage.span.of(index.document("b").text)


def test_a_second_build_reads_and_embeds_nothing(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(folder, out, HashedWords())
    again = HashedWords()
    monkeypatch.setattr("index.build.read_file", lambda *_: pytest.fail("a file was read again"))
    assert counts(build(folder, out, again)) == (0, 0, 3, 0)
    assert again.encoded == 0


def test_only_what_changed_is_embedded(folder: Path, out: Path, tmp_path: Path) -> None:
    build(folder, out, HashedWords())
    (folder / "a.txt").write_text(ARTICLES["a.txt"] + " A second meeting is planned.")
    (folder / "deep/c.txt").unlink()
    (folder / "d.txt").write_text("Rain in Busan\n\nIt rained all day in Busan, and all night too.")
    encoder = HashedWords()
    assert counts(build(folder, out, encoder)) == (1, 1, 1, 1)
    assert encoder.encoded == 2
    assert ids(out) == ["a", "b", "d"]
    build(folder, tmp_path / "fresh", HashedWords())
    assert sha256(out) == sha256(tmp_path / "fresh")


def test_a_line_of_a_file_of_many_changes_alone(folder: Path, out: Path) -> None:
    lines = [{"id": f"n{n}", "title": f"Note {n}", "text": f"Note number {n} was filed in Seoul."} for n in range(40)]
    path = folder / "many.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    assert counts(build(folder, out, HashedWords())) == (43, 0, 0, 0)
    lines[7]["text"] = "Note number 7 was withdrawn."
    path.write_text("\n".join(map(json.dumps, lines[:-1])))
    encoder = HashedWords()
    assert counts(build(folder, out, encoder)) == (0, 1, 41, 1)
    assert encoder.encoded == 1


def test_a_sidecar_changes_what_it_names(folder: Path, out: Path) -> None:
    build(folder, out, HashedWords())
    (folder / "metadata.csv").write_text("file,outlet\nb.txt,Yonhap\n")
    assert counts(build(folder, out, HashedWords())) == (0, 1, 2, 0)
    with Index.open(out, HashedWords()) as index:
        assert index.document("b").outlet == "Yonhap"


def test_a_problem_is_named_each_time_and_the_rest_indexed(folder: Path, out: Path) -> None:
    (folder / "empty.txt").write_text("")
    (folder / "many.jsonl").write_text('{"id": "ok", "title": "T", "text": "Fine words."}\n{broken\n')
    for expected in ((4, 0, 0, 0), (0, 0, 4, 0)):
        told: list[Problem] = []
        report = build(folder, out, HashedWords(), on_problem=told.append)
        assert counts(report) == expected
        assert [problem.path for problem in report.problems] == ["empty.txt", "many.jsonl"]
        assert tuple(told) == report.problems


def test_of_two_documents_with_one_id_the_first_stays(folder: Path, out: Path) -> None:
    (folder / "a.md").write_text(ARTICLES["b.txt"])
    report = build(folder, out, HashedWords())
    assert [(problem.path, "has the id 'a' of a.md" in problem.reason) for problem in report.problems] == [
        ("a.txt", True)
    ]
    assert ids(out) == ["a", "b", "deep-c"]
    (folder / "a.md").unlink()
    assert counts(build(folder, out, HashedWords())) == (1, 0, 2, 1)
    with Index.open(out, HashedWords()) as index:
        assert index.document("a").path == "a.txt"


def test_what_was_added_from_elsewhere_stays(folder: Path, out: Path, tmp_path: Path) -> None:
    build(folder, out, HashedWords())
    extra = tmp_path / "extra.txt"
    extra.write_text("Storm nears Jeju\n\nA storm is coming to Jeju, forecasters said.")
    (folder / "deep/d.txt").write_text("Late news from Seoul\n\nSeoul decided something after all.")
    assert counts(add([extra, folder / "deep"], out, HashedWords())) == (2, 0, 1, 0)
    assert ids(out) == ["a", "b", "deep-c", "deep-d", "extra"]
    assert counts(add([extra], out, HashedWords())) == (0, 0, 1, 0)
    assert counts(build(folder, out, HashedWords())) == (0, 0, 4, 0)
    assert ids(out) == ["a", "b", "deep-c", "deep-d", "extra"]


def test_what_is_removed_comes_back_with_its_folder(folder: Path, out: Path) -> None:
    build(folder, out, HashedWords())
    assert remove(["a", "b"], out) == 2
    assert ids(out) == ["deep-c"]
    assert verify(out) == []
    assert counts(build(folder, out, HashedWords())) == (2, 0, 1, 0)


def test_removing_what_is_not_there_removes_nothing(folder: Path, out: Path) -> None:
    build(folder, out, HashedWords())
    with pytest.raises(DocumentMissing, match="no document 'z'"):
        remove(["a", "z"], out)
    assert ids(out) == ["a", "b", "deep-c"]


def test_another_encoder_means_a_new_index(folder: Path, out: Path) -> None:
    build(folder, out, HashedWords())
    other = HashedWords()
    other.sha256 = "1" * 64
    assert counts(build(folder, out, other)) == (3, 0, 0, 0)
    with Index.open(out, other) as index:
        assert index.search("Lima", 1)[0].passage.document_id == "b"
    assert verify(out) == []


def test_a_build_goes_on_where_it_stopped(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.worker.BATCH_DOCUMENTS", 1)

    class Stopping(HashedWords):
        def encode(self, texts):
            if self.encoded == 2:
                raise KeyboardInterrupt
            return super().encode(texts)

    with pytest.raises(KeyboardInterrupt):
        build(folder, out, Stopping())
    assert ids(out) == ["a", "b"]
    encoder = HashedWords()
    assert counts(build(folder, out, encoder)) == (1, 0, 2, 0)
    assert encoder.encoded == 1


def test_progress_ends_at_the_whole(folder: Path, out: Path) -> None:
    steps = []
    build(folder, out, HashedWords(), on_progress=steps.append)
    total = sum(len(text) for text in ARTICLES.values())
    assert {step.total for step in steps} == {total}
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    assert (steps[0].done, steps[-1].done) == (0, total)


def test_mistakes_are_named(folder: Path, out: Path) -> None:
    with pytest.raises(BadInput, match="no folder or file"):
        build(folder / "nowhere", out, HashedWords())
    with pytest.raises(IndexMissing, match="python -m index build DIR"):
        add([folder], out, HashedWords())
    with pytest.raises(IndexMissing, match="python -m index build DIR"):
        remove(["a"], out)
    assert not out.exists()


def test_an_index_of_another_format_still_tells_its_folder(folder: Path, out: Path, encoder: HashedWords) -> None:
    build(folder, out, encoder)
    with closing(sqlite3.connect(out / "readout.db")) as connection, connection:
        connection.execute("UPDATE settings SET value = '0' WHERE key = 'format'")
    assert archive_of(out) == folder
    assert counts(build(folder, out, encoder)) == (3, 0, 0, 0)  # made anew
    (out / "readout.db").write_bytes(b"no database")
    assert archive_of(out) is None
