"""Photo captions: how a paragraph shows that it stands under a picture and is not part of the report."""

import re

from index.outlets import AGENCIES

_AGENCY = "|".join(re.escape(name) for name in AGENCIES)
_SHOWN_AS_IMAGE = re.compile(
    r"^(?:view|open|enlarge|expand)\s+(?:larger\s+)?image(?:\s+in\s+gallery)?\s*:?\s+(?=\S)", re.I
)
_CAPTION_OPENING = re.compile(
    r"^(?:(?:file\s+)?(?:photo|picture|image)|caption)\s*:\s*\S|^file\s*(?:photo\s*)?[–—-]+\s*\S", re.I
)
_CAPTION_MARK = re.compile(
    rf"\(photo\s+not\s+for\s+sale\)|\bREUTERS/[A-Z]|/Getty Images\b|/(?:{_AGENCY})\b[)\].]*$"
    r"|[(\[](?:[\w. ]+\s)?(?:photo|file|pool|image|picture|handout)\b[^()\[\]]{0,80}[)\]]\.?$"
    rf"|[(\[][^()\[\]]{{0,60}}(?:photo|\bvia\s+(?:{_AGENCY}))[^()\[\]]{{0,30}}[)\]]\.?$"
    r"|\bin this (?:\w+ )?(?:photo|image|picture)\b.{0,80}(?:provided|released|taken|captured) (?:by|on|in)\b"
    r"|\b(?:photo|image)\s*(?:by|:|credit:)\s*[A-Z][^.]{0,60}$",
    re.I,
)
_LONGEST_CAPTION = 450
SIGNATURE = re.compile(rf"\s*[(\[](?P<agency>{_AGENCY})[)\]]\.?$|\s+[–—-]+\s?(?P<dashed>{_AGENCY})\.?$")


def caption_of(paragraph: str, *, last: bool = False) -> str | None:
    """Return a photo caption without the words that open the picture, or None for other text."""
    text = _SHOWN_AS_IMAGE.sub("", paragraph)
    if text != paragraph:
        return text
    if len(text) > _LONGEST_CAPTION:
        return None
    signed = SIGNATURE.search(text) if not last else None  # an agency's name closes its report as well
    marked = _CAPTION_OPENING.match(text) or _CAPTION_MARK.search(text) or (signed and signed["agency"])
    return text if marked else None
