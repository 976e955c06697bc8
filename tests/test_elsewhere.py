"""Words of another year or occasion than a question asks of do not answer it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from index.data import Document
from index.search import Index
from rag.data import Status
from rag.elsewhere import elsewhere
from tests.answering import assistant_of, make_index

WALL = "Harbour engineer Tom Bell said the new wall would last for eighty years."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


@pytest.fixture
def article(index: Index) -> Document:
    return replace(index.document(index.documents()[0].id), text="Planned in 2019.", published=date(2024, 5, 3))


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        (
            "What did Tom Bell say of the wall in 2022?",
            "the question asks of 2022, and the words cited are of 3 May 2024",
        ),
        (
            "What did Tom Bell say of the wall at the Halden summit?",
            "the question asks of what was at the Halden summit, of which the article cited says nothing",
        ),
        (
            "What did Tom Bell say of the wall in Tokyo?",
            "the question asks of what was in Tokyo, of which the article cited says nothing",
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


def test_an_article_may_tell_of_a_year_that_it_names_or_that_has_just_ended_or_if_it_has_no_day(
    article: Document,
) -> None:
    assert elsewhere("Who spoke in 2022?", [article])
    assert elsewhere("Who planned it in 2019?", [article]) == ""
    assert elsewhere("Who spoke in 2022 or 2024?", [article]) == ""
    assert elsewhere("Who spoke in 2022?", [replace(article, published=date(2023, 1, 9))]) == ""
    assert elsewhere("Who spoke in 2022?", [replace(article, published=None)]) == ""
    assert elsewhere("Who spoke?", [article]) == ""


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
    ],
)
def test_a_place_may_go_by_other_words(question: str, text: str, is_told: bool, article: Document) -> None:
    assert (elsewhere(question, [replace(article, text=text)]) == "") is is_told
