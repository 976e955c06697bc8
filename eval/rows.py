"""A gold row as its file has it, and every check of it; each fault names the way out, the caller adds file and line."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from eval.wording import find_stretch, fold
from index.data import Document, Span
from index.errors import BadInput, DocumentMissing
from index.rows import last_day
from rag.data import AbstainReason

MOST_PARAPHRASES = 3
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
class Words:
    """A place in a document, from the start of `first` to the end of the next `last`."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    document_id: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it is written, its fields in the order of the file; `docs/gold.md` says what each means."""

    __pydantic_config__ = ConfigDict(extra="forbid")
    id: str
    question: str
    type: QuestionType
    answerable: bool
    paraphrases: tuple[str, ...] = ()
    history: tuple[tuple[str, str | None], ...] = ()
    as_of: date | None = None
    reason: AbstainReason | None = None
    answers: tuple[tuple[str, ...], ...] = ()
    articles: tuple[str, ...] = ()
    spans: tuple[tuple[Words, ...], ...] = ()
    speaker: str | None = None
    notes: str = ""

    def to_json(self) -> str:
        """Return the row as one line of JSON; the paraphrases are left out where there are none."""
        fields = asdict(self) | {"as_of": self.as_of.isoformat() if self.as_of else None}
        return json.dumps(
            {name: fields[name] for name in _ORDER if name != "paraphrases" or self.paraphrases}, ensure_ascii=False
        )


_ORDER = (
    "id", "question", "paraphrases", "history", "as_of", "answerable", "reason", "answers", "articles", "spans",
    "speaker", "type", "notes",
)  # fmt: skip


def read_line(text: str, document_of: DocumentOf) -> Line:
    """Return the row that a line holds, checked as a whole but for its spans. Raises BadInput."""
    try:
        line = TypeAdapter(Line).validate_json(text, strict=True)
    except ValidationError as error:
        raise BadInput(f"{first_fault(error)}; docs/gold.md says what each field holds") from error
    check(line, document_of)
    return line


def first_fault(error: ValidationError) -> str:
    """Return the first fault that pydantic found, with the field at fault."""
    fault: Any = error.errors()[0]
    place = ".".join(map(str, fault["loc"]))
    return f"{place or 'the line'}: {fault['msg']}"


def check(line: Line, document_of: DocumentOf) -> None:
    """Refuse a row that no answer, or any answer, could meet, or that is not true of its documents."""
    fault = next((message for rule in _RULES for message in rule(line)), None)
    fault = fault or next(_untrue(line, [_document(document_id, document_of) for document_id in line.articles]), None)
    if fault:
        raise BadInput(f"{line.id or 'the row'}: {fault}")


def place(words: Words, document_of: DocumentOf) -> Span:
    """Return where the words stand. Raises BadInput where they do not, or where it is open which are meant."""
    text = _document(words.document_id, document_of).text
    found = find_stretch(text, words.first, words.last) if words.first.strip() and words.last.strip() else None
    if found is None:
        raise BadInput(
            f"{words.document_id} does not say {words.first!r} followed by {words.last!r}; "
            "copy both from the article's text"
        )
    if find_stretch(text[found[0] + 1 :], words.first, words.first):
        raise BadInput(
            f"{words.document_id} says {words.first!r} more than once; lengthen `first` until it stands there once"
        )
    return Span(*found)


def _document(document_id: str, document_of: DocumentOf) -> Document:
    try:
        return document_of(document_id)
    except DocumentMissing as error:
        raise BadInput(f"the index has no document {document_id!r}; is it the right index? ({error})") from error


def _asked(line: Line) -> Iterator[str]:
    if not line.id.strip() or not line.question.strip():
        yield "id and question must not be empty; give both"
    if any(not question.strip() for question, _ in line.history):
        yield "a question of the history is empty; write it, or take the pair out"
    for kind, field in ((QuestionType.FOLLOWUP, "history"), (QuestionType.AS_OF, "as_of")):
        if line.type is kind and not getattr(line, field):
            yield f"a row of type {kind} needs {field}; give it, or another type"


def _reworded(line: Line) -> Iterator[str]:
    if len(line.paraphrases) > MOST_PARAPHRASES:
        yield f"{len(line.paraphrases)} paraphrases, at most {MOST_PARAPHRASES} are asked; take some out"
    seen = {fold(line.question)}
    for words in line.paraphrases:
        folded = fold(words)
        if not folded:
            yield "a paraphrase has no words; write it, or take it out"
        if folded in seen:
            yield f"the paraphrase {words!r} repeats the question or another paraphrase; word it otherwise"
        seen.add(folded)


def _answered(line: Line) -> Iterator[str]:
    if not line.answerable:
        return
    if not line.answers:
        yield "an answerable row needs answers; list what a right answer says"
    if not line.articles:
        yield "an answerable row needs articles; list every one that states the answer"
    if line.reason:
        yield f"an answerable row has the reason {line.reason}; make it null, or answerable false"
    if line.type is QuestionType.UNANSWERABLE:
        yield "answerable is true and its type is unanswerable; change one of them"
    strays = {words.document_id for group in line.spans for words in group} - set(line.articles)
    if strays:
        yield f"spans in {', '.join(sorted(strays))}, not among the articles; add it to them"


def _unanswered(line: Line) -> Iterator[str]:
    if line.answerable:
        return
    if line.answers or line.spans or line.articles or line.speaker:
        yield "an unanswerable row has answers or spans, articles or a speaker; take them out, or make it answerable"
    if line.reason is None:
        yield f"an unanswerable row needs a reason: {', '.join(AbstainReason)}"
    if line.reason is AbstainReason.OUTSIDE_DATES and line.as_of is None:
        yield "the reason outside_dates needs as_of; give the day, or another reason"
    if line.type is not QuestionType.UNANSWERABLE:
        yield f"answerable is false and its type is {line.type}; change one of them"


def _grouped(line: Line) -> Iterator[str]:
    if not all(line.answers) or not all(line.spans):
        yield "a group of alternatives is empty; fill it or take it out"
    if any(not fold(words) for group in line.answers for words in group):
        yield "an answer has no words; write words or figures, or take it out"


_RULES = (_asked, _reworded, _grouped, _answered, _unanswered)


def _untrue(line: Line, documents: list[Document]) -> Iterator[str]:
    """Yield what the row says and its documents do not bear out."""
    name = set(fold(line.speaker).split()) if line.speaker else set()
    if name and not any(name <= set(fold(f"{document.title} {document.text}").split()) for document in documents):
        yield f"no gold article names the speaker {line.speaker!r}; write the name as an article has it"
    if line.speaker is not None and not name:
        yield "the speaker has no name; make it null where nobody's words are asked about"
    for document in documents if line.as_of else ():
        day = last_day(document)
        if day is None:
            yield f"{document.id} is undated and hidden from a question with as_of; take it out, or make as_of null"
        elif line.as_of and day > line.as_of:
            yield f"{document.id} was published {day}, after as_of {line.as_of}; take it out, or move as_of"
