"""What a change is held against: an accepted run, kept in one committed file with a question a line."""

import json
import shlex
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from eval.run import ANSWERS
from eval.scored import Scored, load_baseline, load_made, load_scored, measures_of
from index.errors import BadInput

VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """The questions of an accepted run, and how it was made."""

    name: str  # its path, as named
    provenance: Mapping[str, Any]
    questions: tuple[Scored, ...]
    left_out: int = 0  # of its questions

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a baseline. Raises BadInput where the file is none."""
        load_baseline(path)  # a run's scores would pass for questions
        return cls(str(path), load_made(path), load_scored(path))

    def over(self, ids: Collection[str]) -> Self:
        """Return the baseline of these questions only."""
        kept = tuple(one for one in self.questions if one.id in ids)
        return replace(self, questions=kept, left_out=self.left_out + len(self.questions) - len(kept))

    def refuse_others(self, asked: Mapping[str, str | None]) -> None:
        """Raise BadInput unless just its questions are asked; `asked` has the hashes of what is asked, by id."""
        known = {one.id: one.asked_sha256 for one in self.questions}
        faults = {
            "new": asked.keys() - known.keys(),
            "gone": known.keys() - asked.keys(),
            "asked differently": {one for one in asked.keys() & known.keys() if asked[one] != known[one]},
        }
        if any(faults.values()):
            said = "; ".join(f"{what}: {', '.join(sorted(ids))}" for what, ids in faults.items() if ids)
            raise BadInput(f"{self.name} is of other questions ({said}); make a run its base: {accepting(self.name)}")


def accepting(baseline: str, run: str = "RUN") -> str:
    """Return the command that makes a run the baseline."""
    return shlex.join(["python", "-m", "eval", "accept", run, baseline])


def accept(run: Path, path: Path) -> int:
    """Make a run's scores the baseline at `path`, and return how many questions it has.

    Raises BadInput where the run has not ended or is damaged.
    """
    questions, made = load_scored(run), load_made(run)
    if not all(one.asked_sha256 for one in questions):
        raise BadInput(f"{run} does not say what was asked: name the --out of an evaluation, its {ANSWERS} among it")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(questions, made), "utf-8")
    return len(questions)


def written(questions: Collection[Scored], made: Mapping[str, Any]) -> str:
    """Return the JSON of a baseline, questions in their own order, so that a diff shows what moved."""
    head = {"version": VERSION, "provenance": made, "measures": measures_of(questions)}
    lines = [_line(question) for question in questions]
    return (
        json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "questions": [\n' + ",\n".join(lines) + "\n ]\n}\n"
    )


def _line(question: Scored) -> str:
    return json.dumps(dict(_fields(question)), ensure_ascii=False)


def _fields(question: Scored) -> Iterator[tuple[str, Any]]:
    """Yield what is kept of a question: not its answer, whose words are the archive's, nor its cost, a machine's."""
    for name in ("id", "type", "question", "asked_sha256", "answerable", "status"):
        yield name, getattr(question, name)
    yield "measures", {name: value for name, value in question.measures.items() if value is not None}
    for name in ("violations", "failed"):
        if found := getattr(question, name):
            yield name, list(found)
