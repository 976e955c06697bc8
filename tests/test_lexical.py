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


def found(store: Store, query: str) -> list[str]:
    words = lexical.Words(store._connection)
    sql = "SELECT id FROM documents JOIN passages ON document = documents.number WHERE passages.number = ?"
    numbers = {int(one) for stem in words.stems(query) for spots in words.spots(stem).values() for one in spots}
    words.close()
    return [store._connection.execute(sql, [number]).fetchone()[0] for number in numbers]


@pytest.mark.parametrize(
    ("query", "telling"),
    [
        ("What did Xi say at APEC?", ["xi", "apec"]),
        ("Yoon's talks with the U.S.", ["yoon", "talks", "u.s"]),
        ("Did the US or the WHO agree?", ["us", "who", "agree"]),
        ('"two plus two" NEAR(x) * AND -y', ["two", "plus", "two", "near", "x", "and", "y"]),
        ("who was it", ["who", "was", "it"]),  # nothing but stop words: better than nothing
        ("?!", []),
        ("", []),
    ],
)
def test_the_telling_words_of_a_question(query: str, telling: list[str]) -> None:
    assert lexical.telling(query) == telling


@pytest.mark.parametrize(
    ("query", "documents"),
    [
        ("troop", ["lima"]),  # stems
        ("cafe muller", ["jakarta"]),  # accents
        ("Yonhap opera", ["jakarta", "lima", "opera"]),  # of the outlet
        ("the minister’s talk", ["jakarta"]),
        ("obrien", []),
        ("O'Brien", ["opera"]),
        ("Lima", ["lima"]),
        ("zeppelin", []),
    ],
)
def test_finds(store: Store, query: str, documents: list[str]) -> None:
    assert sorted(found(store, query)) == documents


def test_each_time_that_a_word_stands_somewhere_is_a_spot(store: Store) -> None:
    words = lexical.Words(store._connection)
    spots = {column: len(numbers) for column, numbers in words.spots("the").items()}
    words.close()
    assert spots == {"words": 4}  # twice in each of two articles


@pytest.mark.parametrize(
    ("words", "beside", "documents"),
    [
        ("Yoon in Lima", (), ["lima"]),
        ("Lima Jakarta", (), []),
        ("Jakarta", ("talks", "war"), ["jakarta"]),
        ("Lima", ("talks", "war"), []),
        ("the", (), ["jakarta", "opera"]),
    ],
)
def test_passages_that_name_something(store: Store, words: str, beside: tuple[str, ...], documents: list[str]) -> None:
    passages = "SELECT document FROM passages WHERE number IN (SELECT rowid FROM lexical WHERE lexical MATCH ?)"
    rows = store._connection.execute(
        f"SELECT id FROM documents WHERE number IN ({passages}) ORDER BY id", [lexical.naming(words, beside)]
    )
    assert [id for (id,) in rows] == documents


def test_nothing_names_what_has_no_words() -> None:
    assert lexical.naming("?!") is None


@given(st.text() | st.text(st.sampled_from("\"'*()^:+-{}[]ANDORNEAT \x00.’&")))
def test_no_question_breaks_it(store: Store, query: str) -> None:
    assert set(found(store, query)) <= set(ARTICLES)


def test_the_table_is_checked_against_the_record(store: Store) -> None:
    assert lexical.fault(store._connection) is None
    store._connection.execute("BEGIN")
    store._connection.execute("UPDATE documents SET text = 'Other words.' WHERE id = 'lima'")
    assert "does not match" in str(lexical.fault(store._connection))
    store._connection.execute("ROLLBACK")
