r"""The canonical text that all offsets count in: one form for every article, whatever file it came from.

Unicode NFC, `\n` only, no control or invisible characters, paragraphs separated by one blank line, captions last.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from index.data import Span

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SOFT_WRAP = re.compile("\u00ad[ \t]*\n[ \t]*")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_SPACES = re.compile(r"[^\S\n]+")
_BETWEEN = "\n\n"


def clean(text: str) -> str:
    """Return `text` in NFC with plain line ends and spaces, without control and invisible characters."""
    text = _LINE_ENDS.sub("\n", text)
    text = _CONTROLS.sub("", _INVISIBLE.sub("", _SOFT_WRAP.sub("", text)))
    text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return "\n".join(line.strip() for line in _SPACES.sub(" ", unicodedata.normalize("NFC", text)).split("\n"))


def compose(paragraphs: Sequence[str], captions: Iterable[str]) -> tuple[str, tuple[Span, ...]]:
    """Return the canonical text of an article and where in it each caption stands."""
    text = _BETWEEN.join(paragraphs)
    spans = []
    for caption in captions:
        start = len(text) + len(_BETWEEN) * bool(text)
        text = f"{text}{_BETWEEN}{caption}" if text else caption
        spans.append(Span(start, len(text)))
    return text, tuple(spans)


def vocabulary(text: str) -> frozenset[str]:
    """Return the words of `text` in lower case."""
    return frozenset(re.findall(r"[^\W\d_]+", text.lower()))
