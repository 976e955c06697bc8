"""Fit the decision to answer and write `rag/abstention.json`.

    python -m eval.training WORK [--squad2 DIR] [--clapnq DIR] [--limit N] [--gold GOLD INDEX]... [--write]

WORK keeps indexes and what the model thinks, so that an interrupted run goes on. The invented reports and the sample
gold set are always among the questions. Prints how good the decision is on questions that it was not fitted to.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.data import SAMPLE_GOLD
from eval.training import sets
from eval.training.collect import KeepingOpinions, Seen, collect
from eval.training.fit import ASKED, RIDGE, STATE_RIDGE, UNASKED, Fitted, figures, fit, states, table
from index.errors import BadInput, ReadoutError
from rag.generator import Opines, load_generator
from rag.weights import FILE


def main(arguments: Sequence[str] | None = None) -> int:
    """Collect, fit, print and write; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m eval.training", description="Fit the decision to answer.")
    parser.add_argument("work", type=Path, help="where indexes and the model's opinions are kept")
    parser.add_argument("--squad2", type=Path, metavar="DIR", help="a folder with SQuAD 2, as for `eval bench`")
    parser.add_argument("--clapnq", type=Path, metavar="DIR", help="a folder with CLAPNQ")
    parser.add_argument("--gold", type=Path, nargs=2, action="append", default=[], metavar=("GOLD", "INDEX"))
    parser.add_argument("--limit", type=int, metavar="N", help="questions of either public set at most")
    parser.add_argument("--model", help="the generator whose opinions are asked (the default one)")
    parser.add_argument("--write", action="store_true", help=f"write the weights to {FILE.name}")
    options = parser.parse_args(arguments)
    try:
        return _run(options)
    except ReadoutError as error:
        sys.stderr.write(f"{error}\n")
        return 2


def _run(options: argparse.Namespace) -> int:
    model = load_generator(options.model)
    if not isinstance(model, Opines):
        raise BadInput(f"{model.name} cannot be asked for its opinion: name a generator of the catalogue")
    keeping = KeepingOpinions(model, options.work / "opinions.jsonl")
    seen = [one for chosen in _sets(options) for one in collect(chosen, keeping)]
    state = fit(states(seen), seen, STATE_RIDGE)
    asked = fit(table(seen, ASKED, state.without), seen, RIDGE)
    unasked = fit(table(seen, UNASKED, state.without), seen, RIDGE)
    for name, fitted in (("signals alone", unasked), ("the model's state alone", state), ("all", asked)):
        _print(name, seen, fitted)
    if options.write:
        _write(model, state, asked, unasked)
    return 0


def _sets(options: argparse.Namespace) -> list[sets.Set]:
    chosen = [sets.reports(options.work), sets.gold(SAMPLE_GOLD, None)]
    chosen += [sets.gold(path, archive) for path, archive in options.gold]
    chosen += [sets.squad(options.squad2, options.work, options.limit)] if options.squad2 else []
    chosen += [sets.clap(options.clapnq, options.work, options.limit)] if options.clapnq else []
    return chosen


def _print(name: str, seen: Sequence[Seen], fitted: Fitted) -> None:
    sys.stdout.write(f"{name}\n")
    for group, count, accuracy, area in figures(seen, fitted.without):
        sys.stdout.write(f"  {group:10} {count:5} questions: balanced accuracy {accuracy:.3f}, ROC area {area:.3f}\n")


def _write(model: Opines, state: Fitted, asked: Fitted, unasked: Fitted) -> None:
    held = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {"models": {}}
    held["any"] = _weights(UNASKED, unasked)
    read = {"state": _rounded(state.weights, 7), "state_intercept": round(state.intercept, 5)}
    held["models"][str(model.sha256)] = _weights(ASKED, asked) | read
    lines = re.sub(r"\[[^\]]*\]", lambda state: " ".join(state[0].split()), json.dumps(held, indent=1))
    FILE.write_text(lines + "\n", encoding="utf-8")


def _weights(names: Sequence[str], fitted: Fitted) -> dict[str, Any]:
    return {
        "intercept": round(fitted.intercept, 4),
        "signals": dict(zip(names, _rounded(fitted.weights, 4), strict=True)),
    }


def _rounded(numbers: Any, places: int) -> list[float]:
    return [float(number) for number in np.round(numbers, places)]


if __name__ == "__main__":
    sys.exit(main())
