"""The command: environments, indexes, questions, report. Interrupted, or out of time, it goes on from there.

python -m bench peers [--quick] [--data DIR --gold FILE] [--only NAME …] [--minutes N] [--out DIR]
"""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from rich.console import Console

from bench.peers.archive import choose, write_articles
from bench.peers.asking import Run, ask_all, index_all, is_alone
from bench.peers.environments import prepare
from bench.peers.report import compared, figures, measured, table
from bench.peers.systems import SYSTEMS, System
from bench.pieces import UNFINISHED, add_pieces, in_pieces
from bench.results import parser, write
from eval.command_line import say
from eval.data import SAMPLE_GOLD, GoldRow, load_gold
from index.build import build
from index.catalogue import ENCODER, GENERATOR
from index.encoder import default_encoder
from index.models import ensure, home
from index.record import Record
from rag.open import SAMPLE

QUESTIONS, FEW = 40, 3
NAMES = tuple(system.name for system in SYSTEMS)


def run(arguments: Sequence[str]) -> int:
    """Measure what has not been measured and print what has; returns the exit code."""
    told, errors = _told(arguments), Console(stderr=True)
    systems = tuple(system for system in SYSTEMS if system.name in (told.only or NAMES))

    def measure(until: float) -> int:
        _prepare(systems, errors)
        return _measure(told, systems, until, errors)

    return in_pieces(measure, told.minutes, errors)


def _told(arguments: Sequence[str]) -> argparse.Namespace:
    made = parser("peers", "the same articles, questions and weights in LlamaIndex, txtai and Haystack")
    made.add_argument("--data", type=Path, default=SAMPLE, metavar="DIR", help="a folder of articles (%(default)s)")
    made.add_argument(
        "--gold",
        type=Path,
        default=SAMPLE_GOLD,
        metavar="FILE",
        help="questions over these articles (%(default)s)",
    )
    add_pieces(made, NAMES, "of")
    return made.parse_args(arguments)


def _prepare(systems: Sequence[System], errors: Console) -> None:
    """Make the environments and fetch the models that the systems need."""
    needed = dict.fromkeys(system.runner for system in systems)
    if not all(map(is_alone, systems)):
        needed["server"] = None
    with errors.status("environments"):
        for runner in needed:
            prepare(runner)
    for model in (ENCODER, GENERATOR):
        ensure(model)


def _measure(told: argparse.Namespace, systems: tuple[System, ...], until: float, errors: Console) -> int:
    folder = home() / "peers" / "runs" / told.data.resolve().name
    archive = folder / "archive"
    build(told.data, archive, default_encoder())
    record = Record(archive)
    rows = choose(load_gold(told.gold, record.document), FEW if told.quick else QUESTIONS)
    one = Run(folder, told.data.resolve(), record.info.sha256, systems)
    words = write_articles(record, one.articles)
    tell = partial(say, console=errors)
    whole = index_all(one, until, tell) and ask_all(one, rows, until, tell)
    if asked := compared(one, rows):
        _show(told, one, asked, record, words)
    return 0 if whole else UNFINISHED


def _show(told: argparse.Namespace, one: Run, asked: Sequence[GoldRow], record: Record, words: int) -> None:
    """Write and print what all systems were asked."""
    found = figures(measured(one, asked, record.document))
    info = {"articles": record.info.documents, "words": words, "gold": told.gold.name, "questions": len(asked)}
    path = write("peers", info | {"systems": found}, told.out, told.quick)
    console = Console(width=200)
    console.print(table(found))
    unanswerable = sum(not row.answerable for row in asked)
    say(f"{len(asked)} questions, {unanswerable} of them unanswerable, over {info['articles']} articles", console)
    say(str(path), console)
