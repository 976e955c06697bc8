"""What each command of `python -m index` does: runs it, shows how far it is, writes what came of it."""

import json
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from index.build import BuildReport, default_out
from index.build import add as add_to_index
from index.build import build as build_index
from index.build import remove as remove_from_index
from index.check import verify as faults_of
from index.data import DatePrecision, Document, Filter, Problem
from index.encoder import default_encoder
from index.record import Record
from index.rows import Entry
from index.search import Index, described, of_kind
from index.worker import OnStep, Step


def build(options: Namespace) -> int:
    """Make or update the index of a folder."""
    out = options.out or default_out(options.source)
    with _progress() as on_step:
        report = build_index(options.source, out, default_encoder(), on_step, _complain)
    _say(f"{out}: {_summary(report)}")
    return 0


def add(options: Namespace) -> int:
    """Add files or folders to an index."""
    with _progress() as on_step:
        encoder = default_encoder(_encoder_of(options.index))
        report = add_to_index(options.paths, options.index, encoder, on_step, _complain)
    _say(f"{options.index}: {_summary(report)}")
    return 0


def remove(options: Namespace) -> int:
    """Remove documents from an index."""
    _say(f"{options.index}: {remove_from_index(options.ids, options.index)} removed")
    return 0


def listing(options: Namespace) -> int:
    """Name the documents."""
    with Index.open(options.index) as index:
        stories = index.stories()
        for entry in index.documents():
            outlet = f" ({entry.outlet})" if entry.outlet else ""
            story = f"  [story: {stories[entry.id]}]" if entry.id in stories else ""
            _say(f"{_printed_date(entry):10}  {entry.id}  {entry.title}{outlet}{story}")
    return 0


def show(options: Namespace) -> int:
    """Print a document: what is known of it, then its text."""
    with Index.open(options.index) as index:
        document = index.document(options.id)
        kin = index.kin(options.id)
    known = {
        "title": document.title,
        "outlet": document.outlet,
        "authors": ", ".join(document.authors),
        "place": document.place,
        "published": _printed_date(document),
        "url": document.url,
        "file": document.path,
        "sha256": document.sha256,
        "copies": ", ".join(of_kind(kin, copy=True)),
        "accounts": ", ".join(of_kind(kin, copy=False)),
    }
    _say("\n".join(f"{name:9}  {value}" for name, value in known.items() if value))
    _say(f"\n{document.text}")
    return 0


def search(options: Namespace) -> int:
    """Find passages."""
    where = Filter(as_of=options.as_of, since=options.since, until=options.until, outlet=options.outlet)
    with Index.open(options.index) as index:
        found = [
            (hit, index.document(hit.passage.document_id)) for hit in index.search(options.query, options.k, where)
        ]
        hidden = index.coverage(where).undated_left_out
        kin = {document.id: index.kin(document.id, where) for _, document in found}
    if options.json:
        told = [described(hit, document, kin[document.id]) for hit, document in found]
        _say(json.dumps(told, ensure_ascii=False, indent=2, default=str))
        return 0
    for rank, (hit, document) in enumerate(found, 1):
        about = ", ".join(part for part in (document.outlet, _printed_date(document)) if part)
        _say(f"{rank}. {document.title} ({about})\n   {document.id}, similarity {hit.similarity:.2f}")
        _say("   " + " ".join(hit.passage.span.of(document.text).split()))
        for name, copy in (("copies", True), ("other accounts", False)):
            if ids := of_kind(kin[document.id], copy):
                _say(f"   {name}: {', '.join(ids)}")
        _say("")
    if not found:
        _say("nothing found")
    if hidden:
        _say(f"{hidden} undated documents were left out because of the dates")
    return 0


def verify(options: Namespace) -> int:
    """Check an index; 1 where it has a fault."""
    faults = faults_of(options.index)
    for fault in faults:
        _say(fault)
    _say(f"{options.index}: {f'{len(faults)} faults' if faults else 'sound'}")
    return 1 if faults else 0


def info(options: Namespace) -> int:
    """Say what an index is."""
    with Index.open(options.index) as index:
        _say("\n".join(f"{name:15} {value}" for name, value in asdict(index.info).items()))
    return 0


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


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


def _printed_date(item: Document | Entry) -> str:
    if item.published is None:
        return "undated"
    length = {DatePrecision.DAY: 10, DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}.get(item.published_precision)
    return item.published.isoformat()[:length] if length else "undated"


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
