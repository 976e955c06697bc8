"""The model's reply as sentences: its own markers, list signs and role words taken off, refusals told from claims."""

import re

from index.sentences import sentences

_MARKER = re.compile(r"\s*\[\d{1,3}\]|\s*\((?:Article|Source)\s*\d*\)", re.IGNORECASE)
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_LEAD = re.compile(r"^(?:Answer:|According to the (?:provided )?(?:articles?|text|sources?|news),?)\s*", re.IGNORECASE)
_SOURCE = r"(?:the\s+)?(?:provided\s+|given\s+|above\s+)?(?:articles?|texts?|sources?|information|context|passages?)"
_REFUSAL = re.compile(
    rf"\b{_SOURCE}\b[^.]{{0,40}}?\b(?:do(?:es)?\s+not|don'?t|doesn'?t|did\s+not|never|no)\b"
    rf"|\bno\s+(?:mention|information|indication|details?|record)\b"
    rf"|\b(?:is|are|was|were)\s+not\s+(?:\w+ly\s+)?(?:mentioned|specified|stated|provided|given|named|disclosed|available|reported|clear)\b"
    rf"|\b(?:cannot|can't|unable\s+to|not\s+possible\s+to)\s+(?:be\s+)?(?:answer|determine|find|say|provide|assist)",
    re.IGNORECASE,
)


def split(reply: str) -> list[str]:
    """Return the sentences of a reply, each ending in a mark; a last one that broke off is left out if not the only one."""
    lines = [_ITEM.sub("", line).strip() for line in reply.replace("**", "").splitlines()]
    text = _LEAD.sub("", " ".join(_closed(line) for line in lines if line))
    text = _MARKER.sub("", text[:1].upper() + text[1:])
    found = [span.of(text) for span in sentences(text)]
    whole = [sentence for sentence in found if sentence.rstrip("”\"'’)").endswith((".", "!", "?", "…"))]
    return list(dict.fromkeys(whole or [f"{sentence}." for sentence in found]))


def is_refusal(sentence: str) -> bool:
    """Whether the model says that it cannot answer, instead of answering."""
    return bool(_REFUSAL.search(sentence))


def _closed(line: str) -> str:
    """Return a list item with a full stop; a line that ends in a mark or a colon stays."""
    return line if line.endswith((".", "!", "?", "…", ":", "”", '"', "’", ",", ";")) else f"{line}."
