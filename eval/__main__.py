"""Measure the system on a file of gold questions, compare runs, hold a change against a baseline.

python -m eval GOLD.jsonl [--index INDEX] [--out DIR] [--limit N] [--model M] [--reranker M] [--judge M]
                              [--gate BASELINE] [--consistency]
python -m eval compare A B | accept RUN BASELINE.json | new GOLD.jsonl --index INDEX | bench NAME DIR | pairs
python -m eval conflicts | speakers | quotations | duplicates | spellings
python -m eval attacks [--class C] [--model M] [--out DIR]
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path

from rich.console import Console

from eval.command_line import INTERRUPTED, command, count, say
from eval.commands import Load, accept_run, compare_runs, evaluate
from eval.run import Answerer, Setup
from index.errors import ReadoutError
from rag.options import add_models

MISTAKE = 2
Command = Callable[[Sequence[str]], int]
HELP = """also:
  python -m eval compare A B                  two runs, or a baseline and a run, question by question
  python -m eval accept RUN BASELINE.json     make a run the baseline
  python -m eval new GOLD.jsonl --index INDEX   write gold questions with the archive at hand
  python -m eval bench NAME DIR               a public benchmark
  python -m eval pairs                        the checker, on altered sentences and on true paraphrases
  python -m eval conflicts                    accounts that differ, told from accounts that agree
  python -m eval speakers [MARKS.jsonl]       who is said to speak, against marked sentences
  python -m eval quotations [--index INDEX]   what is shown as a quotation, looked up in its article
  python -m eval duplicates [FOLDER|FILE]     copies of a story, known as such or not
  python -m eval spellings [--index INDEX]    questions whose names are spelt in several ways
  python -m eval attacks                      articles that try to take the system over

exit codes: 0 done, and the gate passed; 1 the gate failed, what is worse is printed; 2 a mistake that you can mend;
130 interrupted, the command to continue is printed"""


def main(arguments: Sequence[str] | None = None, load: Load | None = None) -> int:
    """Run the command; returns its exit code: 0 done, 1 the gate failed, 2 the user's mistake, 130 interrupted."""
    words, errors = list(sys.argv[1:] if arguments is None else arguments), Console(stderr=True)
    other = COMMANDS.get(words[0]) if words else None
    stopped = "stopped"
    try:
        if other:
            return other(words[1:])
        given = _parser().parse_args(words)
        given.out = given.out or Path("artifacts/eval") / f"{given.gold.stem}-{datetime.now():%Y%m%d-%H%M%S}"
        stopped = f"stopped; to continue: {_again(given)}"
        return evaluate(given, given.out, load or load_assistant)
    except ReadoutError as error:
        say(f"error: {error}", errors)
        return MISTAKE
    except KeyboardInterrupt:
        say(stopped, errors)
        return INTERRUPTED


def load_assistant(setup: Setup) -> Answerer:
    """Load the system itself, with the models that are named."""
    from rag import Assistant

    return Assistant.load(setup.index, setup.model, reranker=setup.reranker, judge=setup.judge, remember=False)


def _command(module: str) -> Command:
    """Return the `main` of a module of this package, which is imported when it is called."""

    def run(arguments: Sequence[str]) -> int:
        return int(import_module(f"eval.{module}").main(arguments))

    return run


COMMANDS: dict[str, Command] = {
    "compare": compare_runs,
    "accept": accept_run,
    "new": _command("new"),
    "bench": _command("bench"),
    "pairs": _command("pairs.command"),
    "conflicts": _command("conflicts.run"),
    "duplicates": _command("duplicates.run"),
    "speakers": _command("speakers"),
    "quotations": _command("quoting"),
    "spellings": _command("spellings.run"),
    "attacks": _command("attacks.command"),
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval",
        description="Measure the answers to a file of gold questions.",
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl", help="gold questions, see docs/gold.md")
    parser.add_argument("--index", default="artifacts/index", help="an index or a folder of articles (%(default)s)")
    parser.add_argument("--out", type=Path, help="where the report goes; name an earlier one to continue it")
    parser.add_argument("--limit", type=count, metavar="N", help="ask the first N questions only")
    add_models(parser)
    parser.add_argument(
        "--gate", type=Path, metavar="BASELINE", help="exit 1 where the run is worse than this baseline"
    )
    parser.add_argument(
        "--consistency", action="store_true", help="also ask in other words and with evidence reordered"
    )
    return parser


def _again(given: argparse.Namespace) -> str:
    """Return the command that takes up an interrupted evaluation."""
    names = ("index", "out", "limit", "model", "reranker", "judge", "gate")
    options = {f"--{name}": getattr(given, name) for name in names}
    return command([str(given.gold)], options) + (" --consistency" if given.consistency else "")


if __name__ == "__main__":
    sys.exit(main())
