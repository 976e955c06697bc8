import io
import json
from contextlib import suppress

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from index import formats
from index.decoding import decode
from index.errors import BadInput
from index.formats import read_raw
from index.metadata import read_article
from tests.articles import PLAIN, REPORT, SPEECH, TITLE, pdf_of

STRAIGHT = SPEECH.replace("“", '"').replace("”", '"')
PAGE = f"""<html><head><title>{TITLE} - Courier</title><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="Harbour Courier"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2024-03-03T23:30:00-05:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>{TITLE}</h1><p>By Jane Doe</p>
<figure><img src="q.jpg"><figcaption>The quay at dawn.</figcaption></figure>
<p>{REPORT}</p><p>{SPEECH}<br>He left.</p></article><footer>Imprint</footer></body></html>"""


@pytest.fixture
def read(tmp_path):
    """Write a file and read its articles and what was wrong with parts of it."""

    def read(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        problems = []
        return list(read_raw(path, problems.append)), problems

    return read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_is_read_in_its_encoding(encoding):
    text = PLAIN + "The café’s “naïve” owner, Señor Núñez, paid €5."
    assert decode(text.encode(encoding)) == text


def test_other_alphabets_are_recognised():
    text = "Совет порта проголосовал в понедельник за расширение северного причала, сообщили инженеры города."
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (bytes(range(256)) * 200, "binary|not text"),
        (b"\x00\x01\x02\x03" * 100, "binary"),
        (b"%PDF-1.4 plain", "a PDF by its content"),
        (b"PK\x03\x04abc", "zip archive or an Office"),
        (b"\x89PNG\r\n", "a PNG picture"),
    ],
)
def test_a_binary_is_not_text(raw, message):
    with pytest.raises(BadInput, match=message):
        decode(raw)


def test_a_stray_null_does_not_make_a_binary():
    assert decode(b"one qu\x00ay") == "one qu\x00ay"


def test_front_matter_is_read_and_is_no_text(read):
    source = (
        "---\nid: quay-1\nheadline: 'Quay: the vote'\nsource: Harbour Courier\nauthors:\n  - Jane Doe\n  - Bo Li\n"
        "date: 2024-03-03T23:30:00-05:00\nurl: https://a.example/q\nplace: CALLAO\n---\n\n"
        f"# Quay: the vote\n\n{REPORT}\n"
    )
    [article], problems = read("a.md", source)
    assert problems == []
    stated = article.stated
    assert (stated.id, stated.title, stated.outlet) == ("quay-1", "Quay: the vote", "Harbour Courier")
    assert (stated.authors, stated.place, stated.url) == (("Jane Doe", "Bo Li"), "CALLAO", "https://a.example/q")
    assert stated.published == "2024-03-03T23:30:00-05:00"
    assert read_article(article.text, stated.title).paragraphs == (REPORT,)


def test_markdown_marks_are_not_text(read):
    [article], _ = read(
        "a.md", "# A *quay*\n\nThe **council** [voted](http://x.example) on\nMonday.\n\n- one\n- two\n\n![x](y.jpg)\n"
    )
    assert article.stated.title == "A quay"
    assert article.text.split("\n\n") == ["A quay", "The council voted on\nMonday.", "one", "two"]


@pytest.mark.parametrize(("front", "told"), [("title: [open", "not valid YAML"), ("only words", "no `key: value`")])
def test_broken_front_matter_costs_only_itself(read, front, told):
    [article], [problem] = read("a.md", f"---\n{front}\n---\n{REPORT}\n")
    assert told in problem
    assert article.text == REPORT


def test_a_page_gives_its_article_and_what_its_head_states(read):
    [article], _ = read("a.html", PAGE)
    stated = article.stated
    assert (stated.title, stated.outlet, stated.authors) == (TITLE, "Harbour Courier", ("Jane Doe",))
    assert stated.published == "2024-03-03T23:30:00-05:00"  # with its zone, by which it was the next day in UTC
    assert article.captions == ("The quay at dawn.",)
    assert read_article(article.text, stated.title).paragraphs == (REPORT, SPEECH, "He left.")


def test_a_bare_page_is_read_and_gets_no_date_from_its_words(read):
    [article], _ = read("a.htm", "<p>The quay was built in 2019 and widened on May 3, 2021.</p><p>It is long.</p>")
    assert article.stated.published is None
    assert article.text == "The quay was built in 2019 and widened on May 3, 2021.\n\nIt is long."


def test_a_page_without_an_article_is_named(read):
    with pytest.raises(BadInput, match=r"no article text|not an HTML page"):
        read("a.html", "<html></html>")


def test_a_pdf_is_read_without_its_margins(read):
    pages = [
        [
            "Harbour Courier 3/2024",
            TITLE,
            "LIMA (AP) - The council voted on Monday to widen the nor-",
            "thern quay.",
            "1",
        ],
        [
            "Harbour Courier 3/2024",
            "Work on the inter-",
            "national port begins in spring and will last for two whole years.",
            "2",
        ],
    ]
    [article], _ = read("a.pdf", pdf_of(pages, f"/Title ({TITLE}) /Author (Jane Doe)"))
    assert "Courier" not in article.text
    assert article.hinted.title == TITLE
    reading = read_article(article.text, TITLE)
    assert (reading.note.place, reading.note.outlet) == ("LIMA", "AP")
    text = " ".join(reading.paragraphs)
    assert text.startswith("The council voted on Monday to widen the northern quay.")
    assert "the international port begins" in text


def test_a_damaged_pdf_is_named(read):
    whole = pdf_of([[TITLE, REPORT]])
    for broken in (b"%PDF-1.4\n rubbish", whole[: len(whole) // 3], b"no PDF at all"):
        with pytest.raises(BadInput, match=r"not a \.?pdf|not a PDF|PDF without text"):
            read("a.pdf", broken)


def test_an_encrypted_pdf_is_named(read):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of([[TITLE]]))))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(BadInput, match="encrypted"):
        read("a.pdf", out.getvalue())


def test_a_pdf_of_pictures_is_named(read):
    with pytest.raises(BadInput, match="ocrmypdf"):
        read("a.pdf", pdf_of([[]]))


def test_a_word_file_gives_title_paragraphs_and_tables(read):
    document = docx.Document()
    document.add_heading(TITLE, 0)
    document.add_paragraph(REPORT)
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "Ships", "12"
    document.add_paragraph(SPEECH)
    out = io.BytesIO()
    document.save(out)
    [article], _ = read("a.docx", out.getvalue())
    assert article.stated.title == TITLE
    assert article.text.split("\n\n") == [TITLE, REPORT, "Ships 12", SPEECH]


@pytest.mark.parametrize("raw", [b"PK\x03\x04 rubbish", b"hello"])
def test_a_damaged_word_file_is_named(read, raw):
    with pytest.raises(BadInput, match=r"not a (?:Word|\.docx) file that can be read"):
        read("a.docx", raw)


def test_a_mail_gives_subject_day_and_sender(read):
    mail = (
        "From: Jane Doe <j@a.example>\nSubject: Fwd: Re: Quay vote\nDate: Sun, 03 Mar 2024 23:30:00 -0500\n"
        f"Content-Type: text/plain; charset=utf-8\n\n{REPORT}\n\n{SPEECH}\n"
    )
    [article], _ = read("a.eml", mail)
    stated = article.stated
    assert (stated.title, stated.published, stated.authors) == ("Quay vote", "2024-03-03T23:30:00-05:00", ("Jane Doe",))
    assert article.text.split() == f"{REPORT} {SPEECH}".split()


def test_a_newsletter_in_html_is_read_and_sent_by_its_outlet(read):
    mail = (
        "From: Harbour News <n@a.example>\nSubject: =?utf-8?q?Quay_=E2=80=93_vote?=\nDate: nonsense\n"
        f"Content-Type: text/html; charset=utf-8\n\n<html><body><p>{REPORT}</p><p>{SPEECH}</p></body></html>\n"
    )
    [article], _ = read("a.eml", mail)
    assert (article.stated.title, article.stated.outlet, article.stated.published) == (
        "Quay – vote",
        "Harbour News",
        None,
    )
    assert article.text == f"{REPORT}\n\n{SPEECH}"


def test_lines_are_articles_and_bad_ones_are_named(read):
    rows = [
        json.dumps(
            {"id": "a", "title": "One", "text": REPORT, "source": "AFP", "authors": "Jane Doe; Bo Li", "date": "2024"}
        ),
        "{broken",
        "[1]",
        json.dumps({"title": "Empty", "text": " "}),
        "",
        json.dumps({"text": SPEECH}),
    ]
    articles, problems = read("a.jsonl", "\n".join(rows))
    assert [(article.text, article.line) for article in articles] == [(REPORT, 1), (SPEECH, 6)]
    stated = articles[0].stated
    assert (stated.id, stated.outlet, stated.authors, stated.published) == ("a", "AFP", ("Jane Doe", "Bo Li"), "2024")
    assert [problem.split(" is ")[0].split(" has ")[0] for problem in problems] == ["line 2", "line 3", "line 4"]


def test_half_characters_in_json_are_dropped_everywhere(read):
    [article], _ = read("a.jsonl", '{"title": "Qu\\ud800ay\\u0000", "source": "A\\udfffFP", "text": "x"}')
    assert (article.stated.title, article.stated.outlet) == ("Quay", "AFP")


def test_a_line_that_is_too_long_is_named_and_the_next_is_read(read, monkeypatch):
    monkeypatch.setattr(formats, "MAX_TEXT_BYTES", 400)
    rows = [json.dumps({"text": "x" * 3000}), json.dumps({"text": "short"})]
    articles, [problem] = read("a.jsonl", "\n".join(rows))
    assert problem.startswith("line 1 is longer than")
    assert [(article.text, article.line) for article in articles] == [("short", 2)]


def test_a_text_over_the_limit_is_named(read, monkeypatch):
    monkeypatch.setattr(formats, "MAX_TEXT_BYTES", 400)
    with pytest.raises(BadInput, match="split it"):
        read("a.txt", "x" * 401)
    assert read("b.txt", "x" * 400)[0][0].text == "x" * 400


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx", "a.eml", "a.jsonl"])
def test_an_empty_file_is_named(read, name):
    with pytest.raises(BadInput, match="is empty"):
        read(name, b"")


@pytest.mark.parametrize("name", ["a.html", "a.eml", "a.pdf", "a.docx", "a.md", "a.txt"])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(raw=st.binary(min_size=1, max_size=300))
def test_any_bytes_are_read_or_refused(read, name, raw):
    with suppress(BadInput):
        articles, _ = read(name, raw)
        assert len(articles) == 1


@pytest.mark.parametrize("at", range(0, 600, 40))
def test_a_page_or_mail_cut_anywhere_is_read_or_refused(read, at):
    for name, whole in (("a.html", PAGE), ("a.eml", f"Date: x\nContent-Type: text/html\n\n{PAGE}")):
        with suppress(BadInput):
            articles, _ = read(name, whole[: at + 1])
            assert len(articles) == 1
