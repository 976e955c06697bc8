"""Whether a style keeps an element off the screen: its declarations, from an attribute or from the page's own sheet."""

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
_NAMED = {"white": (255, 255, 255), "black": (0, 0, 0), "transparent": None}
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
        or _is_tiny(style.get("opacity"), 0.05)
        or _is_tiny(style.get("font-size"), 1)
        or re.match(r"(?:\S+\s+)*0[a-z%]*/", style.get("font", "")) is not None
        or _is_cut(style)
        or _is_moved(style)
    )


def background(style: Declarations, attributes: Mapping[str, str]) -> str | None:
    """Return the background that an element declares, or None."""
    return style.get("background-color") or style.get("background") or attributes.get("bgcolor")


def same_colour(style: Declarations, behind: str | None) -> bool:
    """Whether text has the colour of what is behind it: white, where nothing is known of that."""
    ink = style.get("color")
    if ink is None:
        return False
    if ink == "transparent" or re.fullmatch(r"(?:rgba|hsla)\(.*[,/]\s*0(?:\.0+)?%?\s*\)|#[0-9a-f]{6}00", ink):
        return True
    front, back = _colour(ink), _colour(behind or "white")
    return front is not None and back is not None and sum(abs(a - b) for a, b in zip(front, back, strict=True)) <= 24


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
    return cut or clipped or path.startswith(("inset(50%", "inset(100%", "circle(0"))


def _is_moved(style: Declarations) -> bool:
    names = ("left", "top", "right", "bottom", "text-indent", "margin-left", "margin-top")
    places = [style.get(name, "") for name in names]
    moves = style.get("transform", "")
    shifted = moves.startswith("translate") and any(abs(float(n)) >= _FAR for n in _NUMBER.findall(moves))
    far = any(number and float(number[0]) <= -_FAR for number in map(_NUMBER.match, places))
    return far or shifted or re.match(r"scale[xy]?\(\s*0(?:\.0+)?\s*\)", moves) is not None


def _colour(text: str) -> _Colour:
    if text in _NAMED:
        return _NAMED[text]
    if match := re.match(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", text):
        digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if text.startswith("rgb"):
        parts = [round(float(number)) for number in _NUMBER.findall(text)[:3]]
        return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None
    return None


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
