"""A question as it is searched: its time understood, its names those of the archive, within the bounds that follow."""

from dataclasses import dataclass

from index.data import Filter, Period
from index.search import Index
from rag.asked_time import narrowed, preferred, understand
from rag.data import AskedTime
from rag.question import Asked, renamed


@dataclass(frozen=True, slots=True)
class Searched:
    """What a question is searched with."""

    asked: Asked
    times: tuple[AskedTime, ...] | None  # understood of it; None where none was looked for
    where: Filter
    near: tuple[tuple[Period, ...], ...]  # the periods preferred, for each part


def searched(asked: Asked, index: Index, bounds: Filter, time: bool = True, names: bool = True) -> Searched:
    """Return how a question is searched; without `time` or `names` it does not matter which it asks about."""
    times = understand(asked, index, bounds) if time else [()] * len(asked.parts)
    told = tuple(dict.fromkeys(one for part in times for one in part)) if time else None
    asked = renamed(asked, index.names(bounds)) if names else asked
    return Searched(asked, told, narrowed(bounds, told or ()), tuple(map(preferred, times)))
