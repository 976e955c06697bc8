"""Reading a benchmark's files, which must be there and as expected."""

import gzip
import json
from pathlib import Path
from typing import Any

from index.errors import BadInput


def find(folder: Path, name: str) -> Path:
    """Return the path of a file of the benchmark, whose name may have a * for its split ("questions_*.jsonl").

    Raises BadInput naming what was expected where, or the files among which it cannot choose.
    """
    paths = sorted(path for path in folder.glob(name) if path.is_file())
    if not paths:
        raise BadInput(f"{folder} does not hold the benchmark: there is no {name} in it; name the folder that has it")
    if len(paths) > 1:
        found = ", ".join(path.name for path in paths)
        raise BadInput(f"{folder} holds several splits ({found}): name a folder that holds one")
    return paths[0]


def read_json(path: Path) -> Any:
    """Return what a JSON file holds; raises BadInput where it is not JSON."""
    return _parsed(path.read_text("utf-8"), str(path))


def read_lines(path: Path, fields: tuple[str, ...]) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines, packed or not; raises BadInput naming a line that lacks a field."""
    text = gzip.decompress(path.read_bytes()).decode() if path.suffix == ".gz" else path.read_text("utf-8")
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            rows.append(row := _parsed(line, f"{path}:{number}"))
            if missing := [field for field in fields if field not in row]:
                raise BadInput(f"{path}:{number}: the row has no {', '.join(missing)}; is it this benchmark's file?")
    return rows


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as error:
        raise BadInput(f"{where} is not JSON ({error}); fetch the benchmark again") from error
