"""The web application: what answers over HTTP, with the page mounted beside it."""

from concurrent.futures import Future
from typing import Any

from fastapi import FastAPI

from desk.api import health


def web(ready: "Future[Any]") -> FastAPI:
    """Return the application for an assistant that may still be loading; the page is mounted on it afterwards."""
    application = FastAPI(title="Readout", docs_url=None, redoc_url=None)
    application.state.ready = ready
    application.include_router(health.routes)
    return application
