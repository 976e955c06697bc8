"""The options by which every command that answers takes models of the user's own."""

import argparse


def add_models(parser: argparse.ArgumentParser) -> None:
    """Add `--model`, `--reranker` and `--judge`, all None where nothing is named."""
    parser.add_argument("--model", help="another generator: a name, a GGUF file, a folder, a hub id or openai:URL#NAME")
    add_second_looks(parser)


def add_second_looks(parser: argparse.ArgumentParser) -> None:
    """Add `--reranker` and `--judge`, both None where nothing is named."""
    parser.add_argument(
        "--reranker", metavar="MODEL", help="a cross-encoder that looks again at what is found: a folder or a hub id"
    )
    parser.add_argument(
        "--judge", metavar="MODEL", help="one for inference that every sentence must pass too: a folder or a hub id"
    )
