"""Any other model under transformers: a hub id, a local folder or a GGUF file, with prompt lookup decoding.

Quotations are kept verbatim as in the default generator, where the model's tokenizer is one of the fast ones.

python -m rag "What did Xi say at APEC?" --model Qwen/Qwen2.5-1.5B-Instruct
"""

import hashlib
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

from index.errors import ModelMissing
from index.models import sha256_of
from rag.generator import Message, Piece, Pieces
from rag.verbatim import Tokens, Verbatim, Written

LOOKUP_TOKENS = 10  # guessed ahead from the prompt


class HubGenerator:
    """A causal language model loaded by transformers, in bfloat16 where the processor has it and else in float32."""

    def __init__(self, model: str) -> None:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

        path = Path(model)
        place, options = (str(path.parent), {"gguf_file": path.name}) if path.is_file() else (model, {})
        dtype = torch.bfloat16 if _has_bfloat16() else torch.float32
        unpacked = {"quantization_config": GgufConfig(dequantize=True)} if options else {}  # packed it is slow
        try:
            self._tokenizer: Any = AutoTokenizer.from_pretrained(place, **options)
            self._model: Any = AutoModelForCausalLM.from_pretrained(place, dtype=dtype, **options, **unpacked).eval()
        except (OSError, ValueError) as error:
            reason = str(error).strip().splitlines()[0]
            raise ModelMissing(
                f"no model {model!r}: name a hub id, a folder or a GGUF file with --model ({reason})"
            ) from error
        self._special = special_tokens(self._tokenizer)
        self.name = path.stem if path.is_file() else model
        self.sha256 = _weights_sha256(path)

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        """Continue the dialogue greedily, at most `max_tokens` long; quotations hold words of `quotable` alone."""
        from transformers import TextIteratorStreamer

        dialogue = [{"role": message.role, "content": self._special.sub(" ", message.content)} for message in messages]
        prompt = self._tokenizer.apply_chat_template(
            dialogue, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        streamer = TextIteratorStreamer(self._tokenizer, skip_prompt=True, skip_special_tokens=True)
        stop = Event()
        before, text = int(prompt["input_ids"].shape[1]), ""
        with ThreadPoolExecutor(1) as writer:
            written = writer.submit(self._write, prompt, max_tokens, self._held_to(quotable, before), streamer, stop)
            try:
                for piece in streamer:
                    text += piece
                    yield Piece(piece, before, len(self._tokenizer.encode(text, add_special_tokens=False)))
            finally:
                stop.set()
            written.result()

    def _held_to(self, quotable: Sequence[str], before: int) -> list["HeldTo"]:
        known = getattr(self._tokenizer, "backend_tokenizer", None)
        if not quotable or known is None:
            return []
        ends = self._model.generation_config.eos_token_id
        tokens = Tokens(known, ends if isinstance(ends, list) else [ends])
        return [HeldTo(Verbatim(tokens, quotable), before)]

    def _write(self, prompt: Any, max_tokens: int, held_to: list["HeldTo"], streamer: Any, stop: Event) -> None:
        import torch

        try:
            with torch.inference_mode():
                self._model.generate(
                    **prompt,
                    max_new_tokens=max_tokens,
                    do_sample=False,
                    prompt_lookup_num_tokens=LOOKUP_TOKENS,
                    logits_processor=held_to,
                    streamer=streamer,
                    stopping_criteria=[lambda *_, **__: stop.is_set()],
                )
        finally:
            streamer.end()  # or the reader would wait for ever where the model failed


class HeldTo:
    """A logits processor for greedy decoding: the best token that keeps quotations verbatim is raised above the others.

    Nothing is forbidden, since prompt lookup would drop its guesses; it calls this on texts with guesses at their end.
    """

    def __init__(self, verbatim: Verbatim, before: int) -> None:
        self._verbatim, self._before = verbatim, before
        self._known: dict[tuple[int, ...], Written | None] = {(): Written()}

    def __call__(self, input_ids: Any, scores: Any) -> Any:
        """Return the scores (1, vocabulary) of the token after `input_ids` (1, length)."""
        written = self._after(tuple(input_ids[0, self._before :].tolist()))
        if written is None:  # after a guess that will not be taken
            return scores
        token, _ = self._verbatim.best(written, scores[0].float().cpu().numpy())
        raised = scores.clone()
        raised[0, token] = scores.max() + 1
        return raised

    def _after(self, text: tuple[int, ...]) -> Written | None:
        if text not in self._known:
            before = self._after(text[:-1])
            self._known[text] = self._verbatim.after(before, text[-1]) if before else None
        return self._known[text]


def special_tokens(tokenizer: Any) -> re.Pattern[str]:
    """Return a pattern of all that a tokenizer takes for a command: none of it may come from an article."""
    added = (token.content for token in tokenizer.added_tokens_decoder.values() if token.special)
    names = {name for name in (*tokenizer.all_special_tokens, *added) if name.strip()}
    longest_first = sorted(names, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def _has_bfloat16() -> bool:
    import torch

    return bool(torch.cuda.is_available() or torch.backends.cpu.get_cpu_capability() == "AMX" or _flag("avx512_bf16"))


def _flag(name: str) -> bool:
    info = Path("/proc/cpuinfo")
    return info.is_file() and name in info.read_text(encoding="utf-8")


def _weights_sha256(path: Path) -> str | None:
    """Return the hash of a model file, or one over the weight files of a folder; None for a hub id."""
    if path.is_file():
        return sha256_of(path)
    weights = sorted(path.glob("*.safetensors")) if path.is_dir() else []
    return hashlib.sha256("".join(map(sha256_of, weights)).encode()).hexdigest() if weights else None
