"""Measure how long an answer takes, stage by stage, and the same question asked again.

python -m bench answer [--gold FILE] [--index INDEX] [--model MODEL] [--quick] [--out DIR]
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from rich.console import Console

from bench.clocked import Clocked, Pace, rate
from bench.plots import Axes, bars
from bench.results import parser, write
from bench.timing import Series
from eval.command_line import say
from eval.data import SAMPLE_GOLD, GoldRow, load_gold
from rag.assistant import Assistant
from rag.data import Answer, Status
from rag.generator import load_generator
from rag.memory import Memory
from rag.open import open_index
from rag.steps import Finished, Found

QUESTIONS, FEW = 20, 4
WARM_UP = "Who met whom?"  # the first call after a start takes longer


@dataclass(frozen=True, slots=True)
class Run:
    """One question: the answer, and after how many seconds each thing was there."""

    answer: Answer
    found: float
    complete: float
    again: float  # the same question, asked once more

    @property
    def stages(self) -> dict[str, float | None]:
        """The seconds from the question to each thing, in the order in which they come; None where one did not."""
        timings = self.answer.timings_ms
        return {
            "evidence found": self.found,
            "decided": (timings.question + timings.search + timings.evidence) / 1000,
            "first token": None if timings.first_token is None else timings.first_token / 1000,
            "first checked sentence": None if timings.first_checked is None else timings.first_checked / 1000,
            "complete answer": self.complete if self.answer.status is not Status.ABSTAINED else None,
            "complete abstention": self.complete if self.answer.status is Status.ABSTAINED else None,
            "asked again": self.again,
        }


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options, screen = _parser().parse_args(arguments), Console()
    index, clocked = open_index(options.index), Clocked(load_generator(options.model))
    rows = [row for row in load_gold(options.gold, index.document) if not row.history]
    chosen = spread(rows, FEW if options.quick else QUESTIONS)
    assistant = Assistant(index, clocked, memory=Memory())
    assistant.ask(WARM_UP)
    for paces in (clocked.opinions, clocked.prompts, clocked.replies):
        paces.clear()
    runs = []
    for row in chosen:
        runs.append(measured(assistant, row.question))
        say(f"{runs[-1].complete:6.1f} s  {runs[-1].answer.status:9}  {row.question}", screen)
    series = by_stage(runs)
    for one in series:
        say(f"{one.name:24} {one.median:8.3f} s   95 %: {one.percentile(0.95):.3f} s   of {len(one.seconds)}", screen)
    figures = {
        "model": clocked.name,
        "questions": [row.question for row in chosen],
        "seconds": {one.name: one.summary() for one in series},
        "tokens": tokens(clocked),
    }
    say(str(figures["tokens"]), screen)
    say(f"written to {write('answer', figures, options.out, options.quick)}", screen)
    axes = Axes("From the question to …, median and middle half", "seconds")
    say(f"drawn in {bars(series, axes, options.out / 'answer.png')}", screen)
    return 0


def measured(assistant: Assistant, question: str) -> Run:
    """Ask a question twice, by the clock."""
    begun, found, answer = time.perf_counter(), 0.0, None
    for event in assistant.stream(question):
        if isinstance(event, Found):
            found = time.perf_counter() - begun
        elif isinstance(event, Finished):
            answer = event.answer
    complete = time.perf_counter() - begun
    assert answer is not None
    begun = time.perf_counter()
    assistant.ask(question)
    return Run(answer, found, complete, time.perf_counter() - begun)


def by_stage(runs: Sequence[Run]) -> list[Series]:
    """Return the seconds to each thing over the questions that came to it."""
    staged = [run.stages for run in runs]
    named = {
        stage: tuple(seconds for stages in staged if (seconds := stages[stage]) is not None) for stage in staged[0]
    }
    return [Series(stage, seconds) for stage, seconds in named.items() if seconds]


def tokens(clocked: Clocked) -> dict[str, Any]:
    """Return how many tokens a call reads or writes, as medians, and how many a second, over all."""
    kinds = {"opinion": clocked.opinions, "prompt": clocked.prompts, "reply": clocked.replies}
    return {kind: _summary(paces) for kind, paces in kinds.items() if paces}


def spread(rows: Sequence[GoldRow], count: int) -> list[GoldRow]:
    """Return so many rows, evenly spread over all of them; all where there are fewer."""
    kept = min(count, len(rows))
    return [rows[at * len(rows) // kept] for at in range(kept)]


def _summary(paces: Sequence[Pace]) -> dict[str, float | None]:
    return {"calls": len(paces), "median": median(pace.tokens for pace in paces), "a_second": rate(paces)}


def _parser() -> argparse.ArgumentParser:
    made = parser("answer", "Measure how long an answer takes, stage by stage, and the same question asked again.")
    made.add_argument("--gold", type=Path, default=SAMPLE_GOLD, help="questions (the sample's gold set)")
    made.add_argument("--index", type=Path, help="an index, or a folder of articles (the sample archive)")
    made.add_argument("--model", help="another generator, as for `python -m rag`")
    return made
