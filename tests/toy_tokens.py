"""A vocabulary of bytes and a few words, and evidence that is hard to quote."""

from collections.abc import Sequence

from rag.quotes import occurs, quotations
from rag.verbatim import _NAMES, Tokens

EVIDENCE = (
    "Mayor Ida Roth said: “We will not – ever – close it again… It’s over.” She can't say why; it cost $1,250.50.",
    "The dockers' union called it ‘the nation’s pride’, he said. Velm’s non-aggression vow «tient bon» 「港は開く」.",
)
END = 0
WORDS = (
    '"', ' "', "“", "”", " “", "‘", "’", " '", "'", "«", "»", "「", "」", "„", '."', ',"', '".', '",', "'s", "’s", "'t",
    ",", ".", " ", "…", "We", " We", " will", " not", " close", " it", " again", "It", "It's", " over", " can", " say",
    "The", " nation", " pride", " dock", "ers", " Velm", "non", "-", "aggression", "1", ",250", "250", " 12", "0s",
    '"We', " “We", "港", "は", "開く", "tient", " bon", " '90s", "em", " said", " she", "–", " [", "]", "\n",
)  # fmt: skip


class Toy:
    """A tokenizer's vocabulary: every byte, and some words."""

    def __init__(self) -> None:
        texts = [b"", *(bytes([byte]) for byte in range(256)), *(word.encode() for word in WORDS)]
        self.texts = list(dict.fromkeys(texts))
        self.names = ["<end>", *("".join(_NAMES[byte] for byte in text) for text in self.texts[1:])]
        self.ids = {name: token for token, name in enumerate(self.names)}

    def get_added_tokens_decoder(self) -> dict[int, str]:
        return {END: "<end>"}

    def token_to_id(self, name: str) -> int | None:
        return self.ids.get(name)

    def id_to_token(self, token: int) -> str | None:
        return self.names[token] if token < len(self.names) else None


TOY = Toy()
TOKENS = Tokens(TOY, [END])


def quoted(text: str) -> list[str]:
    """What a text quotes, without the comma or full stop that may be the sentence's."""
    return [quotation.inner.of(text) for quotation in quotations(text)]


def stands(words: str, evidence: Sequence[str] = EVIDENCE) -> bool:
    return any(occurs(words, text) or (words[-1:] in (".", ",", " ") and occurs(words[:-1], text)) for text in evidence)
