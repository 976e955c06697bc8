"""Is it known who said it: statements read off marked sentences, against the marks, field by field.

python -m eval speakers [MARKS.jsonl] [--archive FOLDER] [--half HALF] [--errors]
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.command_line import say
from eval.wording import fold
from index.corpus import read_archive
from index.data import Document, Span
from index.errors import BadInput
from rag.statements import Statement, sentences_with_statements

FIELDS = ("speaker", "role", "addressee", "venue", "said_on", "manner", "via")
_SMALL = frozenset("the a an his her its their this at in on during to with of".split())
DONE = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence with what is right to say of it, by field; None among the values means that nothing need be said."""

    document_id: str
    sentence: str
    half: str  # "tune": rules were written with it in view; "report": not
    fields: dict[str, list[str | None]]


@dataclass(frozen=True, slots=True)
class Score:
    """How one field does over the marked sentences."""

    field: str
    given: int
    right: int  # of those given
    wanted: int
    found: int  # of those wanted

    @property
    def precision(self) -> float | None:
        """Share of the values given that are right."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Share of the values wanted that were given right."""
        return self.found / self.wanted if self.wanted else None


@dataclass(frozen=True, slots=True)
class Read:
    """A mark beside what was read off its sentence."""

    mark: Mark
    statement: Statement | None

    def value(self, field: str) -> str | None:
        """Return what was read, as text."""
        value = getattr(self.statement, field, None)
        return None if value is None else str(value)

    def is_right(self, field: str) -> bool:
        """Whether what was read is one of the values marked."""
        value = self.value(field)
        if value is None:
            return None in self.mark.fields[field]
        return any(_same(field, value, gold) for gold in self.mark.fields[field] if gold is not None)


def load_marks(path: Path) -> list[Mark]:
    """Read a file of marked sentences. Raises BadInput naming the line at fault."""
    if not path.is_file():
        raise BadInput(f"there is no file of marks {path}")
    marks = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            fields = {field: row[field] for field in FIELDS}
            marks.append(Mark(row["document_id"], row["sentence"], row["half"], fields))
        except (KeyError, ValueError) as error:
            raise BadInput(f"{path}:{number}: not a marked sentence: {error!r}") from error
    return marks


def read_marked(marks: Sequence[Mark], documents: dict[str, Document]) -> Iterator[Read]:
    """Yield every mark with the statement of its sentence. Raises BadInput where an article has no such sentence."""
    for mark in marks:
        document = documents.get(mark.document_id)
        start = document.text.find(mark.sentence) if document else -1
        if document is None or start < 0:
            raise BadInput(f"no article {mark.document_id} with the sentence {mark.sentence[:60]!r}")
        span = Span(start, start + len(mark.sentence))
        _, statement = max(sentences_with_statements(document), key=lambda pair: pair[0].overlap(span))
        yield Read(mark, statement)


def score(read: Sequence[Read], field: str) -> Score:
    """Count how often a field was given, right, wanted and found."""
    given = [one for one in read if one.value(field) is not None]
    wanted = [one for one in read if None not in one.mark.fields[field]]
    return Score(
        field,
        len(given),
        sum(one.is_right(field) for one in given),
        len(wanted),
        sum(one.is_right(field) for one in wanted),
    )


def main(arguments: Sequence[str]) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m eval speakers", description="Measure who is said to speak.")
    parser.add_argument("marks", nargs="?", type=Path, default=Path("eval/gold/speakers.jsonl"), metavar="MARKS.jsonl")
    parser.add_argument("--archive", type=Path, default=Path("corpus"), help="the articles (%(default)s)")
    parser.add_argument("--half", help="only the sentences of this half: tune or report")
    parser.add_argument("--errors", action="store_true", help="also print every value that is wrong or missing")
    given = parser.parse_args(arguments)
    marks = [mark for mark in load_marks(given.marks) if given.half in (None, mark.half)]
    documents = {document.id: document for document in read_archive(given.archive, lambda problem: None)}
    read = list(read_marked(marks, documents))
    screen = Console()
    if given.errors:
        for line in _errors(read):
            say(line, screen)
    screen.print(_table(read))
    return DONE


def _same(field: str, value: str, gold: str) -> bool:
    """Whether two wordings are one: equal for a day and a manner, else the words of one within the other's."""
    if field in ("said_on", "manner"):
        return value == gold
    left, right = (frozenset(fold(text).split()) - _SMALL for text in (value, gold))
    return bool(left and right) and (left <= right or right <= left)


def _errors(read: Sequence[Read]) -> Iterator[str]:
    for one in read:
        for field in FIELDS:
            if not one.is_right(field):
                kind = "missing" if one.value(field) is None else "wrong"
                yield f"{kind} {field}: {one.value(field)} for {one.mark.fields[field]}: {one.mark.sentence[:90]}"


def _table(read: Sequence[Read]) -> Table:
    table = Table("field", "given", "right", "precision", "wanted", "found", "recall", title=f"{len(read)} sentences")
    for field in FIELDS:
        line = score(read, field)
        counts = [str(line.given), str(line.right), _share(line.precision)]
        table.add_row(field, *counts, str(line.wanted), str(line.found), _share(line.recall))
    return table


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
