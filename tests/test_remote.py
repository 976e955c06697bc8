"""A server that speaks chat completions, real and small, on a free port of this machine."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from index.errors import BadInput, ModelMissing
from rag.generator import Message, load_generator
from rag.remote import RemoteGenerator

DIALOGUE = [Message("system", "Be brief."), Message("user", "Who?")]


@dataclass
class Server:
    """What the server heard, and where it is."""

    port: int = 0
    bodies: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    @property
    def setting(self) -> str:
        return f"openai:http://127.0.0.1:{self.port}/v1#toy"


@contextmanager
def serving(lines: list[str], status: int = 200) -> Iterator[Server]:
    """Serve the lines of one event stream at every request."""
    heard = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            heard.headers.append(dict(self.headers) | {"path": self.path})
            self.send_response(status)
            self.end_headers()
            for line in lines:
                self.wfile.write(f"{line}\n\n".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard.port = server.server_address[1]
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def event(text: str | None, **more: object) -> str:
    return "data: " + json.dumps({"choices": [{"delta": {"content": text}}]} | more)


def written(setting: str) -> list[tuple[str, int, int]]:
    pieces = RemoteGenerator.from_setting(setting).generate(DIALOGUE, 20)
    return [(piece.text, piece.prompt_tokens, piece.completion_tokens) for piece in pieces]


def test_the_reply_comes_in_pieces_with_its_usage() -> None:
    usage = {"prompt_tokens": 31, "completion_tokens": 2}
    last = "data: " + json.dumps({"choices": [], "usage": usage})
    with serving([": hello", event(None), event("Ida"), event(" Roth – ja"), last, "data: [DONE]"]) as server:
        assert written(server.setting) == [("Ida", 0, 2), (" Roth – ja", 0, 3), ("", 31, 2)]
    (body,) = server.bodies
    assert body["messages"] == [{"role": "system", "content": "Be brief."}, {"role": "user", "content": "Who?"}]
    assert (body["model"], body["max_tokens"], body["temperature"], body["stream"]) == ("toy", 20, 0, True)
    assert server.headers[0]["path"] == "/v1/chat/completions"


def test_the_key_is_sent_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving([event("a")]) as server:
        monkeypatch.delenv("OPENAI_API_KEY", raising=False)
        written(server.setting)
        monkeypatch.setenv("OPENAI_API_KEY", "word")
        written(server.setting)
    assert [headers.get("Authorization") for headers in server.headers] == [None, "Bearer word"]


def test_closing_the_reply_ends_the_request() -> None:
    with serving([event("a"), event("b")]) as server:
        reply = RemoteGenerator.from_setting(server.setting).generate(DIALOGUE, 20)
        assert next(reply).text == "a"
        reply.close()
        assert list(reply) == []


@pytest.mark.parametrize(
    "setting", ["openai:", "openai:#toy", "openai:http://127.0.0.1/v1", "openai:file:///etc#toy", "openai:toy"]
)
def test_a_setting_that_lacks_a_part_is_shown_a_whole_one(setting: str) -> None:
    with pytest.raises(BadInput, match="openai:URL#NAME"):
        load_generator(setting)


def test_the_setting_names_the_model() -> None:
    generator = load_generator("openai:http://127.0.0.1:1/v1/#toy#2")
    assert (generator.name, generator.sha256) == ("toy#2", None)


def test_no_server_is_said_so() -> None:
    with serving([]) as server:
        pass
    with pytest.raises(ModelMissing, match=rf"no server at http://127\.0\.0\.1:{server.port}/v1/chat/completions"):
        written(server.setting)


def broken(lines: list[str], status: int = 200) -> Callable[[], object]:
    def run() -> object:
        with serving(lines, status) as server:
            return written(server.setting)

    return run


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (broken([], status=404), "answered 404"),
        (broken([], status=500), "answered 500"),
        (broken(['data: {"error": {"message": "out of memory"}}']), "gave up: out of memory"),
        (broken([event("a"), "data: {half"]), "broke off"),
    ],
)
def test_a_server_that_fails_is_said_so(run: Callable[[], object], said: str) -> None:
    with pytest.raises(ModelMissing, match=said):
        run()
