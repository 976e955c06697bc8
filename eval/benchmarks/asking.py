"""Ask the system a benchmark's questions, so that an interrupted run continues and a second one asks nothing again.

Nothing is refused for want of confidence while asking, so one run gives the whole curve of risk and coverage; whether
the system as it is set would have refused is told afterwards, by `refuses`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import track

from eval import provenance
from eval.benchmarks.archive import OneDocument
from eval.benchmarks.kept import Kept, key_of
from eval.data import GoldRow, Result
from eval.run import peak_mb
from index.models import CHECKOUT
from index.search import Index
from rag.assistant import Assistant
from rag.data import Answer, Status
from rag.generator import Generator, load_generator
from rag.prompt import prompts_sha256
from rag.settings import Settings

ASKING = Settings(confidence=0.0)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Asked(Result):
    """A result with the commit that made it; a report's rows name it as `commit`."""

    commit: str = ""


def assistant_over(index: Index, model: str | None = None) -> Assistant:
    """Return the system over an index, set to answer whatever it can. Raises ModelMissing."""
    return Assistant(index, load_generator(model), ASKING)


def ask(
    rows: Sequence[GoldRow], assistant: Assistant, work: Path, seen: Mapping[str, str] | None = None
) -> dict[str, Asked]:
    """Return the result of each row by its id, asking those that `work`/answers.jsonl does not hold yet.

    An answer is used again where question, history, as_of, index, models, settings and prompts are the same. `seen`
    names the one document that a row's question may see, by the row's id.
    """
    kept, made, seen = Kept(work / "answers.jsonl"), making(assistant), seen or {}
    keys = {row.id: key_of(made, row.asked_sha256, seen.get(row.id)) for row in rows}
    commit = commit_name()
    for row in shown([row for row in rows if keys[row.id] not in kept], "asking"):
        if keys[row.id] not in kept:  # an earlier row may have asked the same
            kept.add(keys[row.id], _asked(row, assistant, seen.get(row.id)) | {"commit": commit})
    read = TypeAdapter(Asked)
    return {row.id: read.validate_python(kept[keys[row.id]] | {"gold_id": row.id}) for row in rows}


def refuses(answer: Answer) -> bool:
    """Whether the system as it is set would have abstained."""
    return answer.status is Status.ABSTAINED or answer.confidence is None or answer.confidence < Settings().confidence


def making(assistant: Assistant) -> dict[str, str | None]:
    """Return what answers are made with, as far as they depend on it."""
    info = assistant.index.info
    return {
        "index": info.sha256,
        "encoder": f"{info.encoder_name} {info.encoder_sha256}",
        "generator": generator_name(assistant.generator),
        "settings": assistant.settings.sha256,
        "prompts": prompts_sha256(),
    }


def generator_name(generator: Generator) -> str:
    """Return the name and hash of a generator."""
    return f"{generator.name} {generator.sha256}"


def commit_name() -> str:
    """Return the commit that is checked out, and whether files differ from it."""
    return provenance.named(provenance.commit(CHECKOUT))


def shown(items: Sequence[Item], doing: str) -> Iterable[Item]:
    """Go through the items with a progress bar and the time left on standard error."""
    return track(items, f"{doing} {len(items)}", console=Console(stderr=True), disable=not items)


def _asked(row: GoldRow, assistant: Assistant, document_id: str | None) -> dict[str, object]:
    index = assistant.index if document_id is None else OneDocument(assistant.index, document_id)
    narrowed = Assistant(index, assistant.generator, assistant.settings)
    history = [turn.question if turn.answer is None else (turn.question, turn.answer) for turn in row.history]
    started = perf_counter()
    answer = narrowed.ask(row.question, as_of=row.as_of, history=history)
    return {
        "gold_id": row.id,
        "asked_sha256": row.asked_sha256,
        "answer": answer.to_dict(),
        "seconds": perf_counter() - started,
        "peak_mb": peak_mb(),
    }
