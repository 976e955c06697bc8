"""The sidecar of an archive: `metadata.csv` or `metadata.jsonl` in its folder, whose fields go before all others."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from index.data import Problem
from index.decoding import decode
from index.errors import BadInput
from index.fields import Fields

SIDECARS = ("metadata.csv", "metadata.jsonl")
Overrides = Mapping[str, Fields]  # by the file's path relative to the archive, with forward slashes
_Row = tuple[int, Mapping[str, Any]]


def read_overrides(root: Path, on_problem: Callable[[Problem], None]) -> Overrides:
    """Read the sidecars of the archive at `root`; a row that cannot be used is a problem, and the rest is read."""
    overrides: dict[str, Fields] = {}
    for name in SIDECARS:
        path = root / name
        if not path.is_file():
            continue

        def warn(reason: str, name: str = name) -> None:
            on_problem(Problem(name, reason))

        try:
            text = decode(path.read_bytes())
            rows = _csv_rows(text) if path.suffix == ".csv" else _json_rows(text, warn)
            for line, row in rows:
                _add(overrides, root, line, row, warn)
        except (BadInput, OSError, csv.Error) as error:
            warn(str(error))
    return overrides


def _add(
    overrides: dict[str, Fields], root: Path, line: int, row: Mapping[str, Any], warn: Callable[[str], None]
) -> None:
    file = str(row.get("file") or "").strip().replace("\\", "/").removeprefix("./")
    if not file:
        warn(f"line {line} names no file: fill in `file`, a path relative to the folder")
        return
    if not (root / file).is_file():
        warn(f"line {line} names the file {file!r}, which is not in the folder")
    overrides[file] = Fields.from_mapping(row).over(overrides.get(file, Fields()))


def _csv_rows(text: str) -> Iterator[_Row]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if "file" not in (names := [name.strip().lower() for name in reader.fieldnames or []]):
        raise BadInput("has no column `file`: name each article by its path relative to the folder")
    reader.fieldnames = names
    for row in reader:
        yield reader.line_num, row


def _json_rows(text: str, warn: Callable[[str], None]) -> Iterator[_Row]:
    for line, source in enumerate(text.splitlines(), start=1):
        if not source.strip():
            continue
        try:
            row = json.loads(source)
        except ValueError as error:
            warn(f"line {line} is not valid JSON ({error})")
            continue
        if isinstance(row, dict):
            yield line, row
        else:
            warn(f'line {line} is not a JSON object: write {{"file": …}}')
