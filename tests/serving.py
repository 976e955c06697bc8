"""The API over the small archive of tests/answering.py: called in the process, or served from a thread."""

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from fastapi.testclient import TestClient

from desk.api.server import Server
from desk.api.web import web

HERE = "http://127.0.0.1"


def loaded(assistant: Any) -> "Future[Any]":
    ready: Future[Any] = Future()
    ready.set_result(assistant)
    return ready


def client_of(assistant: Any, **options: Any) -> TestClient:
    """Call the API in this process; a fault of the program is a response here as it is over the wire."""
    return TestClient(web(loaded(assistant), **options), base_url=HERE, raise_server_exceptions=False)


@contextmanager
def served(assistant: Any, **options: Any) -> Iterator[str]:
    """Serve the API from a thread and give its address, without a slash at the end."""
    server = Server(web(loaded(assistant), **options), "127.0.0.1", 0)
    try:
        yield server.url.rstrip("/")
    finally:
        server.stop()


def events_of(text: str) -> list[tuple[str, str]]:
    """The server-sent events of a body, as (name, data); comments are left out."""
    found = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if not line.startswith(":"))
        if fields:
            found.append((fields.get("event", "message"), fields["data"]))
    return found
