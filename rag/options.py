"""The options by which every command that answers takes cross-encoders of the user's own."""

import argparse


def add_second_looks(parser: argparse.ArgumentParser) -> None:
    """Add `--reranker` and `--judge`, both None where nothing is named."""
    parser.add_argument(
        "--reranker", metavar="MODEL", help="a cross-encoder that looks again at what is found: a folder or a hub id"
    )
    parser.add_argument(
        "--judge", metavar="MODEL", help="one for inference that every sentence must pass too: a folder or a hub id"
    )
