"""The default generator: int8 weights under OpenVINO, greedy decoding that guesses ahead by looking at the prompt.

A grounded answer repeats its sources, so the words that followed the last two or three tokens earlier in the text are
tried as a draft, all in one pass (prompt lookup decoding, Saxena 2023); what the model would not have said is masked
out of its memory. The text is the same as without the draft, but for the runtime's rounding. Tokens already in memory
from the last call are not computed again. Inside quotation marks only tokens are taken that keep the quotation
verbatim (rag/verbatim.py), and the draft is what follows in the evidence.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.runtime import openvino
from rag.choice import Choice, Greedy, Quoting, agreed
from rag.generator import Message, Opinion, Piece, Pieces
from rag.verbatim import Tokens, Verbatim

MOST_STALE = 1024  # masked tokens kept before the memory is cleared …
WORTH_KEEPING = 4  # … or so many times what would be computed again, where that is more
OPTIONS = {
    "PERFORMANCE_HINT": "LATENCY",
    "ENABLE_MMAP": True,
    # How many activations share a scale: with 32, the runtime's own choice, reading takes 1.3 times as long.
    "DYNAMIC_QUANTIZATION_GROUP_SIZE": 128,
}
START, END = "<|im_start|>", "<|im_end|>"  # the ChatML dialogue format of the default models


class LocalGenerator:
    """A converted model of the catalogue, run on the processor."""

    def __init__(self, folder: Path, name: str, sha256: str | None) -> None:
        from tokenizers import Tokenizer

        self.name, self.sha256 = name, sha256
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.encode_special_tokens = True  # an article's "<|im_end|>" is text, not a command
        self._end: Any = self._tokenizer.token_to_id(END)
        self._known = Tokens(self._tokenizer, [self._end])
        self._memory = _Memory(folder)
        self._lock = Lock()  # one reply at a time: the memory is the model's own

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        """Continue the dialogue greedily, at most `max_tokens` long; quotations hold words of `quotable` alone."""
        with self._lock:
            prompt = self._encode(messages)
            choice = Quoting(Verbatim(self._known, quotable), self._plain) if quotable else Greedy()
            written: list[int] = []
            shown = ""
            for token in self._tokens(prompt, max_tokens, choice):
                written.append(token)
                text = self._tokenizer.decode(written)
                if text.endswith("\ufffd"):  # half of a character
                    continue
                yield Piece(text[len(shown) :], len(prompt), len(written))
                shown = text

    def opinion(self, messages: Sequence[Message]) -> Opinion:
        """Say whether the reply would begin with Yes or with No, whatever their case and the space before them."""
        with self._lock:
            prompt = self._encode(messages)
            scores = self._memory.read(prompt, keep=1)[0]
            yes, no = (np.logaddexp.reduce(scores[self._begin(word)]) for word in ("Yes", "No"))
            return Opinion(float(yes - no), self._memory.state(), len(prompt))

    def _begin(self, word: str) -> list[int]:
        return [self._plain(form)[0] for form in (word, word.lower(), f" {word}")]

    def _tokens(self, prompt: list[int], max_tokens: int, choice: Choice) -> Iterator[int]:
        text = list(prompt)
        scores = self._memory.read(text, keep=1)
        draft: list[int] = []
        while len(text) - len(prompt) < max_tokens:
            for token in agreed(draft, scores, choice):
                if token == self._end or len(text) - len(prompt) >= max_tokens:
                    return
                text.append(token)
                yield token
            draft = choice.draft(text)
            scores = self._memory.read(text + draft, keep=len(draft) + 1)

    def _encode(self, messages: Sequence[Message]) -> list[int]:
        start, newline = self._tokenizer.token_to_id(START), self._plain("\n")
        tokens: list[int] = []
        for message in messages:
            tokens += [start, *self._plain(f"{message.role}\n{message.content}"), self._end, *newline]
        return [*tokens, start, *self._plain("assistant\n")]

    def _plain(self, text: str) -> list[int]:
        return list(self._tokenizer.encode(text, add_special_tokens=False).ids)


class _Memory:
    """The model with its key-value memory: which token lies in which slot, and which slots are still true."""

    def __init__(self, folder: Path) -> None:
        core = openvino().Core()
        model = core.read_model(str(folder / "openvino_model.xml"))
        self._tells_state = _show_state(model)
        compiled = core.compile_model(model, "CPU", OPTIONS)
        self._request: Any = compiled.create_infer_request()
        self._tokens: list[int] = []  # the text in memory
        self._slots: list[int] = []  # 1 for a slot that holds a token of that text, 0 for a stale one

    def read(self, text: list[int], keep: int) -> NDArray[np.float32]:
        """Return the scores of the next token after each of the last `keep` tokens of `text`: (keep, vocabulary)."""
        known = min(_common(self._tokens, text), len(text) - keep)
        stale = len(self._slots) - known
        if stale > max(MOST_STALE, WORTH_KEEPING * known):
            known = 0
        self._forget_from(known)
        new = text[known:]
        self._slots += [1] * len(new)
        self._tokens = list(text)
        self._request.infer(
            {
                "input_ids": np.array([new], dtype=np.int64),
                "attention_mask": np.array([self._slots], dtype=np.int64),
                "position_ids": np.arange(known, len(text), dtype=np.int64)[None],
                "beam_idx": np.zeros(1, dtype=np.int32),
                "keep": np.array([keep], dtype=np.int64),
            }
        )
        return np.array(self._request.get_output_tensor(0).data[0], dtype=np.float32)

    def state(self) -> NDArray[np.float32] | None:
        """Return what two thirds of the layers have made of the text in memory, at its last token: (width,)."""
        return np.array(self._request.get_output_tensor(1).data[0, -1], np.float32) if self._tells_state else None

    def _forget_from(self, known: int) -> None:
        """Mark what the memory holds beyond the first `known` tokens of its text as stale."""
        if known == 0:
            self._request.reset_state()
            self._slots = []
        live = 0
        for slot, alive in enumerate(self._slots):
            live += alive
            self._slots[slot] = int(alive and live <= known)


def _show_state(model: Any) -> bool:
    """Make what two thirds of the layers have summed up an output of the model; whether its layers were found."""
    sums = {node.get_friendly_name(): node for node in model.get_ordered_ops() if node.get_type_name() == "Add"}
    layers = [node for name, node in sums.items() if re.fullmatch(r"model\.layers\.self_attn\.add1\.layer\d+", name)]
    if layers:
        model.add_outputs([layers[2 * len(layers) // 3].output(0)])
    return bool(layers)


def _common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many first tokens two texts share."""
    same = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        same += 1
    return same
