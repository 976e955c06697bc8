"""What a paragraph of a Word file shows: no hidden, tiny or deleted text, none in the colour of what is behind it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from index.styles import same_colour

if TYPE_CHECKING:
    from docx.table import Table, _Cell
    from docx.text.font import Font
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

UNKNOWN = "unknown"  # a background that is some colour
_LEGIBLE = 2.0  # points
_RUNS = ".//w:r[not(ancestor::w:del or ancestor::w:moveFrom or ancestor::w:txbxContent)]"


def seen_text(paragraph: "Paragraph", behind: str | None = None) -> str:
    """Return the text of a paragraph that stands on a colour, insertions that are tracked among it."""
    from docx.text.run import Run

    runs = [Run(element, paragraph) for element in paragraph._p.xpath(_RUNS)]
    return "".join(run.text for run in runs if not _is_hidden(run, paragraph, behind))


def cell_colour(cell: "_Cell", table: "Table") -> str | None:
    """Return the colour of a cell: its own, or one not known where the style of its table has any."""
    own = _shade(cell._tc.tcPr)
    return own or (UNKNOWN if table.style is not None and table.style.element.xpath(".//w:shd") else None)


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
        return UNKNOWN
    elements = [run._r.rPr, paragraph._p.pPr, *(style.element for style in _styles(run, paragraph))]
    return next((colour for colour in map(_shade, elements) if colour), None)


def _shade(properties: Any) -> str | None:
    from docx.oxml.ns import qn

    fills = [each.get(qn("w:fill")) for each in properties.iter(qn("w:shd"))] if properties is not None else []
    return next((f"#{fill.lower()}" for fill in fills if fill and fill != "auto"), None)
