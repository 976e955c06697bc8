"""Measure the system on a file of gold questions.

python -m eval GOLD.jsonl [--index INDEX] [--out DIR] [--limit N] [--model M]
"""

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track

from eval import report
from eval.data import load_gold
from eval.run import Answerer, Setup, answered, ask_all, begin
from eval.summary import score, summarise
from index.errors import BadInput, ReadoutError

Load = Callable[[str, str | None], Answerer]
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None, load: Load | None = None) -> int:
    """Run the command; returns its exit code: 0 done, 2 the user's mistake, 130 interrupted."""
    given, errors = _parser().parse_args(arguments), Console(stderr=True)
    out = given.out or Path("artifacts/eval") / f"{given.gold.stem}-{datetime.now():%Y%m%d-%H%M%S}"
    try:
        _evaluate(given, out, load or load_assistant)
    except ReadoutError as error:
        errors.print(f"error: {error}", markup=False, highlight=False, soft_wrap=True)
        return 2
    except KeyboardInterrupt:
        errors.print(f"stopped; to continue: {_again(given, out)}", markup=False, highlight=False, soft_wrap=True)
        return INTERRUPTED
    return 0


def load_assistant(index: str, model: str | None) -> Answerer:
    """Load the system itself, with another generator where one is named."""
    from rag import Assistant

    return Assistant.load(index, model=model)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval", description="Measure the answers to a file of gold questions."
    )
    parser.add_argument("gold", type=Path, metavar="GOLD.jsonl", help="gold questions, see docs/gold.md")
    parser.add_argument("--index", default="artifacts/index", help="an index or a folder of articles (%(default)s)")
    parser.add_argument("--out", type=Path, help="where the report goes; name an earlier one to continue it")
    parser.add_argument("--limit", type=_positive, metavar="N", help="ask the first N questions only")
    parser.add_argument("--model", help="another generator than the default")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _evaluate(given: argparse.Namespace, out: Path, load: Load) -> None:
    if not given.gold.is_file():
        raise BadInput(f"there is no gold file {given.gold}")
    assistant = load(given.index, given.model)
    document_of = assistant.index.document
    rows = load_gold(given.gold, document_of)[: given.limit]
    setup = Setup(given.gold.name, str(Path(given.index).resolve()), given.model)
    begin(out, setup)
    left = len(rows) - len(answered(rows, out))
    progress = Console(stderr=True)
    for _ in track(ask_all(rows, assistant, out), f"asking {left} of {len(rows)}", total=left, console=progress):
        pass
    results = answered(rows, out)
    scores = [score(row, results[row.id], document_of) for row in rows]
    summary = summarise(scores)
    report.write(out, scores, summary, asdict(setup))
    screen = Console()
    screen.print(report.table(summary))
    screen.print(f"report in {out}", markup=False, highlight=False, soft_wrap=True)


def _again(given: argparse.Namespace, out: Path) -> str:
    """Return the command that takes up an interrupted evaluation."""
    options = {"--index": given.index, "--out": out, "--limit": given.limit, "--model": given.model}
    named = [str(word) for option, value in options.items() if value is not None for word in (option, value)]
    return shlex.join(["python", "-m", "eval", str(given.gold), *named])


if __name__ == "__main__":
    sys.exit(main())
