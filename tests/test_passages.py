"""Passages: whole sentences, whole paragraphs where they fit, captions apart, every word in one, none too long."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from index.data import DatePrecision, Document, Span
from index.passages import CHARACTERS, WORDS, context, passages
from tests.conftest import make_document


def words(count: int, word: str = "word") -> str:
    return " ".join([word] * (count - 1) + [f"{word}."]).capitalize()


def texts(document: Document) -> list[str]:
    return [passage.span.of(document.text) for passage in passages(document)]


def test_short_paragraphs_share_a_passage_and_a_long_one_does_not_join() -> None:
    first, second, third = words(40), words(50, "other"), words(60, "third")
    document = make_document("a", f"{first}\n\n{second}\n\n{third}")
    assert texts(document) == [f"{first}\n\n{second}", third]


def test_a_long_paragraph_is_divided_between_sentences_and_repeats_a_short_one() -> None:
    one, two, three = words(60, "one"), words(30, "two"), words(60, "three")
    assert texts(make_document("a", f"{one} {two} {three}")) == [f"{one} {two}", f"{two} {three}"]


def test_a_long_sentence_is_not_repeated() -> None:
    one, two = words(70, "one"), words(70, "two")
    assert texts(make_document("a", f"{one} {two}")) == [one, two]


def test_captions_stand_alone() -> None:
    text = "The body is short.\n\nA caption.\n\nAnother."
    document = make_document("a", text, captions=(Span(20, 30), Span(32, 40)))
    assert texts(document) == ["The body is short.", "A caption.", "Another."]


def test_a_sentence_of_two_thousand_words_is_cut_at_words() -> None:
    found = texts(make_document("a", " ".join(f"{number}" for number in range(2000))))
    assert " ".join(found) == " ".join(f"{number}" for number in range(2000))
    assert max(len(text.split()) for text in found) == WORDS


def test_text_without_spaces_is_bounded() -> None:
    assert [len(text) for text in texts(make_document("a", "x" * 2500))] == [CHARACTERS, CHARACTERS, 500]


def test_no_words_no_passages() -> None:
    assert texts(make_document("a", "")) == []


def test_context_says_what_article_and_when() -> None:
    document = make_document("a", "Xi spoke. Yoon did too.", date(2024, 11, 5), title="Lima", outlet="Yonhap")
    assert context(document, passages(document)[0]) == "Lima. Yonhap. 5 November 2024\nXi spoke. Yoon did too."


def test_context_says_no_more_than_is_known() -> None:
    month = make_document("a", "Xi spoke.", date(2024, 11, 1), title="Lima", published_precision=DatePrecision.MONTH)
    assert context(month, passages(month)[0]) == "Lima. November 2024\nXi spoke."
    undated = make_document("a", "Xi spoke.", title="")
    assert context(undated, passages(undated)[0]) == "Xi spoke."


@settings(deadline=None)
@given(st.text(st.sampled_from("abc AB.\n“”\u00a0"), max_size=6000), st.integers(0, 6000), st.integers(0, 6000))
def test_passages_cover_every_word_and_are_bounded(text: str, start: int, end: int) -> None:
    caption = Span(min(start, end, len(text)), min(max(start, end), len(text)))
    covered = set()
    for passage in passages(make_document("a", text, captions=(caption,))):
        assert passage.span.of(text).strip() == passage.span.of(text) != ""
        assert len(passage.span.of(text).split()) <= WORDS
        assert passage.end - passage.start <= CHARACTERS
        inside = passage.span.overlap(caption)
        assert inside in (0, passage.end - passage.start)
        covered |= set(range(passage.start, passage.end))
    assert all(character.isspace() for at, character in enumerate(text) if at not in covered)
