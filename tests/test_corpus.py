import hashlib
import json
import os
import re
from datetime import date

import pytest

from index.corpus import count_files, list_files, read_archive, read_file, slug
from index.errors import BadInput
from tests.articles import PLAIN, REPORT, SPEECH, TITLE, pdf_of


@pytest.fixture
def archive(tmp_path):
    """An empty folder, with a way to write files into it and to read it."""

    class Archive:
        root = tmp_path / "archive"

        def write(self, name, content=PLAIN):
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            return path

        def read(self, source=None):
            problems = []
            documents = list(read_archive(source or self.root, problems.append))
            return documents, {problem.path: problem.reason for problem in problems}

    Archive.root.mkdir()
    return Archive()


def test_a_document_carries_its_text_its_hashes_and_its_place(archive):
    path = archive.write("Ports/Quay_vote 1.txt")
    [document], problems = archive.read()
    assert problems == {}
    assert (document.id, document.path, document.title) == ("ports-quay_vote-1", "Ports/Quay_vote 1.txt", TITLE)
    assert document.text == f"{REPORT}\n\n{SPEECH}"
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.raw_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.ingested.tzinfo is not None


def test_files_are_read_by_path_and_hidden_ones_passed_over(archive):
    for name in ("b.txt", "a/z.txt", "a/c.md", ".DS_Store", ".git/x.txt", "B.TXT2"):
        archive.write(name)
    documents, problems = archive.read()
    assert [document.path for document in documents] == ["a/c.md", "a/z.txt", "b.txt"]
    assert list(problems) == ["B.TXT2"]
    assert count_files(archive.root) == 3


def test_one_file_is_an_archive_too(archive):
    path = archive.write("deep/quay.txt")
    archive.write("deep/other.txt")
    documents, _ = archive.read(path)
    assert [(document.id, document.path) for document in documents] == [("quay", "quay.txt")]
    assert count_files(path) == 1


def test_an_archive_that_is_not_there_is_the_users_mistake(archive):
    with pytest.raises(BadInput, match="nowhere"):
        archive.read(archive.root / "nowhere")


def test_articles_are_read_one_at_a_time(archive):
    archive.write(
        "news.jsonl", "\n".join(json.dumps({"text": f"Ship {number} came."}) for number in range(3)) + "\n{bad"
    )
    problems = []
    documents = read_archive(archive.root, problems.append)
    assert next(documents).id == "news-1"
    assert problems == []
    assert [document.id for document in documents] == ["news-2", "news-3"]
    assert [problem.reason[:6] for problem in problems] == ["line 4"]


@pytest.mark.parametrize("name", ["metadata.csv", "metadata.jsonl"])
def test_the_sidecar_goes_before_all_else(archive, name):
    archive.write("a/quay.md", f"---\ntitle: Old\noutlet: Old\ndate: 2001-01-01\n---\n{PLAIN}")
    row = {
        "file": "a/quay.md", "title": "New, better", "outlet": "Courier", "authors": "Jane Doe;Bo Li",
        "published": "2024-03", "url": "https://a.example", "place": "CALLAO", "id": "quay-vote",
    }  # fmt: skip
    quoted = ",".join(f'"{value}"' for value in row.values())
    archive.write(name, json.dumps(row) if name.endswith("l") else f"\ufeff{','.join(row)}\n{quoted}\n")
    [document], problems = archive.read()
    assert problems == {}
    assert (document.id, document.title, document.outlet) == ("quay-vote", "New, better", "Courier")
    assert (document.authors, document.place, document.url) == (("Jane Doe", "Bo Li"), "CALLAO", "https://a.example")
    assert (document.published, document.published_precision) == (date(2024, 3, 1), "month")


def test_empty_cells_of_the_sidecar_override_nothing(archive):
    archive.write("quay.md", f"---\ntitle: Kept\ndate: 2024-03-03\n---\n{REPORT}")
    archive.write("metadata.csv", "file,title,outlet,published\nquay.md,,Courier,\n")
    [document], _ = archive.read()
    assert (document.title, document.outlet, document.published) == ("Kept", "Courier", date(2024, 3, 3))


@pytest.mark.parametrize(
    ("sidecar", "content", "told"),
    [
        ("metadata.csv", "name,title\nquay.txt,New\n", "no column `file`"),
        ("metadata.csv", "file,title\nmissing.txt,New\n", "line 2 names the file 'missing.txt'"),
        ("metadata.csv", "file,title\n,New\n", "line 2 names no file"),
        ("metadata.jsonl", "{bad\n", "line 1 is not valid JSON"),
        ("metadata.jsonl", "[]\n", "line 1 is not a JSON object"),
    ],
)
def test_a_broken_sidecar_is_named_and_the_articles_are_read(archive, sidecar, content, told):
    archive.write("quay.txt")
    archive.write(sidecar, content)
    documents, problems = archive.read()
    assert [document.title for document in documents] == [TITLE]
    assert told in problems[sidecar]


def test_dates_that_are_stated_go_before_dates_that_are_read(archive):
    dated = f"{TITLE}\nPublished: March 3, 2024\n\n{REPORT}\n\n{SPEECH}"
    archive.write("stated.md", f"---\ndate: 2023-12-31T23:00:00-08:00\n---\n{REPORT}")
    archive.write("text.txt", dated)
    archive.write("2022-02-02-named.txt")
    archive.write("undated.txt")
    archive.write("finer.md", f"---\ndate: 2021\n---\nLIMA, Nov. 9 (AP) -- {REPORT}")
    archive.write("other.md", f"---\ndate: 2021-10\n---\nLIMA, Nov. 9 (AP) -- {REPORT}")
    archive.write("yearless.txt", f"LIMA, Nov. 9 (AP) -- {REPORT}\n\n{SPEECH}")
    documents, _ = archive.read()
    found = {
        document.id: (document.published, str(document.published_precision), str(document.published_source))
        for document in documents
    }
    assert found == {
        "stated": (date(2023, 12, 31), "day", "metadata"),
        "text": (date(2024, 3, 3), "day", "text"),
        "2022-02-02-named": (date(2022, 2, 2), "day", "file"),
        "undated": (None, "unknown", "none"),
        "finer": (date(2021, 11, 9), "day", "text"),
        "other": (date(2021, 10, 1), "month", "metadata"),
        "yearless": (None, "unknown", "none"),
    }


def test_a_date_that_is_not_understood_is_named(archive):
    archive.write("quay.md", f"---\ndate: yesterday\n---\n{REPORT}")
    [document], problems = archive.read()
    assert document.published is None
    assert "'yesterday' is not understood" in problems["quay.md"]


def test_of_two_files_with_one_id_the_second_is_named(archive):
    archive.write("quay.md", REPORT)
    archive.write("quay.txt", SPEECH)
    documents, problems = archive.read()
    assert [document.path for document in documents] == ["quay.md"]
    assert "'quay' of quay.md" in problems["quay.txt"]


@pytest.mark.parametrize(
    ("name", "document_id"),
    [
        ("000_a70c.txt", "000_a70c"),
        ("News/2024/Quay Vote!.md", "news-2024-quay-vote"),
        ("São Paulo.txt", "sao-paulo"),
        ("v1.2.txt", "v1-2"),
    ],
)
def test_ids_are_slugs_of_the_path(name, document_id):
    assert slug(name) == document_id


def test_names_in_other_alphabets_have_ids_that_differ():
    ids = {slug(name) for name in ("부두 투표.txt", "항만 투표.txt", "2023 부두.txt", "2023 항만.txt")}
    assert len(ids) == 4
    assert all(re.fullmatch(r"[a-z0-9_-]+", id) for id in ids)


def test_a_hinted_title_is_believed_where_the_text_prints_it(archive):
    lines = [TITLE, "The council voted on Monday to widen the northern quay of the port of Callao."]
    archive.write("a.pdf", pdf_of([lines], f"/Title ({TITLE}) /Author (Jane Doe)"))
    archive.write("b.pdf", pdf_of([lines], "/Title (Microsoft Word - draft7.docx) /Author (jdoe)"))
    documents, _ = archive.read()
    assert [(document.title, document.authors) for document in documents] == [(TITLE, ("Jane Doe",)), (TITLE, ())]


def test_captions_are_spans_after_the_body(archive):
    archive.write("quay.txt", f"{TITLE}\n\n{REPORT}\n\nview larger image The quay at dawn. (Yonhap)\n\n{SPEECH}")
    [document], _ = archive.read()
    [caption] = document.captions
    assert caption.of(document.text) == "The quay at dawn. (Yonhap)"
    assert document.text == f"{REPORT}\n\n{SPEECH}\n\nThe quay at dawn. (Yonhap)"


def test_every_bad_file_is_one_clear_line_and_the_rest_is_read(archive):
    outside = archive.root.parent / "secret.txt"
    outside.write_text(PLAIN)
    archive.write("good.txt")
    archive.write("empty.txt", b"")
    archive.write("blank.txt", " \n\n\t\n")
    archive.write("binary.txt", bytes(range(256)) * 40)
    archive.write("big.txt", (REPORT + "\n\n").encode() * 340_000)
    archive.write("damaged.pdf", b"%PDF-1.4\n rubbish")
    archive.write("notes.xyz", "x")
    (archive.root / "out.txt").symlink_to(outside)
    (archive.root / "outdir").symlink_to(archive.root.parent)
    (archive.root / "dangling.txt").symlink_to("nowhere.txt")
    (archive.root / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(archive.root / "pipe.txt")
    documents, problems = archive.read()
    assert [document.id for document in documents] == ["good"]
    expected = {
        "empty.txt": "empty", "blank.txt": "no text", "binary.txt": "not text", "big.txt": "more than the 20 MB",
        "damaged.pdf": "that can be read", "notes.xyz": "not of a format", "out.txt": "out of the folder",
        "outdir": "out of the folder", "dangling.txt": "to nothing", "loop.txt": "to nothing", "pipe.txt": "ordinary",
    }  # fmt: skip
    assert set(problems) == set(expected)
    assert all(part in problems[path] for path, part in expected.items()), problems


def test_a_file_that_may_not_be_read_is_named(archive, monkeypatch):
    archive.write("good.txt")
    archive.write("locked.txt")
    whole = type(archive.root).read_bytes

    def refuse(path):
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(type(archive.root), "read_bytes", refuse)
    documents, problems = archive.read()
    assert [document.id for document in documents] == ["good"]
    assert problems == {"locked.txt": "cannot be read: Permission denied"}


def test_a_link_inside_the_folder_is_read(archive):
    archive.write("good.txt")
    (archive.root / "link.txt").symlink_to("good.txt")
    documents, problems = archive.read()
    assert [document.id for document in documents] == ["good", "link"]
    assert problems == {}


def test_one_file_can_be_read_by_itself(archive):
    archive.write("a.txt")
    archive.write("b.txt")
    [first, _] = list_files(archive.root, lambda problem: pytest.fail(problem.reason))
    [document] = read_file(first, archive.root, {}, lambda problem: pytest.fail(problem.reason))
    assert document.path == "a.txt"
