"""Who is said to speak, against marked sentences: the counts, the file of marks, the marks of the sample archive."""

import json
from pathlib import Path

import pytest

from eval.speakers import FIELDS, Mark, load_marks, read_marked, score
from index.corpus import read_archive
from index.errors import BadInput
from index.models import CHECKOUT
from tests.statement_cases import article

MARKS = CHECKOUT / "eval" / "gold" / "speakers.jsonl"
NOTHING: dict[str, list[str | None]] = {field: [None] for field in FIELDS}
DOCUMENT = article("Mayor Ida Roth said yes.", "Mr. Tom Bell said no.", "It rained.", "“It is time,” she said.")


def mark(sentence: str, **fields: list[str | None]) -> Mark:
    return Mark("it", sentence, "tune", NOTHING | fields)


def test_a_field_is_counted_where_it_is_given_and_where_it_is_wanted() -> None:
    marks = [
        mark("Mayor Ida Roth said yes.", speaker=["Roth"]),  # right: its words are among those marked
        mark("Mr. Tom Bell said no.", speaker=["Carl Bell"]),  # wrong
        mark("It rained."),  # nothing given, nothing wanted
        mark("“It is time,” she said.", speaker=["Ida Roth"]),  # wanted and missing: Bell came between
    ]
    counted = score(list(read_marked(marks, {"it": DOCUMENT})), "speaker")
    assert (counted.given, counted.right, counted.wanted, counted.found) == (2, 1, 3, 1)
    assert (counted.precision, counted.recall) == (1 / 2, 1 / 3)


def test_what_need_not_be_said_may_be_left_out_or_said_right() -> None:
    (said,) = read_marked(
        [mark("Mr. Tom Bell said no.", speaker=["Tom Bell", None], venue=["in Velm", None])], {"it": DOCUMENT}
    )
    assert [score([said], field).wanted for field in ("speaker", "venue")] == [0, 0]
    assert (said.is_right("speaker"), said.is_right("venue")) == (True, True)


def test_nothing_given_has_no_precision() -> None:
    counted = score(list(read_marked([mark("It rained.")], {"it": DOCUMENT})), "speaker")
    assert (counted.precision, counted.recall) == (None, None)


def test_marks_of_other_articles_are_refused() -> None:
    with pytest.raises(BadInput, match="no article it with the sentence 'It snowed"):
        list(read_marked([mark("It snowed.")], {"it": DOCUMENT}))


def test_a_line_that_is_no_mark_is_named(tmp_path: Path) -> None:
    path = tmp_path / "marks.jsonl"
    row = {"document_id": "it", "sentence": "It rained.", "half": "tune", **NOTHING}
    path.write_text(f"{json.dumps(row)}\n{json.dumps({'document_id': 'it'})}\n", encoding="utf-8")
    with pytest.raises(BadInput, match=r"marks\.jsonl:2: not a marked sentence"):
        load_marks(path)


def test_the_sample_archive_is_read_as_marked() -> None:
    documents = {document.id: document for document in read_archive(CHECKOUT / "corpus", lambda problem: None)}
    read = list(read_marked(load_marks(MARKS), documents))
    counted = {field: score(read, field) for field in FIELDS}
    assert len(read) >= 150
    assert all((counted[field].precision or 0) >= 0.97 for field in FIELDS)
    assert (counted["speaker"].recall or 0) >= 0.9
