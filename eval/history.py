"""The run that came before: what a run without a baseline is compared with."""

import json
from pathlib import Path

from eval.run import SETUP
from eval.scored import SCORES


def previous(out: Path, gold: str) -> Path | None:
    """Return the newest ended run beside `out` of a gold file of that name that was begun before it."""
    now = _started(out, gold) or ""
    begun = {folder: at for folder in out.parent.iterdir() if folder != out and (at := _started(folder, gold))}
    ended = [folder for folder, at in begun.items() if at < now and (folder / SCORES).is_file()]
    return max(ended, key=lambda folder: (begun[folder], folder.name), default=None)


def _started(folder: Path, gold: str) -> str | None:
    """Return when a run of that gold file began, in a form that sorts; None where the folder is no such run."""
    try:
        record = json.loads((folder / SETUP).read_text("utf-8"))
        return str(record["provenance"]["started"]) if record["gold"] == gold else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
