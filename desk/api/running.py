"""A question in a thread of its own, its events as they come; when the caller goes away, the model stops."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing, closing
from typing import Any

from fastapi import Request

from desk.api.service import Service
from desk.turns import Happening
from rag.data import Answer
from rag.steps import Finished

LOOK_EVERY = 0.5  # seconds between two looks at whether the caller is still there
_END = object()


class CallerGone(Exception):
    """Nobody waits for the answer any more."""


def events(request: Request, service: Service, asked: dict[str, Any]) -> AsyncIterator[Happening]:
    """Take a place in the line, and yield what becomes of a question; closing the iterator stops it.

    Raises ApiError and Crowded at once; CallerGone and what the assistant raises from the iterator.
    """
    stream = service.stream(**asked)
    happened: asyncio.Queue[object] = asyncio.Queue()
    loop, left = asyncio.get_running_loop(), threading.Event()

    def tell(what: object) -> None:
        if not left.is_set():
            loop.call_soon_threadsafe(happened.put_nowait, what)

    threading.Thread(target=_run, args=(stream, tell, left), daemon=True).start()
    return _told(request, service, happened, left)


async def answer(request: Request, service: Service, asked: dict[str, Any]) -> Answer:
    """Answer a question. Raises as `events` does."""
    async with aclosing(events(request, service, asked)) as told:  # type: ignore[type-var]
        async for event in told:
            if isinstance(event, Finished):
                return event.answer
    raise RuntimeError("a question ended without an answer")


async def _told(
    request: Request, service: Service, happened: "asyncio.Queue[object]", left: threading.Event
) -> AsyncIterator[Happening]:
    watch = asyncio.create_task(_watch(request, happened))
    try:
        while (what := await happened.get()) is not _END:
            if isinstance(what, Exception):
                raise what
            if isinstance(what, Finished):
                service.metrics.answer(what.answer)
            yield what  # type: ignore[misc]
    finally:
        left.set()
        watch.cancel()


async def _watch(request: Request, happened: "asyncio.Queue[object]") -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(LOOK_EVERY)
    happened.put_nowait(CallerGone())


def _run(stream: Iterator[Happening], tell: Callable[[object], None], left: threading.Event) -> None:
    try:
        with closing(stream) as running:  # type: ignore[type-var]
            for event in running:
                if left.is_set():
                    return
                tell(event)
        tell(_END)
    except Exception as error:  # noqa: BLE001 - whoever asked is told, in the loop's thread
        tell(error)
