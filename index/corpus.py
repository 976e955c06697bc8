"""Reading an archive, a folder of articles or one file: what cannot be read is named, and the rest is read."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

from index.data import Document, Problem
from index.documents import make_document
from index.errors import BadInput
from index.fields import Fields
from index.formats import SUFFIXES, read_raw
from index.sidecar import SIDECARS, Overrides, read_overrides

OnProblem = Callable[[Problem], None]


def read_archive(source: Path, on_problem: OnProblem) -> Iterator[Document]:
    """Yield the documents of a folder (recursive, by path) or of one file, one at a time.

    Of two documents with one id the first is kept and the second is a problem.
    """
    root = archive_root(source)
    files = list_files(source, on_problem)
    overrides = read_overrides(root, on_problem)
    documents = (document for path in files for document in read_file(path, root, overrides, on_problem))
    yield from first_of_each_id(documents, on_problem)


def count_files(source: Path) -> int:
    """Return how many files `read_archive` would open."""
    return len(list_files(source, lambda _: None))


def archive_root(source: Path) -> Path:
    """Return the folder that ids and the sidecar are relative to: `source`, or the folder of a single file."""
    return source if source.is_dir() else source.parent


def list_files(source: Path, on_problem: OnProblem) -> list[Path]:
    """Return the files of an archive that can be read, by path; hidden files and the sidecar are passed over.

    Raises BadInput where `source` does not exist.
    """
    if not source.exists():
        raise BadInput(f"no folder or file {str(source)!r}: name the folder that holds the articles")
    if not source.is_dir():
        candidates: Iterable[Path] = [source]
    else:
        candidates = sorted(_walk(source, on_problem), key=lambda path: path.relative_to(source).parts)
    root = archive_root(source)
    return [path for path in candidates if not _is_silent(path, root) and _is_readable(path, root, on_problem)]


def read_file(path: Path, root: Path, overrides: Overrides, on_problem: OnProblem) -> Iterator[Document]:
    """Yield the documents of one file of the archive at `root`: one, or a .jsonl's one a line."""
    name = relative_name(path, root)

    def warn(reason: str) -> None:
        on_problem(Problem(name, reason))

    try:
        for raw in read_raw(path, warn):
            default_id = slug(name) if raw.line is None else f"{slug(name)}-{raw.line}"
            try:
                yield make_document(raw, name, default_id, overrides.get(name, Fields()), warn)
            except BadInput as error:
                warn(str(error) if raw.line is None else f"line {raw.line} {error}")
    except BadInput as error:
        warn(str(error))
    except OSError as error:
        warn(f"cannot be read: {error.strerror or error}")


def first_of_each_id(documents: Iterable[Document], on_problem: OnProblem) -> Iterator[Document]:
    """Pass the documents on but for those whose id an earlier one has: each of these is a problem."""
    paths: dict[str, str] = {}
    for document in documents:
        if (first := paths.get(document.id)) is None:
            paths[document.id] = document.path
            yield document
        else:
            on_problem(Problem(document.path, _same_id(document.id, first)))


def _same_id(document_id: str, first: str) -> str:
    return f"has the id {document_id!r} of {first} and is left out: rename it, or give it an `id` in metadata.csv"


def relative_name(path: Path, root: Path) -> str:
    """Return a file's path relative to the archive, with forward slashes and fit to be stored."""
    relative = path.relative_to(root) if path.is_relative_to(root) else path
    return os.fsencode(relative.as_posix()).decode("utf-8", errors="replace")


def slug(name: str) -> str:
    """Return the id of a file's relative path; a name whose letters an id cannot hold adds a short hash of itself."""
    stem = PurePosixPath(name).with_suffix("").as_posix()
    folded = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    readable = re.sub(r"[^a-z0-9_]+", "-", folded).strip("-")
    if len(re.findall(r"\w", folded)) == len(re.findall(r"\w", stem)) and readable:
        return readable
    return f"{readable}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".lstrip("-")


def _walk(root: Path, on_problem: OnProblem) -> Iterator[Path]:
    def unreadable(error: OSError) -> None:
        on_problem(Problem(relative_name(Path(error.filename), root), f"cannot be read: {error.strerror}"))

    for folder, folders, files in os.walk(root, onerror=unreadable):
        here = Path(folder)
        for name in folders:
            if (here / name).is_symlink() and not _is_inside(here / name, root):
                on_problem(
                    Problem(
                        relative_name(here / name, root), "is a symbolic link out of the folder: copy the files into it"
                    )
                )
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (here / name for name in files)


def _is_silent(path: Path, root: Path) -> bool:
    return path.name.startswith(".") or (path.parent == root and path.name in SIDECARS)


def _is_readable(path: Path, root: Path, on_problem: OnProblem) -> bool:
    reason = None
    if not path.exists():
        reason = "is a symbolic link to nothing"
    elif path.is_symlink() and not _is_inside(path, root):
        reason = "is a symbolic link out of the folder: copy the file into it"
    elif path.suffix.lower() not in SUFFIXES:
        reason = f"is not of a format that is read ({', '.join(SUFFIXES)})"
    elif not path.is_file():
        reason = "is not an ordinary file"
    if reason:
        on_problem(Problem(relative_name(path, root), reason))
    return reason is None


def _is_inside(path: Path, root: Path) -> bool:
    try:
        return path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # a link that leads to itself
        return False
