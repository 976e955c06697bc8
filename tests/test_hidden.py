"""What a page, a PDF, a Word file, a mail or a Markdown file hides is no part of the article's text."""

import io

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt, RGBColor

from index.canonical import clean, drop_unseen
from index.formats import read_raw
from index.pdf import read_pdf
from index.word import read_docx
from tests.articles import pdf_of

PAGE = (
    "<html><head><title>The quay</title>{head}</head><body><article><h1>The quay</h1>"
    "<p>The harbour board met on Monday to discuss the northern quay of the town.</p>{body}"
    "<p>It will meet again in May, when the engineers have finished their report.</p></article></body></html>"
)
SECRET = "The board resigned at night."

HIDDEN = {
    "display": f'<p style="color:red; DISPLAY : none !important">{SECRET}</p>',
    "visibility": f'<div style="visibility:hidden"><p>{SECRET}</p></div>',
    "size": f'<p>So it was. <span style="font-size:0">{SECRET}</span></p>',
    "opacity": f'<p style="opacity:.01">{SECRET}</p>',
    "white on white": f'<p style="color:#FFF">{SECRET}</p>',
    "white behind": f'<div style="background:#000"><p style="background:#fff;color:white">{SECRET}</p></div>',
    "clear": f'<p style="color:rgba(0, 0, 0, 0)">{SECRET}</p>',
    "font": f'<p><font color="#FFFFFF">{SECRET}</font></p>',
    "attribute": f"<div hidden><p>{SECRET}</p></div>",
    "aria": f'<p aria-hidden="true">{SECRET}</p>',
    "off the screen": f'<p style="position:absolute;left:-9999px">{SECRET}</p>',
    "cut": f'<div style="height:0;overflow:hidden"><p>{SECRET}</p></div>',
    "scaled": f'<p style="transform:scale(0)">{SECRET}</p>',
    "template": f"<template><p>{SECRET}</p></template>",
    "clear letters": f'<p style="-webkit-text-fill-color: transparent">{SECRET}</p>',
    "white by hue": f'<p style="color:hsl(0, 0%, 100%)">{SECRET}</p>',
    "nearly white": f'<p style="color:whitesmoke">{SECRET}</p>',
    "small in one word": f'<p style="font:1px/1 serif">{SECRET}</p>',
    "small in points": f'<p style="font-size:.5pt">{SECRET}</p>',
    "filtered": f'<p style="filter:opacity(0%)">{SECRET}</p>',
    "turned away": f'<p style="transform:rotateY(90deg)">{SECRET}</p>',
    "cut to nothing": f'<p style="clip-path:polygon(0 0, 0 0, 0 0)">{SECRET}</p>',
    "closed dialog": f"<dialog><p>{SECRET}</p></dialog>",
    "not popped up": f"<div popover><p>{SECRET}</p></div>",
    "description of a drawing": f"<p>A map. <svg><desc>{SECRET}</desc></svg></p>",
    "comment": f"<!-- <p>{SECRET}</p> -->",
    "alternative": f'<p>A picture. <img src="a.png" alt="{SECRET}"></p>',
}
SEEN = {
    "plain": f"<p>{SECRET}</p>",
    "white on black": f'<div style="background-color:#111"><p style="color:#fff">{SECRET}</p></div>',
    "moved a little": f'<p style="margin-left:-20px;font-size:12px;opacity:0.9">{SECRET}</p>',
    "of another size": f'<p style="font:italic 12px/1.2 serif;filter:opacity(80%);color:hsl(0,0%,10%)">{SECRET}</p>',
    "a relative size": f'<p style="font-size:.8em;font-weight:0">{SECRET}</p>',
    "for screen readers too": f'<p aria-hidden="false">{SECRET}</p>',
}
SHEETS = {
    ".x { display: none }": True,
    "article p.x{font-size:0}": True,
    "#y, .z {visibility: hidden}": True,
    "p[data-k] {opacity: 0}": True,
    "@media screen { .x { display: none } }": True,
    "@media print { .x { display: none } }": False,
    ".x:hover { display: none }": False,
    "nav .x { display: none }": False,
    ".x { display: none } .x { display: block }": False,
    "/* .x { display: none } */ .w { display: none }": False,
}


@pytest.fixture
def text_of(tmp_path):
    def text_of(name, content):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        [article] = read_raw(path, lambda _: None)
        return article.text

    return text_of


@pytest.mark.parametrize("body", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_is_not_read(text_of, body):
    text = text_of("a.html", PAGE.format(head="", body=body))
    assert SECRET not in text
    assert "met on Monday" in text
    assert "meet again in May" in text


@pytest.mark.parametrize("body", SEEN.values(), ids=SEEN.keys())
def test_seen_text_is_read(text_of, body):
    assert SECRET in text_of("a.html", PAGE.format(head="", body=body))


@pytest.mark.parametrize(("sheet", "hides"), SHEETS.items())
def test_a_style_sheet_hides_what_it_selects(text_of, sheet, hides):
    body = f'<p class="w x" id="y" data-k="1">{SECRET}</p>'.replace('class="w x"', 'class="x"')
    text = text_of("a.html", PAGE.format(head=f"<style>{sheet}</style>", body=body))
    assert (SECRET not in text) == hides


def test_hidden_markdown_is_not_read(text_of):
    text = text_of(
        "a.md",
        '# The quay\n\n<div style="display:none">\n\nThe board resigned.\n\n</div>\n\n'
        "The board <span hidden>never</span> met. <!-- Not so. -->\n\n[//]: # (Ignore this.)\n\n"
        "<p hidden>Gone.</p>\n\n<p>Kept &amp; read.</p>\n\n![The mayor resigned](a.png)",
    )
    assert text.split() == "The quay The board met. Kept & read.".split()


def test_what_nobody_sees_is_dropped():
    tagged = "".join(chr(0xE0000 + ord(letter)) for letter in "obey")
    unseen = f"a\u200bb\u2060c\u202ed\u2066e\u00adf\u034fg\ufe0fh\U000e0101i{tagged}\u3164j\x1bk\x9bl"
    assert clean(unseen) == "abcdefghijkl"
    assert drop_unseen("one\ttwo\nthree\r\x1b[2J") == "one\ttwo\nthree[2J"


# Ways of setting words in a PDF; the page is 595 by 842 points.
UNSEEN_IN_PDF = {
    "white": "1 1 1 rg BT /F1 11 Tf 40 300 Td (Secret.) Tj ET",
    "pale": "0 0 0.02 0 k BT /F1 11 Tf 40 300 Td (Secret.) Tj ET",
    "blue on blue": "0 0 1 rg 0 0 595 842 re f BT /F1 11 Tf 40 300 Td [(Sec) 20 (ret.)] TJ ET",
    "tiny": "BT /F1 1 Tf 40 300 Td (Secret.) Tj ET",
    "scaled down": "q 0.1 0 0 0.1 0 0 cm BT /F1 11 Tf 400 3000 Td (Secret.) Tj ET Q",
    "below the page": "BT /F1 11 Tf 40 -50 Td (Secret.) Tj ET",
    "left of the page": "BT /F1 11 Tf -400 300 Td (Secret.) Tj ET",
    "no ink": "BT 3 Tr /F1 11 Tf 40 300 Td (Secret.) Tj ET",
    "a line of its own": "1 g BT /F1 11 Tf 14 TL 40 300 Td (Secret.) ' ET",
}
SEEN_IN_PDF = {
    "black": "BT /F1 11 Tf 40 300 Td (Secret.) Tj ET",
    "white on blue": "0 0 0.5 rg 30 290 300 30 re f 1 g BT /F1 11 Tf 40 300 Td (Secret.) Tj ET",
    "black after white": "q 1 g Q BT /F1 11 Tf 40 300 Td (Secret.) Tj ET",
    "over a shading": "/S0 sh 1 g BT /F1 11 Tf 40 300 Td (Secret.) Tj ET",
    "a footnote": "BT /F1 5 Tf 40 300 Td (Secret.) Tj ET",
    "enlarged": "q 11 0 0 11 40 300 cm BT /F1 1 Tf 0 0 Td (Secret.) Tj ET Q",
    "from the edge": "BT /F1 11 Tf -5 300 Td (Secret.) Tj ET",
    "no ink over a picture": "q 595 0 0 842 0 0 cm /Scan Do Q BT 3 Tr /F1 11 Tf 40 300 Td (Secret.) Tj ET",
}


def drawn(drawing):
    """A PDF of one page with a line in black and a drawing."""
    page = pdf_of([["The board met."]])
    return page.replace(b"\nendstream", f"\nQ q {drawing} Q\nendstream".encode(), 1)


@pytest.mark.parametrize("drawing", UNSEEN_IN_PDF.values(), ids=UNSEEN_IN_PDF.keys())
def test_what_a_pdf_does_not_show_is_not_read(drawing):
    assert read_pdf(drawn(drawing)).text.split() == ["The", "board", "met."]


@pytest.mark.parametrize("drawing", SEEN_IN_PDF.values(), ids=SEEN_IN_PDF.keys())
def test_what_a_pdf_shows_is_read(drawing):
    assert read_pdf(drawn(drawing)).text.split() == ["The", "board", "met.", "Secret."]


@pytest.fixture
def word():
    """A Word file with one paragraph, and its text when it is read."""
    document = docx.Document()
    document.add_paragraph("The board met.")

    def text():
        out = io.BytesIO()
        document.save(out)
        return read_docx(out.getvalue()).text.split("\n\n")

    return document, text


def test_what_a_word_file_hides_is_not_read(word):
    document, text = word
    document.styles["Subtitle"].font.hidden = True
    document.add_paragraph().add_run(SECRET).font.hidden = True
    document.add_paragraph().add_run(SECRET).font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph().add_run(SECRET).font.size = Pt(1)
    document.add_paragraph(SECRET, style="Subtitle")
    document.add_paragraph()._p.append(
        parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>{SECRET}</w:delText></w:r></w:del>')
    )
    document.core_properties.subject = SECRET
    document.add_comment(document.paragraphs[0].runs, SECRET)
    assert text() == ["The board met."]


def test_what_a_word_file_shows_is_read(word):
    document, text = word
    document.add_paragraph().add_run("Marked.").font.highlight_color = WD_COLOR_INDEX.BLACK
    document.paragraphs[-1].runs[0].font.color.rgb = RGBColor(255, 255, 255)
    document.add_paragraph()._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>Added.</w:t></w:r></w:ins>')
    )
    table = document.add_table(1, 2)
    for cell, words, fill in zip(
        table.rows[0].cells, ("White on blue", "White on white"), ("0000AA", "FFFFFF"), strict=True
    ):
        cell.paragraphs[0].add_run(words).font.color.rgb = RGBColor(255, 255, 255)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:fill="{fill}"/>'))
    assert [part.strip() for part in text()] == ["The board met.", "Marked.", "Added.", "White on blue"]


def test_of_a_mail_its_page_is_read(text_of):
    mail = (
        "From: Harbour News <n@a.example>\nSubject: Quay\nMIME-Version: 1.0\n"
        'Content-Type: multipart/alternative; boundary="b"\n\n'
        f"--b\nContent-Type: text/plain\n\n{SECRET}\n--b\nContent-Type: text/html\n\n"
        f"{PAGE.format(head='', body='')}\n--b--\n"
    )
    text = text_of("a.eml", mail)
    assert SECRET not in text
    assert "met on Monday" in text
