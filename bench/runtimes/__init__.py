"""The same weights and prompts in other runtimes: `python -m bench runtimes`."""

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Measure the runtimes in turn, and print what came of it."""
    from bench.runtimes.command import run  # lazily: the runner of this package lives in other environments too

    return run(arguments)
