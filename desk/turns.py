"""A question in the line that all who ask stand in: how far its turn is, then what becomes of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

from desk.line import Line, Place
from index.errors import ReadoutError
from rag.steps import Event, Finished

LOOK = 0.5  # seconds between two looks at how far the line is
PATIENCE = 600  # seconds that a question waits for its turn
LIMIT = 240  # seconds that an answer may take


class TooSlow(ReadoutError):
    """A question waited or was answered longer than it may."""

    def __init__(self, message: str, seconds: int) -> None:
        super().__init__(message)
        self.seconds = seconds  # that it may


@dataclass(frozen=True, slots=True)
class Queued:
    """A question waits for its turn; said again at every look."""

    position: int  # how many are before it, the one that is being answered included


Happening = Queued | Event


def in_turn(line: Line, ask: Callable[[], Iterator[Event]]) -> Iterator[Happening]:
    """Take a place in the line at once, and yield what becomes of the question; closing the iterator gives it up.

    `ask` is called when its turn has come. Raises TooSlow from the iterator.
    """
    return _in_turn(line.join(), ask)


def _in_turn(place: Place, ask: Callable[[], Iterator[Event]]) -> Iterator[Happening]:
    with place:
        until = time.monotonic() + PATIENCE
        while not place.wait(0):
            if time.monotonic() > until:
                raise TooSlow(f"Its turn did not come within {PATIENCE} seconds: ask again later.", PATIENCE)
            yield Queued(place.ahead)
            place.wait(LOOK)
        until = time.monotonic() + LIMIT
        with closing(ask()) as events:  # type: ignore[type-var]
            for event in events:
                if time.monotonic() > until and not isinstance(event, Finished):
                    raise TooSlow(f"No answer within {LIMIT} seconds: ask for less.", LIMIT)
                yield event
