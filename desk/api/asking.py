"""`POST /v1/ask`: the answer as JSON, or what is being done as server-sent events, the answer the last."""

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import asdict
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from desk.api.errors import body_of, refusal
from desk.api.running import CallerGone, answer, events
from desk.api.schema import Question
from desk.api.service import Shared
from desk.turns import Happening, Queued
from rag.data import Answer, plain
from rag.steps import Checked, Drafted, Finished, Found, Understood

routes = APIRouter(prefix="/v1")
BEAT = ": waiting\n\n"  # a comment: it shows that the line is alive


@routes.post("/ask", response_model=Answer, responses={200: {"content": {"text/event-stream": {}}}})
async def ask(request: Request, service: Shared, question: Question) -> Response:
    """Answer a question from the archive, every sentence cited, or say why there is no answer."""
    if question.stream:
        return streaming(_lines(events(request, service, question.asked())))
    return JSONResponse((await answer(request, service, question.asked())).to_dict())


def streaming(lines: AsyncIterator[str]) -> StreamingResponse:
    """Return a response of server-sent events."""
    return StreamingResponse(lines, media_type="text/event-stream", headers={"Cache-Control": "no-store"})


async def _lines(told: AsyncIterator[Happening]) -> AsyncIterator[str]:
    before: Happening | None = None
    try:
        async with aclosing(told) as happenings:  # type: ignore[type-var]
            async for event in happenings:
                yield BEAT if event == before and isinstance(event, Queued) else _line(*_named(event))
                before = event
    except CallerGone:
        return
    except Exception as error:  # noqa: BLE001 - the status is sent: an event says what went wrong
        yield _line("error", body_of(refusal(error)))


def _line(name: str, data: dict[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(plain(data), ensure_ascii=False)}\n\n"


def _named(event: Happening) -> tuple[str, dict[str, Any]]:
    """Return an event's name and what it tells."""
    match event:
        case Queued():
            return "queued", asdict(event)
        case Understood():
            return "understood", asdict(event)
        case Found():
            return "found", {"hits": [asdict(hit) for hit in event.hits]}
        case Drafted():
            return "drafted", asdict(event)
        case Checked():
            return "checked", asdict(event)
        case Finished():
            return "answer", event.answer.to_dict()
