from concurrent.futures import Future
from datetime import date
from pathlib import Path

import pytest
from page_archive import ALL, HOSTILE, Rote, article
from test_render import Reader

from desk.archive import list_html, timeline_html
from desk.browsing import Browsing
from desk.desk import Desk
from desk.line import Line
from desk.tracking import sides_html, statements_html
from index.errors import BadInput, DocumentMissing, ReadoutError
from rag.positions import positions
from rag.sides import two_sides
from tests.answering import assistant_of, make_index


@pytest.fixture
def browsing(tmp_path):
    (tmp_path / "uploads").mkdir(exist_ok=True)
    with make_index(tmp_path) as index:
        yield Browsing(assistant_of(index, ""), Line(), tmp_path / "uploads")


def upload(browsing, name, text):
    file = browsing.uploads / "upload.tmp"
    file.write_text(text, encoding="utf-8")
    return browsing.show({"what": "add", "path": str(file), "name": name})


def test_articles_are_listed_newest_first_with_what_is_not_known_of_them():
    read = Reader(Browsing(Rote(), Line(), Path()).show({"what": "list"}))
    assert read.of("data-article") == ["ferry", "trap", "bridge", "market"]
    assert "4 articles" in read.text
    assert (
        "no date: hidden where a question has a date limit; same story as “Bridge to the island approved”" in read.text
    )
    assert HOSTILE in read.text
    assert "script" not in read.tags


def test_a_month_an_outlet_and_words_narrow_the_list():
    browsing = Browsing(Rote(), Line(), Path())
    assert Reader(browsing.show({"what": "list", "period": "2024-02"})).of("data-article") == ["ferry"]
    assert Reader(browsing.show({"what": "list", "outlet": "Coast News"})).of("data-article") == ["bridge"]
    assert Reader(browsing.show({"what": "list", "words": "mona reyes"})).of("data-article") == ["ferry"]
    assert "No article is like this" in browsing.show({"what": "list", "words": "zeppelin"})


def test_the_timeline_counts_articles_by_month_and_outlet_and_says_so_in_a_table():
    read = Reader(timeline_html(ALL, "2023-10"))
    assert read.of("data-period") == ["2023-10", "2023-11", "2023-12", "2024-01", "2024-02"]
    assert read.of("aria-pressed") == ["true", "false", "false", "false", "false"]
    assert read.of("aria-label")[1:3] == ["October 2023: 1 article", "November 2023: 0 articles"]
    assert "TimeHarbour GazetteCoast News<b>Bold</b> TimesOctober 2023010January 2024001February 2024100" in read.text
    assert timeline_html(()) == ""


def test_a_long_timeline_is_by_year_and_a_long_list_by_page():
    many = [article(f"a{n}", f"Title {n}", "Text.", date(1990 + n // 4, 1, 1)) for n in range(130)]
    assert Reader(timeline_html(many)).of("data-period")[0] == "1990"
    read = Reader(list_html(many, 60, {}))
    assert "61–120 of 130 articles" in read.text
    assert read.of("data-from") == ["0", "120"]
    assert len(read.of("data-article")) == 60


def test_a_file_is_added_found_opened_and_removed(browsing):
    assert upload(browsing, "news/Harbour.md", "# Seals return\n\nThe seals came back to Velm on Friday.") == "added"
    listed = Reader(browsing.show({"what": "list", "words": "seals"}))
    assert listed.of("data-article")[0] == "harbour"
    assert "<mark>The seals</mark>" in browsing.article("harbour", 0, 9)
    kept = Path(browsing.index.info.path) / "uploads" / "Harbour.md"
    assert kept.is_file()
    with pytest.raises(BadInput, match="uploaded before"):
        upload(browsing, "other/Harbour.md", "# Seals return\n\nThe seals left Velm on Sunday.")
    assert browsing.show({"what": "remove", "document": "harbour"}) == "removed"
    assert not kept.exists()
    with pytest.raises(DocumentMissing):
        browsing.article("harbour", 0, 0)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.exe", "x", "not of a format"),
        ("a.md", "", "Not added"),
        ("..", "x", "must have a name"),
        ("../../x.md", "", "Not added"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(browsing, name, text, said):
    with pytest.raises(BadInput, match=said):
        upload(browsing, name, text)
    assert len(browsing.index.documents()) == 3


def test_only_what_was_uploaded_is_taken_in(browsing, tmp_path):
    secret = tmp_path / "secret.md"
    secret.write_text("# Secret\n\nNobody may read this.")
    for path in (secret, browsing.uploads / ".." / "secret.md", browsing.uploads):
        with pytest.raises(BadInput, match="no file that was uploaded"):
            browsing.show({"what": "add", "path": str(path), "name": "a.md"})


def test_statements_and_sides_are_asked_for_and_say_what_was_read(browsing):
    said = browsing.show({"what": "statements", "person": "Ida Roth"})
    assert "1,250 ships are expected this year" in said
    assert "Read: all 3 articles." in said
    assert "No article names Nemo as saying something" in browsing.show({"what": "statements", "person": "Nemo"})
    assert browsing.show({"what": "speakers"}).startswith("Ida Roth")
    upload(
        browsing,
        "talks.md",
        "---\ndate: 2024-05-04\n---\n# Talks on the quay\n\nCarl Moss said the quay costs too much. "
        "Carl Moss said the town owes the port money.",
    )
    sides = browsing.show({"what": "sides", "meeting": "talks on the quay"})
    assert "Carl Moss said the quay costs too much." in sides
    assert "Read: 2 of 4 articles." in sides
    assert browsing.show({"what": "sides", "meeting": " "}) == browsing.show({"what": "statements", "person": ""}) == ""
    with pytest.raises(BadInput, match="no such thing"):
        browsing.show({"what": "secrets"})


def test_a_change_of_the_archive_waits_for_those_who_ask(browsing, monkeypatch):
    monkeypatch.setattr("desk.browsing.PATIENCE", 0)
    with browsing._line.join(), pytest.raises(ReadoutError, match="busy"):
        browsing.show({"what": "remove", "document": "quay"})
    assert len(browsing._line) == 0
    assert browsing.index.document("quay")


def test_hostile_articles_stay_text_in_statements_and_sides():
    bad = article("bad", HOSTILE, f"Ida Roth said {HOSTILE} is fine. Tom Bell said {HOSTILE} is not.", date(2024, 1, 1))
    for html in (
        statements_html("Ida Roth", positions("Ida Roth", (bad,)), [HOSTILE], HOSTILE, "Read."),
        sides_html(two_sides((bad,)), HOSTILE),
        statements_html(HOSTILE, [], [], HOSTILE, HOSTILE),
    ):
        assert not {"script", "img"} & set(Reader(html).tags)
        assert HOSTILE in Reader(html).text


def test_a_question_sees_what_was_added(tmp_path):
    (tmp_path / "uploads").mkdir(exist_ok=True)
    with make_index(tmp_path) as index:
        ready = Future()
        ready.set_result(assistant_of(index, "The seals came back to Velm on Friday."))
        desk = Desk(ready, uploads=tmp_path / "uploads")
        upload(desk.browsing, "seals.md", "# Seals return\n\nThe seals came back to Velm on Friday.")
        assert desk.line_of_archive().startswith("4 articles")
