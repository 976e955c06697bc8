"""The web application: what answers over HTTP. The page is mounted beside it by app.py."""

from concurrent.futures import Future
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.routing import Match, Route
from starlette.types import Receive, Scope, Send

from desk.api import asking, chat, documents, health
from desk.api.access import Access
from desk.api.errors import ApiError, ErrorBody, install
from desk.api.guard import Guard
from desk.api.limits import Limits
from desk.api.running import CallerGone
from desk.api.service import Service
from desk.line import Line

PARTS = (asking.routes, chat.routes, documents.routes, health.routes)
ABOUT = "Ask an archive of news: every sentence of an answer is cited to the words that support it. See docs/http.md."
WRONG: dict[int | str, dict[str, Any]] = {code: {"model": ErrorBody} for code in ("4XX", "5XX")}


def web(
    ready: "Future[Any]", line: Line | None = None, access: Access | None = None, limits: Limits | None = None
) -> FastAPI:
    """Return the application for an assistant that may still be loading."""
    service = Service(ready, Line() if line is None else line, limits or Limits())
    application = FastAPI(title="Readout", description=ABOUT, docs_url=None, redoc_url=None, responses=WRONG)
    application.state.service = service
    service.metrics.gauge("readout_waiting", "Questions asked and not answered yet.", lambda: len(service.line))
    service.metrics.gauge("readout_ready", "1 once questions can be asked.", lambda: _is_ready(service))
    install(application)
    application.add_exception_handler(CallerGone, _nobody)
    for part in PARTS:
        application.include_router(part)
    for path in ("/v1/{rest:path}", "/health", "/metrics", "/openapi.json"):
        application.router.routes.append(Route(path, _Nowhere(), include_in_schema=False))  # before the page
    application.add_middleware(Guard, access=access or Access(), limits=service.limits, metrics=service.metrics)
    return application


class _Nowhere:
    """Answers what no route of the API takes, so that the page, which takes everything, never sees it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        near = [route for part in PARTS for route in part.routes if route.matches(scope)[0] is Match.PARTIAL]
        if near:
            allowed = ", ".join(sorted({method for route in near for method in getattr(route, "methods", ())}))
            message = f"This address takes {allowed} and nothing else."
            raise ApiError(405, "method_not_allowed", message, headers={"Allow": allowed})
        raise ApiError(404, "not_found", "There is nothing here: GET /openapi.json lists the ways in.")


def _is_ready(service: Service) -> float:
    return float(service.ready.done() and service.failure() is None)


async def _nobody(request: Request, error: Exception) -> Response:
    return Response(status_code=499)
