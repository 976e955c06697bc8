"""What the command line does: evaluate, compare two runs, accept one as the baseline."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track

from eval import compare, consistency, gate, provenance, report
from eval.agreement import Consistency
from eval.baseline import Baseline, accept, accepting
from eval.command_line import say
from eval.data import GoldRow, load_gold
from eval.history import previous
from eval.judge import Judge, default_judge
from eval.page import write_page
from eval.run import SETUP, Answerer, Setup, answered, ask_all, begin
from eval.scored import load_made, load_scored
from eval.summary import score, summarise
from index.encoder import MiniLM, default_encoder
from index.errors import BadInput
from rag import Assistant

Load = Callable[[Setup], Answerer]
DONE, GATE_FAILED = 0, 1


def evaluate(given: argparse.Namespace, out: Path, load: Load) -> int:
    """Ask the gold questions, measure and report; returns 1 where a gate was named and fails."""
    if not given.gold.is_file():
        raise BadInput(f"there is no gold file {given.gold}")
    baseline = Baseline.load(given.gate) if given.gate else None
    index = str(Path(given.index).resolve())
    setup = Setup(given.gold.name, index, given.model, given.reranker, given.judge)
    assistant = load(setup)
    rows = load_gold(given.gold, assistant.index.document)[: given.limit]
    baseline = baseline and _for_these(baseline, rows, given.limit)
    begin(out, setup)
    if warning := provenance.begin(out / SETUP, provenance.known(given.gold, assistant)):
        say(f"warning: {warning}", Console(stderr=True))
    _ask(rows, assistant, out)
    again = _consistency(rows, assistant, out) if given.consistency else None
    _report(rows, assistant, out, setup, given.gate, again)
    return DONE if baseline is None else _through_gate(baseline, out)


def compare_runs(arguments: Sequence[str]) -> int:
    """Print how two runs, or a baseline and a run, differ."""
    parser = argparse.ArgumentParser(prog="python -m eval compare", description="Compare two runs of a gold file.")
    parser.add_argument("before", type=Path, metavar="A", help="a run's folder, or a baseline")
    parser.add_argument("after", type=Path, metavar="B", help="another")
    given = parser.parse_args(arguments)
    Console().print(compare.table(_compared(given.before, given.after)), soft_wrap=True)
    return DONE


def accept_run(arguments: Sequence[str]) -> int:
    """Write a run's scores as a baseline."""
    parser = argparse.ArgumentParser(
        prog="python -m eval accept", description="Make a run the baseline that --gate holds later ones against."
    )
    parser.add_argument("run", type=Path, metavar="RUN", help="the folder of an evaluation that has ended")
    parser.add_argument("baseline", type=Path, metavar="BASELINE.json", help="the file to write; commit it")
    given = parser.parse_args(arguments)
    count = accept(given.run, given.baseline)
    say(f"{given.baseline} holds the {count} questions of {given.run}", Console())
    return DONE


def _for_these(baseline: Baseline, rows: Sequence[GoldRow], limit: int | None) -> Baseline:
    """Return the baseline of the rows; raises BadInput where it is of others."""
    asked = {row.id: row.asked_sha256 for row in rows}
    baseline = baseline if limit is None else baseline.over(asked)
    baseline.refuse_others(asked)
    return baseline


def _ask(rows: Sequence[GoldRow], assistant: Answerer, out: Path) -> None:
    left = len(rows) - len(answered(rows, out))
    asking = ask_all(rows, assistant, out)
    for _ in track(asking, f"asking {left} of {len(rows)}", total=left, console=Console(stderr=True)):
        pass


def _report(
    rows: Sequence[GoldRow],
    assistant: Answerer,
    out: Path,
    setup: Setup,
    baseline: Path | None,
    again: Consistency | None,
) -> None:
    results, judge = answered(rows, out), _judge_of(assistant)
    made = provenance.complete(out / SETUP, (result.answer.receipt for result in results.values()), judge)
    scores = [score(row, results[row.id], assistant.index.document, judge) for row in rows]
    summary, whole = summarise(scores, again), asdict(setup) | made
    report.write(out, scores, summary, whole)
    comparison = _compared(baseline, out) if baseline else _with_previous(out, setup.gold)
    page = write_page(out, scores, summary, whole, comparison)
    screen = Console()
    screen.print(report.table(summary))
    if comparison:
        say(f"compared with {comparison.before}: {compare.headline(comparison)}", screen)
    say(f"report in {out}, to be read: {page}", screen)


def _judge_of(answerer: Answerer) -> Judge | None:
    """Return the judge of support; a stand-in for the system goes without, so that it needs no weights."""
    if not isinstance(answerer, Assistant):
        return None
    encoder = answerer.index.encoder
    return default_judge(encoder if encoder.name == MiniLM.name else default_encoder())


def _consistency(rows: Sequence[GoldRow], answerer: Answerer, out: Path) -> Consistency:
    if not isinstance(answerer, Assistant):
        raise TypeError(f"consistency is measured of an Assistant, and this is a {type(answerer).__name__}")
    count, asking = len(consistency.reworded(rows)), consistency.measure(rows, answerer, out)
    agreements = list(track(asking, f"asking {count} in other ways", total=count, console=Console(stderr=True)))
    return consistency.write(out, agreements)


def _through_gate(baseline: Baseline, out: Path) -> int:
    verdict = gate.check(baseline, load_scored(out))
    notes = tuple(_besides(baseline.provenance, load_made(out)))
    accepting_it = accepting(baseline.name, str(out))
    Console().print(gate.shown(replace(verdict, notes=(*verdict.notes, *notes)), accepting_it), soft_wrap=True)
    return DONE if verdict.passed else GATE_FAILED


def _with_previous(out: Path, gold: str) -> compare.Comparison | None:
    """Compare with the run before; one that cannot be compared is no reason to lose this one."""
    before = previous(out, gold)
    try:
        return _compared(before, out) if before else None
    except BadInput as error:
        say(f"not compared with the run before: {error}", Console(stderr=True))
        return None


def _compared(before: Path, after: Path) -> compare.Comparison:
    """Compare two runs or baselines by their paths, with what else was different."""
    found = compare.compare(load_scored(before), load_scored(after), (str(before), str(after)))
    return replace(found, notes=(*found.notes, *_besides(load_made(before), load_made(after))))


def _besides(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    different = provenance.differences(before, after)
    return [f"also different: {', '.join(different)}"] if different else []
