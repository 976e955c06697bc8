"""Gold questions and what came of asking them: the rows, read and checked line by line.

`docs/gold.md` describes the file; a row whose words cannot be found in the archive is refused, with its line.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from eval.judge import Judge
from eval.rows import DocumentOf, Line, QuestionType, Words, first_fault, place, read_line
from index.data import Document, Span
from index.errors import BadInput
from index.models import CHECKOUT
from rag.data import Answer, Turn

__all__ = [
    "Case",
    "DocumentOf",
    "GoldRow",
    "GoldSpan",
    "QuestionType",
    "Result",
    "append_row",
    "load_gold",
    "load_results",
    "read_row",
]


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Words of a document that carry an answer."""

    document_id: str
    span: Span


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A question with what a right answer says and cites.

    `answers` and `spans` are groups that must all be met, each by any one of its alternatives.
    """

    id: str
    question: str
    type: QuestionType
    answerable: bool
    answers: tuple[tuple[str, ...], ...] = ()
    articles: tuple[str, ...] = ()
    spans: tuple[tuple[GoldSpan, ...], ...] = ()
    paraphrases: tuple[str, ...] = ()  # the question in other words
    history: tuple[Turn, ...] = ()
    as_of: date | None = None
    reason: str | None = None  # why the archive does not answer it
    speaker: str | None = None
    notes: str = ""

    @property
    def asked_sha256(self) -> str:
        """The hash of all that the system is told: question, history, as_of."""
        told = [self.question, [asdict(turn) for turn in self.history], str(self.as_of)]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Result:
    """One question asked: a line of `answers.jsonl`."""

    gold_id: str
    asked_sha256: str
    answer: Answer
    seconds: float  # by the clock, from asking to the answer
    peak_mb: float  # the most memory that the process had held by then

    def to_dict(self) -> dict[str, Any]:
        """Return the result as JSON types."""
        fields = {name: getattr(self, name) for name in ("gold_id", "asked_sha256", "seconds", "peak_mb")}
        return fields | {"answer": self.answer.to_dict()}

    def to_json(self) -> str:
        """Return the result as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Case:
    """All that a measure may look at: a row, its answer, and the documents that either names."""

    row: GoldRow
    answer: Answer
    documents: Mapping[str, Document]  # by id; a document that the index lacks is absent
    judge: Judge | None = None  # for the measures of support; without one they have no value


SAMPLE_GOLD = CHECKOUT / "eval" / "gold" / "sample.jsonl"  # questions over the sample archive


def load_gold(path: Path, document_of: DocumentOf) -> tuple[GoldRow, ...]:
    """Read the gold rows, their spans found in the documents.

    Raises BadInput naming the file and line for a row that is malformed, repeated, or not true of the documents.
    """
    rows, lines = list[GoldRow](), dict[str, int]()
    for number, line in _lines(path):
        try:
            row = read_row(line, document_of)
        except BadInput as error:
            raise BadInput(f"{path}:{number}: {error}") from error
        if row.id in lines:
            raise BadInput(
                f"{path}:{number}: the id {row.id!r} is taken by line {lines[row.id]}; give each row its own"
            )
        lines[row.id] = number
        rows.append(row)
    if not rows:
        raise BadInput(f"{path} holds no questions; write one JSON object a line, as docs/gold.md describes")
    return tuple(rows)


def read_row(text: str, document_of: DocumentOf) -> GoldRow:
    """Return the row of one line of a gold file, checked, its spans found. Raises BadInput."""
    line = read_line(text, document_of)
    return GoldRow(
        id=line.id,
        question=line.question,
        type=line.type,
        answerable=line.answerable,
        answers=line.answers,
        articles=line.articles,
        spans=tuple(tuple(_found(words, document_of) for words in group) for group in line.spans),
        paraphrases=line.paraphrases,
        history=tuple(Turn(*turn) for turn in line.history),
        as_of=line.as_of,
        reason=line.reason,
        speaker=line.speaker,
        notes=line.notes,
    )


def append_row(path: Path, line: Line) -> None:
    """Append a row by one write, on the disk when this returns; a missing end of the last line is added before it.

    Raises BadInput holding the row where it cannot be written whole; the file is then as it was.
    """
    try:
        with path.open("ab+", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - 1, 0))
            row = (b"" if file.read(1) in (b"", b"\n") else b"\n") + line.to_json().encode() + b"\n"
            try:
                if file.write(row) < len(row):
                    raise OSError("the disk is full")
                os.fsync(file.fileno())
            except OSError:
                file.truncate(size)
                raise
    except OSError as error:
        raise BadInput(f"{path} cannot be written: {error}; append this line yourself: {line.to_json()}") from error


def load_results(path: Path) -> tuple[Result, ...]:
    """Read the results of an evaluation, in the order asked; raises BadInput naming the line that is damaged."""
    reader, results = TypeAdapter(Result), list[Result]()
    for number, line in _lines(path):
        try:
            results.append(reader.validate_json(line))
        except ValidationError as error:
            raise BadInput(f"{path}:{number}: {first_fault(error)}; remove the line to ask it again") from error
    return tuple(results)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}") from error
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _found(words: Words, document_of: DocumentOf) -> GoldSpan:
    return GoldSpan(words.document_id, place(words, document_of))
