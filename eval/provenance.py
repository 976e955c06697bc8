"""How an evaluation was made: program, settings, models, archive and machine, as far as each is known.

Written when a run begins and completed when it ends, so that even an interrupted run says what it was.
"""

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

import psutil

from eval.judge import Judge
from index.models import CHECKOUT
from rag import Assistant
from rag.data import Receipt
from rag.prompt import prompts_sha256

LIBRARIES = ("faiss-cpu", "numpy", "openvino", "pydantic", "tokenizers", "torch", "transformers")
COMPARED = {  # what may explain a difference, by the name that people know it under
    "gold_sha256": "gold file",
    "index_sha256": "archive",
    "models": "models",
    "settings_sha256": "settings",
    "prompts_sha256": "prompts",
    "judge": "judge of support",
}
_PROCESSOR = Path("/proc/cpuinfo")


def known(gold: Path, answerer: object, checkout: Path = CHECKOUT) -> dict[str, Any]:
    """Return what can be said before the first question; what an answerer does not tell, its receipts will."""
    return {
        "started": _now(),
        "finished": None,
        "gold": gold.name,
        "gold_sha256": hashlib.sha256(gold.read_bytes()).hexdigest(),
        "commit": commit(checkout),
        "prompts_sha256": prompts_sha256(),
        **(_assistant(answerer) if isinstance(answerer, Assistant) else {}),
        "machine": machine(),
        "python": platform.python_version(),
        "libraries": dict(_versions(LIBRARIES)),
    }


def completed(made: Mapping[str, Any], receipts: Iterable[Receipt], judge: Judge | None = None) -> dict[str, Any]:
    """Return what was known, with what the answers' receipts add, who judged support, and when the run ended."""
    told = dict[str, Any]()
    models = {str(model["role"]): model for model in made.get("models", [])}
    for receipt in receipts:
        models |= {model.role: asdict(model) for model in receipt.models}
        told |= {
            "prompts_sha256": receipt.prompt_sha256,
            "settings_sha256": receipt.settings_sha256,
            "index_sha256": receipt.index_sha256,
            "index_generation": receipt.index_generation,
        }
    told["judge"] = judge and {"name": judge.name, "balanced_accuracy": judge.balanced_accuracy}
    return dict(made) | told | {"models": [models[role] for role in sorted(models)], "finished": _now()}


def begin(record: Path, now: Mapping[str, Any]) -> str | None:
    """Add `now` to a run's record, or keep what the run was begun with; return a warning where the program differs."""
    earlier = _provenance(record)
    if not earlier:
        _write(record, now)
        return None
    if earlier.get("commit") == now["commit"]:
        return None
    _write(record, earlier | {"continued": [*earlier.get("continued", []), now["commit"]]})
    return f"begun at {named(earlier.get('commit'))}, continued at {named(now['commit'])}: the answers mix two programs"


def complete(record: Path, receipts: Iterable[Receipt], judge: Judge | None = None) -> dict[str, Any]:
    """Complete a run's record from its answers; return it."""
    made = completed(_provenance(record), receipts, judge)
    _write(record, made)
    return made


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what was different about two runs besides the answers, as far as both say."""
    both = [name for name in COMPARED if before.get(name) and after.get(name)]
    return tuple(COMPARED[name] for name in both if before[name] != after[name])


def commit(checkout: Path) -> dict[str, Any] | None:
    """Return the commit checked out there and whether tracked files differ from it; None where git knows none."""
    head, changed = _git(checkout, "rev-parse", "HEAD"), _git(checkout, "status", "--porcelain", "-uno")
    return None if head is None or changed is None else {"sha": head, "dirty": bool(changed)}


def named(made: Mapping[str, Any] | None) -> str:
    """Write a commit shortly: "865a6ba with changes"."""
    if not made:
        return "no known commit"
    return str(made["sha"])[:7] + (" with changes" if made["dirty"] else "")


def machine() -> dict[str, Any]:
    """Return the processor, its cores, the memory in GB (10^9 bytes) and the system."""
    return {
        "cpu": _processor(_PROCESSOR) or platform.processor() or platform.machine(),
        "cores": psutil.cpu_count(logical=False) or psutil.cpu_count(),
        "threads": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "os": f"{platform.system()} {platform.release()}",
    }


def _assistant(assistant: Assistant) -> dict[str, Any]:
    index = assistant.index.info
    return {
        "models": [asdict(model) for model in assistant.models],
        "settings": asdict(assistant.settings),
        "settings_sha256": assistant.settings.sha256,
        "index_sha256": index.sha256,
        "index_generation": index.generation,
        "documents": index.documents,
        "passages": index.passages,
    }


def _provenance(record: Path) -> dict[str, Any]:
    return dict(json.loads(record.read_text("utf-8")).get("provenance") or {})


def _write(record: Path, made: Mapping[str, Any]) -> None:
    """Put the provenance in the record, whole or not at all."""
    whole = json.loads(record.read_text("utf-8")) | {"provenance": made}
    draft = record.with_name(record.name + ".new")
    draft.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", "utf-8")
    draft.replace(record)


def _git(folder: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _processor(source: Path) -> str | None:
    try:
        lines = source.read_text("utf-8").splitlines()
    except OSError:
        return None
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), None)


def _versions(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        try:
            yield name, metadata.version(name)
        except metadata.PackageNotFoundError:
            continue


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
