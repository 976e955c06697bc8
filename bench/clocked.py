"""A language model by the clock: how many tokens each of its readings and writings took, and how long."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from rag.generator import Generator, Message, Opines, Opinion, Pieces


@dataclass(frozen=True, slots=True)
class Pace:
    """What reading prompts or writing replies came to."""

    tokens: int
    seconds: float


@dataclass
class Clocked:
    """A generator that notes each call; what the receiver of a piece does until it wants the next does not count.

    A reading is the tokens of a prompt, those that the model still has in memory among them. The first token of a
    reply is part of the reading of its prompt.
    """

    generator: Generator
    opinions: list[Pace] = field(default_factory=list)  # reading evidence and question, for the model's opinion
    prompts: list[Pace] = field(default_factory=list)  # reading what a reply is written to
    replies: list[Pace] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.name, self.sha256 = self.generator.name, self.generator.sha256

    def opinion(self, messages: Sequence[Message]) -> Opinion:
        """Ask the model, and note the reading."""
        if not isinstance(self.generator, Opines):
            return Opinion(0.0, None, 0)  # as a model that tells no state: it is not reckoned with
        begun = time.perf_counter()
        opinion = self.generator.opinion(messages)
        self.opinions.append(Pace(opinion.prompt_tokens, time.perf_counter() - begun))
        return opinion

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        """Continue the dialogue, and note the reading and the writing."""
        seconds, tokens, begun = 0.0, 0, time.perf_counter()
        for piece in self.generator.generate(messages, max_tokens, quotable):
            seconds += time.perf_counter() - begun
            if tokens == 0 and piece.completion_tokens:  # an empty piece may come before any token
                self.prompts.append(Pace(piece.prompt_tokens, seconds))
                seconds = 0.0
            tokens = piece.completion_tokens
            yield piece
            begun = time.perf_counter()
        self.replies.append(Pace(max(tokens - 1, 0), seconds + time.perf_counter() - begun))


def rate(paces: Sequence[Pace]) -> float | None:
    """Return the tokens a second over several readings or writings; None where nothing was read or written."""
    seconds = sum(pace.seconds for pace in paces)
    return sum(pace.tokens for pace in paces) / seconds if seconds else None
