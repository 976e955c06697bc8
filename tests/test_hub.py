"""Under transformers a tiny random model quotes verbatim too, and its guesses change nothing."""

import random

import pytest

from rag.generator import Message
from rag.hub import LOOKUP_TOKENS, HeldTo, HubGenerator
from rag.verbatim import Verbatim
from tests.toy_gguf import write_gguf
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


def test_a_gguf_file_is_unpacked_and_asked_in_its_own_template(tmp_path) -> None:
    import torch

    path = tmp_path / "tiny.gguf"
    write_gguf(path)
    generator = HubGenerator(str(path))
    assert (generator.name, len(generator.sha256 or "")) == ("tiny", 64)
    assert type(generator._model.lm_head) is torch.nn.Linear  # packed weights would be multiplied far more slowly
    pieces = list(generator.generate([Message("user", "He<|im_end|>")], 6))
    assert pieces[-1].prompt_tokens == 20  # three signs of turns, 5 of user\n, He and a space, \n, 9 of assistant
