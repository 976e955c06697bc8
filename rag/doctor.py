"""Is everything here and sound: Python, packages, processor, memory, disk, models and index, and what mends each fault.

python -m rag doctor [--deep] [--reranker MODEL] [--judge MODEL]
"""

import platform
import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from importlib import metadata
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import psutil
from packaging.requirements import Requirement
from rich.console import Console
from rich.table import Table
from rich.text import Text

from index.catalogue import ENCODER, ENCODER_INT8, GENERATOR, SMALL_GENERATOR, TINY_GENERATOR
from index.errors import ReadoutError
from index.models import CHECKOUT, ModelSpec, home, present, verify
from rag.models import FORMAT, choose_generator, converted_folder, is_converted

if TYPE_CHECKING:
    from index.hub import CrossEncoder

GB = 1e9
OLDEST_PYTHON = (3, 11)
LEAST_DISK = 2 * GB
FAST_PATHS = ("avx2", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "amx_bf16")
SPEED_TEXT = "Count from one to thirty in words, each on a line of its own. " * 12
LINUX_PROCESSOR = Path("/proc/cpuinfo")


class State(StrEnum):
    """How one thing stands; only a fault makes the whole unsound."""

    SOUND = "ok"
    NOTE = "note"
    FAULT = "FAULT"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing examined, how it stands, and the command that mends it."""

    name: str
    state: State
    detail: str
    remedy: str = ""


def doctor(
    index: Path | None = None,
    deep: bool = False,
    console: Console | None = None,
    reranker: str | None = None,
    judge: str | None = None,
) -> int:
    """Print what is sound and what is not; the exit code: 0 where nothing is at fault, 2 otherwise.

    `deep` reads every model's file again instead of trusting the last reading, and all of the index.
    """
    console = console or Console()
    findings = [*examine(index or home() / "index", deep), *check_second_looks(reranker, judge)]
    if console.is_terminal:
        console.print(_table(findings))
    else:
        for finding in findings:
            line = f"{finding.state:5}  {finding.name}: {finding.detail}{_mending(finding)}"
            console.print(line, highlight=False, markup=False, soft_wrap=True)
    faults = sum(finding.state is State.FAULT for finding in findings)
    console.print(f"{faults} at fault" if faults else "All is sound.", highlight=False)
    return 2 if faults else 0


def examine(index: Path, deep: bool = False) -> list[Finding]:
    """Return a finding on everything that an answer needs, in the order in which faults should be mended."""
    return [
        check_python(sys.version_info[:2]),
        *check_packages(CHECKOUT / "requirements.txt"),
        check_processor(LINUX_PROCESSOR),
        check_memory(),
        check_disk(),
        *check_models(deep),
        check_index(index, deep),
        *check_speed(choose_generator().spec),
    ]


def check_python(version: tuple[int, int]) -> Finding:
    """Compare the running Python with the oldest that will do."""
    detail = f"{version[0]}.{version[1]} on {platform.system()} {platform.machine()}"
    if version < OLDEST_PYTHON:
        return Finding("Python", State.FAULT, detail, "make clean, then make setup PYTHON=python3.11")
    return Finding("Python", State.SOUND, detail)


def check_packages(requirements: Path) -> list[Finding]:
    """Compare the installed packages with the pinned ones: a finding on each that differs, or one on all."""
    lines = [line.split("#")[0].strip() for line in requirements.read_text(encoding="utf-8").splitlines()]
    wanted = [Requirement(line) for line in lines if line and not line.startswith("-")]
    wanted = [requirement for requirement in wanted if requirement.marker is None or requirement.marker.evaluate()]
    faults = [finding for requirement in wanted if (finding := _package_fault(requirement))]
    return faults or [Finding("packages", State.SOUND, f"{len(wanted)} as pinned in {requirements.name}")]


def _package_fault(requirement: Requirement) -> Finding | None:
    try:
        found = metadata.version(requirement.name)
    except metadata.PackageNotFoundError:
        return Finding(requirement.name, State.FAULT, f"not installed; {requirement.specifier} is pinned", "make setup")
    if requirement.specifier.contains(found, prereleases=True):
        return None
    detail = f"{found} is installed; {requirement.specifier} is pinned"
    return Finding(requirement.name, State.NOTE, detail, "pip install -r requirements.txt")


def check_processor(source: Path) -> Finding:
    """Name the instructions that make answers faster, as far as the system tells."""
    count = psutil.cpu_count(logical=False) or psutil.cpu_count() or 1
    try:
        text = source.read_text(encoding="utf-8")
    except OSError:
        return Finding("processor", State.SOUND, f"{count} cores")
    flags = next((line.split(":", 1)[1].split() for line in text.splitlines() if line.startswith("flags")), [])
    return Finding("processor", State.SOUND, f"{count} cores, {' '.join(f for f in FAST_PATHS if f in flags)}")


def check_memory() -> Finding:
    """Say how much memory is free and whether the usual generator fits."""
    memory, choice = psutil.virtual_memory(), choose_generator()
    detail = f"{memory.available / GB:.1f} of {memory.total / GB:.1f} GB free"
    if choice.note is None:
        return Finding("memory", State.SOUND, detail)
    return Finding("memory", State.NOTE, choice.note, "close other programs")


def check_disk() -> Finding:
    """Say how much disk is free where models and indexes are kept."""
    place = next(folder for folder in (home(), *home().parents) if folder.exists())
    free = shutil.disk_usage(place).free
    detail = f"{free / GB:.1f} GB free in {place}"
    if free < LEAST_DISK:
        return Finding("disk", State.NOTE, detail, "free some, or name another folder in READOUT_HOME")
    return Finding("disk", State.SOUND, detail)


def check_models(deep: bool) -> list[Finding]:
    """Look at the encoders and the chosen generator, which are needed, and at the other models, which are not."""
    chosen = choose_generator().spec
    needed = [check_model(spec, deep) for spec in (ENCODER, ENCODER_INT8, chosen)] + [check_converted(chosen)]
    others = [spec for spec in (GENERATOR, SMALL_GENERATOR, TINY_GENERATOR) if spec is not chosen]
    return needed + [check_model(spec, deep) for spec in others if spec.path.exists()]


def check_model(spec: ModelSpec, deep: bool) -> Finding:
    """Say whether a model is here with its pinned hash."""
    name = f"{spec.role} {spec.name}"
    if not spec.path.exists():
        return Finding(name, State.FAULT, "not here", "make models")
    if not deep and present(spec) is not None:
        return Finding(name, State.SOUND, f"{spec.size / GB:.2f} GB, SHA-256 {spec.sha256[:12]}… verified before")
    if faults := verify(spec):
        return Finding(name, State.FAULT, "; ".join(faults), "make models")
    return Finding(name, State.SOUND, f"{spec.size / GB:.2f} GB, SHA-256 {spec.sha256[:12]}… just verified")


def check_converted(spec: ModelSpec) -> Finding:
    """Say whether the generator's converted form is here and whole."""
    name = f"{spec.name} as {FORMAT}"
    if is_converted(spec):
        return Finding(name, State.SOUND, str(converted_folder(spec)))
    return Finding(name, State.FAULT, "not converted, or not whole", "make models")


def check_second_looks(reranker: str | None, judge: str | None) -> list[Finding]:
    """Load the user's own cross-encoders, as far as they are named, and say how each is."""
    from index.reranker import CrossEncoderReranker
    from rag.judge import CrossEncoderJudge

    named = (("reranker", reranker, CrossEncoderReranker), ("judge", judge, CrossEncoderJudge))
    return [_second_look(f"{role} {model}", load, model) for role, model, load in named if model]


def _second_look(name: str, load: "Callable[[str], CrossEncoder]", model: str) -> Finding:
    try:
        found = load(model)
    except ReadoutError as error:
        return Finding(name, State.FAULT, str(error), "name another")
    return Finding(name, State.SOUND, f"SHA-256 {found.sha256[:12]}… of its weights as loaded")


def check_index(index: Path, deep: bool = False) -> Finding:
    """Say whether the index is here and opens; `deep` compares all that it holds."""
    from index.check import verify as faults_of
    from index.record import Record

    try:
        with closing(Record(index)):
            faults = faults_of(index) if deep else []
    except ReadoutError as error:
        return Finding("index", State.FAULT, str(error), "make index")
    if faults:
        return Finding("index", State.FAULT, "; ".join(faults), f"rm -r {index}, then make index")
    return Finding("index", State.SOUND, f"{index} {'compared throughout' if deep else 'opens'}")


def check_speed(spec: ModelSpec) -> list[Finding]:
    """Have the generator, if it is here, write for a few seconds, and say how fast it reads and writes."""
    if not is_converted(spec):
        return []
    from rag.generator import Message, load_generator

    name = f"speed of {spec.name}"
    try:
        generator = load_generator(spec.name)
        list(generator.generate([Message("user", "Say yes.")], 2))  # the first call sets up what the next ones reuse
        start = monotonic()
        pieces = [(monotonic() - start, piece) for piece in generator.generate([Message("user", SPEED_TEXT)], 40)]
    except ReadoutError as error:
        return [Finding(name, State.FAULT, str(error), "make models")]
    if len(pieces) < 2:
        return [Finding(name, State.FAULT, "it wrote next to nothing", "make models")]
    (first, began), (last, ended) = pieces[0], pieces[-1]
    written = ended.completion_tokens - began.completion_tokens
    detail = f"reads {began.prompt_tokens / first:.0f} tokens a second, writes {written / (last - first):.0f}"
    return [Finding(name, State.SOUND, detail)]


def _mending(finding: Finding) -> str:
    return f" → {finding.remedy}" if finding.remedy else ""


def _table(findings: list[Finding]) -> Table:
    table = Table("", "what", "how it stands", "what mends it")
    colours = {State.SOUND: "green", State.NOTE: "yellow", State.FAULT: "red"}
    for finding in findings:
        state = Text(finding.state, style=colours[finding.state])
        table.add_row(state, Text(finding.name), Text(finding.detail), Text(finding.remedy))
    return table
