"""Under transformers a tiny random model quotes verbatim too, and its guesses change nothing."""

import random

import pytest

from rag.hub import LOOKUP_TOKENS, HeldTo
from rag.verbatim import Verbatim
from tests.toy_tokens import END, EVIDENCE, TOKENS, TOY, quoted, stands

SIZE = 400  # of the vocabulary, a few tokens more than the toy tokenizer has


@pytest.fixture(scope="module")
def model():
    import torch
    from transformers import Qwen2Config, Qwen2ForCausalLM

    torch.manual_seed(0)
    shape = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = Qwen2Config(vocab_size=SIZE, num_key_value_heads=2, eos_token_id=END, pad_token_id=END, **shape)
    return Qwen2ForCausalLM(config).eval()


def reply(model, prompt: list[int], **options) -> list[int]:
    import torch

    held_to = HeldTo(Verbatim(TOKENS, EVIDENCE), len(prompt))
    text = model.generate(
        input_ids=torch.tensor([prompt]), max_new_tokens=40, do_sample=False, logits_processor=[held_to], **options
    )
    return text[0, len(prompt) :].tolist()


@pytest.mark.parametrize("seed", range(2))
def test_quotations_are_verbatim_with_and_without_guesses(model, seed: int) -> None:
    rng = random.Random(seed)
    prompt = [rng.randrange(1, len(TOY.texts)) for _ in range(60)]
    marks = [TOY.texts.index(mark.encode()) for mark in (' "', "“", "«")]
    model.lm_head.weight.data[marks] *= 3 if seed == 0 else 1  # a model that likes to quote
    text = reply(model, prompt)
    assert reply(model, prompt, prompt_lookup_num_tokens=LOOKUP_TOKENS) == text
    shown = b"".join(TOKENS.text(token) for token in text).decode(errors="replace")
    assert all(stands(words) for words in quoted(shown)), shown
