"""The prompts of real answers, caught on their way to the model."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from eval.data import GoldRow
from index.search import Index
from rag.assistant import Assistant
from rag.generator import Message, Piece, Pieces
from rag.settings import Settings


@dataclass(frozen=True, slots=True)
class Prompt:
    """What a model is given to write an answer to."""

    messages: tuple[Message, ...]
    quotable: tuple[str, ...]

    @classmethod
    def of(cls, told: dict[str, Any]) -> Self:
        """Return the prompt that was sent as JSON types."""
        return cls(tuple(Message(**message) for message in told["messages"]), tuple(told["quotable"]))

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types."""
        return asdict(self)


class _Listener:
    """Stands where a model does, keeps what it is given and writes nothing."""

    name = "listener"
    sha256: str | None = None

    def __init__(self) -> None:
        self.heard: list[Prompt] = []

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        """Keep the prompt."""
        self.heard.append(Prompt(tuple(messages), tuple(quotable)))
        yield Piece("", 0, 0)


def prompts_of(index: Index, rows: Iterable[GoldRow]) -> dict[str, Prompt]:
    """Return the prompt of each question's answer, the first where it has several; none where nothing is found."""
    found = {}
    for row in rows:
        listener = _Listener()
        Assistant(index, listener, Settings(confidence=0.0)).ask(row.question, as_of=row.as_of)
        if listener.heard:
            found[row.question] = listener.heard[0]
    return found
