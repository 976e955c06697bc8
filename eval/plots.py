"""The report's plots as SVG that stands inside a page: its colours, its font, no ids that could meet another's.

Drawn without a display, the same bytes for the same figures; `matplotlib` is imported here only, when a plot is drawn.
"""

import io
import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markupsafe import Markup

from eval.measures.abstention import Bin, Point

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# The page's colours, and what stands for them while drawing.
INK, FAINT, LINE = "#000001", "#000002", "#000003"
SERIES = ("#000004", "#000005", "#000006")
_PAINTS = {INK: "ink", FAINT: "faint", LINE: "line", **{paint: f"series-{at}" for at, paint in enumerate(SERIES, 1)}}
_MARKS = "oD^"

_WIDTH, _FONT = 5.0, 10  # inches, points
_RECIPE: dict[Any, Any] = {
    "svg.fonttype": "none",  # text as text, set in the page's font
    "svg.hashsalt": "readout",
    "font.size": _FONT,
    "axes.edgecolor": LINE,
    "axes.labelcolor": FAINT,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "text.color": INK,
    "text.parse_math": False,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.major.pad": 6,
    "xtick.major.size": 0,
    "ytick.major.size": 0,
}
_FAMILY = re.compile(r"font-family: [^;]*;\s*")
_REFERENCE = re.compile(r"(?:(?<=url\()|\A)#([\w-]+)")


def risk_coverage(curve: Sequence[Point]) -> Markup:
    """Draw the share wrong among the answered over the share of them kept, the most confident first."""

    def draw(axes: "Axes") -> None:
        last, top = curve[-1], max(one.risk for one in curve)
        coverage, risk = [one.coverage for one in curve], [one.risk for one in curve]
        axes.plot(coverage, risk, color=SERIES[0], linewidth=2, drawstyle="steps-pre", solid_joinstyle="round")
        axes.plot(last.coverage, last.risk, "o", color=SERIES[1], markersize=8, clip_on=False, zorder=3)
        place = (last.coverage, last.risk)
        axes.annotate(
            f"this run: {100 * last.risk:.0f} %", place, (-4, 10), textcoords="offset points", ha="right", color=INK
        )
        axes.set(xlim=(0, 1), ylim=(0, min(1.0, max(0.1, top * 1.3))), xlabel="answers kept, most confident first")
        axes.set_ylabel("wrong among them")
        _percent(axes, "x", "y")

    return _svg("risk", "Share wrong over share of the answers kept", 3.2, draw)


def calibration(bins: Sequence[Bin]) -> Markup:
    """Draw the share that came true over the confidence stated: a dot a bin that is not empty, larger for more."""
    held = [
        (one.confidence, one.share, one.count) for one in bins if one.confidence is not None and one.share is not None
    ]

    def draw(axes: "Axes") -> None:
        confidence, share = [one[0] for one in held], [one[1] for one in held]
        most = max(count for _, _, count in held)
        areas = [30 + 150 * count / most for _, _, count in held]
        axes.plot([0, 1], [0, 1], color=FAINT, linewidth=1, dashes=(4, 3))
        axes.plot(confidence, share, color=SERIES[0], linewidth=1, alpha=0.5)
        axes.scatter(confidence, share, areas, color=SERIES[0], clip_on=False, zorder=3)
        for sure, true, count in held:
            offset = (0, -18 if true > 0.15 else 11)  # below the dot, unless that is below the axis
            axes.annotate(str(count), (sure, true), offset, textcoords="offset points", ha="center", color=FAINT)
        axes.set(xlim=(0, 1), ylim=(0, 1), xlabel="confidence stated", ylabel="answerable")
        _percent(axes, "x", "y")

    return _svg("calibration", "Share answerable over confidence stated", 3.2, draw)


def latency(stages: Mapping[str, tuple[float, float]]) -> Markup:
    """Draw the seconds of each stage: a bar to the median (p50), a whisker to the 95th percentile (p95)."""

    def draw(axes: "Axes") -> None:
        places = range(len(stages))
        middles = [p50 for p50, _ in stages.values()]
        high = max(p95 for _, p95 in stages.values())
        axes.hlines(places, 0, [p95 for _, p95 in stages.values()], color=SERIES[0], linewidth=1.5)
        axes.barh(places, middles, 0.55, color=SERIES[0])
        for place, (p50, p95) in zip(places, stages.values(), strict=True):
            axes.annotate(
                f"{seconds(p50)} / {seconds(p95)}", (p95, place), (6, 0), textcoords="offset points", va="center"
            )
        axes.set_yticks(places, list(stages), color=INK)
        axes.set(xlim=(0, high * 1.5 or 1), xlabel="seconds")
        axes.invert_yaxis()

    return _svg("latency", "Seconds by stage", 0.9 + 0.33 * len(stages), draw)


def by_type(kinds: Mapping[str, Sequence[float | None]], measures: Sequence[str]) -> Markup:
    """Draw up to three measures of each type of question, as dots between 0 and 1."""

    def draw(axes: "Axes") -> None:
        places = range(len(kinds))
        axes.hlines(places, 0, 1, color=LINE, linewidth=1)
        for at, name in enumerate(measures[: len(SERIES)]):
            known = [(values[at], place) for place, values in zip(places, kinds.values(), strict=True)]
            xs, ys = [x for x, _ in known if x is not None], [y for x, y in known if x is not None]
            shift = [y + 0.2 * (at - (min(len(measures), 3) - 1) / 2) for y in ys]
            axes.scatter(xs, shift, 42, marker=_MARKS[at], color=SERIES[at], label=name, clip_on=False, zorder=3)
        axes.set_yticks(places, list(kinds), color=INK)
        axes.set(xlim=(-0.03, 1.03), ylim=(len(kinds) - 0.4, -0.6))
        _percent(axes, "x")
        axes.spines["left"].set_visible(False)
        axes.figure.legend(loc="outside upper left", ncols=3, frameon=False, handletextpad=0.2, columnspacing=1)

    return _svg("types", "Scores by type of question", 1.0 + 0.36 * len(kinds), draw)


def seconds(spent: float) -> str:
    """Write a time in seconds, or in milliseconds where it is less than a tenth of one."""
    return f"{spent:.1f} s" if spent >= 0.1 else f"{1000 * spent:.0f} ms"


def _percent(axes: "Axes", *sides: str) -> None:
    from matplotlib.ticker import MaxNLocator, PercentFormatter

    for side in sides:
        axis = getattr(axes, f"{side}axis")
        axis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))
        axis.set_major_locator(MaxNLocator(5, steps=[1, 2, 2.5, 5, 10]))
    axes.grid(color=LINE, linewidth=0.8, axis="both" if len(sides) > 1 else "x")
    axes.set_axisbelow(True)


def _svg(name: str, title: str, height: float, draw: Callable[["Axes"], None]) -> Markup:
    import matplotlib
    from matplotlib.figure import Figure

    file = io.BytesIO()
    with matplotlib.rc_context():  # whatever a user's own settings are
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_RECIPE)
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        figure.patch.set_visible(False)
        draw(figure.add_subplot(facecolor="none"))
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return Markup(_inline(file.getvalue(), name, title))  # the library escapes what it is given


def _inline(svg: bytes, name: str, title: str) -> str:
    """Return the drawing as an element of a page: no namespaces, no style sheet, ids kept only where referred to."""
    root = ElementTree.fromstring(svg)
    for parent in list(root.iter()):
        for child in [child for child in parent if child.tag.endswith(("}metadata", "}style"))]:
            parent.remove(child)
    referred = {
        found for element in root.iter() for value in element.attrib.values() for found in _REFERENCE.findall(value)
    }
    for element in root.iter():
        attributes = {_bare(key): _restyled(value, name) for key, value in element.attrib.items()}
        if element.get("id") not in referred:
            attributes.pop("id", None)
        elif "id" in attributes:
            attributes["id"] = f"{name}-{attributes['id']}"
        element.tag, element.attrib = _bare(element.tag), attributes
    root.attrib = {"viewBox": root.attrib["viewBox"], "role": "img", "aria-labelledby": f"{name}-title"}
    label = ElementTree.Element("title", {"id": f"{name}-title"})
    label.text = title
    root.insert(0, label)
    return ElementTree.tostring(root, "unicode")


def _restyled(value: str, name: str) -> str:
    for paint, variable in _PAINTS.items():
        value = value.replace(paint, f"var(--{variable})")
    return _REFERENCE.sub(rf"#{name}-\1", _FAMILY.sub("", value))


def _bare(name: str) -> str:
    return name.rpartition("}")[2]
