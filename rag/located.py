"""JSON whose values know the line that they stand on, and faults that name such a place."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

Place = tuple[str | int, ...]  # the keys and list positions that lead to a value: ("citations", 0, "title")

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold, in words, and the value that it concerns."""

    place: Place
    what: str


class NotJson(ValueError):
    """Text that is no JSON; says why, and where: line and column, both from 1."""

    def __init__(self, what: str, line: int, column: int = 1) -> None:
        super().__init__(what)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Located:
    """A JSON value with the lines of all values in it."""

    value: Any
    lines: Mapping[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of a value, or of the nearest one round it that there is."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines[place]


def parse(text: str, first: int = 1) -> Located:
    """Read JSON whose first line has the number `first`. Raises NotJson, also for a key that stands twice."""
    try:
        value = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise NotJson(error.msg, error.lineno + first - 1, error.colno) from error
    except (RecursionError, ValueError) as error:
        raise NotJson(str(error), first) from error
    return Located(value, _lines(text, first))


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _lines(text: str, line: int) -> dict[Place, int]:
    """Return the line of each value of a valid JSON text."""
    found: dict[Place, int] = {}
    inside: list[Any] = []  # for each open list its position, for each open object its key, None before it is read
    at = 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", at, match.start())
        token, at = match.group(), match.start()
        if token in "}]":
            inside.pop()
        elif token == ",":
            inside[-1] = inside[-1] + 1 if isinstance(inside[-1], int) else None
        elif inside and inside[-1] is None:
            inside[-1] = json.loads(token)
        elif token != ":":
            place = tuple(inside)
            if place in found:
                raise NotJson(f"the key {inside[-1]!r} stands twice in one object", line)
            found[place] = line
            inside += [None] if token == "{" else [0] if token == "[" else []
    return found
