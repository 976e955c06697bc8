"""The text of PDF files that their readers see, with its paragraphs between blank lines."""

import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from index.errors import BadInput
from index.fields import Fields
from index.paint import Paint, unseen_layers
from index.raw import RawArticle, reason

if TYPE_CHECKING:
    from pypdf import PageObject

_ENCRYPTED = "is encrypted: save it without a password"


def read_pdf(raw: bytes) -> RawArticle:
    """Read a PDF's text; raises BadInput where it is damaged, encrypted or holds only pictures."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, DeprecationError, PyPdfError

    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            raise BadInput(_ENCRYPTED)
        off = unseen_layers(reader.root_object)
        pages = [_page_text(page, off) for page in reader.pages]
        info = reader.metadata
    except DependencyError as error:  # no cipher for it here
        raise BadInput(_ENCRYPTED) from error
    except (PyPdfError, DeprecationError) as error:
        raise BadInput(f"is not a PDF that can be read ({reason(error)}): save it anew") from error
    if not any(page.strip() for page in pages):
        raise BadInput("is a PDF without text, perhaps a scan: run it through text recognition (ocrmypdf)")
    hinted = Fields.from_mapping({"title": info.title, "authors": info.author}) if info else Fields()
    return RawArticle("\n".join(_without_margins(pages)), hinted=hinted)


def _page_text(page: "PageObject", off: frozenset[int]) -> str:
    paint = Paint(page, off)
    return page.extract_text(visitor_operand_before=paint.before, visitor_operand_after=paint.after)


def _without_margins(pages: list[str]) -> list[str]:
    """Drop the running heads, feet and page numbers: first and last lines that recur, numbers aside."""
    split = [[line for line in page.splitlines() if line.strip()] for page in pages]
    margins = Counter(_masked(line) for lines in split for line in {*lines[:1], *lines[-1:]})
    often = max(2, len(pages) // 2 + 1)
    kept = []
    for lines in split:
        for end in (0, -1):
            if lines and (
                margins[_masked(lines[end])] >= often
                or re.fullmatch(r"\W*(?:page )?\d+(?: of \d+)?\W*", lines[end], re.I)
            ):
                lines.pop(end)
        kept.append("\n".join(lines))
    return kept


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))
