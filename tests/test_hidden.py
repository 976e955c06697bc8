"""What a page or a Markdown file hides is no part of the article's text."""

import pytest

from index.canonical import clean, drop_unseen
from index.formats import read_raw

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
    "comment": f"<!-- <p>{SECRET}</p> -->",
    "alternative": f'<p>A picture. <img src="a.png" alt="{SECRET}"></p>',
}
SEEN = {
    "plain": f"<p>{SECRET}</p>",
    "white on black": f'<div style="background-color:#111"><p style="color:#fff">{SECRET}</p></div>',
    "moved a little": f'<p style="margin-left:-20px;font-size:12px;opacity:0.9">{SECRET}</p>',
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
