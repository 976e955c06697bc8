"""Making an index from a folder of articles and keeping it in step: only what changed is read and embedded.

`build(Path("corpus"), Path("artifacts/index"), MiniLM())` is what `python -m index build corpus` does.
"""

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath

from index.corpus import archive_root, list_files, read_file, relative_name
from index.data import Document, Problem
from index.encoder import Encoder, default_encoder
from index.errors import IndexMismatch, IndexMissing
from index.fields import Fields
from index.models import home, sha256_of
from index.record import Record
from index.sidecar import Overrides, read_overrides
from index.store import Store, writing
from index.view import current_view
from index.worker import OnStep, Step, Worker

OnProblem = Callable[[Problem], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build or an addition changed, in documents."""

    added: int
    replaced: int
    unchanged: int
    removed: int
    problems: tuple[Problem, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Source:
    """A file of an archive to be indexed."""

    file: Path
    root: Path
    overrides: Overrides
    name: str  # in the record: relative to the archive that the index mirrors, absolute for a file outside it
    size: int

    def fingerprint(self) -> str | None:
        """Return what changes when the file or what its sidecar says of it does; None where it cannot be read."""
        stated = self.overrides.get(relative_name(self.file, self.root), Fields())
        try:
            return hashlib.sha256(f"{sha256_of(self.file)} {stated!r}".encode()).hexdigest()
        except OSError:
            return None

    def documents(self, on_problem: OnProblem) -> Iterator[Document]:
        """Read its documents, one at a time."""
        for document in read_file(self.file, self.root, self.overrides, on_problem):
            yield replace(document, path=self.name)


def build(
    source: Path,
    out: Path,
    encoder: Encoder,
    on_progress: OnStep = lambda _: None,
    on_problem: OnProblem = lambda _: None,
) -> BuildReport:
    """Make the index at `out` mirror the folder `source`, or go on where an earlier build stopped.

    Documents of files that are gone are removed; those added from elsewhere stay. An index that was made with another
    encoder or version is made anew. Raises BadInput, IndexBusy, ModelMissing.
    """
    problems = _Problems(on_problem)
    archive = archive_root(source).resolve()
    sources = _sources(source, archive, problems)
    out.mkdir(parents=True, exist_ok=True)
    with writing(out), _opened(out, encoder, archive) as store:
        store.set_archive(str(archive))
        names = {item.name for item in sources}
        gone = [path for path in store.paths() if path not in names and not PurePath(path).is_absolute()]
        return _run(store, sources, gone, encoder, on_progress, problems)


def add(
    paths: Sequence[Path],
    out: Path,
    encoder: Encoder,
    on_progress: OnStep = lambda _: None,
    on_problem: OnProblem = lambda _: None,
) -> BuildReport:
    """Add files or folders to the index at `out`, or replace what they held before.

    Raises BadInput, IndexMissing, IndexMismatch, IndexBusy, ModelMissing.
    """
    problems = _Problems(on_problem)
    _require(out)
    with writing(out), Store.open(out) as store:
        store.manifest.check(encoder, out)
        archive = Path(store.manifest.archive)
        sources = [source for path in paths for source in _sources(path, archive, problems)]
        return _run(store, sources, [], encoder, on_progress, problems)


def remove(ids: Sequence[str], out: Path, encoder: Encoder | None = None) -> int:
    """Remove documents from the index at `out` and return how many; a later build of their folder brings them back.

    The encoder, by default the one that the index was made with, is needed only where copies of them remain.

    Raises DocumentMissing, with nothing removed, where one of them is not there.
    """
    _require(out)
    with writing(out):
        record = Record(out)
        try:
            for document_id in ids:
                record.document(document_id)
        finally:
            record.close()
        with Store.open(out) as store:
            name = store.manifest.encoder_name
            store.remove(ids, encode=lambda texts: (encoder or default_encoder(name)).encode(texts))
        _refresh_view(out)
    return len(set(ids))


def default_out(source: Path) -> Path:
    """Return where the index of a folder belongs when no place is named; the sample archive's is called `index`."""
    name = archive_root(source).resolve().name
    return home() / ("index" if name == "corpus" else name or "index")


def _run(
    store: Store, sources: list[Source], gone: list[str], encoder: Encoder, on_step: OnStep, problems: "_Problems"
) -> BuildReport:
    begun = time.monotonic()
    worker = Worker(store, encoder)
    worker.forget(gone)
    total, done = sum(source.size for source in sources), 0
    for source in sources:
        report = partial(_report, on_step, done, total)
        _index_file(source, store, worker, report, problems)
        done += source.size
    worker.flush()
    on_step(Step("saving", total, total, str(store.path)))
    _refresh_view(store.path)
    counts = {name: worker.counts[name] for name in ("added", "replaced", "unchanged", "removed")}
    return BuildReport(**counts, problems=tuple(problems.seen), seconds=time.monotonic() - begun)


def _index_file(
    source: Source, store: Store, worker: Worker, on_progress: Callable[[int, str], None], problems: "_Problems"
) -> None:
    """Index a file unless it is as it was; one with a problem is read again each time, so that it is named again."""
    on_progress(0, source.name)
    fingerprint = source.fingerprint()
    if fingerprint is not None and fingerprint == store.fingerprint(source.name):
        worker.skip(source.name)
        return
    before, read = len(problems.seen), 0
    for document in source.documents(problems):
        on_progress(min(read, source.size), document.id)
        worker.take(document, problems)
        read += len(document.text)
    worker.finish(source.name, fingerprint if len(problems.seen) == before else None)


def _report(on_step: OnStep, before: int, total: int, done: int, detail: str) -> None:
    on_step(Step("indexing", before + done, total, detail))


def _refresh_view(out: Path) -> None:
    """Bring dense.faiss up to date; the caller is the index's writer."""
    record = Record(out)
    try:
        view = current_view(record)
    finally:
        record.close()
    if not view.saved:
        view.save(out)


def _opened(out: Path, encoder: Encoder, archive: Path) -> Store:
    """Open the index for building; one that is missing, or was made with other settings, is begun anew."""
    try:
        store = Store.open(out)
    except (IndexMissing, IndexMismatch):
        return Store.create(out, encoder, str(archive))
    try:
        store.manifest.check(encoder, out)
    except IndexMismatch:
        store.close()
        return Store.create(out, encoder, str(archive))
    return store


def _sources(path: Path, archive: Path, on_problem: OnProblem) -> list[Source]:
    """List the files of one archive; inside the folder that the index mirrors, names and sidecar are that folder's."""
    inside = path.resolve().is_relative_to(archive)
    root = archive if inside else archive_root(path).resolve()
    overrides = read_overrides(root, on_problem)
    sources = []
    for listed in list_files(path, on_problem):
        file = path.resolve() / listed.relative_to(path)
        sources.append(Source(file, root, overrides, relative_name(file, archive), file.stat().st_size))
    return sources


def _require(out: Path) -> None:
    Record(out).close()


class _Problems:
    """Passes problems on and keeps them for the report."""

    def __init__(self, on_problem: OnProblem) -> None:
        self.seen: list[Problem] = []
        self._on_problem = on_problem

    def __call__(self, problem: Problem) -> None:
        self.seen.append(problem)
        self._on_problem(problem)
