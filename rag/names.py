"""What an article gives for a name, of its author or outlet: shown in a sentence of ours only where it can be one."""

import re

from index.data import Document
from rag.markers import without_markers
from rag.orders import has_order
from rag.quotes import quotations, stray_marks

NAME_CHARS = 60
_NO_NAME = re.compile(r"[<>\[\]{}|:/\\]")


def is_name(text: str) -> bool:
    """Whether it can be a name: it quotes nothing, marks no source, orders nothing."""
    if quotations(text) or stray_marks(text) or without_markers(text) != text or has_order(text):
        return False
    return len(text) <= NAME_CHARS and not _NO_NAME.search(text)


def outlet_of(document: Document) -> str | None:
    """Return an article's outlet, where that can be the name of one."""
    return document.outlet if document.outlet and is_name(document.outlet) else None
