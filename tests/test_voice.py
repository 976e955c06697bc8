"""Nobody's "we" is shown as the answer's own, and a sentence cut out of a quotation keeps its marks."""

import pytest

from rag.evidence import article_lines
from rag.voice import as_printed, borrowed
from tests.conftest import make_document

ARTICLE = make_document(
    "quay",
    "“We will not close it. My door is open,” Mayor Ida Roth said.\n\n"
    'Roth added: "The first quay is ours. The second will be."\n\n'
    "We asked her about World War I, and the US. “Tell us,” we said. “I will,” she said.\n\n"
    "“The wall is old.\n\n“It will last.” Carl Moss called it ‘our pride. Our shame.’ today.",
)
LINES = article_lines(ARTICLE)


@pytest.mark.parametrize(
    ("sentence", "number", "words"),
    [
        ("Ida Roth said We will not close it.", 0, ["We"]),
        ("Ida Roth said we will not close it.", 0, ["we"]),
        ("Ida Roth said “We will not close it”.", 0, []),
        ("Ida Roth said “We will not close it”, as my door is open.", 1, ["my"]),
        ("Ida Roth said the first quay is ours.", 2, ["ours"]),
        ("Ida Roth said that the quay would stay open.", 0, []),
        ("We asked about World War I.", 4, []),  # the reporter's own
        ("“Tell us”, we said.", 5, []),
        ("Tell us, we said.", 5, ["us"]),
        ("I will.", 6, ["I"]),
        ("I. Roth spoke of the I-95 and the US.", 0, []),
    ],
)
def test_the_first_person_outside_marks(sentence: str, number: int, words: list[str]) -> None:
    assert borrowed(sentence, LINES[number : number + 1]) == words


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        (0, "“We will not close it.”"),
        (1, "“My door is open,” Mayor Ida Roth said."),
        (2, 'Roth added: "The first quay is ours."'),
        (3, '"The second will be."'),
        (4, "We asked her about World War I, and the US."),
        (7, "“The wall is old.”"),
        (8, "“It will last.”"),
        (9, "Carl Moss called it ‘our pride.’"),
    ],
)
def test_a_sentence_with_the_marks_that_it_shares(number: int, printed: str) -> None:
    assert as_printed(LINES[number]) == printed
