"""The command: environments, prompts, runtimes in turn, report. Out of time, or interrupted, it goes on from there.

python -m bench runtimes [--quick] [--only NAME …] [--minutes N] [--out DIR]
"""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from rich.console import Console

from bench.answer import spread
from bench.peers.environments import prepare
from bench.pieces import UNFINISHED, add_pieces, in_pieces
from bench.plots import Axes, bars
from bench.results import parser, write
from bench.runtimes.asking import Run, measure
from bench.runtimes.prompts import prompts_of
from bench.runtimes.report import measured, table
from bench.runtimes.systems import GROUPS, Group
from eval.command_line import say
from eval.data import SAMPLE_GOLD, load_gold
from index.catalogue import GENERATOR
from index.models import ensure, home
from rag.models import generator_files
from rag.open import open_index
from rag.settings import Settings

QUESTIONS, FEW = 6, 2  # FEW of the slow runtimes
QUICK_TOKENS = 8


def run(arguments: Sequence[str]) -> int:
    """Measure what has not been measured and print what has; returns the exit code."""
    told, errors = _told(arguments), Console(stderr=True)
    return in_pieces(partial(_run, told, errors), told.minutes, errors)


def _run(told: argparse.Namespace, errors: Console, until: float) -> int:
    one = _prepared(told)
    whole = measure(one, until, partial(say, console=errors))
    _show(told, one)
    if whole and not told.only:
        (one.folder / "kept.jsonl").unlink()  # another run measures anew
    return 0 if whole else UNFINISHED


def _told(arguments: Sequence[str]) -> argparse.Namespace:
    made = parser("runtimes", "The same weights and prompts in other runtimes, beside Readout's own.")
    names = [runtime.name for group in GROUPS for runtime in group.others]
    add_pieces(made, names, "beside it: of")
    return made.parse_args(arguments)


def _prepared(told: argparse.Namespace) -> Run:
    """Make the environments, fetch and convert the model, and have the prompts made."""
    groups = tuple(group for each in GROUPS if (group := _chosen(each, told.only)).others)
    for environment in {runtime.environment for group in groups for runtime in group.runtimes}:
        prepare(environment)
    ensure(GENERATOR)
    generator_files(GENERATOR)
    index = open_index(None)
    rows = [row for row in load_gold(SAMPLE_GOLD, index.document) if row.answerable and not row.history]
    prompts = prompts_of(index, spread(rows, 1 if told.quick else QUESTIONS))
    tokens = QUICK_TOKENS if told.quick else Settings().answer_tokens
    folder = home() / "peers" / "runs" / ("runtimes-quick" if told.quick else "runtimes")
    return Run(folder, groups, prompts, FEW, tokens)


def _chosen(group: Group, only: Sequence[str] | None) -> Group:
    return replace(group, others=tuple(one for one in group.others if only is None or one.name in only))


def _show(told: argparse.Namespace, one: Run) -> None:
    """Write, draw and print what was measured."""
    everything = measured(one)
    found = {each.runtime.name: each.figures() for each in everything}
    written = write("runtimes", {"questions": list(one.prompts), "runtimes": found}, told.out, told.quick)
    console = Console(width=200)
    console.print(table(found))
    for each in found.values():
        if "error" in each:
            say(f"{each['shown']} failed: {each['error']}", console)
    say(f"written to {written}", console)
    sound = [each.seconds for each in everything if "error" not in found[each.runtime.name]]
    axes = Axes("A whole reply, median and middle half", "seconds")
    say(f"drawn in {bars(sound, axes, told.out / 'runtimes.png')}", console)
