"""An index by its path: opened, or made first where the path is a folder of articles."""

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING

from index.data import Problem
from index.encoder import default_encoder
from index.errors import IndexMissing
from index.models import CHECKOUT, home
from index.record import Record
from index.reranker import Reranker
from index.schema import DATABASE, archive_of
from index.search import Index

if TYPE_CHECKING:
    from index.worker import OnStep

SAMPLE = CHECKOUT / "corpus"
log = logging.getLogger(__name__)


def open_index(path: Path | None = None, on_step: "OnStep" = lambda _: None, reranker: Reranker | None = None) -> Index:
    """Open the index at `path`, or bring the index of a folder of articles up to date and open that.

    None means the sample archive's. Raises IndexMissing where there is neither, IndexMismatch, IndexBusy, BadInput.
    """
    if path is None or _is_sample(path):
        return _indexed(SAMPLE, home() / "index", on_step, reranker)
    if (path / DATABASE).is_file():
        return Index.open(path, reranker=reranker)
    if path.is_dir() and any(path.iterdir()):
        return _indexed(path, index_of(path), on_step, reranker)
    raise IndexMissing(
        f"no index and no folder of articles at {path}: make one with `python -m index build FOLDER --out {path}`"
    )


def open_record(path: Path | None = None) -> Record:
    """Open the record of the index that `open_index` would open, as it is: without a model, and nothing is indexed.

    Raises IndexMissing, IndexMismatch.
    """
    if path is None:
        return Record(home() / "index")
    return Record(index_of(path) if path.is_dir() and not (path / DATABASE).is_file() else path)


def index_of(folder: Path) -> Path:
    """Return where the index of a folder of articles belongs: its name in `artifacts/`, told apart from a namesake."""
    named = home() / (folder.resolve().name or "archive")
    if not (named / DATABASE).is_file() or archive_of(named) == folder.resolve():
        return named
    return named.with_name(f"{named.name}-{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:6]}")


def _is_sample(path: Path) -> bool:
    return path.resolve() == (home() / "index").resolve() and not (path / DATABASE).is_file()


def _indexed(folder: Path, out: Path, on_step: "OnStep", reranker: Reranker | None) -> Index:
    from index.build import build  # with all that reads files: nothing that only opens an index waits for it

    build(folder, out, default_encoder(), on_step, _warn)
    return Index.open(out, reranker=reranker)


def _warn(problem: Problem) -> None:
    log.warning("%s: %s", problem.path, problem.reason)
