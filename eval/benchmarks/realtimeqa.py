"""RealTime QA (Kasai et al. 2023), June to September 2022: finding the article of a news quiz, and answering it.

The folder holds questions_*.jsonl and corpus.jsonl.gz.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from eval.benchmarks.archive import index_articles
from eval.benchmarks.asking import ask, assistant_over, generator_name, refuses
from eval.benchmarks.benchmark import Figure, Report, Run
from eval.benchmarks.files import find, read_lines
from eval.benchmarks.kept import Kept
from eval.benchmarks.news_search import search_figures
from eval.benchmarks.promises import promise_figures
from eval.benchmarks.short import short_answer
from eval.data import GoldRow, QuestionType
from eval.means import average
from eval.measures.short_answers import exact_match, token_f1
from eval.wording import says
from index.search import Index
from rag.assistant import Assistant

Row = dict[str, Any]
Load = Callable[[Index, str | None], Assistant]
QUESTION = tuple(
    "question_id question_date question answers gold_doc_ids needs_choices answer_in_recent_gcs_ids".split()
)
ARTICLE = ("id", "title", "text", "authors", "url", "publish_date")
PUBLISHED_AFTER = timedelta(days=3)  # the quiz appears at the end of the week that it asks about
_HALF = "theirs are all 805 of 2022, ours one quarter's; they read what Google found that day"
_RECENT = "their 390 such questions; they read what Google found that day"
_READERS = {  # exact match and F1 of RAG with Google; others in words
    ("all", "exact match"): (0.253, "RAG with Google; GPT-3 closed book .150, with Google .375", _HALF),
    ("all", "F1"): (0.321, "RAG with Google; GPT-3 closed book .228, with Google .493", _HALF),
    ("in recent news", "exact match"): (0.441, "RAG with Google; GPT-3 with Google .579", _RECENT),
    ("in recent news", "F1"): (0.535, "RAG with Google; GPT-3 with Google .712", _RECENT),
}


def run(run: Run, load: Load = assistant_over, open_articles: Callable[..., Index] = index_articles) -> Report:
    """Measure search and answers; the index, the answers and the short answers are kept in `run.work`."""
    rows = read_lines(find(run.data, "questions_*.jsonl"), QUESTION)
    corpus = read_lines(find(run.data, "corpus.jsonl.gz"), ARTICLE)
    articles = [article_of(row) for row in corpus]
    with open_articles(articles, run.work) as index:
        found, by_question = search_figures(run.sample([row for row in rows if row["gold_doc_ids"]]), index, articles)
        chosen = run.sample([row for row in rows if not row["needs_choices"]])
        asked, promised = _answers(chosen, load(index, run.model), run)
    by_id = {row["id"]: row for row in asked}
    joined = tuple({"id": key} | by_question.get(key, {}) | by_id.get(key, {}) for key in {**by_question, **by_id})
    return Report("realtimeqa", (*found, *answer_figures(asked), *promised), joined)


def article_of(row: Row) -> dict[str, Any]:
    """Return an article of the corpus as the archive holds it."""
    return {
        "id": row["id"],
        "title": row["title"],
        "text": row["text"],
        "authors": row["authors"],
        "url": row["url"],
        "published": row["publish_date"].replace("/", "-"),
    }


def day_of(row: Row) -> date:
    """Return the day of a question."""
    return date.fromisoformat(row["question_date"].replace("/", "-"))


def _answers(rows: Sequence[Row], assistant: Assistant, run: Run) -> tuple[list[Row], tuple[Figure, ...]]:
    """Return what came of each question, and whether the answers keep what is promised of every answer."""
    gold = [_gold_row(row) for row in rows]
    results = ask(gold, assistant, run.work)
    shorten = partial(short_answer, generator=assistant.generator, kept=Kept(run.work / "short.jsonl"))
    asked = []
    for row in rows:
        result, accepted = results[row["question_id"]], row["answers"]
        answer = result.answer
        short = shorten(row["question"], answer)
        asked.append(
            {
                "id": row["question_id"],
                "question": row["question"],
                "accepted": accepted,
                "text": answer.text,
                "short": short,
                "in_recent_news": bool(row["answer_in_recent_gcs_ids"]),
                "confidence": answer.confidence,
                "abstained": str(answer.abstain_reason) if answer.abstain_reason else None,
                "refused": refuses(answer),
                "exact_match": exact_match(short, accepted),
                "f1": token_f1(short, accepted),
                "contains": float(any(says(answer.text_without_citations, words) for words in accepted)),
                "seconds": result.seconds,
                "commit": result.commit,
                "generator": generator_name(assistant.generator),
            }
        )
    return asked, promise_figures(gold, results, assistant.index.document)


def _gold_row(row: Row) -> GoldRow:
    return GoldRow(
        id=row["question_id"],
        question=row["question"],
        type=QuestionType.FACT,
        answerable=True,
        answers=(tuple(row["answers"]),),
        articles=tuple(row["gold_doc_ids"]),
        as_of=day_of(row) + PUBLISHED_AFTER,
    )


def answer_figures(asked: Sequence[Row]) -> tuple[Figure, ...]:
    """Return the figures of answers, over all questions and over those that recent news answers."""
    figures: list[Figure] = []
    for whose, rows in (("all", asked), ("in recent news", [row for row in asked if row["in_recent_news"]])):
        given = [row for row in rows if not row["refused"]]
        exact = _READERS[whose, "exact match"]
        shared = _READERS[whose, "F1"]
        figures += [
            Figure(
                f"short answers, exact match, {whose}", average([row["exact_match"] for row in rows]), len(rows), *exact
            ),
            Figure(f"short answers, F1, {whose}", average([row["f1"] for row in rows]), len(rows), *shared),
            Figure(
                f"full answers that contain an accepted one, {whose}",
                average([row["contains"] for row in rows]),
                len(rows),
            ),
            Figure(
                f"share answered as the system is set, {whose}",
                average([not row["refused"] for row in rows]),
                len(rows),
            ),
            Figure(f"exact match of the answered, {whose}", average([row["exact_match"] for row in given]), len(given)),
            Figure(f"F1 of the answered, {whose}", average([row["f1"] for row in given]), len(given)),
            Figure(
                f"full answers that contain an accepted one, of the answered, {whose}",
                average([row["contains"] for row in given]),
                len(given),
            ),
        ]
    return tuple(figures)
