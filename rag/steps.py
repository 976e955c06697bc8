"""What `Assistant.stream` yields, in this order: each sentence of a reply is checked once the next is begun."""

from dataclasses import dataclass

from index.data import Hit, Passage
from rag.data import Answer, AskedName, AskedTime


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it will be searched."""

    standalone_question: str
    time: tuple[AskedTime, ...] | None = None  # as in the answer
    names: tuple[AskedName, ...] | None = None  # likewise


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that the answer will be sought in, best first."""

    hits: tuple[Hit, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Drafted:
    """A piece of the model's reply, not yet checked."""

    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of the reply as the checks left it; the answer may still put an article's own in its place."""

    text: str
    withheld: str = ""  # why it is not shown, empty where it holds


@dataclass(frozen=True, slots=True)
class Finished:
    """The checked answer; always the last event."""

    answer: Answer


Event = Understood | Found | Drafted | Checked | Finished
