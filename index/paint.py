"""What a page of a PDF hides from its readers: text without ink or size, outside the page, in the colour behind it.

An image counts as something behind text: the words that text recognition lays over a scan are without ink and are read.
Text that something opaque is painted over later is not known, nor are clipping paths.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject

_Colour = tuple[float, ...] | None  # red, green and blue from 0 to 1; None is not known
_Box = tuple[float, float, float, float]
_Matrix = Sequence[float]
_BLACK, _WHITE = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
_LEGIBLE = 2.0  # points high
_ALIKE = 0.1  # colours no farther apart, summed over red, green and blue
_FAINT = 0.05
_NO_INK = (3, 7)
_WIDTH = 0.6  # of a letter, in heights: enough to tell text that begins beside the page and runs into it


@dataclass(frozen=True, slots=True)
class _State:
    """What `q` keeps and `Q` brings back."""

    fill: _Colour = _BLACK
    alpha: float = 1.0
    mode: int = 0
    size: float = 1.0
    measured: bool = True  # false in a font whose unit is its own


@dataclass(frozen=True, slots=True)
class _Area:
    box: _Box
    colour: _Colour


class Paint:
    """Follows the drawing of a page; text that is not seen is taken out before it is shown."""

    def __init__(self, page: "PageObject", unseen_layers: frozenset[int]) -> None:
        self._resources = page.get("/Resources", {})
        self._page: _Box = tuple(float(side) for side in page.cropbox)  # type: ignore[assignment]
        self._unseen_layers = unseen_layers
        self._state = _State()
        self._kept: list[_State] = []
        self._points: list[tuple[float, float]] = []
        self._areas: list[_Area] = []
        self._layers: list[bool] = []  # of the marked content that is open, whether it is a layer switched off

    def before(self, operator: bytes, operands: Any, matrix: _Matrix, text_matrix: _Matrix) -> None:
        """Take in an operation that comes next; one that shows text nobody sees loses its text."""
        if operator in (b"Tj", b"'", b"TJ", b'"'):
            if operands and self._is_hidden(operands[-1], _product(text_matrix, matrix)):
                operands[-1] = type(operands[-1])()
        elif operator == b"Do":
            self._draw(operands, matrix)
        elif operator in (b"re", b"m", b"l", b"c", b"v", b"y"):
            self._points += [_apply(matrix, x, y) for x, y in _corners(operator, [float(each) for each in operands])]
        elif operator in (b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"n", b"S", b"s"):
            self._fill(operator)
        elif act := _ACTS.get(operator):
            act(self, operands)

    def after(self, operator: bytes, operands: Any, matrix: _Matrix, text_matrix: _Matrix) -> None:
        """Bring back what held before a form was drawn."""
        if operator == b"Do":
            self._restore(operands)

    def _is_hidden(self, shown: Any, matrix: _Matrix) -> bool:
        state = self._state
        height = abs(state.size) * math.hypot(matrix[2], matrix[3])
        x, y = _apply(matrix, 0.0, 0.0)
        if any(self._layers) or state.alpha <= _FAINT or (state.measured and height < _LEGIBLE):
            return True
        if self._is_outside(x, y, height, len(shown)):
            return True
        behind = next((area.colour for area in reversed(self._areas) if _holds(area.box, x, y + height / 4)), _WHITE)
        if state.mode in _NO_INK:
            return behind is not None
        return behind is not None and state.fill is not None and _distance(behind, state.fill) <= _ALIKE

    def _is_outside(self, x: float, y: float, height: float, letters: int) -> bool:
        left, bottom, right, top = self._page
        return x > right or y > top or y + height < bottom or x + _WIDTH * height * letters < left

    def _draw(self, operands: Any, matrix: _Matrix) -> None:
        self._kept.append(self._state)
        drawn = _found(self._resources, "/XObject", operands)
        if drawn is None or drawn.get("/Subtype") == "/Image":
            corners = [_apply(matrix, x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
            self._areas.append(_Area(_box(corners), None))

    def _fill(self, operator: bytes) -> None:
        if self._points and operator not in (b"n", b"S", b"s") and self._state.alpha > _FAINT:
            plain = len(self._points) <= 5 and self._state.alpha == 1.0
            self._areas.append(_Area(_box(self._points), self._state.fill if plain else None))
        self._points = []

    def _save(self, operands: Any) -> None:
        self._kept.append(self._state)

    def _restore(self, operands: Any) -> None:
        if self._kept:
            self._state = self._kept.pop()

    def _colour(self, operands: Any) -> None:
        self._state = replace(self._state, fill=_rgb(operands))

    def _mode(self, operands: Any) -> None:
        self._state = replace(self._state, mode=int(operands[0]))

    def _font(self, operands: Any) -> None:
        font = _found(self._resources, "/Font", operands)
        measured = font is None or font.get("/Subtype") != "/Type3"
        self._state = replace(self._state, size=float(operands[1]), measured=measured)

    def _graphics(self, operands: Any) -> None:
        stated = _found(self._resources, "/ExtGState", operands) or {}
        self._state = replace(self._state, alpha=float(stated.get("/ca", self._state.alpha)))

    def _shade(self, operands: Any) -> None:
        self._areas.append(_Area(self._page, None))

    def _open(self, operands: Any) -> None:
        named = operands[1:] if len(operands) > 1 and operands[0] == "/OC" else []
        layer = self._resources.get("/Properties", {}).raw_get(named[0]) if named and self._lists(named[0]) else None
        self._layers.append(getattr(layer, "idnum", None) in self._unseen_layers)

    def _lists(self, name: str) -> bool:
        return name in self._resources.get("/Properties", {})

    def _close(self, operands: Any) -> None:
        if self._layers:
            self._layers.pop()


_ACTS: dict[bytes, Callable[[Paint, Any], None]] = {
    b"q": Paint._save,
    b"Q": Paint._restore,
    **dict.fromkeys((b"g", b"rg", b"k", b"sc", b"scn"), Paint._colour),
    b"Tr": Paint._mode,
    b"Tf": Paint._font,
    b"gs": Paint._graphics,
    b"sh": Paint._shade,
    **dict.fromkeys((b"BMC", b"BDC"), Paint._open),
    b"EMC": Paint._close,
}


def unseen_layers(catalogue: Any) -> frozenset[int]:
    """Return the numbers of the layers that a PDF switches off as it is opened."""
    default = catalogue.get("/OCProperties", {}).get("/D", {})
    return frozenset(layer.idnum for layer in default.get("/OFF", ()) if hasattr(layer, "idnum"))


def _found(resources: Any, kind: str, operands: Any) -> Any:
    named = resources.get(kind, {})
    return named[operands[0]].get_object() if operands and operands[0] in named else None


def _rgb(operands: Any) -> _Colour:
    try:
        parts = tuple(min(1.0, max(0.0, float(part))) for part in operands)
    except (TypeError, ValueError):  # a pattern's name
        return None
    if len(parts) == 4:
        return tuple((1 - part) * (1 - parts[3]) for part in parts[:3])
    return {1: parts * 3, 3: parts}.get(len(parts))


def _corners(operator: bytes, numbers: Sequence[float]) -> list[tuple[float, float]]:
    if operator != b"re":
        return list(zip(numbers[::2], numbers[1::2], strict=False))
    x, y, width, height = numbers
    return [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]


def _box(points: Iterable[tuple[float, float]]) -> _Box:
    across, up = zip(*points, strict=True)
    return min(across), min(up), max(across), max(up)


def _holds(box: _Box, x: float, y: float) -> bool:
    return box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1


def _distance(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    return matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]


def _product(first: _Matrix, then: _Matrix) -> _Matrix:
    a, b = _apply(then, first[0], first[1]), _apply(then, first[2], first[3])
    x, y = _apply(then, first[4], first[5])
    return a[0] - then[4], a[1] - then[5], b[0] - then[4], b[1] - then[5], x, y
