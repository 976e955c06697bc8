"""What a benchmark has worked out, kept by what it was worked out from, so that nothing is asked of a model twice."""

import hashlib
import json
from pathlib import Path
from typing import Any

from eval.run import drop_torn_line


def key_of(*parts: object) -> str:
    """Return a key for all that a value depends on, as JSON types."""
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


class Kept:
    """A file of values by key, as lines of JSON; each is on disk before `add` returns."""

    def __init__(self, path: Path) -> None:
        """Open the file or begin it; a line that an interruption cut short is dropped."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        drop_torn_line(path)
        lines = map(json.loads, path.read_bytes().splitlines())
        self._path = path
        self._values: dict[str, Any] = {line["key"]: line["value"] for line in lines}

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def add(self, key: str, value: Any) -> None:
        """Keep a value of JSON types."""
        line = json.dumps({"key": key, "value": value}, ensure_ascii=False)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        self._values[key] = json.loads(line)["value"]
