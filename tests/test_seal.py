"""The seal of an answer: a canonical form that others can compute, and every change to what it covers."""

import copy
import hashlib
import json
import struct
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.seal import canonical, seal_faults, with_seal

ANSWER = with_seal(
    {
        "question": "Who spoke?",
        "confidence": 0.9,
        "sentences": [{"text": "Ida Roth.", "score": 1.0}, {"text": "“Never”.", "score": 0.5}],
        "receipt": {"seed": 0, "outlet": None},
    }
)


# The table of Appendix B of RFC 8785: the bits of a double, and how it is written.
@pytest.mark.parametrize(
    ("bits", "written"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("44b52d02c7e14af7", "1.0000000000000001e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef4f", "999999999999999900000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555553", "333333333.3333332"),
        ("41b3de4355555557", "333333333.33333343"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_are_written_as_the_standard_writes_them(bits: str, written: str) -> None:
    assert canonical(struct.unpack(">d", bytes.fromhex(bits))[0]) == written


def test_keys_are_in_the_order_of_their_utf_16_units() -> None:
    """The example of RFC 8785, 3.2.3, whose last two keys stand the other way round by code point."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    in_order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical(dict.fromkeys(keys, 0)))) == in_order


def test_the_form_has_no_white_space_and_escapes_only_what_it_must() -> None:
    value = {"b": [True, None, 1, 2.50], "a": 'é “x”\u2028 "\\/\n\x01\x7f'}
    assert canonical(value) == '{"a":"é “x”\u2028 \\"\\\\/\\n\\u0001\x7f","b":[true,null,1,2.5]}'


def test_the_hash_is_of_everything_but_itself() -> None:
    """As docs/answer.md tells others to compute it."""
    whole = copy.deepcopy(ANSWER)
    said = whole["receipt"].pop("answer_sha256")
    text = json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).replace(
        '"score":1.0', '"score":1'
    )
    assert said == hashlib.sha256(text.encode()).hexdigest()
    first = hashlib.sha256(b'{"score":1,"text":"Ida Roth."}').hexdigest()
    assert whole["receipt"]["parts_sha256"]["sentences"][0] == first


def test_white_space_and_the_order_of_keys_do_not_count() -> None:
    for text in (json.dumps(ANSWER, indent=4), json.dumps(ANSWER, sort_keys=True, ensure_ascii=True)):
        assert list(seal_faults(json.loads(text))) == []


def dropped(answer: dict[str, Any]) -> None:
    del answer["confidence"]


def changed(answer: dict[str, Any]) -> None:
    answer["question"] = "Who spoke!"


def in_an_item(answer: dict[str, Any]) -> None:
    answer["sentences"][1]["score"] = 0.51


def added(answer: dict[str, Any]) -> None:
    answer["note"] = "checked"


def added_inside(answer: dict[str, Any]) -> None:
    answer["sentences"][0]["note"] = None


def renamed(answer: dict[str, Any]) -> None:
    answer["Question"] = answer.pop("question")


def turned(answer: dict[str, Any]) -> None:
    answer["sentences"].reverse()


def shortened(answer: dict[str, Any]) -> None:
    answer["sentences"].pop()


def other_receipt(answer: dict[str, Any]) -> None:
    answer["receipt"]["outlet"] = "Coast Wire"


def other_type(answer: dict[str, Any]) -> None:
    answer["receipt"]["seed"] = False  # equal to 0 in Python


def no_seal(answer: dict[str, Any]) -> None:
    del answer["receipt"]["answer_sha256"]


def no_receipt(answer: dict[str, Any]) -> None:
    answer["receipt"] = []


@pytest.mark.parametrize(
    ("change", "places"),
    [
        (dropped, [()]),
        (changed, [("question",)]),
        (in_an_item, [("sentences", 1)]),
        (added, [("note",)]),
        (added_inside, [("sentences", 0)]),
        (renamed, [(), ("Question",)]),
        (turned, [("sentences", 0), ("sentences", 1)]),
        (shortened, [("sentences",)]),
        (other_receipt, [("receipt",)]),
        (other_type, [("receipt",)]),
        (no_seal, [("receipt",)]),
        (no_receipt, [("receipt",)]),
    ],
)
def test_a_change_is_named_by_its_place(
    change: Callable[[dict[str, Any]], None], places: list[tuple[Any, ...]]
) -> None:
    answer = copy.deepcopy(ANSWER)
    change(answer)
    assert sorted(fault.place for fault in seal_faults(answer)) == places


EXACT = 2**53  # up to which doubles hold every integer
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-EXACT, EXACT) | st.floats(-EXACT, EXACT) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(JSON)
def test_the_form_is_json_of_the_same_value(value: Any) -> None:
    assert json.loads(canonical(value)) == value
    assert canonical(json.loads(canonical(value))) == canonical(value)
