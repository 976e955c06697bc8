"""Long measurements in pieces: of some systems, or for some minutes. Stopped, the same command goes on from there."""

import argparse
import time
from collections.abc import Callable, Sequence

from rich.console import Console

from eval.command_line import INTERRUPTED, say

UNFINISHED = 3  # the exit code where time ran out


def add_pieces(parser: argparse.ArgumentParser, names: Sequence[str], which: str) -> None:
    """Add `--only` for some of these names, `which` being said before them, and `--minutes`."""
    parser.add_argument("--only", nargs="+", choices=names, metavar="NAME", help=f"{which} {', '.join(names)}")
    parser.add_argument("--minutes", type=float, metavar="N", help="begin nothing more after so many minutes")


def in_pieces(measure: Callable[[float], int], minutes: float | None, errors: Console) -> int:
    """Measure until a time by `time.monotonic`, after so many minutes or never; return the exit code."""
    try:
        return measure(time.monotonic() + minutes * 60 if minutes else float("inf"))
    except KeyboardInterrupt:
        say("stopped: the same command goes on from here", errors)
        return INTERRUPTED
