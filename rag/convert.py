"""Turn a GGUF file into a folder of bfloat16 weights, once, in a process of its own so that its memory is given back.

python -m rag.convert FILE.gguf FOLDER
"""

import sys
from pathlib import Path


def convert(source: Path, folder: Path) -> None:
    """Write the model and tokenizer of a GGUF file as safetensors in bfloat16, its chat template included."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    place, file = str(source.parent), source.name
    tokenizer = AutoTokenizer.from_pretrained(place, gguf_file=file)
    tokenizer.save_pretrained(folder)
    unpacked = GgufConfig(dequantize=True)
    model = AutoModelForCausalLM.from_pretrained(
        place, gguf_file=file, dtype=torch.bfloat16, quantization_config=unpacked
    )
    model.save_pretrained(folder)


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
