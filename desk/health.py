"""How the desk is: the model, the archive, the speed of this machine, and what is going on, at a glance."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import Any

import psutil
from markupsafe import Markup

from desk.library import Pace
from index.record import Info
from rag.wording import counted

SHORT = 600_000_000  # bytes of free memory below which answers begin to crawl
GB = 1_000_000_000
ROOM = Markup("")

Facts = tuple[tuple[str, str], ...]


class State(StrEnum):
    """What the desk is doing."""

    LOADING = "loading"
    FAILED = "failed"
    CHANGING = "changing"
    SHORT = "short"
    BUSY = "busy"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class Health:
    """What the page shows of the desk's state."""

    state: State
    said: str
    facts: Facts = ()
    line: str = ""  # what the archive holds

    def to_dict(self) -> dict[str, Any]:
        """Return it for the page, the facts as HTML."""
        row = Markup("<dt>{}</dt><dd>{}</dd>")
        facts = ROOM.join(row.format(*fact) for fact in self.facts)
        return {"state": self.state.value, "said": self.said, "facts": str(facts), "line": self.line}


def state_of(work: str, waiting: int, free: int, paces: Sequence[Pace]) -> tuple[State, str]:
    """Say what a desk that is open is doing, the most pressing first."""
    if work:
        return State.CHANGING, work
    if free < SHORT:
        said = f"Memory is short ({free / GB:.1f} GB free): answers may take long. Close other programs."
        return State.SHORT, said
    if waiting:
        return State.BUSY, f"Answering; {counted(waiting - 1, 'question')} waiting" if waiting > 1 else "Answering"
    took = f" · answers in about {_seconds(paces)}" if paces else ""
    return State.READY, f"Ready{took}"


def facts_of(model: str, index: Info, paces: Sequence[Pace]) -> Facts:
    """Return what is known of model, archive and machine, in words."""
    memory = psutil.virtual_memory()
    written = [1000 * pace.tokens / pace.writing for pace in paces if pace.tokens and pace.writing]
    last = f"{_seconds(paces)}, median of the last {len(paces)}" if paces else "none yet"
    speed = f"{median(written):.0f} tokens a second" if written else "not known yet"
    return (
        ("Model", model),
        ("Encoder", index.encoder_name),
        ("Index", f"{counted(index.passages, 'passage')}, state {index.generation}"),
        ("Answers", last),
        ("Writing", speed),
        ("Memory", f"{memory.available / GB:.1f} of {memory.total / GB:.1f} GB free"),
    )


def free_memory() -> int:
    """Return the bytes of memory that programs can still have."""
    return int(psutil.virtual_memory().available)


def _seconds(paces: Sequence[Pace]) -> str:
    return f"{median(pace.total for pace in paces) / 1000:.1f} s"
