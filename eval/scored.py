"""Scored questions as files keep them, whichever version of the program wrote them: a run's folder or a baseline."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.rows import first_fault
from eval.run import ANSWERS, SETUP
from index.errors import BadInput

SCORES = "scores.jsonl"
DIGITS = 6  # of a measure's value, so that a stored one equals one just made
_COST = re.compile(r"(?:.*_)?(?:seconds|tokens|mb)")
_NO_MEASURES = {"id", "type", "question", "answerable", "status", "text", "violations", "failed", "confidence"}


@dataclass(frozen=True, slots=True)
class Scored:
    """A question with its answer and what was measured of it."""

    id: str
    type: str
    question: str
    answerable: bool
    status: str
    text: str | None  # None in a baseline, which keeps figures and no words of the archive
    measures: dict[str, float | None]  # in the file's order
    violations: tuple[str, ...]
    failed: tuple[str, ...]
    costs: dict[str, float | None]  # seconds, tokens, megabytes
    asked_sha256: str | None = None  # of all that the system was told; None where the file does not say

    def asks_as(self, other: "Scored") -> bool:
        """Whether both were asked the same."""
        if self.asked_sha256 and other.asked_sha256:
            return self.asked_sha256 == other.asked_sha256
        return self.question == other.question


Pair = tuple[Scored, Scored]  # one question, before and after


def load_scored(path: Path) -> tuple[Scored, ...]:
    """Read the questions of a run's folder or of a baseline.

    Raises BadInput naming the file and line at fault, and the way out.
    """
    return _of_run(path) if path.is_dir() else _of_baseline(path)


def load_made(path: Path) -> Mapping[str, Any]:
    """Return how a run or a baseline was made, empty where it does not say."""
    file = path / SETUP if path.is_dir() else path
    made = _json(file).get("provenance") if file.exists() else None
    return made if isinstance(made, dict) else {}


def load_baseline(path: Path) -> Mapping[str, Any]:
    """Return a baseline's JSON. Raises BadInput where the file is none."""
    found = _json(path)
    if not isinstance(found.get("questions"), list) or not isinstance(found.get("measures"), list):
        raise BadInput(f"{path} is not a baseline: write one with `python -m eval accept RUN {path}`")
    return found


def measures_of(scored: Iterable[Scored]) -> tuple[str, ...]:
    """Return the names of all measures, in the order of the file."""
    return tuple(dict.fromkeys(name for one in scored for name in one.measures))


def paired(before: Sequence[Scored], after: Sequence[Scored]) -> tuple[Pair, ...]:
    """Return the questions that both were asked in the same words, in the order of `after`."""
    known = {one.id: one for one in before}
    return tuple((known[one.id], one) for one in after if one.id in known and known[one.id].asks_as(one))


def _of_run(folder: Path) -> tuple[Scored, ...]:
    path = folder / SCORES
    if not path.exists():
        raise BadInput(
            f"{folder} has no {SCORES}: name the --out of an evaluation that has ended, or continue it first"
        )
    rows, asked = _lines(path), _asked(folder / ANSWERS)
    names = _figures(row for _, row in rows)
    return tuple(_scored(row, names, asked.get(str(row.get("id"))), place) for place, row in rows)


def _of_baseline(path: Path) -> tuple[Scored, ...]:
    baseline = load_baseline(path)
    names = dict.fromkeys(map(str, baseline["measures"]))
    rows = ((f"{path}: question {number}", row) for number, row in enumerate(baseline["questions"], 1))
    return tuple(_stored(row, names, place) for place, row in rows)


def _figures(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """Return the fields that hold a number or nothing in every row: the measures and costs of that version."""
    fits = dict[str, bool]()
    for row in rows:
        for name, value in row.items():
            number = value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))
            fits[name] = fits.get(name, name not in _NO_MEASURES) and number
    return [name for name, fit in fits.items() if fit]


def _scored(row: Mapping[str, Any], names: Sequence[str], asked_sha256: str | None, place: str) -> Scored:
    values = {name: row.get(name) for name in names}
    parts = {
        "measures": {name: value for name, value in values.items() if not _COST.fullmatch(name)},
        "costs": {name: value for name, value in values.items() if _COST.fullmatch(name)},
        "asked_sha256": asked_sha256,
    }
    return _checked({name: value for name, value in row.items() if name in _NO_MEASURES} | parts, place)


def _stored(row: Any, names: Mapping[str, None], place: str) -> Scored:
    """Read a question of a baseline, which leaves out what has no value."""
    if not isinstance(row, dict):
        raise BadInput(f"{place} is no object: accept a run again with `python -m eval accept`")
    defaults: dict[str, Any] = {"text": None, "violations": [], "failed": [], "costs": {}, "measures": {}}
    found = defaults | row
    return _checked(found | {"measures": {**names, **dict(found["measures"])}}, place)


def _checked(fields: Mapping[str, Any], place: str) -> Scored:
    try:
        one = TypeAdapter(Scored).validate_python(dict(fields))
    except ValidationError as error:
        raise BadInput(f"{place}: {first_fault(error)}; evaluate again, or accept again, to write it anew") from error
    for name, value in one.measures.items():
        one.measures[name] = None if value is None else round(value, DIGITS)
    return one


def _asked(answers: Path) -> dict[str, str]:
    """Return the hashes of what was asked, by the question's id; a folder may lack them."""
    if not answers.exists():
        return {}
    return {str(row.get("gold_id")): str(row.get("asked_sha256")) for _, row in _lines(answers)}


def _lines(path: Path) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for number, line in enumerate(_text(path).split("\n"), 1):
        if not line.strip():
            continue
        row = _parsed(line, f"{path}:{number}")
        found.append((f"{path}:{number}", row))
    return found


def _json(path: Path) -> dict[str, Any]:
    return _parsed(_text(path), str(path))


def _parsed(text: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError as error:
        raise BadInput(f"{place} is not JSON ({error}): evaluate again, or restore the file") from error
    if not isinstance(found, dict):
        raise BadInput(f"{place} is no JSON object: evaluate again, or restore the file")
    return found


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read ({error}): name a run's folder or a baseline") from error
