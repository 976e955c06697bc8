"""Plots: a file that is a picture of the size promised, made of the medians given."""

import struct

from bench.plots import DOTS, SIZE, Axes, bars, curves
from bench.timing import Series

PIXELS = (int(SIZE[0] * DOTS), int(SIZE[1] * DOTS))


def size_of(path):
    head = path.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    return struct.unpack(">II", head[16:24])


def test_bars_and_curves_are_pictures(tmp_path):
    series = [Series("this", (1.0, 2.0, 3.0)), Series("that", (4.0, 5.0, 9.0))]
    drawn = bars(series, Axes("Seconds to an answer", "seconds"), tmp_path / "plots" / "bars.png")
    assert size_of(drawn) == PIXELS
    lines = {"dense": [(1e4, 2.0), (1e6, 40.0)], "words": [(1e4, 1.0), (1e6, 9.0)]}
    assert size_of(curves(lines, Axes("Search", "passages", "milliseconds"), tmp_path / "curves.png")) == PIXELS


def test_other_figures_make_another_picture(tmp_path):
    axes = Axes("Seconds", "seconds")
    pictures = [
        bars([Series("this", seconds)], axes, tmp_path / f"{at}.png").read_bytes()
        for at, seconds in enumerate([(1.0, 2.0), (1.0, 2.0), (1.0, 9.0)])
    ]
    assert pictures[0] == pictures[1] != pictures[2]
