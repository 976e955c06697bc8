"""One at a time: who asks stands in a line, sees how many are before him, and can leave it."""

import threading
from types import TracebackType
from typing import Self


class Line:
    """Those who wait for the model or the index, in the order of coming. Threads share it."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._places: list[Place] = []

    def __len__(self) -> int:
        return len(self._places)

    def join(self) -> "Place":
        """Take the last place."""
        return Place(self)

    def _take(self, place: "Place") -> None:
        with self._changed:
            self._places.append(place)

    def _leave(self, place: "Place") -> None:
        with self._changed:
            if place in self._places:
                self._places.remove(place)
                self._changed.notify_all()

    def _ahead(self, place: "Place") -> int:
        return self._places.index(place) if place in self._places else 0

    def _wait(self, place: "Place", seconds: float) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self._ahead(place) == 0, seconds)


class Place:
    """A place in a line, left at the end of its `with`."""

    def __init__(self, line: Line) -> None:
        self._line = line
        line._take(self)

    @property
    def ahead(self) -> int:
        """How many are before this one."""
        return self._line._ahead(self)

    def wait(self, seconds: float) -> bool:
        """Wait for the turn to come, for so long at most, and return whether it has."""
        return self._line._wait(self, seconds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._line._leave(self)
