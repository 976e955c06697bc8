"""RealTime QA's search: the articles that the quiz's editors linked, found by question with and without its day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from eval.benchmarks.asking import shown
from eval.benchmarks.benchmark import Figure
from eval.benchmarks.retrieval import MEASURES, Bm25, measured, ranked
from index.data import Filter, Period
from index.search import Index
from rag.asked_time import preferred, understand
from rag.question import Asked, parts_of

Row = Mapping[str, Any]
_PUBLISHED = {  # BM25 on the 235 questions of the whole year that have a linked article
    "question alone": {"MRR@10": 0.526, "Hits@1": 0.417, "Hits@4": 0.634, "Hits@10": 0.775},
    "within 14 days": {"MRR@10": 0.713, "Hits@1": 0.604, "Hits@4": 0.838, "Hits@10": 0.919},
}
_OTHERS = "on other questions, 235 of the whole year"
_WEEKS = timedelta(days=14)
_LATER = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a search is told of the question's day."""

    name: str
    where: Filter
    timed: bool = False  # the time asked about is understood, as for an answer

    def near(self, question: str, index: Index) -> tuple[Period, ...]:
        """Return the periods that a question prefers."""
        if not self.timed:
            return ()
        times = understand(Asked(question, question, parts_of(question)), index, self.where)
        return preferred([time for part in times for time in part])


def settings_of(day: date) -> tuple[Setting, ...]:
    """Return the ways to search for a question of that day."""
    return (
        Setting("question alone", Filter()),
        Setting("as of 3 days later", Filter(as_of=day + _LATER)),
        Setting("as of 3 days later, as for an answer", Filter(as_of=day + _LATER), timed=True),
        Setting("within 14 days", Filter(since=day - _WEEKS, until=day + _WEEKS)),
        Setting("as of 3 days later, within 14 days", Filter(as_of=day + _LATER, since=day - _WEEKS)),
    )


def search_figures(
    rows: Sequence[Row], index: Index, articles: Sequence[Row]
) -> tuple[tuple[Figure, ...], dict[str, dict[str, Any]]]:
    """Return the figures of search, ours and BM25's, and by question the rankings with their measures."""
    gold = {row["question_id"]: row["gold_doc_ids"] for row in rows}
    ours, seconds = _ours(rows, index)
    theirs = _bm25(rows, Bm25(articles))
    by_question: dict[str, dict[str, Any]] = {key: {"gold": documents} for key, documents in gold.items()}
    figures: list[Figure] = []
    for who, found in (("ours", ours), ("BM25 here", theirs)):
        for setting, rankings in found.items():
            values = measured(gold, rankings)
            figures += _figures(f"search, {setting}, {who}", setting, values)
            for key, ranking in rankings.items():
                by_question[key][f"search, {setting}, {who}"] = {"documents": ranking} | values[key]
    return (*figures, *_timings(seconds)), by_question


def _ours(rows: Sequence[Row], index: Index) -> tuple[dict[str, dict[str, list[str]]], list[float]]:
    """Return the rankings by setting and question, and the seconds of each search after the first."""
    rankings: dict[str, dict[str, list[str]]] = {}
    seconds = []
    for row in shown(rows, "searching"):
        for setting in settings_of(_day(row)):
            started = perf_counter()
            near = setting.near(row["question"], index)
            found = ranked(index, row["question"], setting.where, near)
            rankings.setdefault(setting.name, {})[row["question_id"]] = found
            seconds.append(perf_counter() - started)
    return rankings, seconds[1:]  # the first one opens the index


def _bm25(rows: Sequence[Row], bm25: Bm25) -> dict[str, dict[str, list[str]]]:
    rankings: dict[str, dict[str, list[str]]] = {}
    for row in rows:
        for setting in settings_of(_day(row)):
            if setting.name in _PUBLISHED:
                found = bm25.ranked(row["question"], setting.where.since, setting.where.until)
                rankings.setdefault(setting.name, {})[row["question_id"]] = found
    return rankings


def _figures(name: str, setting: str, values: Mapping[str, Mapping[str, float]]) -> list[Figure]:
    figures = []
    for measure in MEASURES:
        published = _PUBLISHED.get(setting, {}).get(measure)
        said = ("BM25", _OTHERS) if published is not None else ("", "")
        mean = sum(of[measure] for of in values.values()) / len(values) if values else None
        figures.append(Figure(f"{name}: {measure}", mean, len(values), published, *said))
    return figures


def _timings(seconds: Sequence[float]) -> tuple[Figure, ...]:
    if len(seconds) < 2:
        return ()
    slow = quantiles(seconds, n=20, method="inclusive")[-1]
    return (
        Figure("seconds a search, median", median(seconds), len(seconds)),
        Figure("seconds a search, 95th percentile", slow, len(seconds)),
    )


def _day(row: Row) -> date:
    return date.fromisoformat(row["question_date"].replace("/", "-"))
