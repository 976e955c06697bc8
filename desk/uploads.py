"""Adding articles to the index that is being asked, and removing them: files are kept beside it, in `uploads/`.

What was asked before a change is answered from the archive as it was then; what is asked after it, from the new one.
"""

import shutil
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import IO

from index.build import add, remove
from index.canonical import drop_unseen
from index.data import Problem
from index.errors import BadInput, ReadoutError
from index.formats import SUFFIXES
from index.search import Index
from index.sidecar import SIDECARS
from rag.assistant import Assistant

FOLDER = "uploads"
LONGEST_NAME = 120  # bytes


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent."""

    name: str
    content: IO[bytes]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an uploaded file."""

    file: str
    documents: tuple[str, ...] = ()  # the articles that it holds
    problem: str | None = None
    is_new: bool = False


def add_articles(uploads: Sequence[Upload], assistant: Assistant) -> list[Outcome]:
    """Add files to the archive: an outcome for each, in their order. Raises IndexBusy, with nothing added.

    A name that another file has is a problem, since nobody's article may take the place of another's unasked.
    """
    folder = _folder(assistant.index)
    kept: dict[str, Path] = {}
    with _writing():
        folder.mkdir(exist_ok=True)
        outcomes = [_keep(upload, folder, kept) for upload in uploads]
        if not kept:
            return outcomes
        problems = _add(list(kept.values()), assistant)
        return [_indexed(o, kept[o.file], problems, assistant.index) if o.is_new else o for o in outcomes]


def remove_article(document_id: str, assistant: Assistant) -> None:
    """Remove an article, and its uploaded file where no other is in it. Raises DocumentMissing, IndexBusy.

    One that came from the archive's own folder is back at the next build of that folder, unless its file goes too.
    """
    file = Path(assistant.index.document(document_id).path)
    with _writing():
        remove([document_id], Path(assistant.index.info.path))
    assistant.renew()
    if file.is_relative_to(_folder(assistant.index)) and not assistant.index.ids_of(str(file)):
        file.unlink(missing_ok=True)


def safe_name(name: str) -> str:
    """Return the last part of a file's name, fit to stand in a folder. Raises BadInput where it cannot."""
    last = PurePosixPath(PureWindowsPath(name).as_posix()).name
    bare = " ".join(unicodedata.normalize("NFC", drop_unseen(last)).split()).lstrip(".")
    if not PurePosixPath(bare).stem or len(bare.encode()) > LONGEST_NAME:
        raise BadInput(f"must have a name of at most {LONGEST_NAME} bytes: rename it")
    if bare.lower() in SIDECARS:
        raise BadInput("would speak for other files: state title, outlet and date in the article's own front matter")
    if PurePosixPath(bare).suffix.lower() not in SUFFIXES:
        raise BadInput(f"is not of a format that is read ({', '.join(SUFFIXES)})")
    return bare


@contextmanager
def _writing() -> Iterator[None]:
    """Say what to do where the index's folder cannot be written, or has no room."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        message = f"The index cannot be written ({reason}): see to its folder and the room on its disk."
        raise ReadoutError(message) from error


def _folder(index: Index) -> Path:
    return Path(index.info.path).resolve() / FOLDER


def _keep(upload: Upload, folder: Path, kept: dict[str, Path]) -> Outcome:
    """Write a file into the folder, and note where under `kept`."""
    try:
        name = safe_name(upload.name)
        file = folder / name
        with file.open("xb") as written:
            shutil.copyfileobj(upload.content, written)
    except BadInput as error:
        return Outcome(drop_unseen(upload.name), problem=str(error))
    except FileExistsError:
        return Outcome(name, problem="a file of this name was uploaded before: remove its articles, or rename this one")
    kept[name] = file
    return Outcome(name, is_new=True)


def _add(files: list[Path], assistant: Assistant) -> dict[str, list[str]]:
    """Index files and return their problems by name; where that breaks off, none of them stays."""
    problems: dict[str, list[str]] = {}

    def note(problem: Problem) -> None:
        problems.setdefault(PurePosixPath(problem.path).name, []).append(problem.reason)

    try:
        add(files, Path(assistant.index.info.path), assistant.index.encoder, on_problem=note)
    except BaseException:
        for file in files:
            with suppress(OSError):
                file.unlink()
        raise
    assistant.renew()
    return problems


def _indexed(outcome: Outcome, file: Path, problems: dict[str, list[str]], index: Index) -> Outcome:
    documents = tuple(index.ids_of(str(file)))
    if not documents:
        file.unlink(missing_ok=True)
    said = "; ".join(problems.get(file.name, ())) or (None if documents else "holds no article")
    return Outcome(outcome.file, documents, said, is_new=bool(documents))
