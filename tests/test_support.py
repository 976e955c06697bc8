"""The words that carry a sentence are found, and no more of them than needed."""

from datetime import date

from index.data import Document, Span
from rag.evidence import Evidence, article_lines
from rag.support import Supported, merged, support
from tests.conftest import HashedWords, make_document

QUAY = make_document(
    "quay",
    "Velm reopened its northern quay on Friday. “We will not close it again,” Mayor Ida Roth said.\n\n"
    "She said 1,250 ships are expected this year. Engineer Tom Bell praised the new wall.",
    date(2024, 5, 3),
    title="Velm reopens its northern quay",
)
COPY = make_document("copy", "She said 1,250 ships are expected this year. It rained in Ostburg.", date(2024, 5, 3))
LAMPS = make_document("lamps", "The lamps of the lighthouse were given to a museum.", date(2023, 2, 1))


def found(sentence: str, *documents: Document, question: str = "What happened?") -> Supported:
    return support(sentence, question, Evidence((), (), documents or (LAMPS, QUAY)), HashedWords())


def test_the_sentence_s_own_line_carries_it() -> None:
    claim = found("Some 1,250 ships are expected this year.")
    assert [line.text for line in claim.cited] == ["She said 1,250 ships are expected this year."]
    assert claim.score > 0.7
    assert claim.failed == ()


def test_what_no_line_carries_scores_low() -> None:
    assert found("Queen Zara ate fried fish for breakfast.").score < 0.4
    assert found("Queen Zara ate fried fish for breakfast.").score < found("The museum got lamps.").score


def test_two_facts_cite_two_lines() -> None:
    claim = found("Velm reopened its northern quay, and engineer Tom Bell praised the wall.")
    assert {line.text for line in claim.cited} == {
        "Velm reopened its northern quay on Friday.",
        "Engineer Tom Bell praised the new wall.",
    }


def test_a_quotation_s_own_line_is_cited() -> None:
    claim = found("Asked about the lamps given to a museum, Roth said: “We will not close it again”.")
    assert any("We will not close it again" in line.text for line in claim.cited)


def test_another_article_with_the_same_sentence_is_named() -> None:
    claim = found("Some 1,250 ships are expected this year.", QUAY, COPY, LAMPS)
    assert {claim.cited[0].document.id, *claim.also_in} == {"quay", "copy"}


def test_nothing_found_carries_nothing() -> None:
    claim = support("Ships came.", "?", Evidence((), (), ()), HashedWords())
    assert (claim.score, claim.cited) == (0.0, ())


def test_neighbouring_lines_merge_within_a_paragraph_only() -> None:
    lines = article_lines(QUAY)
    spans = [span for _, span in merged([lines[3], lines[0], lines[1], lines[2]])]
    assert spans == [Span(lines[0].span.start, lines[1].span.end), Span(lines[2].span.start, lines[3].span.end)]
    assert [span for _, span in merged([lines[2], lines[0]])] == [lines[0].span, lines[2].span]
