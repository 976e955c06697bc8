"""`GET /health`: whether questions can be asked, and of what; `GET /metrics`: counts for Prometheus."""

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse

from desk.api.schema import Health
from desk.api.service import Service, Shared
from index.errors import ReadoutError

routes = APIRouter()
TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8"


@routes.get("/health", response_model=Health, responses={503: {"model": Health}})
def health(service: Shared) -> Response:
    """Say how things stand; 503 unless questions can be asked."""
    told = _told(service)
    return JSONResponse(told.model_dump(), 200 if told.status == "ready" else 503)


@routes.get("/metrics", responses={200: {"content": {"text/plain": {}}}}, response_class=Response)
def metrics(service: Shared) -> Response:
    """Return counts and durations."""
    return Response(service.metrics.text(), media_type=TEXT_FORMAT)


def _told(service: Service) -> Health:
    waiting = len(service.line)
    if failure := service.failure():
        return Health(status="failed", message=failure, waiting=waiting)
    if not service.ready.done():
        return Health(status="loading", message="The model is loading.", waiting=waiting)
    try:
        index = service.index
    except ReadoutError as error:  # another program changed it into one that cannot be read
        return Health(status="failed", message=str(error), waiting=waiting)
    return Health(
        status="ready",
        message="Questions can be asked.",
        documents=index.coverage().documents,
        index_generation=index.info.generation,
        model=service.assistant.generator.name,
        waiting=waiting,
    )
