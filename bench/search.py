"""How search, memory and disk grow with the archive: made archives of 10,000, 100,000 and 1,000,000 passages.

python -m bench search [--quick] [--out DIR]
"""

import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from rich.console import Console

from bench import results
from bench.archive import BLOCK, PASSAGES, Archive
from bench.filling import fill, made_archive
from bench.plots import Axes, curves
from bench.probe import probe
from bench.timing import timed
from eval.command_line import say
from index.encoder import Encoder, MiniLM
from index.record import Record
from index.schema import DATABASE, DENSE
from index.store import Store, writing
from index.view import current_view, keep

SIZES, QUICK = (10_000, 100_000, 1_000_000), (1_000, 10_000)
ASKED, QUICKLY_ASKED = 110, 40  # questions
ROOM = 7_000  # bytes of disk for a passage
SHOWN = ("fused", "fused, as of a day", "fused, of a year", "fused, near a day", "dense", "lexical")
MS, MB = 1e3, 1e-6


def main(arguments: Sequence[str]) -> int:
    """Measure, size after size, say what was found and write it; what was built is deleted."""
    options = results.parser("search", "Search, memory and disk as the archive grows.").parse_args(arguments)
    sizes, asked = (QUICK, QUICKLY_ASKED) if options.quick else (SIZES, ASKED)
    console, encoder = Console(), MiniLM()
    minutes, gigabytes = ("1", 0.1) if options.quick else ("20 to 60", sizes[-1] * ROOM / 1e9)
    say(f"this takes about {minutes} minutes and {gigabytes:.1f} GB of disk, given back at the end", console)
    archive, figures = made_archive(encoder), dict[str, Any]()
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as place:
        for size in sizes:
            figures[str(size)] = _size(Path(place), archive, encoder, size, asked)
            say(_line(size, figures[str(size)]), console)
    path = results.write("search", figures, options.out, options.quick)
    drawn = draw(figures, options.out)
    say(f"written: {', '.join(str(one) for one in (path, *drawn))}", console)
    return 0


def _size(out: Path, archive: Archive, encoder: Encoder, size: int, asked: int) -> dict[str, Any]:
    """Make the index of that size and measure it in a process of its own."""
    articles = size // PASSAGES
    filling = timed(lambda: fill(out, archive, encoder, articles))
    viewing = timed(lambda: _view(out))
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        searched = pool.submit(probe, out, archive.questions(asked, articles)).result()
    disk = {name: (out / name).stat().st_size for name in (DATABASE, DENSE)}
    stored = timed(lambda: _store(out, archive, articles))
    return {"filling": filling, "view": viewing, "disk": disk, "store, an article": stored / BLOCK, **searched}


def _view(out: Path) -> None:
    """Make the view anew, as an index does that has none."""
    (out / DENSE).unlink(missing_ok=True)
    with closing(Record(out)) as record:
        keep(current_view(record), out)


def _store(out: Path, archive: Archive, articles: int) -> None:
    """Write a few articles more as a build does, in its transactions, but for the embedding."""
    with writing(out), Store.open(out) as store:
        for block in archive.articles(articles, articles + BLOCK):
            for first in range(0, len(block), 4):
                store.put(block[first : first + 4], {})


def _line(size: int, found: dict[str, Any]) -> str:
    fused, dated = (found["searches"][name] for name in ("fused", "fused, as of a day"))
    return (
        f"{size:>9,} passages: fused {MS * fused['median']:.0f} ms (p95 {MS * fused['p95']:.0f}), as of a day "
        f"{MS * dated['median']:.0f} ({MS * dated['p95']:.0f}), recall@10 {found['recall@10']:.3f}, "
        f"memory {MB * found['memory'].get('VmRSS', 0):.0f} MB, disk {MB * sum(found['disk'].values()):.0f} MB"
    )


def draw(figures: dict[str, Any], folder: Path) -> list[Path]:
    """Draw what grows over the number of passages."""
    sizes = [int(size) for size in figures]
    times = {
        name: [(float(size), MS * figures[str(size)]["searches"][name]["processor"]["p95"]) for size in sizes]
        for name in SHOWN
    }
    room = {
        "memory": [(float(size), MB * figures[str(size)]["memory"].get("VmRSS", 0)) for size in sizes],
        "disk": [(float(size), MB * sum(figures[str(size)]["disk"].values())) for size in sizes],
    }
    return [
        curves(
            times,
            Axes("A search, 95th percentile", "passages", "milliseconds of the processor"),
            folder / "growth-search.png",
        ),
        curves(room, Axes("Room", "passages", "megabytes"), folder / "growth-room.png"),
    ]
