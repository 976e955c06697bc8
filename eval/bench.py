"""Measure the system on a public benchmark whose files are in a folder of yours, beside what others have published.

python -m eval bench realtimeqa DIR [--limit N] [--seed S] [--model M] [--out DIR]
"""

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval import provenance
from eval.benchmarks.benchmark import Benchmark, Figure, Report, Run
from eval.command_line import INTERRUPTED, command, count, say
from index.errors import BadInput
from index.models import CHECKOUT, home

NAMES = ("realtimeqa", "clapnq", "squad2", "wice", "cast2019")


def main(arguments: Sequence[str] | None = None, named: Callable[[str], Benchmark] | None = None) -> int:
    """Run the command; returns its exit code, 0 done or 130 interrupted. Raises what is the user's to mend."""
    given = _parser().parse_args(arguments)
    if not given.data.is_dir():
        raise BadInput(f"there is no folder {given.data}: name the one with the files of {given.name}")
    work = home() / "bench" / given.name
    out = given.out or work / f"report-{datetime.now():%Y%m%d-%H%M%S}"
    run = Run(given.data, work, given.limit, given.seed, given.model)
    try:
        report = (named or benchmark)(given.name)(run)
    except KeyboardInterrupt:
        say(f"stopped; what was asked is kept in {work}; to continue: {_again(given)}", Console(stderr=True))
        return INTERRUPTED
    _write(report, run, out)
    screen = Console()
    screen.print(table(report))
    for line in (*_mixture(report), f"report in {out}"):
        say(line, screen)
    return 0


def benchmark(name: str) -> Benchmark:
    """Return the benchmark of that name."""
    run: Benchmark = import_module(f"eval.benchmarks.{name}").run
    return run


def table(report: Report) -> Table:
    """Lay the figures out beside the published ones; whose those are and how comparable stands in notes below."""
    notes = list(dict.fromkeys(_note(figure) for figure in report.figures if _note(figure)))
    below = "\n".join(f"{number} {note}" for number, note in enumerate(notes, 1))
    shown = Table(title=report.benchmark, title_justify="left", caption=below or None, caption_justify="left")
    shown.add_column("figure")
    for column in ("here", "n", "published", "note"):
        shown.add_column(column, justify="right", no_wrap=True)
    for figure in report.figures:
        note = str(notes.index(_note(figure)) + 1) if _note(figure) else ""
        here, published = _number(figure.value, "no value"), _number(figure.published, "")
        shown.add_row(figure.name, here, str(figure.counted), published, note)
    return shown


def _note(figure: Figure) -> str:
    return ": ".join(filter(None, (figure.reference, figure.comparable)))


def _number(value: float | None, missing: str) -> str:
    return missing if value is None else f"{value:.3f}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval bench", description="Measure the system on a public benchmark, beside published figures."
    )
    parser.add_argument("name", choices=NAMES, metavar="NAME", help=f"one of {', '.join(NAMES)}")
    parser.add_argument("data", type=Path, metavar="DIR", help="the folder with the benchmark's files")
    parser.add_argument("--limit", type=count, metavar="N", help="take N rows of each kind, chosen by the seed")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of the choice (%(default)s)")
    parser.add_argument("--model", metavar="M", help="another generator than the default")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the report goes")
    return parser


def _write(report: Report, run: Run, out: Path) -> None:
    """Write report.json and rows.jsonl."""
    out.mkdir(parents=True, exist_ok=True)
    whole = {
        "benchmark": report.benchmark,
        "figures": [asdict(figure) for figure in report.figures],
        "asked": {"data": str(run.data), "limit": run.limit, "seed": run.seed, "model": run.model},
        "provenance": {
            "finished": datetime.now().astimezone().isoformat(timespec="seconds"),
            "commit": provenance.commit(CHECKOUT),
            "answers_made_at": sorted(_made_at(report)),
            "models": sorted({str(row["generator"]) for row in report.rows if "generator" in row}),
            "machine": provenance.machine(),
        },
    }
    (out / "report.json").write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", "utf-8")
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in report.rows)
    (out / "rows.jsonl").write_text("".join(lines), "utf-8")


def _made_at(report: Report) -> set[str]:
    """Return the commits at which the answers were made, as far as the rows say."""
    return {str(row["commit"]) for row in report.rows if "commit" in row}


def _mixture(report: Report) -> list[str]:
    """Say it where answers are used again that another commit made."""
    made, now = _made_at(report), provenance.named(provenance.commit(CHECKOUT))
    return [f"answers made at {', '.join(sorted(made))}; checked out is {now}"] if made - {now} else []


def _again(given: argparse.Namespace) -> str:
    options = {"--limit": given.limit, "--seed": given.seed or None, "--model": given.model, "--out": given.out}
    return command(["bench", given.name, str(given.data)], options)
