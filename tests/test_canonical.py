import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.canonical import clean, compose, vocabulary
from index.metadata import read_article
from index.wraps import blocks_of, join_wrapped, paragraphs_of
from tests.articles import PLAIN, REPORT, SPEECH, TITLE


def paragraphs(text):
    return paragraphs_of(blocks_of(clean(text)), vocabulary(text))


def test_line_ends_spaces_and_invisible_characters_take_one_form():
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert (
        clean("soft\u00ad hyphen, zero\u200bwidth, \u202bturned\u202c, \ufeffmark")
        == "soft hyphen, zerowidth, turned, mark"
    )
    assert clean("nul\x00 bell\x07 half\ud800") == "nul bell half"
    assert clean("a\u00a0 \t b  ") == "a b"
    assert clean("cafe\u0301 \ufb01nds") == "café finds"


def test_curly_quotes_and_odd_spaces_before_commas_stay_as_printed():
    assert clean("“trust , respect ,” ‘she’ said") == "“trust , respect ,” ‘she’ said"


@given(st.text())
def test_cleaning_is_nfc_and_done_once(text):
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any(unicodedata.category(char) in ("Cc", "Cs") for char in once if char != "\n")


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("plans to wid", "en the quay", "plans to widen the quay"),
        ("the gover", "nment said", "the government said"),
        ("the Span", "ish minister", "the Spanish minister"),
        ("met in Lon", "don today", "met in London today"),
        ("the whole of last year", ".", "the whole of last year."),
        ("from day to", "day work", "from day to day work"),
        ("she may", "be late", "she may be late"),
        ("it went in", "to the sea", "it went in to the sea"),
        ("people can", "not pay", "people can not pay"),
        ("President", "Ruiz said", "President Ruiz said"),
        ("it was a", "lone ship", "it was a lone ship"),
    ],
)
def test_a_wrap_mends_torn_words_and_only_them(before, after, joined):
    assert join_wrapped(before, after, frozenset()) == joined


def test_a_name_that_the_article_uses_is_mended():
    words = vocabulary("Okonjo spoke. Tarkhanovic spoke.")
    assert join_wrapped("said Tarkha", "novic on Monday", words) == "said Tarkhanovic on Monday"
    assert join_wrapped("said Tarkha", "novic on Monday", frozenset()) == "said Tarkha novic on Monday"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("an inter-", "national port", "an international port"),
        ("closer co-", "operation on trade", "closer cooperation on trade"),
        ("a long-", "term plan", "a long-term plan"),
        ("a two-", "year delay", "a two-year delay"),
        ("Minister Li-", "Wen said", "Minister Li-Wen said"),
    ],
)
def test_a_hyphen_at_a_line_end_goes_where_a_typesetter_put_it(before, after, joined):
    assert join_wrapped(before, after, frozenset()) == joined


def test_hard_wrapped_paragraphs_are_joined_at_every_width():
    for width in (50, 66, 72, 80, 100):
        wrapped = "\n\n".join("\n".join(textwrap.wrap(text, width)) for text in (REPORT, SPEECH, REPORT, SPEECH))
        assert paragraphs(wrapped) == [REPORT, SPEECH, REPORT, SPEECH]


def test_a_paragraph_a_line_stays_a_paragraph():
    assert paragraphs(f"{REPORT}\n{SPEECH}\nHe left.\n{REPORT}") == [REPORT, SPEECH, "He left.", REPORT]


def test_wrapped_paragraphs_without_blank_lines_part_at_short_last_lines():
    lines = [*textwrap.wrap(REPORT, 60), *textwrap.wrap(SPEECH, 60)]
    assert paragraphs("\n".join(lines)) == [REPORT, SPEECH]


def test_list_items_stay_apart():
    assert paragraphs("- one ship\n- two ships") == ["- one ship", "- two ships"]


def test_captions_come_last_and_are_spans():
    text, spans = compose(["One.", "Two."], ["A quay.", "A ship."])
    assert text == "One.\n\nTwo.\n\nA quay.\n\nA ship."
    assert [span.of(text) for span in spans] == ["A quay.", "A ship."]
    text, spans = compose([], ["Alone."])
    assert (text, spans[0].of(text)) == ("Alone.", "Alone.")


@pytest.mark.parametrize(
    "line",
    [
        "2 mins read",
        "3 Min Read",
        "Share",
        "Facebook Twitter WhatsApp",
        "Share this article",
        "Advertisement",
        "Story continues below advertisement",
        "Read also: Ships wait off the coast",
        "READ MORE",
        "READ MORE Ships wait off the coast",
        "Related: Grain prices rise",
        "Follow us on Telegram and X",
        "Subscribe to our newsletter",
        "Photo from the harbour office’s website",
        "Photo: Jane Doe/AP",
        "Home > World > Ports",
        "© 2024 Harbour Courier. All rights reserved.",
        "desk@courier.example",
    ],
)
def test_furniture_is_not_text(line):
    reading = read_article(f"{TITLE}\n\n{REPORT}\n\n{line}\n\n{SPEECH}")
    assert reading.paragraphs == (REPORT, SPEECH)
    assert reading.captions == ()


@pytest.mark.parametrize(
    "paragraph",
    [
        "Share prices fell on Monday after the vote.",
        "Read the law, she said, before you sign it.",
        "Related costs were not part of the vote, the council said.",
        "(This story has been corrected to say northern, not southern, in paragraph 2)",
        "Follow the money, he told reporters in the port.",
        "Photographs of the quay were shown to the council before the vote was taken on Monday.",
    ],
)
def test_text_that_begins_like_furniture_stays(paragraph):
    assert read_article(f"{TITLE}\n\n{REPORT}\n\n{paragraph}\n\n{SPEECH}").paragraphs == (REPORT, paragraph, SPEECH)


@given(st.text(alphabet=st.sampled_from("aAb .\n-,:(“”|1é—/"), max_size=200))
def test_any_text_can_be_read(text):
    reading = read_article(text)
    assert all(paragraph.strip() == paragraph != "" for paragraph in (*reading.paragraphs, *reading.captions))
    assert not any("\n" in paragraph for paragraph in reading.paragraphs)


def test_reading_a_canonical_text_again_changes_nothing():
    reading = read_article(PLAIN)
    assert read_article("\n\n".join(reading.paragraphs), TITLE).paragraphs == reading.paragraphs
