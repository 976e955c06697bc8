"""Write a gold row in the terminal: the question, what a search finds for it, the words, one checked row.

python -m eval new GOLD.jsonl [--index INDEX]
"""

import argparse
import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console

from eval.command_line import INTERRUPTED, say
from eval.data import append_row, load_gold, read_row
from eval.desk import Desk, show
from eval.dialogue import STEPS
from eval.rows import Line, QuestionType
from index.errors import BadInput
from index.search import Index
from rag.open import open_index

ANSWERS = ("spans", "answers", "articles", "speaker")  # what an unanswerable row goes without
_NUMBERED_ID = re.compile(r"(?P<prefix>.*?)(?P<number>\d+)")


@dataclass
class Sitting:
    """A gold file and what has been added to it."""

    path: Path
    index: Index
    console: Console
    appended: list[str] = field(default_factory=list)
    begun: bool = False  # a row that is not appended yet

    def run(self) -> None:
        """Take rows until an empty question; raises EOFError or KeyboardInterrupt where the writer leaves earlier."""
        self.ids()  # a file at fault is named before anything is asked
        while line := self._row():
            if line.id:
                append_row(self.path, line)
                self.appended.append(line.id)
                say(f"appended {line.id} to {self.path}", self.console)
            self.begun = False

    def ids(self) -> list[str]:
        """Return the ids taken. Raises BadInput where the file is not sound, or there is no folder to put it in."""
        if not self.path.parent.is_dir():
            raise BadInput(f"there is no folder {self.path.parent}; make it, or name another gold file")
        if not self.path.exists() or not self.path.read_bytes().strip():
            return []
        return [row.id for row in load_gold(self.path, self.index.document)]

    def report(self) -> None:
        """Say what was written and what was not."""
        rows = ", ".join(self.appended) or "nothing"
        lost = "; the unfinished row was left out" if self.begun else ""
        say(f"\nappended to {self.path}: {rows}{lost}", self.console)

    def _row(self) -> Line | None:
        """Return a row, without an id where the writer dropped it, None where there is no more."""
        desk = Desk(self.index, self.console)
        line = STEPS["question"](desk, Line(next_id(self.ids()), "", QuestionType.FACT, True))
        if not line.question:
            return None
        self.begun = True
        for name, step in STEPS.items():
            if name not in ("id", "question") and (line.answerable or name not in ANSWERS):
                line = step(desk, line)
        return self._settled(desk, line)

    def _settled(self, desk: Desk, line: Line) -> Line:
        while True:
            show(desk, line)
            fault = self._fault(line)
            named = desk.ask(f"{fault or 'the row is sound'}\nEnter appends, a field's name changes it, drop: ").strip()
            if named == "drop":
                return replace(line, id="")
            if named in STEPS:
                line = STEPS[named](desk, line)
            elif not named and fault is None:
                return line
            elif named:
                desk.say(f"there is no field {named!r}; there are {', '.join(STEPS)}")

    def _fault(self, line: Line) -> str | None:
        if line.id in self.ids():
            return f"the id {line.id!r} is taken; change id"
        try:
            read_row(line.to_json(), self.index.document)
        except BadInput as error:
            return str(error)
        return None


def main(arguments: Sequence[str], load: Callable[[Path], Index] = open_index) -> int:
    """Write rows until the writer ends; returns 0, or 130 where a row was left unfinished. Raises ReadoutError."""
    given = _parser().parse_args(arguments)
    with load(given.index) as index:
        sitting = Sitting(given.gold, index, Console())
        try:
            with suppress(EOFError):
                sitting.run()
        except KeyboardInterrupt:
            sitting.report()
            return INTERRUPTED
        sitting.report()
        return INTERRUPTED if sitting.begun else 0


def next_id(taken: Sequence[str]) -> str:
    """Return the number after the highest, with the commonest letters before it and as many digits: "s07", "s08"."""
    numbered = [match for name in taken if (match := _NUMBERED_ID.fullmatch(name))]
    if not numbered:
        return "q01"
    prefix = Counter(match["prefix"] for match in numbered).most_common(1)[0][0]
    numbers = [match["number"] for match in numbered if match["prefix"] == prefix]
    return f"{prefix}{max(map(int, numbers)) + 1:0{max(map(len, numbers))}}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval new", description="Write gold questions in the terminal.")
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl", help="where the rows are appended, see docs/gold.md")
    parser.add_argument(
        "--index", type=Path, default=Path("artifacts/index"), help="an index or a folder of articles (%(default)s)"
    )
    return parser
