"""CLAPNQ dev (Rosenthal et al. 2024): are the right sentences cited, and are questions without an answer refused.

The folder holds clapnq_*_answerable.jsonl and clapnq_*_unanswerable.jsonl. The passages of both are indexed
together, each an article; their text, split into tokens by its makers, is written as a newspaper prints it.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.benchmarks.archive import index_articles
from eval.benchmarks.asking import Asked, ask, assistant_over, generator_name, refuses
from eval.benchmarks.benchmark import Report, Run
from eval.benchmarks.cited import Counts, best, counted
from eval.benchmarks.clapnq_figures import figures
from eval.benchmarks.files import find, read_lines
from eval.benchmarks.promises import promise_figures
from eval.data import GoldRow, QuestionType
from index.canonical import clean
from index.data import Document, Span
from index.search import Index
from rag.assistant import Assistant
from rag.data import Status

ANSWERABLE, UNANSWERABLE = "clapnq_*_answerable.jsonl", "clapnq_*_unanswerable.jsonl"
Places = Mapping[str, Sequence[Span | None]]  # of the sentences of a passage, by its document; None where it is lost
Load = Callable[[Index, str | None], Assistant]
_PRINTED = (  # from the tokens of a treebank to print
    (re.compile(r"``\s*"), "“"),
    (re.compile(r"\s*''"), "”"),
    (re.compile(r"\s+(?=[,.;:!?%)\]])|\s+(?='(?:s|re|d|ve|m|ll)\b)|\s+(?=n't\b)|(?<=[(\[$£€])\s+"), ""),
    (re.compile(r"(?<=\w) - (?=\w)"), "-"),
    (re.compile(r"(?<=\w) ' (?=\w)"), "' "),
    (re.compile(r" -- "), " – "),
)


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its passage and the sentences that carry its answer."""

    id: str
    text: str
    answerable: bool
    document_id: str
    title: str
    sentences: tuple[str, ...]  # of the passage, as printed
    gold: tuple[tuple[int, ...], ...]  # by annotator, which of the sentences


def run(run: Run, load: Load = assistant_over, open_articles: Callable[..., Index] = index_articles) -> Report:
    """Measure citations and refusals; the index and the answers are kept in `run.work`."""
    every = (read_questions(run, ANSWERABLE, True), read_questions(run, UNANSWERABLE, False))
    with open_articles(articles_of([*every[0], *every[1]]), run.work) as index:
        questions = [*run.sample(every[0]), *run.sample(every[1])]
        assistant = load(index, run.model)
        asked = [_gold_row(question) for question in questions]
        results = ask(asked, assistant, run.work)
        promised = promise_figures(asked, results, index.document)
        sentences = {question.document_id: question.sentences for question in (*every[0], *every[1])}
        held = {key: places(index.document(key), said) for key, said in sentences.items()}
        rows = [_row(question, results[question.id], held) for question in questions]
    made_with = {"generator": generator_name(assistant.generator)}
    found = (*figures(rows, *lost(every[0], held)), *promised)
    return Report("clapnq", found, tuple(row | made_with for row in rows))


def read_questions(run: Run, name: str, answerable: bool) -> tuple[Question, ...]:
    """Return the questions of a file; raises BadInput where it is missing or not CLAPNQ's."""
    rows = read_lines(find(run.data, name), ("id", "input", "passages", "output"))
    return tuple(_question(row, answerable) for row in rows)


def printed(text: str) -> str:
    """Return a text of tokens as it is printed: "the `` door '' ," as "the “door”,"."""
    for pattern, written in _PRINTED:
        text = pattern.sub(written, text)
    return " ".join(clean(text).split())


def articles_of(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return the passages as articles, each once."""
    return [
        {"id": key, "title": question.title, "text": " ".join(question.sentences)}
        for key, question in {question.document_id: question for question in questions}.items()
    ]


def lost(questions: Iterable[Question], held: Places) -> tuple[int, int]:
    """Return how many gold sentences there are, and how many of them are not in their article."""
    gold = {(question.document_id, at) for question in questions for some in question.gold for at in some}
    return len(gold), sum(held[document_id][at] is None for document_id, at in gold)


def places(document: Document, sentences: Sequence[str]) -> tuple[Span | None, ...]:
    """Return where each sentence stands, in their order, whatever white space stands between its words."""
    found: list[Span | None] = []
    begin = 0
    for sentence in sentences:
        words = re.compile(r"\s+".join(map(re.escape, sentence.split())))
        match = words.search(document.text, begin) if sentence else None
        found.append(Span(match.start(), match.end()) if match else None)
        begin = match.end() if match else begin
    return tuple(found)


def _question(row: dict[str, Any], answerable: bool) -> Question:
    passage = row["passages"][0]
    chosen = {tuple(made["selected_sentences"]) for made in row["output"] if made["selected_sentences"]}
    place = {sentence: at for at, sentence in enumerate(passage["sentences"])}
    title = printed(passage["title"])
    return Question(
        id=row["id"],
        text=row["input"],
        answerable=answerable,
        document_id=hashlib.sha256(f"{title}\n{passage['text']}".encode()).hexdigest()[:12],
        title=title,
        sentences=tuple(map(printed, passage["sentences"])),
        gold=tuple(sorted(tuple(sorted(place[sentence] for sentence in some)) for some in chosen)),
    )


def _gold_row(question: Question) -> GoldRow:
    kind = QuestionType.FACT if question.answerable else QuestionType.UNANSWERABLE
    return GoldRow(id=question.id, question=question.text, type=kind, answerable=question.answerable)


def _row(question: Question, result: Asked, passages: Places) -> dict[str, Any]:
    answer = result.answer
    cited = [(one.document_id, Span(one.source_start, one.source_end)) for one in answer.citations]
    counts = counted(cited, passages)
    whole = {(document_id, at) for document_id, _ in cited for at in range(len(passages[document_id]))}
    golds = [{(question.document_id, at) for at in some} for some in question.gold]
    return {
        "id": question.id,
        "question": question.text,
        "answerable": question.answerable,
        "text": answer.text,
        "answered": answer.status is not Status.ABSTAINED,
        "refused": refuses(answer),
        "confidence": answer.confidence,
        "passage_cited": question.document_id in {document_id for document_id, _ in cited},
        "cited": best(counts, golds),
        "whole": best(Counts.of(whole), golds),
        "seconds": result.seconds,
        "commit": result.commit,
    }
