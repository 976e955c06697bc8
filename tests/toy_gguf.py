"""A GGUF file of a tiny random model: one layer, a token for each byte."""

from pathlib import Path

import numpy as np
from gguf import GGMLQuantizationType, GGUFWriter, quants

from rag.verbatim import _NAMES

WIDTH, HIDDEN = 32, 64
TOKENS = (*_NAMES.values(), "He", "<|im_start|>", "<|im_end|>")
TEMPLATE = (
    "{% for turn in messages %}<|im_start|>{{ turn.role }}\n{{ turn.content }}<|im_end|>\n{% endfor %}"
    "<|im_start|>assistant"
)
NORMS = ("output_norm.weight", "blk.0.attn_norm.weight", "blk.0.ffn_norm.weight")
SHAPES = {
    **{name: (len(TOKENS), WIDTH) for name in ("token_embd.weight", "output.weight")},
    **{f"blk.0.attn_{part}.weight": (WIDTH, WIDTH) for part in ("q", "k", "v", "output")},
    **{f"blk.0.ffn_{part}.weight": (HIDDEN, WIDTH) for part in ("up", "gate")},
    "blk.0.ffn_down.weight": (WIDTH, HIDDEN),
}


def write_gguf(path: Path) -> None:
    writer = GGUFWriter(path, "qwen2")
    writer.add_block_count(1)
    writer.add_context_length(512)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(HIDDEN)
    writer.add_head_count(2)
    writer.add_head_count_kv(2)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list(TOKENS)
    writer.add_token_types([1] * 257 + [3, 3])
    writer.add_token_merges(["H e"])
    writer.add_eos_token_id(len(TOKENS) - 1)
    writer.add_chat_template(TEMPLATE)
    numbers = np.random.default_rng(1)
    for name in (*NORMS, *(f"blk.0.attn_{part}.bias" for part in "qkv")):
        writer.add_tensor(name, numbers.normal(size=WIDTH).astype(np.float32))
    kind = GGMLQuantizationType.Q8_0
    for name, shape in SHAPES.items():
        packed = quants.quantize(numbers.normal(size=shape).astype(np.float32), kind)
        writer.add_tensor(name, packed, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
