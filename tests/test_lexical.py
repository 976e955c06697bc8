"""Search by words: what a question becomes, what it finds, and that no question breaks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import lexical
from index.passages import passages
from index.store import Indexed, Store
from tests.conftest import HashedWords, make_document

ARTICLES = {
    "lima": "Xi met Yoon in Lima. They spoke of North Korea's troops.",
    "jakarta": "The ministers’ talks in Jakarta ended. Café Müller was shut. The No. 2 of N. Korea stayed away.",
    "opera": "An opera opened in the city; Dr. O'Brien sang OR shouted NEAR the end.",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("lexical")
    encoder = HashedWords()
    with Store.create(folder, encoder, "") as store:
        documents = [make_document(id, text, title=f"About {id}", outlet="Yonhap") for id, text in ARTICLES.items()]
        items = [Indexed(document, passages(document), encoder.encode([document.text])) for document in documents]
        store.put(items, {})
        yield store


def found(store: Store, query: str, condition: str = "", values: tuple[str, ...] = ()) -> list[str]:
    connection = store._connection
    numbers = lexical.search(connection, query, 10, condition, values)
    sql = "SELECT id FROM documents JOIN passages ON document = documents.number WHERE passages.number = ?"
    return [connection.execute(sql, [number]).fetchone()[0] for number in numbers]


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("What did Xi say at APEC?", '"xi" OR "apec"'),
        ("Yoon's talks with the U.S.", '"yoon" OR "talks" OR "u.s"'),
        ("Did the US or the WHO agree?", '"us" OR "who" OR "agree"'),
        ('"two plus two" NEAR(x) * AND -y', '"two" OR "plus" OR "near" OR "x" OR "and" OR "y"'),
        ("who was it", '"who" OR "was" OR "it"'),  # nothing but stop words: better than nothing
        ("?!", None),
        ("", None),
    ],
)
def test_a_question_becomes_an_expression(query: str, expression: str | None) -> None:
    assert lexical.match_expression(query) == expression


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        ("troop", ["lima"]),  # stems
        ("cafe muller", ["jakarta"]),  # accents
        ("N. Korea", ["lima", "jakarta"]),
        ("the minister’s talk", ["jakarta"]),
        ("obrien", []),
        ("O'Brien", ["opera"]),
        ("Lima", ["lima"]),
        ("zeppelin", []),
    ],
)
def test_finds(store: Store, query: str, documents: list[str]) -> None:
    assert sorted(found(store, query)) == sorted(documents)


def test_a_word_of_the_title_counts_more(store: Store) -> None:
    assert found(store, "opera Jakarta Lima Xi Yoon")[0] == "lima"


def test_a_condition_is_met_inside_the_search(store: Store) -> None:
    assert found(store, "Korea", "documents.id = ?", ("jakarta",)) == ["jakarta"]


@given(st.text() | st.text(st.sampled_from("\"'*()^:+-{}[]ANDORNEAT \x00.’&")))
def test_no_question_breaks_it(store: Store, query: str) -> None:
    assert set(found(store, query)) <= set(ARTICLES)


def test_the_table_is_checked_against_the_record(store: Store) -> None:
    assert lexical.fault(store._connection) is None
    store._connection.execute("BEGIN")
    store._connection.execute("UPDATE documents SET text = 'Other words.' WHERE id = 'lima'")
    assert "does not match" in str(lexical.fault(store._connection))
    store._connection.execute("ROLLBACK")
