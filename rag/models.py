"""The generator's files: which model suits this machine, and its conversion, once, into what the runtime reads.

python -m rag.models    fetch every default model and convert the generator; `make models` does the same
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil
from filelock import FileLock
from rich.console import Console
from rich.progress import Progress

from index.catalogue import ENCODER, ENCODER_INT8, GENERATOR, SMALL_GENERATOR
from index.errors import ModelMissing, ReadoutError
from index.fetch import download_bar
from index.models import CHECKOUT, ModelSpec, ensure, models_folder

FORMAT = "int8"
MARK = "readout.json"  # what a converted folder was made from; written last
GB = 1e9
MEMORY_PER_BYTE = 6  # conversion's peak over the size of the GGUF file; measured 5.0 on the 1.5B model, 5.8 on the 0.5B
MEMORY_TO_RUN = 4 * GB  # the 1.5B model, once converted
DISK_PER_BYTE = 3  # what conversion writes, over the size of the GGUF file, half of it for a while only


@dataclass(frozen=True, slots=True)
class Choice:
    """The generator for this machine, and why it is not the usual one where it is not."""

    spec: ModelSpec
    note: str | None = None


def choose_generator(available: float | None = None) -> Choice:
    """Return the generator that fits in the memory free at present, in bytes; asks the system where none is given."""
    free = psutil.virtual_memory().available if available is None else available
    needed = MEMORY_TO_RUN if is_converted(GENERATOR) else GENERATOR.size * MEMORY_PER_BYTE
    if free >= needed:
        return Choice(GENERATOR)
    return Choice(
        SMALL_GENERATOR,
        f"{free / GB:.1f} GB of memory are free and {GENERATOR.name} needs {needed / GB:.1f} GB: "
        f"{SMALL_GENERATOR.name} is used instead, whose answers are poorer",
    )


def generator_files(spec: ModelSpec, progress: Progress | None = None) -> Path:
    """Return the folder of the generator in the runtime's format, fetching and converting it where needed.

    Raises ModelMissing where it cannot be had, or where memory or disk do not suffice to convert it.
    """
    folder = converted_folder(spec)
    if is_converted(spec):
        return folder
    source = ensure(spec, progress)
    with FileLock(f"{folder}.lock"):
        if not is_converted(spec):
            _check_room(spec, source)
            _convert(spec, source, folder, progress)
    return folder


def converted_folder(spec: ModelSpec) -> Path:
    """Return where a generator's converted form belongs."""
    return models_folder() / f"{spec.name}-{FORMAT}"


def is_converted(spec: ModelSpec) -> bool:
    """Whether the generator's converted form is here, whole, and made from the pinned file."""
    folder = converted_folder(spec)
    try:
        mark = json.loads((folder / MARK).read_text(encoding="utf-8"))
        return bool(mark["source_sha256"] == spec.sha256 and mark["sizes"] == _sizes(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _check_room(spec: ModelSpec, source: Path) -> None:
    size = source.stat().st_size
    free = psutil.virtual_memory().available
    if free < (needed := size * MEMORY_PER_BYTE):
        raise ModelMissing(
            f"converting {spec.name} takes {needed / GB:.1f} GB of memory, and {free / GB:.1f} GB are free: "
            f"close other programs, or name a smaller model with --model {SMALL_GENERATOR.name}"
        )
    disk = shutil.disk_usage(source.parent).free
    if disk < (room := size * DISK_PER_BYTE):
        raise ModelMissing(
            f"converting {spec.name} takes {room / GB:.1f} GB of disk in {source.parent}, and {disk / GB:.1f} GB "
            "are free: free some, or name another folder in READOUT_HOME"
        )


def _convert(spec: ModelSpec, source: Path, folder: Path, progress: Progress | None) -> None:
    """Convert into a temporary folder and rename it, so that a folder of the final name is whole."""
    partial = folder.with_name(f"{folder.name}.partial")
    for leftover in (partial, folder):
        shutil.rmtree(leftover, ignore_errors=True)
    task = progress.add_task("Converting, a minute or two", total=None) if progress else None
    command = [sys.executable, "-m", "rag.convert", str(source), str(partial)]
    quiet = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
    done = subprocess.run(command, cwd=CHECKOUT, env=quiet, capture_output=True, text=True, check=False)
    if done.returncode:
        shutil.rmtree(partial, ignore_errors=True)
        raise ModelMissing(f"{spec.name} could not be converted: {_reason(done)}")
    mark = {"source_sha256": spec.sha256, "format": FORMAT, "sizes": _sizes(partial)}
    (partial / MARK).write_text(json.dumps(mark, indent=1), encoding="utf-8")
    partial.replace(folder)
    if progress and task is not None:
        progress.update(task, total=1, completed=1)


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    if done.returncode < 0:
        return f"the system ended it (signal {-done.returncode}), most likely for lack of memory"
    return (done.stderr.strip().splitlines() or ["no reason given"])[-1]


def _sizes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.name != MARK}


def main() -> int:
    """Fetch the default models and convert the generator, showing progress; the exit code."""
    console = Console(stderr=True)
    try:
        choice = choose_generator()
        if choice.note:
            console.print(choice.note, highlight=False)
        with download_bar() as progress:
            ensure(ENCODER, progress)
            ensure(ENCODER_INT8, progress)
            generator_files(choice.spec, progress)
    except ReadoutError as error:
        console.print(str(error), style="red", highlight=False)
        return 2
    except KeyboardInterrupt:
        console.print("Stopped: the same command goes on from here.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
