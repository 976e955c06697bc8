"""A sentence that differs from its source in a number, a name, a denial or a speaker is caught."""

from datetime import date

import pytest

from rag.evidence import Line, article_lines
from rag.guard import checks
from rag.guard.numbers import numbers
from tests.conftest import make_document

ARTICLE = make_document(
    "quay",
    "Velm reopened its quay on Friday after two years. “We will not close it,” Mayor Ida Roth said. "
    "She said 1,250 ships are expected. Engineer Tom Bell agreed to stay in Ostburg.",
    date(2024, 5, 3),
    title="Velm reopens its northern quay",
    outlet="Ostland Times",
)
REOPENED, CLOSE, SHIPS, BELL = article_lines(ARTICLE)


def failed(sentence: str, *cited: Line, question: str = "What happened?") -> set[str]:
    return {check.name for check in checks(sentence, cited, question) if not check.passed}


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("The quay reopened after two years.", REOPENED),
        ("The quay reopened after 2 years.", REOPENED),
        ("The quay reopened on 3 May 2024.", REOPENED),  # Friday, by the article's clock
        ("Ida Roth said that 1250 ships are expected.", SHIPS),
        ("Mayor Roth said the quay will not close.", CLOSE),
        ("Tom Bell agreed to stay in Ostburg.", BELL),
    ],
)
def test_what_agrees_passes(sentence: str, line: Line) -> None:
    assert failed(sentence, line) == set()


@pytest.mark.parametrize(
    ("sentence", "line", "name"),
    [
        ("The quay reopened after four years.", REOPENED, "numbers"),
        ("The quay reopened on 4 May 2024.", REOPENED, "numbers"),
        ("The quay reopened for 3 ships.", REOPENED, "numbers"),  # a day of the month is no other number
        ("She said 1,350 ships are expected.", SHIPS, "numbers"),
        ("She said 250 ships are expected.", SHIPS, "numbers"),
        ("The quay of Paris reopened.", REOPENED, "names"),
        ("The quay was not reopened.", REOPENED, "negation"),
        ("Tom Bell said 1,250 ships are expected.", SHIPS, "speaker"),
        ("Tom Bell said: “We will not close it.”", CLOSE, "speaker"),
    ],
)
def test_what_differs_is_caught(sentence: str, line: Line, name: str) -> None:
    assert name in failed(sentence, line)


def test_the_detail_names_what_is_missing() -> None:
    found = {check.name: check for check in checks("Some 99 ships of Paris came.", [SHIPS], "?")}
    assert "99" in found["numbers"].detail
    assert "Paris" in found["names"].detail


def test_a_number_of_the_question_counts_only_where_the_article_has_it() -> None:
    assert failed("In 2024 the quay reopened.", REOPENED, question="What happened in 2024?") == set()
    assert "numbers" in failed("In 1999 the quay reopened.", REOPENED, question="What happened in 1999?")


def test_a_number_in_a_name_stands_in_the_words_cited_too() -> None:
    article = make_document("ward", "COVID-19 closed the quay. The pandemic cost the town 40 ships.", date(2024, 5, 3))
    closed, cost = article_lines(article)
    assert failed("COVID-19 closed the quay.", closed) == set()
    assert "numbers" in failed("The COVID-19 pandemic cost the town 40 ships.", cost)
    asked = "What did the COVID-19 pandemic cost?"
    assert "numbers" not in failed("The COVID-19 pandemic cost the town 40 ships.", cost, question=asked)


def test_numbers_are_figures_without_separators() -> None:
    assert numbers("Twelve ships, 1,250 tons, 5.5 crowns, a dozen") == {"12", "1250", "5.5"}


def test_a_denial_left_out_is_caught() -> None:
    assert "negation" in failed("Mayor Ida Roth said the quay will close.", CLOSE)


def test_a_line_of_the_right_speaker_lends_him_no_other_words() -> None:
    assert "speaker" in failed("Tom Bell said 1,250 ships are expected.", SHIPS, BELL)


TALKS = make_document(
    "talks",
    "Asked for more, Roth said Velm does not want longer queues at the Ost Lock, and expressed hope that the ferry "
    "firms will agree on a common timetable. "
    "Describing Velm as a port for close trade in the fields of salt, grain and timber, Roth said she expects more. "
    "Ostland's Vice Defense Minister Ida Lund speaks during the Coast Defense Ministers' Meeting in Velm.",
    date(2024, 5, 3),
    title="Clerks of two states talk in Ostburg",
)
HOPE, FIELDS, POST = article_lines(TALKS)


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        # Roth is the subject of the source's second verb too, before which another name stands.
        ("Ida Roth expressed hope that the ferry firms will agree on a common timetable.", HOPE),
        # A participle with its capital is nobody's name.
        ("Ida Roth sees Velm as a port for close trade in the fields of salt, grain and timber.", FIELDS),
        ("Ida Lund is Vice Defense Minister.", POST),  # a title is no name
    ],
)
def test_a_name_stands_in_the_place_of_another_only_in_its_own_clause(sentence: str, line: Line) -> None:
    assert failed(sentence, line) == set()


@pytest.mark.parametrize(
    ("sentence", "line"),
    [
        ("Carl Moss expressed hope that the ferry firms will agree on a common timetable.", HOPE),
        ("Ida Roth sees Ostburg as a port for close trade in the fields of salt, grain and timber.", FIELDS),
        ("Carl Moss is Vice Defense Minister.", POST),
    ],
)
def test_a_name_in_the_place_of_another_is_caught(sentence: str, line: Line) -> None:
    assert "names" in failed(sentence, line)
