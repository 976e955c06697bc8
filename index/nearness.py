"""How near articles lie in time to the days that a question asks about."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from index.data import Period
from index.layout import Days, Layout

HALF_LIFE = 14.0  # days of distance after which an article counts half as near
GRACE = 7.0  # days of distance that do not count: news is told in the days round what it tells of
TOLD_LATER = 0.75  # least nearness to what has no beginning: what was before a day is told after it too
UNDATED = 0.5  # of an article that nobody dates, so that it is neither preferred nor hidden
SHORT = timedelta(days=92)  # days asked about up to which they say which articles are meant
NAMED, NAMED_LONG = 2 / 3, 1 / 3  # what they count where it is asked as of a day; the rest is nearness to that day


def nearness(layout: Layout, near: Sequence[Period], as_of: date | None = None) -> Days:
    """Return for each document 1 where it is of the days asked about, halved with every half-life of distance.

    An article known by its month or year is as near as its nearest day. Who asks as of a day asks for what is new then,
    also by a question that names another time ("How much more than a year ago").
    """
    asked = np.max([_nearness(layout, period) for period in near], axis=0)
    if as_of is None:
        return np.asarray(asked, np.float64)
    share = NAMED if any(_is_short(period) for period in near) else NAMED_LONG
    return np.asarray(share * asked + (1 - share) * _nearness(layout, Period(as_of, as_of)), np.float64)


def _is_short(period: Period) -> bool:
    return bool(period.first and period.last and period.last - period.first <= SHORT)


def _nearness(layout: Layout, period: Period) -> Days:
    distances = _distances(layout, period)
    known = 0.5 ** (np.maximum(distances - GRACE, 0) / HALF_LIFE)
    least = 0.0 if period.first else TOLD_LATER
    return np.where(np.isnan(distances), UNDATED, np.maximum(known, least))


def _distances(layout: Layout, period: Period) -> Days:
    """Return the days between each article and a period, 0 where they meet."""
    before = period.first.toordinal() - layout.last if period.first else np.zeros_like(layout.last)
    after = layout.first - period.last.toordinal() if period.last else np.zeros_like(layout.first)
    return np.maximum(np.maximum(before, after), 0)
