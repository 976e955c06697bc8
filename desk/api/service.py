"""What the ways in share: the assistant once it is loaded, the line before it, the limits and the counts."""

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request

from desk.api.errors import ApiError, Crowded
from desk.api.limits import Limits
from desk.api.metrics import Metrics
from desk.line import Line
from desk.turns import Happening, in_turn
from index.errors import ReadoutError
from index.search import Index
from rag.assistant import Assistant
from rag.steps import Event


@dataclass(frozen=True, slots=True)
class Service:
    """One assistant, shared by all who ask."""

    ready: "Future[Any]"  # its Assistant
    line: Line
    limits: Limits = field(default_factory=Limits)
    metrics: Metrics = field(default_factory=Metrics)

    @property
    def assistant(self) -> Assistant:
        """The assistant. Raises ApiError while it is loading, and where it could not be loaded."""
        if not self.ready.done():
            raise ApiError(503, "loading", "The model is loading: ask again in a moment.", headers={"Retry-After": "5"})
        loaded: Assistant = self.ready.result()
        return loaded

    @property
    def index(self) -> Index:
        """The archive as it is now."""
        self.assistant.renew()
        return self.assistant.index

    def stream(self, question: str, **asked: Any) -> Iterator[Happening]:
        """Take a place in the line and yield what becomes of a question. Raises Crowded at once."""
        assistant, before = self.assistant, len(self.line)
        if before > self.limits.waiting:
            raise Crowded(f"{before} questions are before this one, the most that wait: ask again later.")

        def ask() -> Iterator[Event]:
            assistant.renew()
            return assistant.stream(question, **asked)

        return in_turn(self.line, ask)

    def failure(self) -> str | None:
        """Return why the assistant could not be loaded, None where it is or may yet be."""
        error = self.ready.exception() if self.ready.done() else None
        return None if error is None else str(error) if isinstance(error, ReadoutError) else "It could not be loaded."


def _service(request: Request) -> Service:
    service: Service = request.app.state.service
    return service


Shared = Annotated[Service, Depends(_service)]
