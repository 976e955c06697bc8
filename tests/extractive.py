"""The real index over the sample archive with a generator that costs nothing: it copies a sentence of its prompt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from index.encoder import Encoder, Vectors
from index.sentences import sentences
from rag.generator import Message, Piece, Pieces
from rag.terms import terms

_ARTICLE = re.compile(r"^Article: [^\n]*\n", re.MULTILINE)


@dataclass
class Extractive:
    """Replies with the sentences of the evidence that share most words with the question, the best first."""

    length: int = 1  # sentences of a reply
    name: str = "extractive"
    sha256: str | None = None

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        evidence, _, rest = messages[-1].content.rpartition("\n\nQuestion: ")
        wanted = set(terms(rest.splitlines()[0]))
        lines = [line for block in _ARTICLE.split(evidence) for line in _lines(block.replace("… ", ""))]
        ranked = sorted(lines, key=lambda line: -len(wanted & set(terms(line))))
        reply = " ".join(ranked[: self.length])
        yield Piece(reply, len(messages[-1].content.split()), len(reply.split()))


def _lines(block: str) -> list[str]:
    return [words for span in sentences(block) if (words := " ".join(span.of(block).split()))]


@dataclass
class Remembering:
    """An encoder that encodes a text once, so that asking the same questions again takes no time."""

    encoder: Encoder
    known: dict[str, Vectors] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name, self.sha256, self.dimension = self.encoder.name, self.encoder.sha256, self.encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        if new := [text for text in dict.fromkeys(texts) if text not in self.known]:
            self.known |= dict(zip(new, self.encoder.encode(new), strict=True))
        return np.stack([self.known[text] for text in texts])
