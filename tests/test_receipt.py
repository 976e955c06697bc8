"""A stored answer is checked again without a model, and whatever was changed since is caught."""

import copy
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.errors import BadInput
from index.search import Index
from rag.receipt import faults, load
from tests.answering import ARTICLES, assistant_of, make_index
from tests.conftest import HashedWords

REPLY = "“We will not close it again,” Mayor Ida Roth said. She said that 1,250 ships are expected this year."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


@pytest.fixture(scope="module")
def answer(index: Index) -> dict[str, Any]:
    made = assistant_of(index, REPLY).ask("What did Ida Roth say about ships and closing the quay?").to_dict()
    assert [citation["document_id"] for citation in made["citations"]] == ["quay", "quay"]
    return made


def test_an_answer_as_it_was_given_is_sound(index: Index, answer: dict[str, Any]) -> None:
    assert faults(answer, index) == []
    assert faults(json.loads(json.dumps(answer)), index) == []


def test_an_abstention_is_sound(index: Index) -> None:
    assert faults(assistant_of(index, "?", confidence=1.0).ask("Who?").to_dict(), index) == []


def changed_words(answer: dict[str, Any]) -> None:
    answer["citations"][1]["cited_text"] = answer["citations"][1]["cited_text"].replace("1,250", "1,260")


def moved(answer: dict[str, Any]) -> None:
    answer["citations"][0]["source_start"] += 1


def other_hash(answer: dict[str, Any]) -> None:
    answer["citations"][0]["source_sha256"] = "0" * 64


def other_number(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("1,250", "1,350")


def other_number_throughout(answer: dict[str, Any]) -> None:
    other_number(answer)
    for sentence in answer["sentences"]:
        sentence["text"] = sentence["text"].replace("1,250", "1,350")
    answer["text_without_citations"] = answer["text_without_citations"].replace("1,250", "1,350")


def other_marker(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("[2]", "[3]")


def other_quotation(answer: dict[str, Any]) -> None:
    answer["text"] = answer["text"].replace("not close", "now close")


def dropped_citation(answer: dict[str, Any]) -> None:
    del answer["citations"][1]


def another_document(answer: dict[str, Any]) -> None:
    answer["citations"][0]["document_id"] = "quays"


def claims_to_abstain(answer: dict[str, Any]) -> None:
    answer["status"] = "abstained"


def without_a_field(answer: dict[str, Any]) -> None:
    del answer["citations"][0]["source_start"]


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (changed_words, r"citation \[2\], quay: its words at \d+ are not the cited ones"),
        (moved, r"citation \[1\], quay: its words"),
        (other_hash, r"citation \[1\], quay: the article has changed"),
        (other_number, "sentence 2"),
        (other_number_throughout, "sentence 2: no cited article has 1350"),
        (other_marker, r"markers \[1, 3\] and the answer the citations \[1, 2\]"),
        (other_quotation, "stands in no cited article"),
        (dropped_citation, r"markers \[1, 2\]"),
        (another_document, r"citation \[1\]: .*quays"),
        (claims_to_abstain, "abstention cites nothing"),
        (without_a_field, "source_start"),
    ],
)
def test_a_change_is_caught(
    index: Index, answer: dict[str, Any], change: Callable[[dict[str, Any]], None], named: str
) -> None:
    forged = copy.deepcopy(answer)
    change(forged)
    found = faults(forged, index)
    assert any(re.search(named, fault) for fault in found), found


def test_a_byte_changed_in_the_stored_article_is_caught(tmp_path: Path) -> None:
    with make_index(tmp_path) as index:
        answer = assistant_of(index, REPLY).ask("What did Ida Roth say about ships?").to_dict()
    with closing(sqlite3.connect(tmp_path / "index" / "readout.db")) as record, record:
        record.execute("UPDATE documents SET text = replace(text, 'eighty', 'eighth') WHERE id = 'quay'")
    with Index.open(tmp_path / "index", HashedWords()) as index:
        found = faults(answer, index)
    assert any("the stored text has SHA-256" in fault for fault in found), found


def test_an_article_that_was_replaced_is_caught(tmp_path: Path, answer: dict[str, Any]) -> None:
    with make_index(tmp_path, {"strike": ARTICLES["strike"]}) as index:
        assert any("quay" in fault for fault in faults(answer, index))


def test_an_answer_is_read_as_it_was_written(tmp_path: Path, answer: dict[str, Any]) -> None:
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer), encoding="utf-8")
    assert load(path) == answer


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"{}", b'{"citations": []}', b"\xff\xfe\x00"])
def test_what_is_not_an_answer_is_said_so(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "answer.json"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=r"answer\.json is not"):
        load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"nothing\.json cannot be read"):
        load(tmp_path / "nothing.json")
