"""What the decision to answer would see of each question: the signals, and what the model thinks, kept once asked."""

import base64
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.benchmarks.asking import shown
from eval.benchmarks.kept import Kept, key_of
from eval.training.sets import Question, Set
from rag.abstain import Signals, ask, signals
from rag.evidence import gather
from rag.generator import Message, Opines, Opinion
from rag.question import Asked, parts_of
from rag.searched import searched
from rag.settings import Settings


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A question as the decision sees it."""

    question: Question
    signals: Signals
    yes: float
    state: NDArray[np.float32]  # (width,)


class KeepingOpinions:
    """A model whose opinions are kept in a file, so that an interrupted run goes on and a second one asks nothing."""

    def __init__(self, model: Opines, path: Path) -> None:
        self._model, self._kept = model, Kept(path)
        self.sha256 = model.sha256

    def opinion(self, messages: Sequence[Message]) -> Opinion:
        """Return what the model thinks, or thought when it was asked the same before."""
        key = key_of(self.sha256, [asdict(message) for message in messages])
        if key not in self._kept:
            self._kept.add(key, _packed(self._model.opinion(messages)))
        return _unpacked(self._kept[key])


def collect(chosen: Set, model: Opines) -> list[Seen]:
    """Return what the decision sees of each question of a set, but of joined ones and those without evidence."""
    found = [_seen(chosen, question, model) for question in shown(chosen.questions, "asking")]
    return [one for one in found if one is not None]


def _seen(chosen: Set, question: Question, model: Opines) -> Seen | None:
    asked = Asked(question.text, question.text, parts_of(question.text))
    if len(asked.parts) > 1:
        return None
    index = chosen.seen_by(question)
    found = searched(asked, index, question.where)
    [evidence] = gather(index, found.asked, found.where, Settings(), found.near)
    if not evidence.shown:
        return None
    [part] = found.asked.parts
    opinion = ask(part, evidence, model)
    if opinion.state is None:
        raise ValueError("this model does not tell its inner state")
    return Seen(question, signals(part, evidence, index.encoder), opinion.yes, opinion.state)


def _packed(opinion: Opinion) -> dict[str, Any]:
    state = np.asarray(opinion.state, np.float16)
    return {
        "yes": opinion.yes,
        "prompt_tokens": opinion.prompt_tokens,
        "state": base64.b64encode(state.tobytes()).decode(),
    }


def _unpacked(row: dict[str, Any]) -> Opinion:
    state = np.frombuffer(base64.b64decode(row["state"]), np.float16).astype(np.float32)
    return Opinion(row["yes"], state, row["prompt_tokens"])
