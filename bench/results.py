"""What a measurement found, on which machine, with which program, as JSON."""

import argparse
import json
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from eval.provenance import LIBRARIES, commit, machine
from index.models import CHECKOUT, home


def parser(name: str, description: str) -> argparse.ArgumentParser:
    """Return a command's parser with the two options that all of them have."""
    made = argparse.ArgumentParser(prog=f"python -m bench {name}", description=description)
    made.add_argument("--quick", action="store_true", help="fewer and smaller runs, to see that it works")
    made.add_argument(
        "--out", type=Path, default=home() / "speed", metavar="DIR", help="where results go (%(default)s)"
    )
    return made


def write(name: str, figures: Mapping[str, Any], folder: Path, quick: bool) -> Path:
    """Write a command's figures with what they were measured on and by; return the file, whole or as it was."""
    known = {
        "command": f"python -m bench {name}" + (" --quick" if quick else ""),
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(CHECKOUT),
        "machine": machine(),
        "python": platform.python_version(),
        "libraries": {library: metadata.version(library) for library in LIBRARIES if _installed(library)},
        "figures": figures,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.json"
    draft = path.with_suffix(".json.new")
    draft.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", "utf-8")
    draft.replace(path)
    return path


def _installed(library: str) -> bool:
    return bool(list(metadata.distributions(name=library)))
