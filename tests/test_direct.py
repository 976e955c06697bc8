"""What an article has between marks, and in whose mouth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.data import Span
from rag.direct import Standing, marked, said_by, standing
from rag.evidence import article_lines
from rag.quotes import quotations
from tests.conftest import make_document


def stretches(text: str) -> list[str]:
    return [span.of(text) for span in marked(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“One,” she said. “Two.”", ["One,", "Two."]),
        ('"One," she said. "Two."', ["One,", "Two."]),
        ('He said "one". A 12" pipe and a 14" pipe. "Two."', ["one", "Two."]),
        ("“One.\n\n“Two.\n\n“Three,” she said.", ["One.", "Two.", "Three,"]),
        ('"One.\n\n"Two," she said.', ["One.", "Two,"]),
        ('She said: "One.\n\n"Two." It rained.', ["One.", "Two."]),
        ("“A mark that is never closed.\n\nIt rained.", []),
        ('it again." It rained. "Two."', ["Two."]),  # a stray mark does not turn prose into speech
        (
            "“He said ‘no’ twice,” she said; «oui» and 「港」 and ‘one word’",
            ["He said ‘no’ twice,", "oui", "港", "one word"],
        ),
        ("The '90s, the workers' pay.", []),
        ("", []),
    ],
)
def test_what_stands_between_marks(text: str, found: list[str]) -> None:
    assert stretches(text) == found


@given(st.text(alphabet='ab .,“”"‘’«»\n', max_size=60))
def test_stretches_lie_in_the_text_without_their_marks(text: str) -> None:
    for span in marked(text):
        assert 0 < span.start <= span.end <= len(text)
        assert text[span.start - 1] in '“"«‘'


@pytest.mark.parametrize(
    ("sentence", "words", "who"),
    [
        ("Ida Roth said “one”.", "one", "Ida Roth"),
        ("“One,” said Ida Roth.", "One,", "Ida Roth"),
        ("Ida Roth said “one”, and Tom Bell replied “two”.", "one", "Ida Roth"),
        ("Ida Roth said “one”, and Tom Bell replied “two”.", "two", "Tom Bell"),
        ("Ida Roth said “one” and “two and three”.", "two and three", "Ida Roth"),
        ("The plan is “one”.", "one", None),
        ("The article describes the plan as “one”.", "one", "the article"),
        ("He said “one”.", "one", "He"),
    ],
)
def test_who_says_what_is_quoted(sentence: str, words: str, who: str | None) -> None:
    start = sentence.index(words)
    assert said_by(sentence, Span(start - 1, start + len(words) + 1)) == who


ARTICLE = make_document(
    "quay",
    "Mayor Ida Roth said on Friday that the northern quay stays open. “We will not close it again,” Roth said.\n\n"
    "“Pay is what counts,” union leader Carl Moss told reporters. Roth hopes for “a fair deal” by June.\n\n"
    "“The wall will last. It was built well,” Tom Bell said, while Roth called it “a treasure”. It cost 5 million.",
    outlet="Ostland Times",
)
LINES = article_lines(ARTICLE)
OTHER = make_document("other", "“Salt is cheap,” trader Olaf Roth said.")


def verdict(sentence: str, *numbers: int) -> Standing:
    (quotation,) = quotations(sentence)
    cited = [LINES[number] for number in numbers] or LINES
    return standing(sentence, quotation, cited, [ARTICLE, OTHER])


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Roth said: “We will not close it again”.",
        "“We will not close it again,” Mayor Roth said.",
        "“Pay is what counts,” Carl Moss said.",
        "Roth hopes for “a fair deal”.",
        "Tom Bell said “The wall will last. It was built well”.",
        "Tom Bell said “The wall … was built well”.",
        "Bell said the wall “will last”, it cost 5 million.",
        "Roth called the wall “a treasure”.",
        "He said “We will not close it again”.",
        "The wall is “a treasure”.",
        "The article says that “It cost 5 million”.",
        "The Ostland Times reported that “It cost 5 million”.",
        "“[Roth] … will not close it again,” Roth said.",
    ],
)
def test_verbatim(sentence: str) -> None:
    assert verdict(sentence) is Standing.VERBATIM


@pytest.mark.parametrize(
    "sentence",
    [
        "Ida Roth said “Pay is what counts”.",  # another's words
        "Tom Bell called it “a treasure”.",  # in the same sentence of the article
        "Ida Roth said “The wall will last”.",
        "Ida Roth said “the northern quay stays open”.",  # the reporter's words for what she said
        "It “cost 5 million”.",  # the reporter's own
        "Ida Roth said “Salt is cheap”.",  # of another article, and another Roth
        "Roth said “We will not close it again … Pay is what counts”.",  # stitched from two mouths
        "Roth said “We will [surely] not close it again”.",  # an editor's word that changes what was said
    ],
)
def test_true_words_in_the_wrong_place(sentence: str) -> None:
    assert verdict(sentence) is Standing.ELSEWHERE


@pytest.mark.parametrize("sentence", ["Roth said “We will close it again”.", "Roth said “a fairer deal”."])
def test_words_that_no_article_has(sentence: str) -> None:
    assert verdict(sentence) is Standing.NOT_FOUND


def test_the_words_must_stand_in_what_is_cited() -> None:
    assert verdict("Roth said “We will not close it again”.", 1) is Standing.VERBATIM
    assert verdict("Roth said “We will not close it again”.", 0, 2) is Standing.ELSEWHERE
