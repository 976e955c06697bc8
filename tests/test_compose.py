"""Sentences become text with markers, and citations are spans."""

from rag.compose import compose
from rag.data import Support
from rag.evidence import Line, article_lines
from rag.support import Supported
from tests.conftest import make_document

ARTICLE = make_document(
    "quay", "“We will not close it again – ever.” Mayor Ida Roth spoke in Velm.\n\nSome 1,250 ships came. It rained."
)
OTHER = make_document("other", "Nobody went home hungry.")
LINES = article_lines(ARTICLE)


def claim(text: str, *cited: Line, also_in: tuple[str, ...] = ()) -> Supported:
    return Supported(text, 0.87654, cited, (), also_in)


def test_markers_stand_after_their_sentences() -> None:
    ships, hungry = LINES[2], article_lines(OTHER)[0]
    made = compose([claim("Ships came.", ships), claim("All ate.", hungry, ships)])
    assert made.text == "Ships came. [1] All ate. [2] [1]"
    assert made.plain == "Ships came. All ate."
    assert [(sentence.answer_start, sentence.answer_end) for sentence in made.sentences] == [(0, 11), (16, 24)]
    assert [sentence.citations for sentence in made.sentences] == [(1,), (2, 1)]
    assert {sentence.support for sentence in made.sentences} == {Support.SUPPORTED}
    assert made.sentences[0].score == 0.877
    assert [(citation.number, citation.document_id) for citation in made.citations] == [(1, "quay"), (2, "other")]


def test_a_citation_is_a_span_of_its_article() -> None:
    (cited,) = compose([claim("Ships came.", LINES[2])]).citations
    assert cited.cited_text == "Some 1,250 ships came."
    assert ARTICLE.text[cited.source_start : cited.source_end] == cited.cited_text
    assert cited.source_sha256 == ARTICLE.sha256
    assert cited.quotation is False


def test_lines_that_follow_one_another_are_one_citation() -> None:
    (cited,) = compose([claim("Ships came in the rain.", LINES[3], LINES[2])]).citations
    assert cited.cited_text == "Some 1,250 ships came. It rained."


def test_a_line_that_two_sentences_share_is_one_citation_with_what_both_know_of_it() -> None:
    made = compose(
        [
            claim("It stays open.", LINES[0], also_in=("b",)),
            claim("“We will not”, she said.", LINES[0], also_in=("c", "b")),
        ]
    )
    (cited,) = made.citations
    assert [sentence.citations for sentence in made.sentences] == [(1,), (1,)]
    assert cited.quotation is True
    assert cited.also_in == ("b", "c")


def test_nothing_makes_an_empty_text() -> None:
    assert compose([]) == compose(())
    assert compose([]).text == ""
