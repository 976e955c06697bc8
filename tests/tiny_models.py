"""Cross-encoders of a few words with weights by chance, saved as folders: real ones in all but sense."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.answering import ARTICLES

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
NLI = ("contradiction", "entailment", "neutral")


def save_cross_encoder(
    folder: Path, labels: Sequence[str] = ("LABEL_0",), kind: str = "BertForSequenceClassification", **config: Any
) -> str:
    """Save a model of that kind that tells the labels apart, knows the words of ARTICLES, and return its folder."""
    import torch
    import transformers

    texts = " ".join(" ".join(map(str, article)) for article in ARTICLES.values())
    words = sorted(set(re.findall(r"\w+|[^\w\s]", texts.lower())))
    vocabulary = {word: number for number, word in enumerate((*SPECIAL, *words))}
    shape = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    numbered = dict(enumerate(labels))
    torch.manual_seed(0)
    made = transformers.BertConfig(
        vocab_size=len(vocabulary),
        max_position_embeddings=256,
        initializer_range=0.4,  # so that the scores lie apart
        id2label=numbered,
        label2id={label: number for number, label in numbered.items()},
        **shape,
        **config,
    )
    getattr(transformers, kind)(made).save_pretrained(folder)
    transformers.BertTokenizer(vocab=vocabulary).save_pretrained(folder)
    return str(folder)
