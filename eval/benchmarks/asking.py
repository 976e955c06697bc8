"""Ask the system a benchmark's questions, so that an interrupted run continues and a second one asks nothing again.

Nothing is refused for want of confidence while asking, so one run gives the whole curve of risk and coverage; whether
the system as it is set would have refused is told afterwards, by `refuses`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter
from rich.console import Console
from rich.progress import track

from eval import provenance
from eval.benchmarks.archive import OneDocument
from eval.benchmarks.kept import Kept, key_of
from eval.data import GoldRow, Result
from eval.run import ask_one
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
            asked = ask_one(row, _narrowed(assistant, seen.get(row.id)))
            kept.add(keys[row.id], asked.to_dict() | {"commit": commit})
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


def _narrowed(assistant: Assistant, document_id: str | None) -> Assistant:
    """Return the assistant, seeing one document only where one is named."""
    if document_id is None:
        return assistant
    return Assistant(OneDocument(assistant.index, document_id), assistant.generator, assistant.settings)
