"""The command `python -m rag verify`: stored answers, in files of JSON or of JSON lines, each checked again.

python -m rag verify answer.json
python -m rag verify artifacts/reports/run/answers.jsonl --index artifacts/index
"""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rag.located import Located, NotJson, Place, parse
from rag.receipt import faults, notes
from rag.sources import Archive
from rag.wording import counted, harmless

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer as a file holds it, by itself or in a row of an evaluation."""

    answer: Mapping[str, Any]
    located: Located  # the file's value
    within: Place  # where in it the answer is

    def line(self, place: Place) -> int:
        """Return the line of a value of the answer."""
        return self.located.line((*self.within, *place))


def verify(files: Sequence[str], archive: Archive) -> bool:
    """Check every answer of the files and write what came of it, a line each; return whether everything holds."""
    return all([_file_holds(name, archive) for name in files])


def _file_holds(name: str, archive: Archive) -> bool:
    try:
        text = _text(name)
    except OSError as error:
        _say(name, f"it cannot be read ({error.strerror}): name a file that `python -m rag --json` wrote")
        return False
    except NotJson as error:
        _say(f"{name}:{error.line}:{error.column}", str(error))
        return False
    told = dict[str, None]()
    sound = [_holds(name, line, part, archive, told) for line, part in _values(name, text)]
    for note in told:
        _say(name, f"note: {note}")
    return all(sound)


def _holds(name: str, line: int, text: str, archive: Archive, told: dict[str, None]) -> bool:
    """Check one answer; what is otherwise now than when it was made goes to `told`."""
    try:
        stored = _stored(parse(text, line))
    except NotJson as error:
        _say(f"{name}:{error.line}:{error.column}", str(error))
        return False
    found = sorted((stored.line(fault.place), fault.what) for fault in faults(stored.answer, archive))
    for at, what in found:
        _say(f"{name}:{at}", what)
    if not found:
        told |= dict.fromkeys(notes(stored.answer, archive))
        _say(f"{name}:{line}", f"everything holds ({counted(len(stored.answer['citations']), 'citation')})")
    return not found


def _stored(located: Located) -> Stored:
    """Return the answer that a value is or holds. Raises NotJson where it is and holds none."""
    for within in ((), ("answer",)):
        value = located.value
        for key in within:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, dict) and "citations" in value:
            return Stored(value, located, within)
    raise NotJson("no answer: name a file that `python -m rag --json` or `python -m eval` wrote", located.line(()))


def _values(name: str, text: str) -> list[tuple[int, str]]:
    """Return the JSON texts of a file, each with the number of its first line: one, or as many as it has lines."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    return lines if name.endswith(".jsonl") or (len(lines) > 1 and _is_json(lines[0][1])) else [(1, text)]


def _is_json(text: str) -> bool:
    try:
        parse(text)
    except NotJson:
        return False
    return True


def _text(name: str) -> str:
    content = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        column = error.start - before.rfind(b"\n")
        raise NotJson(f"not UTF-8: {error.reason}", before.count(b"\n") + 1, column) from error


def _say(where: str, what: str) -> None:
    """Write a line; what a file or an article says in it can neither break it nor steer the terminal."""
    sys.stdout.write(harmless(f"{where}: {' '.join(what.split())}") + "\n")
