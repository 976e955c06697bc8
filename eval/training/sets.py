"""The questions that the decision to answer is fitted to, each with the index that it is asked of."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from eval.benchmarks import clapnq, squad2
from eval.benchmarks.archive import OneDocument, index_articles
from eval.benchmarks.benchmark import Run
from eval.data import load_gold
from index.data import Filter
from index.search import Index
from rag.open import open_index

QUESTIONS = Path(__file__).with_name("questions.jsonl")
BROAD = frozenset(("broad", "wrong_occasion", "not_quoted", "coming_event", "beside_topic"))  # kinds


@dataclass(frozen=True, slots=True)
class Question:
    """A question to an index, and whether it answers it."""

    set: str
    group: str  # questions of one group, those to one text, stay together when the fit is tried out
    text: str
    answerable: bool
    document_id: str | None = None  # the only article that may be seen; None for all
    where: Filter = field(default_factory=Filter)


@dataclass(frozen=True, slots=True)
class Set:
    """Questions to one index."""

    index: Index
    questions: tuple[Question, ...]

    def seen_by(self, question: Question) -> Index:
        """Return the index as the question may see it."""
        return self.index if question.document_id is None else OneDocument(self.index, question.document_id)


def reports(work: Path) -> Set:
    """Return the questions to the invented reports of `questions.jsonl`, all but the broad to their own alone."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    articles = [{key: row[key] for key in ("id", "title", "outlet", "published", "text")} for row in rows]
    asked = [
        Question("broad", row["id"], one["question"], one["answerable"])
        if one["kind"] in BROAD
        else Question("reports", row["id"], one["question"], one["answerable"], row["id"])
        for row in rows
        for one in row["questions"]
    ]
    return Set(index_articles(articles, work / "reports"), tuple(asked))


def gold(path: Path, archive: Path | None) -> Set:
    """Return the questions of a gold set but for follow-ups, asked of an index or a folder of articles."""
    index = open_index(archive)
    rows = [row for row in load_gold(path, index.document) if not row.history]
    asked = [Question(path.stem, row.id, row.question, row.answerable, None, Filter(as_of=row.as_of)) for row in rows]
    return Set(index, tuple(asked))


def squad(folder: Path, work: Path, limit: int | None) -> Set:
    """Return SQuAD 2's questions, at most `limit`, each to its passage alone."""
    run = Run(folder, work, limit)
    every = run.sample(squad2.read_questions(run))
    asked = [Question("squad2", one.document_id, one.text, bool(one.accepted), one.document_id) for one in every]
    return Set(index_articles(squad2.articles_of(every), work / "squad2"), tuple(asked))


def clap(folder: Path, work: Path, limit: int | None) -> Set:
    """Return CLAPNQ's questions, at most `limit`, half of either kind, asked of all its passages."""
    run = Run(folder, work, limit and limit // 2)
    kinds = ((clapnq.ANSWERABLE, True), (clapnq.UNANSWERABLE, False))
    every = [clapnq.read_questions(run, name, answerable) for name, answerable in kinds]
    asked = [
        Question("clapnq", one.document_id, one.text, one.answerable) for some in every for one in run.sample(some)
    ]
    return Set(index_articles(clapnq.articles_of([*every[0], *every[1]]), work / "clapnq"), tuple(asked))
