"""Ask every gold question, keeping each answer the moment it comes, so that an interrupted evaluation continues."""

import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from eval.data import GoldRow, Result, load_results
from index.data import Document
from index.errors import BadInput
from rag.data import Answer, Receipt

ANSWERS = "answers.jsonl"
SETUP = "run.json"


class Archive(Protocol):
    """Where the documents are looked up."""

    def document(self, document_id: str, /) -> Document:
        """Return a document; raises DocumentMissing."""


class Answerer(Protocol):
    """The system under evaluation."""

    @property
    def index(self) -> Archive:
        """The archive that it answers from."""

    def ask(self, question: str, *, as_of: date | None = None, history: Sequence[str | tuple[str, str]] = ()) -> Answer:
        """Answer a question."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What an evaluation was begun with; a continuation must be the same."""

    gold: str
    index: str
    model: str | None = None
    reranker: str | None = None
    judge: str | None = None


def begin(out: Path, setup: Setup) -> None:
    """Make the folder of an evaluation, or take up the one that is there.

    Raises BadInput where the folder was begun with something else; a line that an interruption cut short is dropped.
    """
    out.mkdir(parents=True, exist_ok=True)
    record, answers = out / SETUP, out / ANSWERS
    if record.exists():
        _refuse_other(record, setup)
    elif answers.exists():
        raise BadInput(f"{out} holds answers but no {SETUP} to say what they were made with; name another --out")
    else:
        record.write_text(json.dumps(asdict(setup), indent=2) + "\n", "utf-8")
    answers.touch()
    drop_torn_line(answers)


def answered(rows: Sequence[GoldRow], out: Path) -> dict[str, Result]:
    """Return the results so far of these rows, by gold id; raises BadInput where a question has changed since."""
    asked = {row.id: row.asked_sha256 for row in rows}
    results = {result.gold_id: result for result in load_results(out / ANSWERS) if result.gold_id in asked}
    changed = [gold_id for gold_id, result in results.items() if result.asked_sha256 != asked[gold_id]]
    if changed:
        raise BadInput(
            f"the gold questions {', '.join(changed)} have changed since {out / ANSWERS} was written; "
            "remove their lines to ask them again, or name another --out"
        )
    return results


def ask_all(rows: Sequence[GoldRow], answerer: Answerer, out: Path) -> Iterator[Result]:
    """Ask the rows that have no result yet, each result written before it is yielded.

    Raises BadInput when an answer comes from other models, settings or index than the earlier ones.
    """
    done = answered(rows, out)
    made = dict[str, str | None]()
    for earlier in done.values():
        made |= _making(earlier.answer.receipt)
    with (out / ANSWERS).open("a", encoding="utf-8") as file:
        for row in rows:
            if row.id in done:
                continue
            result = ask_one(row, answerer)
            _refuse_mixture(made, now := _making(result.answer.receipt), out)
            made |= now
            file.write(result.to_json() + "\n")
            file.flush()
            yield result


def ask_one(row: GoldRow, answerer: Answerer) -> Result:
    """Ask a row's question, by the clock."""
    started = time.perf_counter()
    answer = answerer.ask(row.question, as_of=row.as_of, history=told(row))
    return Result(row.id, row.asked_sha256, answer, time.perf_counter() - started, peak_mb())


def told(row: GoldRow) -> list[str | tuple[str, str]]:
    """Return the conversation before a question as `Assistant.ask` takes it."""
    return [turn.question if turn.answer is None else (turn.question, turn.answer) for turn in row.history]


def drop_torn_line(path: Path) -> None:
    """Drop the last line of a file where an interruption cut it short."""
    written = path.read_bytes()
    if not written.endswith(b"\n"):
        with path.open("rb+") as file:
            file.truncate(written.rfind(b"\n") + 1)


def peak_mb() -> float:
    """Return the most memory that this process has held, in megabytes (10^6 bytes)."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def _refuse_other(record: Path, setup: Setup) -> None:
    earlier = json.loads(record.read_text("utf-8"))
    for name, value in asdict(setup).items():
        if earlier.get(name) != value:
            raise BadInput(
                f"{record.parent} was begun with {name} {earlier.get(name)!r} and is now asked for {value!r}; "
                "continue with the same, or name another --out"
            )


def _refuse_mixture(made: Mapping[str, str | None], now: Mapping[str, str | None], out: Path) -> None:
    """Compare what both name: an abstention may have used fewer models than an answer."""
    for name in sorted(made.keys() & now.keys()):
        if made[name] != now[name]:
            raise BadInput(
                f"the {name} has changed since {out / ANSWERS} was begun ({made[name]}, now {now[name]}); "
                "name another --out to start afresh"
            )


def _making(receipt: Receipt) -> dict[str, str | None]:
    models = {f"{model.role} model": f"{model.name} {model.sha256}" for model in receipt.models}
    return {"index": receipt.index_sha256, "settings": receipt.settings_sha256, **models}
