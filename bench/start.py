"""Measure how long a new process takes to its first result: a search, a question, the page.

python -m bench start [--index INDEX] [--quick] [--out DIR]

The files are in the system's memory from the run before, as at a second start.
"""

import argparse
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from rich.console import Console

from bench.results import parser, write
from bench.timing import Series, in_turn
from eval.command_line import say
from index.errors import ReadoutError
from index.models import CHECKOUT, home

QUESTION = "What did Xi say at APEC?"
REPEATS, FEW = 5, 2
PATIENCE, LOOK = 300.0, 0.05  # seconds that the page may take to load, and between two looks at it
ABSTAINED = 3  # the exit code


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options, screen = _parser().parse_args(arguments), Console()
    repeats, index = FEW if options.quick else REPEATS, str(options.index)
    asked: list[float] = []
    cases = {
        "search": lambda: _run("index", "search", QUESTION, "--index", index),
        "answer": lambda: asked.append(_answer_seconds(_run("rag", QUESTION, "--json", "--index", index))),
        "page": lambda: page_ready(index),
    }
    found = in_turn(cases, repeats)
    answering = asked[-repeats:]
    loading = tuple(whole - answer for whole, answer in zip(found["answer"].seconds, answering, strict=True))
    series = [
        Series("a search, whole", found["search"].seconds),
        Series("a question, until it is read", loading),
        Series("a question, whole", found["answer"].seconds),
        Series("the page, until it can be asked", found["page"].seconds),
    ]
    for one in series:
        say(
            f"{one.name:34} {one.median:6.2f} s   middle half {one.percentile(0.25):.2f} to {one.percentile(0.75):.2f}",
            screen,
        )
    figures = {"question": QUESTION, "seconds": {one.name: one.summary() for one in series}}
    say(f"written to {write('start', figures, options.out, options.quick)}", screen)
    return 0


def page_ready(index: str) -> None:
    """Start the page in a process of its own, wait until a question could be asked, and stop it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    plain = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    command = [sys.executable, "app.py", "--port", str(port), "--index", index]
    page = subprocess.Popen(command, cwd=CHECKOUT, env=plain, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + PATIENCE
        while not _is_ready(port):
            if page.poll() is not None or time.monotonic() > until:
                raise ReadoutError("the page did not start: run `python app.py` to see why")
            time.sleep(LOOK)
    finally:
        page.terminate()
        page.wait()


def _is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _run(module: str, *words: str) -> str:
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    if done.returncode not in (0, ABSTAINED):
        raise ReadoutError(f"`python -m {module}` failed: {done.stderr.strip()}")
    return done.stdout


def _answer_seconds(answer: str) -> float:
    return float(json.loads(answer)["timings_ms"]["total"]) / 1000


def _parser() -> argparse.ArgumentParser:
    made = parser("start", "Measure how long a new process takes to its first result: a search, a question, the page.")
    made.add_argument("--index", type=Path, default=home() / "index", help="an index (the sample archive's)")
    return made
