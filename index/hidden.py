"""What a page hides from its readers is no text of the article: it is taken out before the text is read.

Hidden is what an attribute, a style or the page's own style sheet keeps off the screen, or shows in the colour of what
is behind it. Sheets in other files are not known, nor is what a script does.
"""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

from index.styles import Element, Sheet, background, off_screen, same_colour

_NO_TEXT = frozenset("head script style title".split())  # but metadata
_NEVER_SHOWN = _NO_TEXT | frozenset(
    "template noscript noframes noembed datalist audio video canvas iframe rp desc metadata defs annotation".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())


def drop_hidden(tree: Any) -> None:
    """Take the hidden elements out of an lxml tree of a page, keeping what follows them."""
    sheet = Sheet()
    for style in tree.iter("style"):
        sheet.read(style.text or "")
    open_elements: list[tuple[Any, tuple[Element, ...], str | None]] = [(tree, (), None)]
    while open_elements:
        element, above, behind = open_elements.pop()
        if not isinstance(element.tag, str) or element.tag in _NO_TEXT:
            continue
        path = (*above, (element.tag, element.attrib))
        hidden, behind = _hides(path, sheet, behind)
        if hidden and element.getparent() is not None:
            element.drop_tree()
        else:
            open_elements += [(child, path, behind) for child in element]


class VisibleText(HTMLParser):
    """Reads HTML that stands in pieces among other text, and knows whether what comes next is hidden."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[Element, bool, str | None]] = []  # an element, whether it is hidden, what is behind it
        self._sheet = Sheet()
        self._pieces: list[str] = []

    @property
    def hidden(self) -> bool:
        """Whether text that comes now is hidden."""
        return bool(self._open) and self._open[-1][1]

    def read(self, html: str) -> str:
        """Read a piece and return the text in it that is seen."""
        self._pieces = []
        self.feed(html)
        self.close()
        return " ".join(self._pieces)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note that an element begins."""
        if tag in _VOID:
            return
        element: Element = (tag, {name: value or "" for name, value in attrs})
        path = (*(each for each, _, _ in self._open), element)
        hidden, behind = _hides(path, self._sheet, self._open[-1][2] if self._open else None)
        self._open.append((element, hidden or self.hidden, behind))

    def handle_endtag(self, tag: str) -> None:
        """Note that an element ends, and those in it that were never closed."""
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0][0] == tag:
                del self._open[at:]
                return

    def handle_data(self, data: str) -> None:
        """Keep what is seen; what a style sheet says holds from here on."""
        if self._open and self._open[-1][0][0] == "style":
            self._sheet.read(data)
        if not self.hidden:
            self._pieces.append(data)


def _hides(path: tuple[Element, ...], sheet: Sheet, behind: str | None) -> tuple[bool, str | None]:
    """Return whether the last element of a path hides its text, and the background that it stands on."""
    tag, attributes = path[-1]
    style = sheet.style_of(path)
    behind = background(style, attributes) or behind
    if color := attributes.get("color"):
        style.setdefault("color", color.lower())
    return tag in _NEVER_SHOWN or _says_so(tag, attributes) or off_screen(style) or same_colour(style, behind), behind


def _says_so(tag: str, attributes: Mapping[str, str]) -> bool:
    closed = tag == "dialog" and "open" not in attributes
    return closed or bool({"hidden", "popover"} & set(attributes)) or attributes.get("aria-hidden") == "true"
