"""The same articles, questions and weights in LlamaIndex, txtai and Haystack: `python -m bench peers`."""

from collections.abc import Sequence


def main(arguments: Sequence[str]) -> int:
    """Measure the peers and Readout in turn, and print what came of it."""
    from bench.peers.command import run  # lazily: the runners of this package live in environments of their own

    return run(arguments)
