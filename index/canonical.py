r"""The canonical text that all offsets count in: one form for every article, whatever file it came from.

Unicode NFC, `\n` only, no control or invisible characters, paragraphs separated by one blank line, captions last.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from index.data import Span

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SOFT_WRAP = re.compile("\u00ad[ \t]*\n[ \t]*")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_INVISIBLE = re.compile(  # format and filler characters, variation selectors, overrides of direction, tag characters
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_LIGATURES = re.compile("[\ufb00-\ufb06]")
_SPACES = re.compile(r"[^\S\n]+")
_BETWEEN = "\n\n"


def clean(text: str) -> str:
    """Return `text` in NFC with plain line ends and spaces, without control and invisible characters."""
    text = _LINE_ENDS.sub("\n", text)
    text = drop_unseen(_SOFT_WRAP.sub("", text))
    text = _LIGATURES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return "\n".join(line.strip() for line in _SPACES.sub(" ", unicodedata.normalize("NFC", text)).split("\n"))


def drop_unseen(text: str) -> str:
    """Return `text` without what no reader sees: control characters but for tabs and line ends, invisible ones."""
    return _CONTROLS.sub("", _INVISIBLE.sub("", text))


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
