"""What each command of `python -m index` that changes an index does, and what it says while that takes.

Apart from the others, since all that reads files is imported with it.
"""

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.build import BuildReport, default_out
from index.build import add as add_to_index
from index.build import build as build_index
from index.build import remove as remove_from_index
from index.commands import say
from index.data import Problem
from index.encoder import default_encoder
from index.record import Record
from index.worker import OnStep, Step


def build(options: Namespace) -> int:
    """Make or update the index of a folder."""
    out = options.out or default_out(options.source)
    with _progress() as on_step:
        report = build_index(options.source, out, default_encoder(), on_step, _complain)
    say(f"{out}: {_summary(report)}")
    return 0


def add(options: Namespace) -> int:
    """Add files or folders to an index."""
    with _progress() as on_step:
        encoder = default_encoder(_encoder_of(options.index))
        report = add_to_index(options.paths, options.index, encoder, on_step, _complain)
    say(f"{options.index}: {_summary(report)}")
    return 0


def remove(options: Namespace) -> int:
    """Remove documents from an index."""
    say(f"{options.index}: {remove_from_index(options.ids, options.index)} removed")
    return 0


def _complain(problem: Problem) -> None:
    sys.stderr.write(f"{problem.path}: {problem.reason}\n")


def _summary(report: BuildReport) -> str:
    counts = f"{report.added} added, {report.replaced} replaced, {report.removed} removed, {report.unchanged} unchanged"
    problems = f", {len(report.problems)} problems" if report.problems else ""
    return f"{counts}{problems} in {report.seconds:.1f} s"


def _encoder_of(path: Path) -> str:
    record = Record(path)
    record.close()
    return record.manifest.encoder_name


@contextmanager
def _progress() -> Iterator[OnStep]:
    """Show on standard error, where that is a terminal, what is being done and how long it will take."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(
        *columns, TextColumn("{task.fields[detail]}"), console=console, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("starting", total=None, detail="")

        def show(step: Step) -> None:
            bar.update(task, description=step.stage, completed=step.done, total=step.total, detail=step.detail[-60:])

        yield show
