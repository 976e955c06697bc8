"""Gold questions and what came of asking them: the rows, read and checked line by line.

`docs/gold.md` describes the file; a row whose words cannot be found in the archive is refused, with its line.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from eval.judge import Judge
from eval.wording import find_stretch, fold
from index.data import Document, Span
from index.errors import BadInput, DocumentMissing
from rag.data import Answer, Turn

DocumentOf = Callable[[str], Document]  # a document by its id; raises DocumentMissing


class QuestionType(StrEnum):
    """What a question asks for."""

    FACT = "fact"
    QUOTATION = "quotation"
    LIST = "list"
    ATTRIBUTION = "attribution"
    TWO_ARTICLE = "two_article"
    TIME = "time"
    FOLLOWUP = "followup"
    AS_OF = "as_of"
    UNANSWERABLE = "unanswerable"


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

    def to_json(self) -> str:
        """Return the result as one line of JSON."""
        fields = {name: getattr(self, name) for name in ("gold_id", "asked_sha256", "seconds", "peak_mb")}
        return json.dumps(fields | {"answer": self.answer.to_dict()}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Case:
    """All that a measure may look at: a row, its answer, and the documents that either names."""

    row: GoldRow
    answer: Answer
    documents: Mapping[str, Document]  # by id; a document that the index lacks is absent
    judge: Judge | None = None  # for the measures of support; without one they have no value


@dataclass(frozen=True, slots=True)
class _Words:
    __pydantic_config__ = ConfigDict(extra="forbid")
    document_id: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class _Line:
    __pydantic_config__ = ConfigDict(extra="forbid")
    id: str
    question: str
    type: QuestionType
    answerable: bool
    paraphrases: tuple[str, ...] = ()
    history: tuple[tuple[str, str | None], ...] = ()
    as_of: date | None = None
    reason: str | None = None
    answers: tuple[tuple[str, ...], ...] = ()
    articles: tuple[str, ...] = ()
    spans: tuple[tuple[_Words, ...], ...] = ()
    speaker: str | None = None
    notes: str = ""


def load_gold(path: Path, document_of: DocumentOf) -> tuple[GoldRow, ...]:
    """Read the gold rows, their spans found in the documents.

    Raises BadInput naming the file and line for a row that is malformed, repeated, or not true of the documents.
    """
    reader, rows, lines = TypeAdapter(_Line), list[GoldRow](), dict[str, int]()
    for number, line in _lines(path):
        try:
            row = _row(reader.validate_json(line, strict=True), document_of)
        except ValidationError as error:
            raise BadInput(f"{path}:{number}: {_first_fault(error)}") from error
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


def load_results(path: Path) -> tuple[Result, ...]:
    """Read the results of an evaluation, in the order asked; raises BadInput naming the line that is damaged."""
    reader, results = TypeAdapter(Result), list[Result]()
    for number, line in _lines(path):
        try:
            results.append(reader.validate_json(line))
        except ValidationError as error:
            raise BadInput(f"{path}:{number}: {_first_fault(error)}; remove the line to ask it again") from error
    return tuple(results)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read: {error}") from error
    return ((number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip())


def _first_fault(error: ValidationError) -> str:
    fault: Any = error.errors()[0]
    place = ".".join(map(str, fault["loc"]))
    return f"{place or 'the line'}: {fault['msg']}"


def _row(line: _Line, document_of: DocumentOf) -> GoldRow:
    _check(line)
    for document_id in line.articles:
        _text(document_id, document_of)
    return GoldRow(
        id=line.id,
        question=line.question,
        type=line.type,
        answerable=line.answerable,
        answers=line.answers,
        articles=line.articles,
        spans=tuple(tuple(_resolve(words, document_of) for words in group) for group in line.spans),
        paraphrases=line.paraphrases,
        history=tuple(Turn(*turn) for turn in line.history),
        as_of=line.as_of,
        reason=line.reason,
        speaker=line.speaker,
        notes=line.notes,
    )


def _check(line: _Line) -> None:
    """Refuse a row that no answer, or any answer, could meet."""
    strays = {words.document_id for group in line.spans for words in group} - set(line.articles)
    faults = (
        (not line.id.strip() or not line.question.strip(), "id and question must not be empty"),
        (line.answerable and not line.answers, f"{line.id}: an answerable row needs answers"),
        (line.answerable and not line.articles, f"{line.id}: an answerable row needs articles"),
        (
            not line.answerable and bool(line.answers or line.spans),
            f"{line.id}: an unanswerable row has answers or spans",
        ),
        (not all(line.answers) or not all(line.spans), f"{line.id}: a group of alternatives is empty"),
        (any(not fold(words) for group in line.answers for words in group), f"{line.id}: an answer has no words"),
        (line.answerable and bool(strays), f"{line.id}: spans in {', '.join(sorted(strays))}, not among the articles"),
        (
            line.answerable is (line.type is QuestionType.UNANSWERABLE),
            f"{line.id}: answerable is {str(line.answerable).lower()} and its type is {line.type}",
        ),
    )
    for wrong, message in faults:
        if wrong:
            raise BadInput(message)


def _resolve(words: _Words, document_of: DocumentOf) -> GoldSpan:
    text = _text(words.document_id, document_of)
    found = find_stretch(text, words.first, words.last) if words.first.strip() and words.last.strip() else None
    if found is None:
        raise BadInput(f"{words.document_id} does not say {words.first!r} followed by {words.last!r}")
    return GoldSpan(words.document_id, Span(*found))


def _text(document_id: str, document_of: DocumentOf) -> str:
    try:
        return document_of(document_id).text
    except DocumentMissing as error:
        raise BadInput(f"the index has no document {document_id!r}; is it the right index? ({error})") from error
