"""How each runtime is loaded with the default generator's file, and has a reply written by the clock."""

from collections.abc import Callable, Iterator
from typing import Any

from bench.clocked import Clocked
from bench.runtimes.prompts import Prompt
from index.catalogue import GENERATOR
from index.runtime import openvino
from rag.choice import Choice
from rag.generator import Generator, load_generator
from rag.hub import HubGenerator
from rag.local import LocalGenerator
from rag.models import generator_files
from rag.remote import RemoteGenerator
from rag.verbatim import Scores

Reply = dict[str, Any]
Write = Callable[[Prompt, int], Reply]  # at most so many tokens
GUESSED, GRAM = 7, 3  # tokens guessed ahead by openvino-genai, from so many last ones: what Readout does itself


def reply(text: str, read: tuple[int, float], written: tuple[int, float]) -> Reply:
    """Return what was written; tokens and seconds of the prompt with the first token, and of the tokens after it."""
    return {
        "text": text,
        "prompt_tokens": read[0],
        "reading": read[1],
        "tokens_after": written[0],
        "writing": written[1],
    }


class Streamed:
    """A generator of Readout's, asked as it asks it."""

    def __init__(self, generator: Generator) -> None:
        self._clocked = Clocked(generator)

    def __call__(self, prompt: Prompt, tokens: int) -> Reply:
        """Write a reply."""
        pieces = list(self._clocked.generate(prompt.messages, tokens, prompt.quotable))
        reading, written = self._clocked.prompts[-1].seconds, self._clocked.replies[-1]
        read = pieces[-1].prompt_tokens  # a server tells it at the end
        return reply("".join(piece.text for piece in pieces), (read, reading), (written.tokens, written.seconds))


class _Unguessing:
    """A choice that guesses nothing ahead."""

    def __init__(self, choice: Choice) -> None:
        self.next: Callable[[Scores], int] = choice.next

    def draft(self, _: object) -> list[int]:
        """Guess nothing."""
        return []


class WithoutLookup(LocalGenerator):
    """Readout's own generator, one token a pass."""

    def _tokens(self, prompt: list[int], max_tokens: int, choice: Choice) -> Iterator[int]:
        return super()._tokens(prompt, max_tokens, _Unguessing(choice))


class InBfloat16(HubGenerator):
    """Readout's generator for other models, in bfloat16 whatever the processor has."""

    def __init__(self, model: str) -> None:
        super().__init__(model)
        self._model = self._model.bfloat16()


class InInt8(HubGenerator):
    """The same with PyTorch's dynamic quantisation of all linear layers to int8."""

    def __init__(self, model: str) -> None:
        import torch

        super().__init__(model)
        quantised: Any = torch.ao.quantization.quantize_dynamic
        self._model = quantised(self._model.float(), {torch.nn.Linear}, torch.qint8, inplace=True)


class LlamaCpp(RemoteGenerator):
    """llama.cpp's server, set up as for the peers, in this process; asked as any server that speaks its protocol."""

    def __init__(self, model: str) -> None:
        from bench.peers.runners.server import serving

        self._server = serving(model, GENERATOR.name)
        super().__init__(f"{self._server.listening_address}/v1", GENERATOR.name)


class GenAI:
    """openvino-genai, which reads the file itself; the seconds are its own."""

    def __init__(self, model: str, settings: dict[str, int] | None = None, **options: Any) -> None:
        openvino()
        import openvino_genai

        self._library: Any = openvino_genai
        self._settings = settings or {}
        self._pipeline: Any = openvino_genai.LLMPipeline(model, "CPU", **options)

    def __call__(self, prompt: Prompt, tokens: int) -> Reply:
        """Write a reply."""
        turns = [{"role": message.role, "content": message.content} for message in prompt.messages]
        history = self._library.ChatHistory(turns)
        done = self._pipeline.generate(history, max_new_tokens=tokens, do_sample=False, **self._settings)
        spent = done.perf_metrics
        first, whole = spent.get_ttft().mean / 1000, spent.get_generate_duration().mean / 1000
        after = spent.get_num_generated_tokens() - 1
        return reply(done.texts[0], (spent.get_num_input_tokens(), first), (after, whole - first))


ENGINES: dict[str, Callable[[str], Write]] = {
    "readout": lambda _: Streamed(load_generator(GENERATOR.name)),
    "readout-no-lookup": lambda _: Streamed(
        WithoutLookup(generator_files(GENERATOR), GENERATOR.name, GENERATOR.sha256)
    ),
    "transformers-bfloat16": lambda model: Streamed(InBfloat16(model)),
    "transformers-int8": lambda model: Streamed(InInt8(model)),
    "llama.cpp": lambda model: Streamed(LlamaCpp(model)),
    "openvino-genai": GenAI,
    "openvino-genai-lookup": lambda model: GenAI(
        model,
        {"num_assistant_tokens": GUESSED, "max_ngram_size": GRAM},
        prompt_lookup=True,
        DYNAMIC_QUANTIZATION_GROUP_SIZE=128,
    ),
}
