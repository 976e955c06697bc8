"""The record: what goes in comes out, each change is whole or not at all, one writes while others read."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.data import DatePrecision, DateSource, Document, Filter, Span
from index.errors import DocumentMissing, IndexBusy, IndexMismatch, IndexMissing
from index.passages import passages
from index.record import Record
from index.rows import COLUMNS, digest, last_day, to_document, to_row
from index.schema import DATABASE
from index.store import Indexed, Store, writing
from tests.conftest import HashedWords, make_document


def indexed(document: Document) -> Indexed:
    found = passages(document)
    return Indexed(document, found, HashedWords().encode([passage.span.of(document.text) for passage in found]))


def created(path: Path, *documents: Document) -> Store:
    store = Store.create(path, HashedWords(), "")
    store.put([indexed(document) for document in documents], {})
    return store


FULL = make_document(
    "lima",
    "Xi met Yoon.\n\nXi, left.",
    date(2024, 11, 1),
    published_precision=DatePrecision.MONTH,
    published_source=DateSource.TEXT,
    outlet="Yonhap",
    authors=("Ann Lee", 'Bo "B" Kim'),
    url="https://example.org/1",
    place="LIMA",
    cites=("Ukrinform",),
    captions=(Span(14, 23),),
    ingested=datetime(2026, 1, 2, 3, 4, 5, 678, UTC),
)


def test_a_document_comes_back_as_it_went_in(tmp_path: Path) -> None:
    created(tmp_path, FULL).close()
    record = Record(tmp_path)
    assert record.document("lima") == FULL
    assert [passage.span.of(FULL.text) for passage in record.passages_of("lima")] == ["Xi met Yoon.", "Xi, left."]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.dates(), st.sampled_from(DatePrecision))
def test_any_document_survives_a_row(text: str, day: date, precision: DatePrecision) -> None:
    document = make_document("a", text, day, published_precision=precision, outlet=text, authors=(text,))
    row = to_row(document)
    read = to_document(tuple(row[column] for column in COLUMNS.split(", ")))
    assert read == document
    assert digest(read) == digest(document)


def test_the_digest_knows_every_field_but_the_time_of_reading() -> None:
    later = make_document("a", "Text.", ingested=datetime(2030, 1, 1, tzinfo=UTC))
    assert digest(later) == digest(make_document("a", "Text."))
    assert digest(make_document("a", "Text.", outlet="X")) != digest(later)


@pytest.mark.parametrize(
    ("precision", "last"),
    [
        (DatePrecision.DAY, date(2024, 2, 1)),
        (DatePrecision.MONTH, date(2024, 2, 29)),
        (DatePrecision.YEAR, date(2024, 12, 31)),
        (DatePrecision.UNKNOWN, None),
    ],
)
def test_the_last_day_that_a_date_may_mean(precision: DatePrecision, last: date | None) -> None:
    assert last_day(make_document("a", "x", date(2024, 2, 1), published_precision=precision)) == last


def test_replacing_leaves_one_and_new_numbers(tmp_path: Path) -> None:
    with created(tmp_path, make_document("a", "One."), make_document("b", "Two.")) as store:
        store.put([indexed(make_document("a", "One. And more."))], {})
        assert store.manifest.generation == 2
    record = Record(tmp_path)
    assert record.document("a").text == "One. And more."
    assert (record.count("documents"), record.passage_numbers().tolist()) == (2, [2, 3])


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    with created(tmp_path, make_document("a", "One.")) as store:
        bad = Indexed(make_document("b", "Two. Three."), passages(make_document("b", "Two.")), np.zeros((5, 64)))
        with pytest.raises(ValueError, match="zip"):
            store.put([indexed(make_document("c", "Four.")), bad], {"c.txt": "x"})
        assert (store.manifest.generation, store.fingerprint("c.txt")) == (1, None)
    record = Record(tmp_path)
    assert [entry.id for entry in record.entries(Filter())] == ["a"]


def test_a_reader_keeps_its_state_until_it_moves_on(tmp_path: Path) -> None:
    with created(tmp_path, make_document("a", "One.")) as store:
        record = Record(tmp_path)
        store.remove(["a"])
        store.put([indexed(make_document("b", "Two."))], {})
        assert record.document("a").text == "One."
        assert record.spots("two") == {}
        assert record.refresh()
        assert not record.refresh()
        with pytest.raises(DocumentMissing):
            record.document("a")
        assert record.document("b").text == "Two."


def test_one_writer_at_a_time_and_the_other_is_told_who(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from index.store import writing\n"
        "with writing(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(IndexBusy, match=f"process {holder.pid}:"), writing(tmp_path):
            pass
        holder.communicate("")
    with writing(tmp_path):
        assert (tmp_path / "writer.pid").read_text() == str(os.getpid())


def test_no_index_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="python -m index build DIR --out"):
        Record(tmp_path)
    with pytest.raises(IndexMissing, match="python -m index build DIR --out"):
        Store.open(tmp_path)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 500])
def test_what_is_no_index_is_said_and_can_be_built_over(tmp_path: Path, content: bytes) -> None:
    (tmp_path / DATABASE).write_bytes(content)
    with pytest.raises(IndexMismatch, match=f"rebuild it with `python -m index build DIR --out {tmp_path}`"):
        Record(tmp_path)
    created(tmp_path, make_document("a", "One.")).close()
    assert Record(tmp_path).document("a").text == "One."


def test_another_format_is_said_and_can_be_built_over(tmp_path: Path) -> None:
    with created(tmp_path, make_document("a", "One.")) as store:
        store._connection.execute("UPDATE settings SET value = '99' WHERE key = 'format'")
    with pytest.raises(IndexMismatch, match="format 99"):
        Record(tmp_path)
    created(tmp_path, make_document("b", "Two.")).close()
    assert [entry.id for entry in Record(tmp_path).entries(Filter())] == ["b"]


def test_a_missing_document_names_those_near(tmp_path: Path) -> None:
    created(tmp_path, make_document("yoon-lima", "One.")).close()
    with pytest.raises(DocumentMissing, match="did you mean yoon-lima"):
        Record(tmp_path).document("yoon-lma")
