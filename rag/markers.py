"""Signs that stand for a source in print. None of them counts as a citation: the program alone numbers its own."""

import re

_LANGUAGES = (
    "Arabic|Chinese|Dutch|English|French|German|Hindi|Indonesian|Italian|Japanese|Korean|Persian|Polish|Portuguese"
    "|Russian|Spanish|Turkish|Ukrainian|Vietnamese"
)
_WORD = r"(?:article|source|ref(?:erence)?|note|footnote|citation)s?\.?"
_MARKER = re.compile(
    r"\s*(?:\[\^?\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\]|[【［]\d{1,3}[^】］\n]{0,20}[】］]"
    rf"|\({_WORD}\s*[\d, ]*\)|\[{_WORD}(?:\s+(?:\d+|needed))?\]"
    rf"|\[(?:in )?(?:{_LANGUAGES})\](?=\s*(?:[.,;:!?)\[(]|$))"  # not so: "the [Chinese] side", which an editor adds
    r"|(?:(?<=[a-z]{3})|(?<=[.,;:!?”\"’)])\s*)[¹²³⁰⁴-⁹]+)",
    re.IGNORECASE,
)


def without_markers(text: str) -> str:
    """Return a text without such signs."""
    while (cleaned := _MARKER.sub("", text)) != text:  # one may have stood behind another
        text = cleaned
    return text
