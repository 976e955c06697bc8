"""`POST /v1/chat/completions`, as OpenAI's clients call it. A stream tells checked sentences alone, never a draft."""

import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse

from desk.api.asking import BEAT, streaming
from desk.api.chat_schema import MODEL, ChatRequest, Completion, Model, Models
from desk.api.errors import ApiError, body_of, refusal
from desk.api.running import CallerGone, answer, events
from desk.api.service import Shared
from desk.turns import Happening
from rag.data import Answer, Citation
from rag.steps import Finished

routes = APIRouter(prefix="/v1")
_MARKER = re.compile(r"\[(\d+)\]")


@routes.post("/chat/completions", response_model=Completion, responses={200: {"content": {"text/event-stream": {}}}})
async def complete(request: Request, service: Shared, chat: ChatRequest) -> Response:
    """Answer the last message of a conversation from the archive."""
    _known(chat.model)
    base = str(request.base_url)
    if chat.stream:
        usage = chat.stream_options is not None and chat.stream_options.include_usage
        return streaming(_chunks(events(request, service, chat.asked()), base, usage))
    return JSONResponse(_completion(await answer(request, service, chat.asked()), base))


@routes.get("/models")
async def models() -> Models:
    """Name the one model."""
    return Models()


@routes.get("/models/{model}")
async def model(model: str) -> Model:
    """Say what the one model is."""
    _known(model)
    return Model()


def _known(model: str) -> None:
    if model != MODEL:
        raise ApiError(404, "model_not_found", f"There is one model here, {MODEL!r}: name it.", param="model")


def _completion(answer: Answer, base: str) -> dict[str, Any]:
    whole = answer.to_dict()
    message = {"role": "assistant", "content": answer.text, "refusal": None}
    choice = {"index": 0, "message": message | _cited(answer, base), "finish_reason": "stop", "logprobs": None}
    return {**_head(answer.id, "chat.completion"), "choices": [choice], "usage": _usage(answer), "answer": whole}


def _head(id: str, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{id}", "object": kind, "created": int(time.time()), "model": MODEL}


def _usage(answer: Answer) -> dict[str, int]:
    read, written = answer.usage.prompt_tokens, answer.usage.completion_tokens
    return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def _cited(answer: Answer, base: str) -> dict[str, Any]:
    """Return what the markers of the text stand for: where each leads, and the citations whole."""
    known = {citation.number: citation for citation in answer.citations}
    places = [
        (match, known[int(match[1])])
        for start, end in _stretches(answer)
        for match in _MARKER.finditer(answer.text, start, end)
    ]
    annotations = [
        {
            "type": "url_citation",
            "url_citation": {
                "start_index": match.start(),
                "end_index": match.end(),
                "title": citation.title,
                "url": citation.url or _address(citation, base),
            },
        }
        for match, citation in places
    ]
    return {"annotations": annotations, "citations": answer.to_dict()["citations"]}


def _stretches(answer: Answer) -> list[tuple[int, int]]:
    """Return where markers stand: from the end of each sentence to the next one."""
    starts = [sentence.answer_start for sentence in answer.sentences[1:]]
    return list(zip((s.answer_end for s in answer.sentences), [*starts, len(answer.text)], strict=False))


def _address(citation: Citation, base: str) -> str:
    """Return where this server has the cited words."""
    span = f"start={citation.source_start}&end={citation.source_end}"
    return f"{base}v1/documents/{quote(citation.document_id, safe='')}?{span}"


async def _chunks(told: AsyncIterator[Happening], base: str, usage: bool) -> AsyncIterator[str]:
    try:
        async with aclosing(told) as happenings:  # type: ignore[type-var]
            async for event in happenings:
                if not isinstance(event, Finished):
                    yield BEAT
                    continue
                for chunk in _said(event.answer, base, usage):
                    yield _data(chunk)
        yield "data: [DONE]\n\n"
    except CallerGone:
        return
    except Exception as error:  # noqa: BLE001 - the status is sent: the client reads the error from the stream
        yield _data(body_of(refusal(error)))


def _said(answer: Answer, base: str, usage: bool) -> Iterator[dict[str, Any]]:
    """Yield an answer sentence by sentence, what its markers stand for, and the end."""
    head = _head(answer.id, "chat.completion.chunk")

    def chunk(delta: dict[str, Any], finish: str | None = None) -> dict[str, Any]:
        return {**head, "choices": [{"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}]}

    yield chunk({"role": "assistant", "content": ""})
    ends = [sentence.answer_start for sentence in answer.sentences[1:]]
    for start, end in zip([0, *ends], [*ends, len(answer.text)], strict=True):
        yield chunk({"content": answer.text[start:end]})
    yield chunk(_cited(answer, base))
    yield {**chunk({}, "stop"), "answer": answer.to_dict()}
    if usage:
        yield {**head, "choices": [], "usage": _usage(answer)}


def _data(value: dict[str, Any]) -> str:
    return f"data: {json.dumps(value, ensure_ascii=False)}\n\n"
