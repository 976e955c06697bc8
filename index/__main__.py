"""The command line of the index: build, add, remove, list, show, search, verify, info.

`python -m index build corpus`, then `python -m index search "What did Xi say at APEC?"`. Exit codes: 0 done, 2 the
user's mistake, 1 ours or a fault in the index, 130 stopped.
"""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from index import commands
from index.errors import BadInput, ReadoutError
from index.models import home


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        options = _parser().parse_args(arguments)
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except ReadoutError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    except KeyboardInterrupt:
        sys.stderr.write("stopped: what was indexed is kept, and the same command goes on from there\n")
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as in `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _changing(name: str) -> Callable[[argparse.Namespace], int]:
    """Return a command that changes an index; what it takes to read files is imported when it runs."""

    def run(options: argparse.Namespace) -> int:
        return int(getattr(import_module("index.changes"), name)(options))

    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m index", description="Index a folder of news articles and search it."
    )
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")

    build = subparsers.add_parser("build", help="index a folder, or bring its index up to date")
    build.add_argument("source", metavar="DIR", type=Path, help="the folder of articles")
    build.add_argument("--out", metavar="INDEX", type=Path, help="default: artifacts/ and the folder's name")
    build.set_defaults(run=_changing("build"))

    add = subparsers.add_parser("add", help="add files or folders to an index")
    add.add_argument("paths", metavar="PATH", type=Path, nargs="+")
    add.set_defaults(run=_changing("add"))

    remove = subparsers.add_parser("remove", help="remove documents from an index")
    remove.add_argument("ids", metavar="ID", nargs="+")
    remove.set_defaults(run=_changing("remove"))

    listing = subparsers.add_parser("list", help="name the documents, by date")
    listing.set_defaults(run=commands.listing)

    show = subparsers.add_parser("show", help="print a document")
    show.add_argument("id", metavar="ID")
    show.set_defaults(run=commands.show)

    search = subparsers.add_parser("search", help="find passages")
    search.add_argument("query", metavar="QUESTION")
    search.add_argument("-k", metavar="N", type=_positive, default=8, help="passages to return (default: 8)")
    for name, meaning in (
        ("--as-of", "see nothing published after this day"),
        ("--since", "published on this day or later"),
        ("--until", "published on this day or before"),
    ):
        search.add_argument(name, metavar="DATE", type=_day, help=meaning)
    search.add_argument("--outlet", help="published by this outlet")
    search.add_argument("--reranker", metavar="MODEL", help="look again with this cross-encoder: a folder or a hub id")
    search.add_argument("--json", action="store_true", help="print the passages as JSON")
    search.set_defaults(run=commands.search)

    verify = subparsers.add_parser("verify", help="check every text, passage and vector of an index")
    verify.set_defaults(run=commands.verify)

    info = subparsers.add_parser("info", help="say what an index is and what it was made with")
    info.set_defaults(run=commands.info)

    for subparser in (add, remove, listing, show, search, verify, info):
        subparser.add_argument(
            "--index", metavar="INDEX", type=Path, default=home() / "index", help="default: artifacts/index"
        )
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text!r} is not a date: write it as 2024-11-15") from None


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise BadInput(f"-k {text!r} is not a number of passages: write 1 or more")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
