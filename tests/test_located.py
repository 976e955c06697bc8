"""Every value of a JSON text knows its line."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.located import NotJson, parse

TEXT = """{
  "text": "a \\"quoted\\" [1], {x}: \\n",
  "sentences": [
    {"score": 1.0,
     "citations": [1,
       2]},
    []
  ],
  "receipt": {}, "seed":
    0
}
"""


def test_lines_are_those_on_which_values_begin() -> None:
    assert parse(TEXT).lines == {
        (): 1,
        ("text",): 2,
        ("sentences",): 3,
        ("sentences", 0): 4,
        ("sentences", 0, "score"): 4,
        ("sentences", 0, "citations"): 5,
        ("sentences", 0, "citations", 0): 5,
        ("sentences", 0, "citations", 1): 6,
        ("sentences", 1): 7,
        ("receipt",): 9,
        ("seed",): 10,
    }


def test_a_value_that_is_not_there_has_the_line_of_what_would_hold_it() -> None:
    located = parse(TEXT)
    assert located.line(("sentences", 0, "text")) == 4
    assert located.line(("sentences", 7)) == 3
    assert located.line(("nothing", "at", "all")) == 1


def test_lines_count_from_the_first_of_the_text() -> None:
    assert parse("\n[1,\n2]", 12).lines == {(): 13, (0,): 13, (1,): 14}


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ('{"a": 1,\n "b" 2}', 2, 6, "Expecting ':' delimiter"),
        ("", 1, 1, "Expecting value"),
        ('{"a": 1} {', 1, 10, "Extra data"),
        ('{"a": "one\ntwo"}', 1, 11, "Invalid control character at"),
        ('{"a": {"b": 1,\n"b": 2}}', 2, 1, "the key 'b' stands twice in one object"),
        ('{"a":\n NaN}', 1, 1, "NaN is no number of JSON"),
        ("[" * 100_000, 1, 1, "maximum recursion depth exceeded"),
    ],
)
def test_what_is_no_json_is_named_by_line_and_column(text: str, line: int, column: int, what: str) -> None:
    with pytest.raises(NotJson) as error:
        parse(text)
    assert (error.value.line, error.value.column) == (line, column)
    assert str(error.value).startswith(what)


VALUES = st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
)


def places(value: Any, place: tuple[Any, ...] = ()) -> set[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return {place}.union(*(places(item, (*place, key)) for key, item in items))


@given(VALUES, st.sampled_from((None, 1)))
def test_every_value_is_found_however_it_is_written(value: Any, indent: int | None) -> None:
    located = parse(json.dumps(value, indent=indent))
    assert located.value == value
    assert set(located.lines) == places(value)
