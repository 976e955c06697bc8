"""A virtual environment for each peer, made from its pinned requirements under `artifacts/peers`.

Behind its own packages each sees those of Readout's environment, so that torch, transformers and sentence-transformers
are on the disk once and are the same for all; a package that a peer wants in another version is installed in its own.
"""

import hashlib
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

from index.errors import BadInput
from index.models import home

REQUIREMENTS = Path(__file__).resolve().parent / "requirements"
CONSTRAINTS = REQUIREMENTS / "constraints.txt"
OWN = "readout"  # the runner that needs no environment but this one
STAMP = "requirements.sha256"  # written last
SHARED = "readout.pth"


def python_of(runner: str) -> Path:
    """Return the interpreter of a runner's environment."""
    return Path(sys.executable) if runner == OWN else _folder(runner) / "bin" / "python"


def prepare(runner: str) -> None:
    """Make a runner's environment where it is missing or its requirements have changed. Raises BadInput."""
    if runner == OWN:
        return
    if _stamp(runner).is_file() and _stamp(runner).read_text("utf-8") == _wanted(runner):
        _share(runner)  # the checkout may have moved since
        return
    venv.create(_folder(runner), clear=True, with_pip=True, symlinks=True)
    _share(runner)
    command = [str(python_of(runner)), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    command += ["--requirement", str(REQUIREMENTS / f"{runner}.txt"), "--constraint", str(CONSTRAINTS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise BadInput(f"the environment of {runner} could not be made: {reason}")
    _stamp(runner).write_text(_wanted(runner), "utf-8")


def _share(runner: str) -> None:
    """Let a runner's environment see the packages of this one, behind its own."""
    _site_packages(runner).joinpath(SHARED).write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")


def _folder(runner: str) -> Path:
    return home() / "peers" / runner


def _stamp(runner: str) -> Path:
    return _folder(runner) / STAMP


def _site_packages(runner: str) -> Path:
    base = str(_folder(runner))
    return Path(sysconfig.get_path("purelib", "venv", {"base": base, "platbase": base}))


def _wanted(runner: str) -> str:
    read = (REQUIREMENTS / f"{runner}.txt").read_bytes() + CONSTRAINTS.read_bytes()
    return hashlib.sha256(read).hexdigest()
