"""SQuAD 2 (Rajpurkar et al. 2018), a sample of 500: are questions refused that their one passage does not answer.

The folder holds queries.json and ground_truth.json. Each passage is an article of its own and a question sees no other.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from eval.benchmarks.archive import index_articles
from eval.benchmarks.asking import Asked, ask, assistant_over, generator_name, refuses
from eval.benchmarks.benchmark import Figure, Report, Run
from eval.benchmarks.files import find, read_json
from eval.benchmarks.kept import Kept
from eval.benchmarks.promises import promise_figures
from eval.benchmarks.refusing import refusal_figures
from eval.benchmarks.short import short_answer
from eval.data import GoldRow, QuestionType
from eval.means import average
from eval.measures.short_answers import exact_match, token_f1
from index.errors import BadInput
from index.search import Index
from rag.assistant import Assistant
from rag.data import Answer, Status

QUERIES, TRUTH = "queries.json", "ground_truth.json"
RIGHT = 0.5  # token F1 from which a short answer counts as right on the risk-coverage curve
Row = dict[str, Any]
Load = Callable[[Index, str | None], Assistant]
Shorten = Callable[[str, Answer], str]
_SHORT = "short answer picked by one more call of the model; articles count as words, unlike SQuAD's own script"


@dataclass(frozen=True, slots=True)
class Question:
    """A question to one passage."""

    id: str
    text: str
    passage: str
    accepted: tuple[str, ...]  # none where the passage does not answer

    @property
    def document_id(self) -> str:
        """The id of the passage's article."""
        return hashlib.sha256(self.passage.encode()).hexdigest()[:12]


def run(run: Run, load: Load = assistant_over, open_articles: Callable[..., Index] = index_articles) -> Report:
    """Measure refusals and short answers; index, answers and short answers are kept in `run.work`."""
    every = read_questions(run)
    with open_articles(articles_of(every), run.work) as index:
        chosen = {question.id for kind in _kinds(every) for question in run.sample(kind)}
        questions = [question for question in every if question.id in chosen]
        assistant = load(index, run.model)
        seen = {question.id: question.document_id for question in questions}
        asked = [_gold_row(question) for question in questions]
        results = ask(asked, assistant, run.work, seen)
        promised = promise_figures(asked, results, index.document)
        shorten = partial(short_answer, generator=assistant.generator, kept=Kept(run.work / "short.jsonl"))
        rows = [_row(question, results[question.id], shorten) for question in questions]
    made_with = {"generator": generator_name(assistant.generator)}
    return Report("squad2", (*figures(rows), *promised), tuple(row | made_with for row in rows))


def read_questions(run: Run) -> tuple[Question, ...]:
    """Return the questions in the order of the file; raises BadInput where a file or a question's answers lack."""
    queries, truth = read_json(find(run.data, QUERIES))["queries"], read_json(find(run.data, TRUTH))
    if missing := [query["id"] for query in queries if query["id"] not in truth]:
        raise BadInput(f"{run.data / TRUTH} has no question {missing[0]}, which {QUERIES} has; fetch both anew")
    return tuple(_question(query, truth[query["id"]]) for query in queries)


def articles_of(questions: Sequence[Question]) -> list[Row]:
    """Return the passages as articles, each once; they have no titles, so they are numbered."""
    passages = {question.document_id: question.passage for question in questions}
    return [
        {"id": key, "title": f"Passage {number}", "text": text}
        for number, (key, text) in enumerate(passages.items(), 1)
    ]


def figures(rows: Sequence[Row]) -> tuple[Figure, ...]:
    """Return the figures of refusing and of the short answers given to what the passage answers."""
    given = [row for row in rows if row["answerable"] and not row["refused"]]
    return (
        *refusal_figures(rows, _right, f"short answer of F1 {RIGHT} and above"),
        Figure(
            "exact match of the answered", average([row["exact_match"] for row in given]), len(given), comparable=_SHORT
        ),
        Figure("F1 of the answered", average([row["f1"] for row in given]), len(given), comparable=_SHORT),
    )


def _question(query: Row, truth: Row) -> Question:
    accepted = () if truth["is_impossible"] else tuple(dict.fromkeys(truth["answers"]))
    return Question(query["id"], query["question"].strip(), query["context"], accepted)


def _kinds(questions: Sequence[Question]) -> tuple[list[Question], list[Question]]:
    return [one for one in questions if one.accepted], [one for one in questions if not one.accepted]


def _gold_row(question: Question) -> GoldRow:
    kind = QuestionType.FACT if question.accepted else QuestionType.UNANSWERABLE
    return GoldRow(id=question.id, question=question.text, type=kind, answerable=bool(question.accepted))


def _row(question: Question, result: Asked, shorten: Shorten) -> Row:
    answer = result.answer
    answered = answer.status is not Status.ABSTAINED
    short = shorten(question.text, answer) if answered and question.accepted else None
    return {
        "id": question.id,
        "question": question.text,
        "answerable": bool(question.accepted),
        "accepted": list(question.accepted),
        "text": answer.text,
        "short": short,
        "answered": answered,
        "refused": refuses(answer),
        "confidence": answer.confidence,
        "exact_match": None if short is None else exact_match(short, question.accepted),
        "f1": None if short is None else token_f1(short, question.accepted),
        "seconds": result.seconds,
        "commit": result.commit,
    }


def _right(row: Row) -> bool:
    return row["f1"] is not None and row["f1"] >= RIGHT
