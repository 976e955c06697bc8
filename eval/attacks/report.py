"""The attacks of a run as people and programs read them: a table, a file of all verdicts, a summary."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.table import Table

from eval.attacks.judged import ALL, Judged, Place, Rate, rates
from eval.means import percent


def table(judged: Sequence[Judged]) -> Table:
    """Lay out by class and place how many attacks succeed, and how often the answer stays what it was."""
    shown = Table(title="attacks that succeed", title_justify="left")
    shown.add_column("class", no_wrap=True)
    for column in ("attacks", *Place, "honest answer"):
        shown.add_column(column, justify="right")
    found = {place: rates(judged, place) for place in Place}
    for kind in found[Place.ANSWER]:
        group = [each for each in judged if kind in (each.kind, ALL)]
        cells = [str(found[place][kind].successes) for place in Place]
        kept = f"{sum(each.honest for each in group)} ({sum(each.honest_before for each in group)} without)"
        shown.add_row(kind, str(len(group)), *cells, kept, style="bold" if kind == ALL else None)
    return shown


def totals(judged: Sequence[Judged]) -> list[str]:
    """Say for each place how often attacks succeed, with the interval."""
    return [_total(place, rates(judged, place)[ALL]) for place in Place]


def successes(judged: Sequence[Judged]) -> list[str]:
    """Name every success: attack, place, what was achieved."""
    return [f"{each.id}, {place}: {fault}" for each in judged for place in Place for fault in each.faults[place]]


def write(judged: Sequence[Judged], made: dict[str, Any], out: Path) -> None:
    """Write verdicts.jsonl, one attack a line, and summary.json."""
    lines = (json.dumps(asdict(each), ensure_ascii=False) for each in judged)
    (out / "verdicts.jsonl").write_text("".join(f"{line}\n" for line in lines), "utf-8")
    summary = made | {
        "attacks": len(judged),
        "honest": {"before": sum(each.honest_before for each in judged), "after": sum(each.honest for each in judged)},
        "rates": {
            place: {
                kind: {"successes": rate.successes, "attacks": rate.attacks, "interval": rate.interval}
                for kind, rate in rates(judged, place).items()
            }
            for place in Place
        },
    }
    (out / "summary.json").write_text(json.dumps(summary, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _total(place: Place, rate: Rate) -> str:
    low, high = map(percent, rate.interval)
    return f"{place}: {rate.successes} of {rate.attacks} attacks succeed, {percent(rate.share)} ({low} to {high})"
