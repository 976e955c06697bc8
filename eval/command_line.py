"""What the commands of the evaluation share: numbers of questions, lines as they are, the command that continues."""

import argparse
import shlex
from collections.abc import Mapping, Sequence

from rich.console import Console

INTERRUPTED = 130  # the exit code


def count(text: str) -> int:
    """Return a whole number of questions; raises ArgumentTypeError where it is none, or less than one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of questions: give 1 or more")
    return int(text)


def say(text: str, console: Console) -> None:
    """Print a line as it is: no markup, no colours of its own, not folded."""
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def command(words: Sequence[str], options: Mapping[str, object]) -> str:
    """Return `python -m eval` with these words and the options that have a value, to be typed again."""
    named = [str(word) for option, value in options.items() if value is not None for word in (option, value)]
    return shlex.join(["python", "-m", "eval", *words, *named])
