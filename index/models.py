"""The models that Readout uses: what each is, where it comes from and the hash that it must have.

They are installed as files of packages that strangers uploaded, so the hash alone is trusted, and nothing of a package
but the named file is ever read or run. `ensure` gets a model onto this machine once; `docs/models.md` lists them.
"""

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

BLOCK = 1 << 20
CHECKOUT = Path(__file__).resolve().parent.parent


class Role(StrEnum):
    """What a model is for."""

    ENCODER = "encoder"
    GENERATOR = "generator"


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside a wheel that is a model file, or the next piece of one."""

    distribution: str
    version: str
    member: str
    size: int


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: its parts joined in order."""

    path: str  # inside the models' folder
    sha256: str
    parts: tuple[Part, ...]

    @property
    def size(self) -> int:
        """Bytes of the whole file."""
        return sum(part.size for part in self.parts)


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model: one file, or a folder of them, pinned by SHA-256."""

    name: str
    role: Role
    files: tuple[ModelFile, ...]
    licence: str
    upstream: str
    hub: str | None = None  # the repository that holds the same files, the fallback where the packages are gone
    revision: str = "main"

    @property
    def path(self) -> Path:
        """Where the model's file, or its folder, belongs on this machine."""
        return models_folder() / PurePosixPath(self.files[0].path).parts[0]

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(file.size for file in self.files)

    @property
    def sha256(self) -> str:
        """The hash of its weights, which are its largest file."""
        return max(self.files, key=lambda file: file.size).sha256


def home() -> Path:
    """Return the folder of everything built or fetched: `READOUT_HOME`, or `artifacts` in the checkout."""
    return Path(os.environ.get("READOUT_HOME") or CHECKOUT / "artifacts").expanduser().resolve()


def models_folder() -> Path:
    """Return the folder that models are kept in."""
    return home() / "models"


def partial_folder(spec: ModelSpec) -> Path:
    """Return the folder that a model's parts gather in while it is fetched."""
    return spec.path.with_name(f"{spec.path.name}.partial")


def ensure(spec: ModelSpec, progress: "Progress | None" = None) -> Path:
    """Return the model's file or folder, fetching what is not there; every file returned has its pinned hash.

    An interrupted fetch goes on where it stopped. Raises ModelMissing where the model cannot be had.
    """
    if present(spec) is None or partial_folder(spec).exists():
        from index.fetch import fetch

        fetch(spec, progress)
    return spec.path


def present(spec: ModelSpec) -> Path | None:
    """Return the model's file or folder if it is here and intact, without reading again what was verified before."""
    known = _read_record(spec)
    if all(known.get(file.path) == _fingerprint(file) is not None for file in spec.files):
        return spec.path
    return spec.path if not verify(spec) else None


def verify(spec: ModelSpec) -> list[str]:
    """Read every file of the model and return what is wrong with it, in words; an empty list means intact."""
    faults = [fault for file in spec.files if (fault := fault_of(file)) is not None]
    if not faults:
        record = {file.path: _fingerprint(file) for file in spec.files}
        with suppress(OSError):  # a read-only folder costs a second reading, no more
            write_atomically(_record_path(spec), json.dumps(record, indent=1))
    return faults


def fault_of(file: ModelFile) -> str | None:
    """Return what is wrong with a model file on this machine, or None where its hash is the pinned one."""
    path = models_folder() / file.path
    if not path.is_file():
        return f"{path} is missing"
    if (size := path.stat().st_size) != file.size:
        return f"{path} has {size:,} bytes instead of {file.size:,}"
    found = sha256_of(path)
    return None if found == file.sha256 else f"{path} has SHA-256 {found} instead of {file.sha256}"


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_atomically(path: Path, text: str) -> None:
    """Write a small text file so that a reader sees the old one or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)


def _record_path(spec: ModelSpec) -> Path:
    return spec.path.with_name(f"{spec.path.name}.verified.json")


def _read_record(spec: ModelSpec) -> dict[str, str]:
    try:
        record = json.loads(_record_path(spec).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _fingerprint(file: ModelFile) -> str | None:
    """Return what changes when the file does, short of reading it: size, time of change, and the hash it had then."""
    try:
        found = (models_folder() / file.path).stat()
    except OSError:
        return None
    return f"{found.st_size} {found.st_mtime_ns} {file.sha256}"
