"""What searching an index costs, measured in a process that does nothing else."""

import re
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from bench.archive import Question
from bench.timing import Series
from index.data import Filter, Period
from index.dense import DenseIndex
from index.encoder import MiniLM, Vectors
from index.layout import Layout
from index.record import Numbers, Record
from index.relevance import Relevance
from index.search import Index
from index.view import current_view

HALF, YEAR, DAY = date(2019, 12, 31), (date(2018, 1, 1), date(2018, 12, 31)), date(2018, 6, 1)
WHERE = {"": Filter(), ", as of a day": Filter(as_of=HALF), ", of a year": Filter(since=YEAR[0], until=YEAR[1])}
NEAR = (Period(DAY, DAY),)
DEPTH, BEST = 125, 10  # passages that a search by meaning takes from the view, and those that are compared
WARM_UP = 10  # searches that are not counted
AT_ONCE = 20_000  # vectors compared


class Known:
    """The default encoder, which does its work, and gives a made question the vector that was made for it."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._encoder = MiniLM()
        self.name, self.sha256, self.dimension = MiniLM.name, MiniLM.sha256, MiniLM.dimension
        self._vectors = {question.words: question.vector for question in questions}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions."""
        self._encoder.encode(texts)
        return np.array([self._vectors[text] for text in texts])


@dataclass(frozen=True, slots=True)
class Case:
    """A kind of search, by the question's place."""

    name: str
    search: Callable[[Question], object]


def probe(path: Path, questions: Sequence[Question]) -> dict[str, Any]:
    """Open the index at `path`, search it in every way, and return the figures."""
    begun = time.perf_counter()
    with Index.open(path, Known(questions)) as index:
        index.search(questions[0].words)
        opened = time.perf_counter() - begun
        first = _timed([Case("fused, words met for the first time", lambda one: index.search(one.words))], questions)
        fused = [Case(f"fused{name}", _fused(index, where)) for name, where in WHERE.items()]
        fused.append(Case("fused, near a day", _fused(index, Filter(), NEAR)))
        fused.append(Case("fused, near a day, as of a day", _fused(index, WHERE[", as of a day"], NEAR)))
        fused.append(Case("one question embedded", lambda one: index.encoder.encode([one.words])))
        searches = {**first, **_timed(fused, questions)}
        memory = _memory()
    with closing(Record(path)) as record:
        view, layout = current_view(record), Layout.of(record)
        searches |= _timed(_parts(record, view, layout, questions), questions)
        recall = _recall(record, view, layout.numbers, questions)
    return {"open": opened, "memory": memory, "searches": searches, f"recall@{BEST}": recall}


def _fused(index: Index, where: Filter, near: Sequence[Period] = ()) -> Callable[[Question], object]:
    return lambda question: index.search(question.words, 8, where, near)


def _parts(record: Record, view: DenseIndex, layout: Layout, questions: Sequence[Question]) -> list[Case]:
    """Return the searches that a fused one is made of."""
    relevance, cases = Relevance(record, layout), list[Case]()
    for question in questions:  # so that all words have been met
        relevance.scores(question.words, layout.visible(record, Filter()))
    for name, where in WHERE.items():

        def dense(question: Question, where: Filter = where) -> object:
            allowed = None if where.is_empty else layout.numbers[layout.visible(record, where)]
            return view.search(question.vector, DEPTH, allowed)

        def lexical(question: Question, where: Filter = where) -> object:
            return relevance.scores(question.words, layout.visible(record, where))

        cases += [Case(f"dense{name}", dense), Case(f"lexical{name}", lexical)]
    return cases


def _timed(cases: Sequence[Case], questions: Sequence[Question]) -> dict[str, Any]:
    """Search for each question in each way, in turn, and return seconds and seconds of the processor."""
    walls: dict[str, list[float]] = {case.name: [] for case in cases}
    busy: dict[str, list[float]] = {case.name: [] for case in cases}
    for question in questions[:WARM_UP] if len(cases) > 1 else ():
        for case in cases:
            case.search(question)
    for question in questions[WARM_UP:]:
        for case in cases:
            wall, cpu = time.perf_counter(), time.process_time()
            case.search(question)
            walls[case.name].append(time.perf_counter() - wall)
            busy[case.name].append(time.process_time() - cpu)
    return {
        case.name: {
            **Series(case.name, tuple(walls[case.name])).summary(),
            "processor": Series(case.name, tuple(busy[case.name])).summary(),
        }
        for case in cases
    }


def _recall(record: Record, view: DenseIndex, numbers: Numbers, questions: Sequence[Question]) -> float:
    """Return the share of the nearest passages of all that are the nearest of those that the view finds."""
    asked = np.array([question.vector for question in questions])
    scores = np.empty((len(questions), len(numbers)), np.float32)
    for first in range(0, len(numbers), AT_ONCE):
        part = slice(first, first + AT_ONCE)
        scores[:, part] = asked @ record.matrix(numbers[part]).T
    shares = []
    for row, question in zip(scores, questions, strict=True):
        exact = set(np.argpartition(-row, BEST)[:BEST].tolist())
        found = np.searchsorted(numbers, [number for number, _ in view.search(question.vector, DEPTH)])
        best = found[np.argsort(-row[found], kind="stable")][:BEST]
        shares.append(len(exact & set(best.tolist())) / BEST)
    return float(np.mean(shares))


def _memory() -> dict[str, int]:
    """Return the bytes that this process holds, its own and those of files that it has mapped, and the most it held."""
    status = Path("/proc/self/status")
    if not status.exists():
        return {}
    found = dict(re.findall(r"(VmRSS|VmHWM|RssAnon):\s+(\d+) kB", status.read_text()))
    return {name: 1024 * int(kilobytes) for name, kilobytes in found.items()}
