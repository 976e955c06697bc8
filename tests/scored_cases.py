"""Builders of scored questions, runs and baselines."""

import json
from pathlib import Path

from eval.baseline import Baseline, accept
from eval.scored import Scored


def scored(id: str, violations: tuple[str, ...] = (), text: str = "It did.", **measures: float | None) -> Scored:
    return Scored(
        id=id,
        type="fact",
        question=f"What of {id}?",
        answerable=True,
        status="answered",
        text=text,
        measures=measures,
        violations=violations,
        failed=(),
        costs={},
        asked_sha256=f"asked {id}",
    )


def baseline_of(*questions: Scored) -> Baseline:
    return Baseline("base.json", {}, questions)


def write_run(folder: Path, *rows: dict, provenance: dict | None = None) -> Path:
    """Write a run's files with these fields over those of an answered question."""
    usual = {"type": "fact", "answerable": True, "status": "answered", "violations": [], "failed": [], "text": "Yes."}
    folder.mkdir()
    lines = [{"question": f"What of {row['id']}?"} | usual | row for row in rows]
    asked = [{"gold_id": row["id"], "asked_sha256": f"asked {row['id']}"} for row in rows]
    (folder / "scores.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    (folder / "answers.jsonl").write_text("".join(json.dumps(line) + "\n" for line in asked), "utf-8")
    (folder / "run.json").write_text(json.dumps({"gold": "gold.jsonl", "provenance": provenance}), "utf-8")
    return folder


def accepted(run: Path, path: Path) -> Baseline:
    accept(run, path)
    return Baseline.load(path)
