"""Quotations that are verbatim by construction: which token a model may write next, given what may be quoted.

Outside quotations every token is free but one that opens a quotation wrongly. Inside, the best-scored token is taken
that leaves the quotation in the evidence, or closes it where words end; it is nearly always the model's own choice.
"""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.quotable import Quotable
from rag.quoting import CLOSING, SINGLE, Mode, State, read

Scores = NDArray[np.float32]  # of the whole vocabulary
BEST = 16  # best-scored tokens that are tried before the possible ones are looked up
LONGEST = 24  # bytes of a token that is looked up
AHEAD = 60  # signs of the evidence that make a draft
_SPACE = "▁"  # how SentencePiece writes one


class Tokens:
    """The bytes of a vocabulary's tokens: byte-level BPE, or SentencePiece with bytes to fall back on."""

    def __init__(self, tokenizer: Any, ends: Sequence[Any]) -> None:
        self._tokenizer, self.ends = tokenizer, frozenset(ends)
        self._added = frozenset(tokenizer.get_added_tokens_decoder())
        self._byte_level = tokenizer.token_to_id("Ġ") is not None
        self.text = lru_cache(maxsize=None)(self._text)

    def id(self, text: bytes) -> int | None:
        """Return the token of these bytes, None where there is none."""
        if self._byte_level:
            name = "".join(_NAMES[byte] for byte in text)
        else:
            name = text.decode(errors="ignore").replace(" ", _SPACE) or f"<0x{text[0]:02X}>"
        found: int | None = self._tokenizer.token_to_id(name)
        return found

    def _text(self, token: int) -> bytes:
        name = None if token in self._added else self._tokenizer.id_to_token(token)
        if name is None:
            return b""
        if self._byte_level:
            return bytes(_BYTES[sign] for sign in name)
        return bytes([int(name[3:5], 16)]) if name.startswith("<0x") else name.replace(_SPACE, " ").encode()


@dataclass(frozen=True, slots=True)
class Written:
    """What the tokens so far come to: the state of their text, and bytes of a sign that is not yet whole."""

    state: State = field(default_factory=State)
    rest: bytes = b""


class Verbatim:
    """The tokens that may follow in one reply."""

    def __init__(self, tokens: Tokens, quotable: Sequence[str]) -> None:
        self._tokens, self._quotable = tokens, Quotable(quotable)

    def after(self, written: Written, token: int) -> Written | None:
        """Return what a token leads to, None where it may not follow."""
        if token in self._tokens.ends:
            return written if written.state.may_end else None
        text, rest = _whole(written.rest + self._tokens.text(token))
        state = read(written.state, text, self._quotable)
        if state is None or not (rest == b"" or state.mode is Mode.OUTSIDE or self._continues(state, rest)):
            return None
        return Written(state, rest)

    def best(self, written: Written, scores: Scores) -> tuple[int, Written]:
        """Return the best-scored token that may follow, and what it leads to; the end where none may."""
        for token in self._ranked(written, scores):
            if (after := self.after(written, token)) is not None:
                return token, after
        return min(self._tokens.ends), written

    def ahead(self, written: Written) -> str:
        """Return what follows in the evidence where a quotation is being written; empty elsewhere."""
        if written.state.mode is not Mode.INSIDE or written.state.places == self._quotable.starts:
            return ""
        return self._quotable.following(written.state.places[0], AHEAD)[0]

    def _ranked(self, written: Written, scores: Scores) -> Iterator[int]:
        yield int(scores.argmax())
        best = np.argpartition(-scores, BEST)[:BEST]
        yield from (int(token) for token in best[np.argsort(-scores[best])])
        if written.state.may_end:
            yield from (int(token) for token in np.argsort(-scores))
        possible = self._possible(written)
        yield from sorted(possible, key=lambda token: -scores[token])

    def _possible(self, written: Written) -> set[int]:
        """Return tokens of which some may follow: those that the evidence goes on with, and those that close."""
        texts = [mark.encode() for mark in (*CLOSING.values(), *SINGLE, ",", ".", " ")]
        for place in written.state.places:
            for following in self._quotable.following(place, LONGEST):
                text = following.encode()
                if text.startswith(written.rest):
                    texts += [text[len(written.rest) : end] for end in range(len(written.rest) + 1, LONGEST + 1)]
        return {token for text in dict.fromkeys(texts) if (token := self._tokens.id(text)) is not None}

    def _continues(self, state: State, rest: bytes) -> bool:
        """Whether half a sign may become one that stands next in the evidence."""
        following = (self._quotable.following(place, 1)[0] for place in state.places)
        return any(text.encode().startswith(rest) for text in following)


def _whole(text: bytes) -> tuple[str, bytes]:
    """Return the whole signs of a text in UTF-8, and the bytes of a last one that is not."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    return decoder.decode(text), decoder.getstate()[0]


def _byte_names() -> dict[int, str]:
    """Return the sign that stands for each byte in the names of byte-level tokens: printable ones for themselves."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    return {byte: chr(byte) for byte in plain} | {byte: chr(256 + at) for at, byte in enumerate(others)}


_NAMES = _byte_names()
_BYTES = {sign: byte for byte, sign in _NAMES.items()}
