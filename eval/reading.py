"""The prompts that an assistant would have the model read for a question, without having it answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from eval.data import GoldRow
from eval.run import told
from rag.assistant import Assistant
from rag.generator import Generator, Message, Pieces
from rag.steps import Found


def prompts_read(assistant: Assistant, row: GoldRow) -> tuple[str, ...]:
    """Return the prompts that carry the evidence, without having the model answer them; none where none is found.

    A follow-up is still completed by the model, which is short.
    """
    silent = _Silent(assistant.generator)
    events = Assistant(assistant.index, silent, assistant.settings).stream(
        row.question, as_of=row.as_of, history=told(row)
    )
    for event in events:
        silent.answering = silent.answering or isinstance(event, Found)
    return tuple(silent.prompts)


@dataclass
class _Silent:
    """A generator that, once it is to answer, notes what it was asked and says nothing."""

    generator: Generator
    answering: bool = False
    prompts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name, self.sha256 = self.generator.name, self.generator.sha256

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        if self.answering:
            self.prompts.append("\n".join(message.content for message in messages))
        else:
            yield from self.generator.generate(messages, max_tokens, quotable)
