"""A question in the line that the page's questions stand in too: how far its turn is, then what becomes of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from desk.answering import LIMIT, LOOK, PATIENCE
from desk.line import Line, Place
from index.errors import ReadoutError
from rag.data import Event, Finished


class Crowded(ReadoutError):
    """As many wait for an answer as may."""


class TooSlow(ReadoutError):
    """A question waited or was answered longer than it may."""


@dataclass(frozen=True, slots=True)
class Queued:
    """A question waits for its turn; said again at every look."""

    position: int  # how many are before it, the one that is being answered included


Happening = Queued | Event


def in_turn(line: Line, most_waiting: int, ask: Callable[[], Iterator[Event]]) -> Iterator[Happening]:
    """Take a place in the line at once, and yield what becomes of the question; closing the iterator gives it up.

    `ask` is called when its turn has come. Raises Crowded at once, TooSlow from the iterator.
    """
    if len(line) > most_waiting:
        raise Crowded(f"{len(line)} questions are before this one, the most that wait: ask again later.")
    return _in_turn(line.join(), ask)


def _in_turn(place: Place, ask: Callable[[], Iterator[Event]]) -> Iterator[Happening]:
    with place:
        until = time.monotonic() + PATIENCE
        while not place.wait(0):
            if time.monotonic() > until:
                raise TooSlow(f"Its turn did not come within {PATIENCE} seconds: ask again later.")
            yield Queued(place.ahead)
            place.wait(LOOK)
        until = time.monotonic() + LIMIT
        with closing(ask()) as events:  # type: ignore[type-var]
            for event in events:
                if time.monotonic() > until and not isinstance(event, Finished):
                    raise TooSlow(f"No answer within {LIMIT} seconds: ask for less.")
                yield event
