"""What a change is held against: an accepted run, kept in one committed file with a question a line."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Self

from eval.scored import Scored, load_baseline, load_made, load_scored, measures_of

VERSION = 1


@dataclass(frozen=True, slots=True)
class Baseline:
    """The questions of an accepted run, and how it was made."""

    name: str  # its path, as named
    provenance: Mapping[str, Any]
    questions: tuple[Scored, ...]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a baseline. Raises BadInput where the file is none."""
        load_baseline(path)  # a run's scores would pass for questions
        return cls(str(path), load_made(path), load_scored(path))

    def over(self, ids: Collection[str]) -> Self:
        """Return the baseline of these questions only."""
        return replace(self, questions=tuple(one for one in self.questions if one.id in ids))


def accept(run: Path, path: Path) -> int:
    """Make a run's scores the baseline at `path`, and return how many questions it has.

    Raises BadInput where the run has not ended or is damaged.
    """
    questions, made = load_scored(run), load_made(run)
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
    """Yield what is kept of a question: not what it cost, which is another machine's."""
    for name in ("id", "type", "question", "asked_sha256", "answerable", "status", "text"):
        yield name, getattr(question, name)
    yield "measures", {name: value for name, value in question.measures.items() if value is not None}
    for name in ("violations", "failed"):
        if found := getattr(question, name):
            yield name, list(found)
