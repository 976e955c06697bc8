"""Whether a style keeps an element off the screen: its declarations, from an attribute or from the page's own sheet."""

import colorsys
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

Declarations = dict[str, str]
Element = tuple[str, Mapping[str, str]]  # a tag and its attributes

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCREEN = re.compile(
    r"@(?:media\s+(?:all|screen|only screen)|layer[^{;]*|supports[^{]*)\s*\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}", re.I
)
_AT_RULE = re.compile(r"@[^{};]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})")
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMPOUND = re.compile(r"(?P<tag>[\w-]+|\*)?(?P<marks>(?:[.#][\w-]+|\[[^\]]*\])*)")
_MARK = re.compile(
    r"(?P<kind>[.#])(?P<name>[\w-]+)|\[\s*(?P<key>[\w-]+)\s*(?:=\s*[\"']?(?P<value>[^\"'\]]*)[\"']?)?\s*\]"
)
_NUMBER = re.compile(r"-?\d*\.?\d+")
_FAR = 900  # pixels beyond which nothing is on a screen
_LEGIBLE = 2  # pixels high
_PIXELS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 3.8, "cm": 38.0, "in": 96.0, "em": 16.0, "rem": 16.0, "%": 0.16}
_SIZE = re.compile(r"(?:^|\s)(\d*\.?\d+)(px|pt|pc|mm|cm|in|r?em|%)?(?=\s|/|$)")
_NAMED: dict[str, "_Colour"] = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240),
    "mintcream": (245, 255, 250),
    "azure": (240, 255, 255),
    "whitesmoke": (245, 245, 245),
    "black": (0, 0, 0),
    "transparent": None,
}
_Colour = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """A rule of a style sheet: a chain of selectors, an element's own last, and what it declares."""

    chain: tuple[str, ...]
    declared: tuple[tuple[str, str], ...]


def declarations(style: str) -> Declarations:
    """Read the declarations of a `style` attribute or of a rule."""
    pairs = (part.partition(":") for part in _COMMENT.sub("", style).lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs if value.strip()}


class Sheet:
    """The rules of the style sheets read so far, by what the last of their selectors asks of an element."""

    def __init__(self) -> None:
        self._rules: dict[str, list[tuple[int, Rule]]] = {}
        self._count = 0

    def read(self, text: str) -> None:
        """Add the rules of a style sheet."""
        for rule in _rules(text):
            self._rules.setdefault(_key(rule.chain[-1]), []).append((self._count, rule))
            self._count += 1

    def style_of(self, path: Sequence[Element]) -> Declarations:
        """Return what is declared of the last element of a path from the root, its own attribute last."""
        tag, attributes = path[-1]
        marks = [f".{name}" for name in (attributes.get("class") or "").split()] + [f"#{attributes.get('id')}"]
        candidates = sorted(
            (number, rule) for key in dict.fromkeys(["", tag, *marks]) for number, rule in self._rules.get(key, ())
        )
        found: Declarations = {}
        for _, rule in candidates:
            if _matches(rule.chain, path):
                found |= dict(rule.declared)
        return found | declarations(attributes.get("style") or "")


def _rules(sheet: str) -> Iterator[Rule]:
    """Read the rules of a style sheet that hold on a screen; selectors that depend on a state are passed over."""
    plain = _AT_RULE.sub("", _SCREEN.sub(r"\1", _COMMENT.sub("", sheet)))
    for match in _RULE.finditer(plain):
        declared = tuple(declarations(match[2]).items())
        for selector in match[1].split(","):
            chain = tuple(re.sub(r"[>+~]", " ", selector).split())
            if chain and all(_COMPOUND.fullmatch(compound) for compound in chain):
                yield Rule(chain, declared)


def off_screen(style: Declarations) -> bool:
    """Whether declarations keep an element from being seen, whatever its colours."""
    return (
        style.get("display") == "none"
        or style.get("visibility") in ("hidden", "collapse")
        or style.get("content-visibility") == "hidden"
        or _is_faint(style)
        or _is_small(style)
        or _is_cut(style)
        or _is_moved(style)
    )


def background(style: Declarations, attributes: Mapping[str, str]) -> str | None:
    """Return the background that an element declares, or None."""
    return style.get("background-color") or style.get("background") or attributes.get("bgcolor")


def same_colour(style: Declarations, behind: str | None) -> bool:
    """Whether text has the colour of what is behind it: white, where nothing is known of that."""
    ink = style.get("-webkit-text-fill-color") or style.get("color")
    if ink is None:
        return False
    if ink == "transparent" or re.fullmatch(r"(?:rgba|hsla)\(.*[,/]\s*0(?:\.0+)?%?\s*\)|#[0-9a-f]{6}00", ink):
        return True
    front, back = _colour(ink), _colour(behind or "white")
    return front is not None and back is not None and sum(abs(a - b) for a, b in zip(front, back, strict=True)) <= 30


def _is_faint(style: Declarations) -> bool:
    filtered = re.search(r"opacity\(\s*([\d.]+%?)\s*\)", style.get("filter", ""))
    return _is_tiny(style.get("opacity"), 0.05) or _is_tiny(filtered[1] if filtered else None, 0.05)


def _is_small(style: Declarations) -> bool:
    sizes = [_SIZE.search(style.get(name, "")) for name in ("font-size", "font")]
    heights = [
        float(size[1]) * _PIXELS.get(size[2] or "px", 1.0) for size in sizes if size and (size[2] or size[1] == "0")
    ]
    return any(height < _LEGIBLE for height in heights) or _is_tiny(style.get("zoom"), 0.05)


def _is_tiny(value: str | None, most: float) -> bool:
    """Whether a size or share is not to be seen: at most `most` pixels, or a hundredth of anything else."""
    number = _NUMBER.match(value or "")
    if value is None or number is None:
        return False
    size = float(number[0])
    return size <= (most if value.endswith("px") or most < 1 else 0.05)


def _is_cut(style: Declarations) -> bool:
    sizes = [style.get(name) for name in ("height", "width", "max-height", "max-width")]
    cut = style.get("overflow", "").startswith(("hidden", "clip")) and any(_is_tiny(size, 1) for size in sizes)
    clip = style.get("clip", "").replace(" ", "")
    path = style.get("clip-path", "").replace(" ", "")
    clipped = clip.startswith(("rect(0", "rect(1px,1px,1px"))
    return cut or clipped or re.match(r"inset\((?:50|100)%|circle\(0|polygon\([\s0a-z%,]*\)", path) is not None


def _is_moved(style: Declarations) -> bool:
    names = ("left", "top", "right", "bottom", "inset", "translate", "text-indent", "margin-left", "margin-top")
    places = [style.get(name, "") for name in names]
    moves = style.get("transform", "")
    shifted = moves.startswith("translate") and any(abs(float(n)) >= _FAR for n in _NUMBER.findall(moves))
    far = any(number and float(number[0]) <= -_FAR for number in map(_NUMBER.match, places))
    flat = re.match(r"scale[xy]?\(\s*0(?:\.0+)?\s*\)|rotate[xy]\(\s*-?90deg\s*\)", moves)
    return far or shifted or flat is not None or _is_tiny(style.get("scale"), 0.05)


def _colour(text: str) -> _Colour:
    if text in _NAMED:
        return _NAMED[text]
    if match := re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", text):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if text.startswith("rgb"):
        parts = [round(float(number)) for number in _NUMBER.findall(text)[:3]]
        return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None
    if text.startswith("hsl"):
        return _of_hue([float(number) for number in _NUMBER.findall(text)[:3]])
    return None


def _of_hue(parts: Sequence[float]) -> _Colour:
    if len(parts) < 3:
        return None
    red, green, blue = colorsys.hls_to_rgb(parts[0] / 360 % 1, parts[2] / 100, parts[1] / 100)
    return round(255 * red), round(255 * green), round(255 * blue)


def _key(compound: str) -> str:
    """Return a class, id or tag that an element must have for a selector to match it, "" where it needs none."""
    match = _COMPOUND.fullmatch(compound)
    named = [mark[0] for mark in _MARK.finditer(match["marks"]) if mark["kind"]] if match else []
    tag = match["tag"] if match and match["tag"] not in (None, "*") else ""
    return named[-1] if named else tag


def _matches(chain: Sequence[str], path: Sequence[Element]) -> bool:
    if not _is(path[-1], chain[-1]):
        return False
    left = list(chain[:-1])
    for element in reversed(path[:-1]):
        if left and _is(element, left[-1]):
            left.pop()
    return not left


def _is(element: Element, compound: str) -> bool:
    tag, attributes = element
    match = _COMPOUND.fullmatch(compound)
    if match is None or match["tag"] not in (None, "*", tag):
        return False
    return all(_has(attributes, mark) for mark in _MARK.finditer(match["marks"]))


def _has(attributes: Mapping[str, str], mark: re.Match[str]) -> bool:
    if mark["kind"] == ".":
        return mark["name"] in (attributes.get("class") or "").split()
    if mark["kind"] == "#":
        return attributes.get("id") == mark["name"]
    return mark["key"] in attributes and mark["value"] in (None, attributes[mark["key"]])
