"""Plots of measurements as PNG files: bars of things compared side by side, and curves of what grows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.timing import Series

SIZE, DOTS = (8.0, 4.5), 120  # inches; dots an inch
LABEL_ROOM = 1.12  # of the longest bar, for the figure behind it


@dataclass(frozen=True, slots=True)
class Axes:
    """What stands beside the axes of a plot; curves may be drawn over powers of ten."""

    title: str
    across: str
    up: str = ""
    logarithmic: bool = True


def bars(series: Sequence[Series], axes: Axes, path: Path) -> Path:
    """Draw the median of each series as a bar, first on top, its middle half as a line across the end; return it."""

    def draw(plot: Any) -> None:
        medians = [one.median for one in series]
        low = [one.median - one.percentile(0.25) for one in series]
        high = [one.percentile(0.75) - one.median for one in series]
        drawn = plot.barh([one.name for one in series], medians, xerr=[low, high], color="#4a6fa5", ecolor="#222222")
        plot.bar_label(drawn, [f" {median:.3g}" for median in medians], label_type="edge", padding=4)
        plot.invert_yaxis()
        plot.set_xlim(0, LABEL_ROOM * max(one.percentile(0.75) for one in series))

    return _drawn(draw, axes, path)


def curves(lines: Mapping[str, Sequence[tuple[float, float]]], axes: Axes, path: Path) -> Path:
    """Draw each line through its points, (across, up); return the file."""

    def draw(plot: Any) -> None:
        for name, points in lines.items():
            plot.plot(*zip(*points, strict=True), marker="o", label=name)
        if axes.logarithmic:
            plot.set_xscale("log")
            plot.set_yscale("log")
        plot.grid(alpha=0.3)
        plot.legend()

    return _drawn(draw, axes, path)


def _drawn(draw: Callable[[Any], None], axes: Axes, path: Path) -> Path:
    import matplotlib
    from matplotlib.figure import Figure

    path.parent.mkdir(parents=True, exist_ok=True)
    with matplotlib.rc_context():  # whatever a user's own settings are
        matplotlib.rcdefaults()
        figure = Figure(figsize=SIZE, dpi=DOTS, layout="constrained")
        plot = figure.add_subplot()
        draw(plot)
        plot.set(title=axes.title, xlabel=axes.across, ylabel=axes.up)
        figure.savefig(path, format="png", metadata={"Software": None})
    return path
