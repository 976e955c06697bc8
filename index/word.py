"""The text of Word files that their readers see, with its paragraphs between blank lines.

Not read is text that is hidden, deleted, too small to read or in the colour of what is behind it.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.errors import BadInput
from index.fields import Fields
from index.raw import MAX_BINARY_BYTES, RawArticle, reason
from index.styles import same_colour

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.font import Font
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_UNKNOWN = "unknown"  # a background that is some colour
_LEGIBLE = 2.0  # points
_RUNS = ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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
        paragraphs = [_seen_text(part) if isinstance(part, Paragraph) else _table_text(part) for part in parts]
        titles = [_seen_text(part) for part in parts[:5] if isinstance(part, Paragraph) and _is_title(part)]
    except (OpcError, zipfile.BadZipFile) as error:
        raise BadInput(f"is not a Word file that can be read ({reason(error)}): save it anew as .docx") from error
    stated = Fields.from_mapping({"title": titles[0]}) if titles else Fields()
    return RawArticle("\n\n".join(filter(None, paragraphs)), stated=stated, hinted=hinted)


def _refuse_bombs(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        if sum(part.file_size for part in parts.infolist()) > MAX_BINARY_BYTES:
            raise BadInput(f"unpacks to more than {MAX_BINARY_BYTES // 1_000_000} MB: remove its pictures or split it")


def _table_text(table: "Table") -> str:
    return "\n\n".join(" ".join(_cell_text(cell, table) for cell in row.cells) for row in table.rows)


def _cell_text(cell: "_Cell", table: "Table") -> str:
    behind = _cell_colour(cell, table)
    return "\n".join(_seen_text(paragraph, behind) for paragraph in cell.paragraphs).strip()


def _is_title(paragraph: "Paragraph") -> bool:
    return paragraph.style.name in ("Title", "Heading 1") and bool(_seen_text(paragraph).strip())


def _seen_text(paragraph: "Paragraph", behind: str | None = None) -> str:
    """Return the text of a paragraph that stands on a colour, insertions that are tracked among it."""
    from docx.text.run import Run

    runs = [Run(element, paragraph) for element in paragraph._p.xpath(_RUNS)]
    return "".join(run.text for run in runs if not _is_hidden(run, paragraph, behind))


def _cell_colour(cell: "_Cell", table: "Table") -> str | None:
    """Return the colour of a cell: its own, or one not known where the style of its table has any."""
    own = _shade(cell._tc.tcPr)
    return own or (_UNKNOWN if table.style is not None and table.style.element.xpath(".//w:shd") else None)


def _is_hidden(run: "Run", paragraph: "Paragraph", behind: str | None) -> bool:
    fonts = list(_fonts(run, paragraph))
    size = next((font.size for font in fonts if font.size is not None), None)
    if next((font.hidden for font in fonts if font.hidden is not None), False):
        return True
    if size is not None and size.pt < _LEGIBLE:
        return True
    ink = next((str(font.color.rgb) for font in fonts if font.color.rgb is not None), None)
    return ink is not None and same_colour({"color": f"#{ink.lower()}"}, _behind(run, paragraph) or behind)


def _fonts(run: "Run", paragraph: "Paragraph") -> Iterator["Font"]:
    yield run.font
    for style in _styles(run, paragraph):
        yield style.font


def _styles(run: "Run", paragraph: "Paragraph") -> Iterator[Any]:
    for style in (run.style, paragraph.style):
        while style is not None:
            yield style
            style = style.base_style


def _behind(run: "Run", paragraph: "Paragraph") -> str | None:
    """Return the colour on which a run itself, its paragraph or one of their styles sets its text."""
    if run.font.highlight_color is not None:
        return _UNKNOWN
    elements = [run._r.rPr, paragraph._p.pPr, *(style.element for style in _styles(run, paragraph))]
    return next((colour for colour in map(_shade, elements) if colour), None)


def _shade(properties: Any) -> str | None:
    fills = [each.get(f"{_W}fill") for each in properties.iter(f"{_W}shd")] if properties is not None else []
    return next((f"#{fill.lower()}" for fill in fills if fill and fill != "auto"), None)
