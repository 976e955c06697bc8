"""An evaluation as people and programs read it: a table for the terminal, JSONL, CSV and a JSON summary."""

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table

from eval import agreement
from eval.failures import failures
from eval.means import Mean, percent
from eval.measures.catalogue import COSTS, MEASURES
from eval.summary import Score, Summary

BY_TYPE = (
    "answer_correct",
    "article_right",
    "words_right",
    "abstention_right",
    "quotations_exact",
    "figures_held",
    "recall_at_5",
)


def write(out: Path, scores: Sequence[Score], summary: Summary, setup: Mapping[str, str | None]) -> None:
    """Write the report's files beside the answers, replacing earlier ones."""
    rows = [_row(score) for score in scores]
    with (out / "scores.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    with (out / "scores.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, list(rows[0]))
        table.writeheader()
        table.writerows(row | {"failed": " ".join(row["failed"]), "violations": len(row["violations"])} for row in rows)
    (out / "summary.json").write_text(json.dumps(dict(setup) | summary.to_dict(), indent=2) + "\n", "utf-8")
    (out / "failures.md").write_text(failures(scores), "utf-8")


def table(summary: Summary) -> RenderableType:
    """Return the summary for the terminal."""
    again: list[RenderableType] = [agreement.table(summary.consistency), ""] if summary.consistency else []
    return Group(_measures(summary), "", _types(summary), "", _costs(summary), "", *again, _counts(summary))


def _row(score: Score) -> dict[str, Any]:
    row, answer = score.case.row, score.case.answer
    return {
        "id": row.id,
        "type": str(row.type),
        "answerable": row.answerable,
        "status": str(answer.status),
        "confidence": answer.confidence,
        **score.measures,
        "violations": list(score.violations),
        "failed": list(score.failed),
        "seconds": round(score.seconds, 3),
        **score.costs,
        "peak_mb": round(score.peak_mb, 1),
        "question": row.question,
        "text": answer.text,
    }


def _measures(summary: Summary) -> Table:
    table = _table(f"{summary.questions} questions", "measure", "mean", "of", "none", "meaning", "kind")
    for measure in MEASURES:
        mean = summary.measures[measure.name]
        counts = (str(mean.counted), str(mean.missing))
        table.add_row(measure.name, percent(mean.value), *counts, measure.meaning, measure.kind)
    return table


def _types(summary: Summary) -> Table:
    table = _table("by type of question", "type", "n", *(name.replace("_", "\n", 1) for name in BY_TYPE))
    for kind, means in summary.by_type.items():
        table.add_row(kind, str(_size(means)), *(percent(means[name].value) for name in BY_TYPE))
    return table


def _costs(summary: Summary) -> Table:
    table = _table("costs of an answer", "seconds and tokens", "p50", "p95", "of", "none")
    for cost in COSTS:
        found, digits = summary.costs[cost.name], 2 if cost.name.endswith("seconds") else 0
        spread = (_number(found.median, digits), _number(found.p95, digits))
        table.add_row(cost.meaning, *spread, str(found.counted), str(found.missing))
    return table


def _counts(summary: Summary) -> str:
    found, tokens = summary.outcomes, summary.costs["prompt_tokens"].total + summary.costs["completion_tokens"].total
    lines = (
        f"answerable: {found.answerable}, of them refused {found.answerable_refused} ({percent(found.refused_share)})",
        f"unanswerable: {found.unanswerable}, of them answered {found.unanswerable_answered} "
        f"({percent(found.answered_share)}), refused as they should be {percent(found.abstained_share)}",
        *_abstention(summary),
        *_judge(summary),
        f"contract violations: {summary.violations}",
        f"{summary.seconds:.0f} s by the clock, {tokens:.0f} tokens, peak memory {summary.peak_mb:.0f} MB",
    )
    return "\n".join(lines)


def _abstention(summary: Summary) -> list[str]:
    found = summary.abstention
    decided = (
        f"refusing: precision {percent(found.precision)}, recall {percent(found.recall)}, "
        f"balanced accuracy {percent(found.balanced_accuracy)}"
    )
    if not found.confident:
        return [decided, "confidence: no answer has one"]
    half = next((point for point in found.curve if point.coverage >= 0.5), None)
    sure = f", wrong among the surest {percent(half.coverage)} {percent(half.risk)}" if half else ""
    return [
        decided,
        f"confidence of {found.confident} ({found.missing} without): "
        f"calibration error {_number(found.ece, 3)}, AURC {_number(found.aurc, 3)}{sure}",
    ]


def _judge(summary: Summary) -> list[str]:
    judge = summary.judge
    return [f"support judged by {judge.name}, balanced accuracy {judge.balanced_accuracy:.3f} on WiCE"] if judge else []


def _table(title: str, first: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="left" if column in ("meaning", "kind") else "right")
    return table


def _size(means: Mapping[str, Mean]) -> int:
    return max(mean.counted + mean.missing for mean in means.values())


def _number(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"
