"""One flipped bit, in a stored answer or in an article that it cites, is caught; and what holds without the seal."""

import json
import random
import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from index.record import Record
from index.search import Index
from rag.located import NotJson, parse
from rag.receipt import each_fault, faults
from rag.seal import with_seal
from rag.verify import verify
from tests.answering import assistant_of, make_index
from tests.test_receipt import BOUNDS, QUESTION, REPLY

# What nothing but the seal covers; a `*` stands for any position or key.
SEALED_ONLY = {
    "id", "question", "standalone_question", "confidence", "schema_version", "timings_ms.*", "usage.*",
    "sentences.*.score", "sentences.*.checks.*.name", "sentences.*.checks.*.detail",
    "consulted.*.passage_start", "consulted.*.scores.*",
    "withheld.*.text", "withheld.*.reason",
    "receipt.since",  # moved by a day, with no article between
    "receipt.passages", "receipt.seed", "receipt.prompt_sha256", "receipt.settings_sha256", "receipt.models.*.name",
    "receipt.models.*.role", "receipt.models.*.sha256", "receipt.index_generation", "receipt.index_sha256",
}  # fmt: skip


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


@pytest.fixture(scope="module")
def answer(index: Index) -> dict[str, Any]:
    made = assistant_of(index, f"{REPLY} It carries 240 cars.").ask(QUESTION, **BOUNDS).to_dict()
    assert len(made["citations"]) == 2
    assert len(made["withheld"]) == 1
    return made


def caught(content: bytes, index: Index) -> bool:
    """Whether a changed file is refused, or found faulty by anything at all."""
    try:
        value = parse(content.decode("utf-8-sig")).value
    except (NotJson, UnicodeDecodeError):
        return True
    return not isinstance(value, dict) or next(each_fault(value, index), None) is not None


def is_same(content: bytes, value: Any) -> bool:
    try:
        return repr(json.loads(content)) == repr(value)  # 1 and True are equal, but not the same
    except ValueError:
        return False


def test_a_flipped_bit_of_an_answer_is_caught_or_changes_nothing(index: Index, answer: dict[str, Any]) -> None:
    content = json.dumps(answer, ensure_ascii=False, indent=1).encode()
    choose, harmless = random.Random(4), 0
    for at in range(choose.randrange(7), len(content), 7):
        flipped = bytearray(content)
        flipped[at] ^= 1 << choose.randrange(8)
        if is_same(bytes(flipped), answer):
            harmless += 1
        else:
            assert caught(bytes(flipped), index), (at, content[max(0, at - 30) : at + 30])
    assert harmless < len(content) / 10  # white space for other white space


def test_a_flipped_bit_of_an_article_is_caught_where_it_is_cited(
    index: Index, answer: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "answer.json").write_text(json.dumps(answer), encoding="utf-8")
    database = Path(index.info.path, "readout.db").read_bytes()
    text = index.document("quay").text.encode()
    start = database.index(text)
    copy, choose = tmp_path / "readout.db", random.Random(4)
    for at in range(start, start + len(text), 7):
        flipped = bytearray(database)
        flipped[at] ^= 1 << choose.randrange(8)
        copy.write_bytes(flipped)
        with closing(Record(tmp_path)) as record:
            assert not verify([str(tmp_path / "answer.json")], record)
        out = capsys.readouterr().out
        assert re.match(r"\S+answer\.json:1: citation \[1\], quay: (the index is damaged|its row cannot be read)", out)


def leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    if not isinstance(value, (dict, list)):
        yield place
    for key, item in items:
        yield from leaves(item, (*place, key))


def other(value: Any) -> Any:
    """Another value of the same type where there is one."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value[:-1] + ("2" if value[-1] == "1" else "1")
    if isinstance(value, str):
        return value[:-1] + ("a" if value[-1:] != "a" else "b")
    return value + 1 if value is not None else "x"


def test_what_is_changed_and_sealed_anew_is_caught_unless_only_the_seal_covers_it(
    index: Index, answer: dict[str, Any]
) -> None:
    passed, tried = set(), 0
    for place in leaves(answer):
        if "parts_sha256" in place or "answer_sha256" in place:
            continue  # made anew
        forged = json.loads(json.dumps(answer))
        holder = forged
        for key in place[:-1]:
            holder = holder[key]
        holder[place[-1]] = other(holder[place[-1]])
        tried += 1
        if not faults(with_seal(forged), index):
            passed.add(place)
    assert tried > 100
    assert {covered(place) for place in passed} == SEALED_ONLY


def covered(place: tuple[Any, ...]) -> str:
    keys = ["*" if isinstance(key, int) else key for key in place]
    return ".".join([*keys[:-1], "*"] if keys[-2:-1] in (["scores"], ["timings_ms"], ["usage"]) else keys)
