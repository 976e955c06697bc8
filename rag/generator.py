"""What a language model must do for Readout, and how one is chosen by name."""

import collections.abc
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelMissing


@dataclass(frozen=True, slots=True)
class Message:
    """A turn of the dialogue that a model continues."""

    role: str  # "system", "user" or "assistant"
    content: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a reply, with the tokens spent up to and including it."""

    text: str
    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model makes of a question that Yes or No answers, before it has written a word."""

    yes: float  # log odds of Yes against No
    state: NDArray[np.float32] | None  # (width,) what two thirds of its layers have made of the text; None if not told
    prompt_tokens: int


Pieces = collections.abc.Generator[Piece, None, None]  # closing it stops the model


class Generator(Protocol):
    """A language model; `generate` yields the reply as it comes."""

    name: str
    sha256: str | None  # of its weights; None where they are out of reach

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        """Continue the dialogue greedily, at most `max_tokens` long. Raises ModelMissing where the model is gone.

        What it writes between quotation marks stands in one of the `quotable` texts, where there are such and the
        model is within reach; it is checked afterwards in any case.
        """
        ...


@runtime_checkable
class Opines(Protocol):
    """A language model that can be asked what it thinks without having it write."""

    sha256: str | None

    def opinion(self, messages: Sequence[Message]) -> Opinion:
        """Say whether the model would begin its reply with Yes or with No."""
        ...


def load_generator(model: str | None = None) -> Generator:
    """Return the generator of that name, or the one that suits this machine.

    `model` is a name of the catalogue, `openai:URL#NAME` for a server that speaks OpenAI's chat completions, a GGUF
    file, a local folder, or a hub id; raises ModelMissing where it cannot be had.
    """
    from index.catalogue import CATALOGUE
    from index.models import Role
    from rag.models import choose_generator, generator_files

    if model and model.startswith("openai:"):
        from rag.remote import RemoteGenerator

        return RemoteGenerator.from_setting(model)
    known = {spec.name: spec for spec in CATALOGUE if spec.role is Role.GENERATOR}
    if model is None or model in known:
        from rag.local import LocalGenerator

        spec = known[model] if model else choose_generator().spec
        return LocalGenerator(generator_files(spec), spec.name, spec.sha256)
    from rag.hub import HubGenerator

    if Path(model).suffix == ".gguf" and not Path(model).is_file():
        raise ModelMissing(f"no model file at {model}: check the path given to --model")
    return HubGenerator(model)
