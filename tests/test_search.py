"""Search over a small archive: its order, filters inside the search, dates that leak nothing, a view that mends."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.check import verify
from index.data import DatePrecision, Document, Filter, Period
from index.dense import DENSE
from index.errors import DocumentMissing, IndexMismatch
from index.nearness import TOLD_LATER
from index.passages import passages
from index.ranking import NEARNESS, WORDS
from index.search import Index
from index.store import Indexed, Store, writing
from tests.conftest import HashedWords, make_document

ALL = Filter()
YEAR, MONTH = DatePrecision.YEAR, DatePrecision.MONTH
DOCUMENTS = [
    make_document("jakarta", "Yoon spoke in Jakarta about troops.", date(2023, 9, 6), outlet="Reuters"),
    make_document("admm", "Kim spoke in Jakarta about trade.", date(2023, 11, 17), outlet="Yonhap"),
    make_document("lima", "Xi and Yoon spoke in Lima about troops.", date(2024, 11, 1), published_precision=MONTH),
    make_document("annual", "A year of talks in Seoul.", date(2024, 1, 1), published_precision=YEAR, outlet="YONHAP"),
    make_document("undated", "Someone spoke in Lima about troops.", outlet="Yonhap"),
]


def put(path: Path, *documents: Document) -> None:
    encoder = HashedWords()
    with writing(path), Store.create(path, encoder, "") as store:
        for document in documents:
            found = passages(document)
            store.put([Indexed(document, found, encoder.encode([p.span.of(document.text) for p in found]))], {})


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    put(tmp_path, *DOCUMENTS)
    with Index.open(tmp_path, HashedWords()) as index:
        yield index


def ids(index: Index, query: str, where: Filter = ALL) -> list[str]:
    return [hit.passage.document_id for hit in index.search(query, 10, where)]


def test_the_best_passage_comes_first_with_what_put_it_there(index: Index) -> None:
    query = "Xi and Yoon spoke in Lima about troops."
    best, *rest = index.search(query, 3)
    assert best.passage.document_id == "lima"
    assert (best.dense_rank, best.lexical_rank) == (1, 1)
    assert 1 < best.score <= 1 + WORDS  # the cosine is 1, and words fit at most as well
    assert best.similarity == pytest.approx(1, abs=1e-6)
    assert [hit.score for hit in rest] == sorted((hit.score for hit in rest), reverse=True)


def test_every_hit_has_its_cosine(index: Index) -> None:
    query = "troops in Lima"
    vector = HashedWords().encode([query])[0]
    for hit in index.search(query):
        words = hit.passage.span.of(index.document(hit.passage.document_id).text)
        assert hit.similarity == pytest.approx(float(HashedWords().encode([words])[0] @ vector), abs=1e-6)


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        (Filter(), {"jakarta", "admm", "lima", "annual", "undated"}),
        (Filter(as_of=date(2023, 9, 6)), {"jakarta"}),
        (Filter(as_of=date(2023, 9, 5)), set()),
        (Filter(as_of=date(2024, 11, 29)), {"jakarta", "admm"}),  # November may mean its last day, 2024 its last
        (Filter(as_of=date(2024, 11, 30)), {"jakarta", "admm", "lima"}),
        (Filter(as_of=date(2024, 12, 31)), {"jakarta", "admm", "lima", "annual"}),
        (Filter(since=date(2024, 1, 1)), {"lima", "annual"}),
        (Filter(since=date(2024, 1, 2)), {"lima"}),
        (Filter(since=date(2023, 9, 7), until=date(2023, 12, 31)), {"admm"}),
        (Filter(outlet="yonhap"), {"admm", "annual", "undated"}),
        (Filter(outlet=" YONHAP ", until=date(2030, 1, 1)), {"admm", "annual"}),
        (Filter(document_id="lima"), {"lima"}),
        (Filter(document_id="no-such"), set()),
    ],
)
def test_a_filter_hides_what_it_should(index: Index, where: Filter, seen: set[str]) -> None:
    assert set(ids(index, "spoke talks in", where)) == seen
    assert {entry.id for entry in index.documents(where)} == seen
    assert index.coverage(where).documents == len(seen)


def test_coverage_counts_the_undated_that_a_date_hides(index: Index) -> None:
    everything = index.coverage()
    assert (everything.first, everything.last, everything.undated_left_out) == (date(2023, 9, 6), date(2024, 11, 1), 0)
    assert index.coverage(Filter(as_of=date(2023, 12, 1))).undated_left_out == 1
    assert index.coverage(Filter(as_of=date(2023, 12, 1), outlet="Reuters")).undated_left_out == 0
    assert index.coverage(Filter(as_of=date(2000, 1, 1))).first is None


def test_a_filter_is_met_inside_the_search(tmp_path: Path) -> None:
    crowd = [
        make_document(f"crowd-{n}", "Xi spoke in Lima about troops and trade.", date(2024, 1, 1)) for n in range(300)
    ]
    put(tmp_path, *crowd, make_document("lone", "Xi spoke once.", date(2020, 1, 1)))
    with Index.open(tmp_path, HashedWords()) as index:
        assert "lone" not in ids(index, "Xi spoke in Lima about troops and trade")
        hits = index.search("Xi spoke in Lima about troops and trade", 3, Filter(until=date(2021, 1, 1)))
    assert [(hit.passage.document_id, hit.dense_rank, hit.lexical_rank) for hit in hits] == [("lone", 1, 1)]


def test_documents_are_listed_by_date_then_id_the_undated_last(index: Index) -> None:
    assert [entry.id for entry in index.documents()] == ["jakarta", "admm", "annual", "lima", "undated"]


def test_passages_and_documents_by_id(index: Index) -> None:
    assert index.document("lima") == DOCUMENTS[2]
    assert index.passages("lima") == passages(DOCUMENTS[2])
    with pytest.raises(DocumentMissing, match="did you mean lima"):
        index.passages("limo")


def test_an_empty_question_or_none_wanted_finds_nothing(index: Index) -> None:
    assert index.search("  ") == []
    assert index.search("Lima", 0) == []


def test_info_is_equal_for_equal_articles(index: Index, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    put(other, *reversed(DOCUMENTS))
    with Index.open(other, HashedWords()) as second:
        assert second.info.sha256 == index.info.sha256
    assert (index.info.generation, index.info.documents, index.info.passages) == (5, 5, 5)
    assert (index.info.encoder_name, index.info.encoder_sha256) == ("hashed-words", "0" * 64)


def test_another_encoder_is_refused_with_the_way_out(index: Index) -> None:
    other = HashedWords()
    other.sha256 = "1" * 64
    with pytest.raises(IndexMismatch, match=r"0{12}, not hashed-words 1{12}: rebuild it with `python -m index"):
        Index.open(Path(index.info.path), other)


@pytest.mark.parametrize("damage", [None, b"", b"readout dense 1\n{}\n"])
def test_the_view_is_made_again_without_embedding(index: Index, damage: bytes | None) -> None:
    view = Path(index.info.path) / DENSE
    before = index.search("troops in Lima")
    assert view.is_file()
    view.unlink() if damage is None else view.write_bytes(damage)
    encoder = HashedWords()
    with Index.open(Path(index.info.path), encoder) as again:
        assert again.search("troops in Lima") == before
    assert encoder.encoded == 1  # the question
    assert view.stat().st_size > 500
    assert verify(Path(index.info.path)) == []


def test_refresh_shows_what_was_written_since(index: Index) -> None:
    path = Path(index.info.path)
    assert ids(index, "zeppelin") != ["new"]
    new = make_document("new", "A zeppelin landed.")
    with writing(path), Store.open(path) as store:
        store.remove(["lima"])
        store.put([Indexed(new, passages(new), HashedWords().encode([new.text]))], {})
    assert "lima" in ids(index, "Lima")
    assert index.refresh()
    assert "lima" not in ids(index, "Lima")
    assert ids(index, "A zeppelin landed")[0] == "new"
    assert index.info.documents == 5
    assert not index.refresh()


def test_verify_names_every_kind_of_damage(index: Index) -> None:
    path = Path(index.info.path)
    with writing(path), Store.open(path) as store:
        execute = store._connection.execute
        execute("UPDATE documents SET text = 'Yoon spoke elsewhere about troops.' WHERE id = 'jakarta'")
        execute('UPDATE passages SET "end" = 999 WHERE number = 2')
        execute("UPDATE passages SET vector = zeroblob(256) WHERE number = 3")
        execute("UPDATE passages SET vector = zeroblob(4) WHERE number = 4")
        execute("DELETE FROM passages WHERE number = 5")
    faults = "\n".join(verify(path))
    assert "jakarta: the text is not the one that was read" in faults
    assert "admm: the passage 0 to 999 is not within its text" in faults
    assert "passage 3: its vector is not a unit vector" in faults
    assert "passage 4: its vector has length 1 instead of 64" in faults
    assert "undated: has no passages" in faults
    assert "the lexical table does not match" in faults


NEWS = [make_document(f"fair-{year}", "Crowds came to the fair.", date(year, 5, 3)) for year in (2021, 2022, 2023)]


def test_what_is_near_the_time_asked_about_comes_first_and_nothing_is_hidden(tmp_path: Path) -> None:
    put(tmp_path, *NEWS, make_document("fair-undated", "Crowds came to the fair."))
    near = [Period(date(2022, 5, 1), date(2022, 5, 31))]
    with Index.open(tmp_path, HashedWords()) as index:
        hits = index.search("crowds at the fair", 10, near=near)
        plain = index.search("crowds at the fair", 10)
    assert [hit.passage.document_id for hit in hits[:2]] == ["fair-2022", "fair-undated"]
    assert {hit.passage.document_id for hit in hits[2:]} == {"fair-2021", "fair-2023"}
    assert hits[0].score == pytest.approx(plain[0].score)
    assert hits[2].score == pytest.approx(plain[0].score * (1 - NEARNESS))  # years away


def test_a_period_without_an_end_is_near_all_that_follows(tmp_path: Path) -> None:
    put(tmp_path, *NEWS)
    with Index.open(tmp_path, HashedWords()) as index:
        hits = index.search("crowds at the fair", 10, near=[Period(date(2022, 1, 1), None)])
    assert [hit.passage.document_id for hit in hits] == ["fair-2022", "fair-2023", "fair-2021"]


def test_what_came_before_a_day_is_told_after_it_too(tmp_path: Path) -> None:
    put(tmp_path, *NEWS)
    with Index.open(tmp_path, HashedWords()) as index:
        hits = index.search("crowds at the fair", 10, near=[Period(None, date(2021, 12, 31))])
    assert hits[0].passage.document_id == "fair-2021"
    assert hits[-1].score == pytest.approx(hits[0].score * (1 - NEARNESS * (1 - TOLD_LATER)))  # not far behind


WORD = st.sampled_from("salt ship mayor fair storm quay vote crowd".split())


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.lists(WORD, min_size=1, max_size=8), st.integers(1, 28)), min_size=1, max_size=8),
    st.lists(WORD, min_size=1, max_size=4),
    st.integers(1, 28),
)
def test_what_may_not_be_seen_moves_nothing(
    tmp_path_factory: pytest.TempPathFactory, articles: list[tuple[list[str], int]], asked: list[str], last: int
) -> None:
    """Scores as of a day are those of an archive that ends with that day."""
    documents = [
        make_document(f"a{number}", f"{' '.join(words).capitalize()}.", date(2024, 5, day))
        for number, (words, day) in enumerate(articles)
    ]
    bound = Filter(as_of=date(2024, 5, last))
    whole, part = tmp_path_factory.mktemp("whole"), tmp_path_factory.mktemp("part")
    put(whole, *documents)
    put(part, *(document for document in documents if document.published and document.published <= date(2024, 5, last)))
    question = " ".join(asked)
    with Index.open(whole, HashedWords()) as long, Index.open(part, HashedWords()) as short:
        found = {hit.passage: round(hit.score, 9) for hit in long.search(question, 10, bound)}
        assert found == {hit.passage: round(hit.score, 9) for hit in short.search(question, 10)}
