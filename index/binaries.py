"""The text of PDF and Word files that their readers see, with their paragraphs between blank lines."""

import io
import re
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

from index.errors import BadInput
from index.fields import Fields
from index.paint import Paint, unseen_layers
from index.raw import RawArticle, reason
from index.runs import cell_colour, seen_text

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph
    from pypdf import PageObject

MAX_BINARY_BYTES = 100_000_000  # of a PDF or Word file, and of a Word file's parts unpacked
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


def read_docx(raw: bytes) -> RawArticle:
    """Read a Word file's paragraphs and tables; raises BadInput where it is damaged or encrypted."""
    from docx import Document
    from docx.opc.exceptions import OpcError
    from docx.text.paragraph import Paragraph

    try:
        _refuse_bombs(raw)
        document = Document(io.BytesIO(raw))
        parts = list(document.iter_inner_content())
        about = document.core_properties
        hinted = Fields.from_mapping({"title": about.title, "authors": about.author})
        paragraphs = [seen_text(part) if isinstance(part, Paragraph) else _table_text(part) for part in parts]
        titles = [seen_text(part) for part in parts[:5] if isinstance(part, Paragraph) and _is_title(part)]
    except (OpcError, zipfile.BadZipFile) as error:
        raise BadInput(f"is not a Word file that can be read ({reason(error)}): save it anew as .docx") from error
    stated = Fields.from_mapping({"title": titles[0]}) if titles else Fields()
    return RawArticle("\n\n".join(filter(None, paragraphs)), stated=stated, hinted=hinted)


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


def _refuse_bombs(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MAX_BINARY_BYTES:
            raise BadInput(f"unpacks to more than {MAX_BINARY_BYTES // 1_000_000} MB: remove its pictures or split it")


def _table_text(table: "Table") -> str:
    return "\n\n".join(" ".join(_cell_text(cell, table) for cell in row.cells) for row in table.rows)


def _cell_text(cell: "_Cell", table: "Table") -> str:
    behind = cell_colour(cell, table)
    return "\n".join(seen_text(paragraph, behind) for paragraph in cell.paragraphs).strip()


def _is_title(paragraph: "Paragraph") -> bool:
    return paragraph.style.name in ("Title", "Heading 1") and bool(seen_text(paragraph).strip())
