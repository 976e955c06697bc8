"""Words of another year or occasion than a question asks of do not answer it."""

from collections.abc import Iterator
from datetime import date

import pytest

from index.search import Index
from rag.data import Status
from rag.elsewhere import elsewhere
from rag.evidence import Line, evidence_lines
from tests.answering import assistant_of, make_index
from tests.conftest import make_document

WALL = "Harbour engineer Tom Bell said the new wall would last for eighty years."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


def line(text: str, published: date | None = date(2024, 5, 3)) -> Line:
    """The only sentence of an article."""
    return evidence_lines(make_document("one", text, published))[0]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (
            "What did Tom Bell say of the wall in 2022?",
            "the question asks of 2022, and the words cited are of 3 May 2024",
        ),
        (
            "What did Tom Bell say of the wall at the Halden summit?",
            "the question names Halden, of which the article cited says nothing",
        ),
        (
            "What did Tom Bell say of the wall in Tokyo?",
            "the question names Tokyo, of which the article cited says nothing",
        ),
    ],
)
def test_words_of_elsewhere_are_withheld(question: str, reason: str, index: Index) -> None:
    answer = assistant_of(index, WALL).ask(question)
    assert answer.status is Status.ABSTAINED
    assert [withheld.reason for withheld in answer.withheld] == [reason]


@pytest.mark.parametrize(
    "question", ["What did Tom Bell say of the wall in 2024?", "What did Tom Bell say of the wall in Velm?"]
)
def test_words_of_the_year_and_place_asked_of_answer(question: str, index: Index) -> None:
    assert assistant_of(index, WALL).ask(question).status is Status.ANSWERED


def test_an_article_may_tell_of_a_year_that_it_names_or_that_has_just_ended_or_if_it_has_no_day() -> None:
    planned = "The quay was planned in 2019."
    assert elsewhere("Who spoke in 2022?", [line(planned)])
    assert elsewhere("Who planned it in 2019?", [line(planned)]) == ""
    assert elsewhere("Who spoke in 2022 or 2024?", [line(planned)]) == ""
    assert elsewhere("Who spoke after 2022?", [line(planned)]) == ""
    assert elsewhere("Who spoke in 2022?", [line(planned, date(2023, 1, 9))]) == ""
    assert elsewhere("Who spoke in 2022?", [line(planned, None)]) == ""
    assert elsewhere("Who spoke?", [line(planned)]) == ""


def test_a_line_that_opens_with_its_date_is_of_that_year_alone() -> None:
    timeline = line("May 2022, Velm: The mayor tells of the wall of 2024.")
    assert elsewhere("What did the mayor tell in 2024?", [timeline])
    assert elsewhere("What did the mayor tell in 2022?", [timeline]) == ""
    assert elsewhere("What did the mayor tell before 2024?", [timeline]) == ""


def test_a_line_that_has_the_year_asked_of_is_of_no_other() -> None:
    promised = line("In 2023, Lind promised to reopen the quay in 2024, and she did so in May.")
    assert elsewhere("When did Lind reopen the quay in 2024?", [promised]) == ""
    assert elsewhere("What did Lind promise in 2023?", [promised]) == ""
    assert elsewhere("What did Lind promise in 2022?", [promised])


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Why were 2000 soldiers sent?", "Two thousand soldiers were sent to guard it."),
        ("What does the 2030 Agenda demand of Velm?", "In 2023, the Agenda bound Velm to plant trees."),
        ("What did Lind say would be ready for the 2032 Olympics?", "The quay will be ready for the Olympics."),
        ("Who spoke in 2024?", "2000 soldiers heard Roth speak."),
    ],
)
def test_neither_a_count_nor_a_name_of_things_to_come_is_the_year_of_an_answer(question: str, text: str) -> None:
    assert elsewhere(question, [line(text)]) == ""


@pytest.mark.parametrize(
    "question",
    [
        "What did Lind say in 2025?",
        "What did Lind say at the 2025 OSTA summit?",
        "What did Lind say of the 2025 OSTA summit?",
        "How many ships will Velm have by 2030?",
        "Who won the 2026 Cup?",
    ],
)
def test_a_later_occasion_than_the_article_knows_of_is_another(question: str) -> None:
    assert elsewhere(question, [line("Lind told the OSTA summit that ships won the Cup.")])


@pytest.mark.parametrize(
    ("question", "text", "is_told"),
    [
        ("Who spoke at the HDC?", "She spoke at the Halden Defence Council.", True),
        ("Who spoke at Halden University?", "She spoke at Halden.", True),
        ("Who spoke in Peru?", "She spoke in Lima.", True),  # its capital
        ("Who spoke in Tokyo?", "She spoke to Japanese ministers.", True),
        ("Who spoke in Ostland?", "She spoke in Velm.", True),  # perhaps a town of it
        ("Who spoke in Peru and Japan?", "She spoke in Japan.", True),
        ("Who spoke in Peru?", "She spoke in Japan.", False),
        ("Who spoke at the HDC?", "She spoke in Peru.", False),
        ("What did the U.N. tell Roth?", "The United Nations told Roth of it.", True),
        ("What did Roth tell ASEAN?", "Roth spoke in Velm.", False),
        ("What did Roth tell the Halden Council?", "Roth spoke in Velm.", True),  # it may go by another name
        ("Where was Roth? Who spoke?", "Roth was in Velm.", True),  # no question of the WHO
    ],
)
def test_a_name_may_go_by_other_words(question: str, text: str, is_told: bool) -> None:
    assert (elsewhere(question, [line(text)]) == "") is is_told


def test_the_model_is_shown_no_words_of_elsewhere_unless_there_are_no_others(index: Index) -> None:
    for place, is_shown in (("Ost", False), ("Tokyo", True)):  # the quay's article says nothing of the Ost lighthouse
        assistant = assistant_of(index, WALL)
        assistant.ask(f"What was said of the new wall during the {place} summit?")
        assert [WALL in prompt for prompt in assistant.generator.asked] == [is_shown]
