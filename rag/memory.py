"""Answers given before: as long as all that one was made of is the same, it is given again and not worked out again."""

import uuid
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import date

from index.data import Filter
from index.latest import Latest
from rag.data import Answer, Timings, Turn, Usage
from rag.seal import sealed
from rag.settings import Settings
from rag.steps import Found, Understood

MOST = 256  # answers that are kept


@dataclass(frozen=True, slots=True)
class Origin:
    """All that an answer depends on. Equal origins have equal answers: decoding is greedy."""

    question: str
    turns: tuple[Turn, ...]  # of the conversation, as far as the question is read with them
    bounds: Filter  # as_of, since, until, outlet
    time: bool  # whether it matters which time the question asks about
    names: bool  # whether the archive's names take the place of the question's
    today: date  # of which "last week" may count
    index: Hashable  # its record, the state of that, the names and the reranker that it goes by
    generator: tuple[str, str]  # name, and hash of the weights
    prompts_sha256: str
    settings: Settings
    judge: tuple[str, str] | None = None  # the user's own, likewise


@dataclass(frozen=True, slots=True)
class Given:
    """An answer that was given, and what was told on the way to it."""

    told: tuple[Understood | Found, ...]
    answer: Answer

    def again(self, milliseconds: float) -> Answer:
        """Return the answer under an id and a seal of its own, as one that took so long and no tokens."""
        timings = Timings(total=milliseconds)
        return sealed(replace(self.answer, id=uuid.uuid4().hex, timings_ms=timings, usage=Usage()))


class Memory(Latest[Origin, Given]):
    """The answers given last, by their origin."""

    def __init__(self, most: int = MOST) -> None:
        super().__init__(most)
