"""A model behind a server that speaks OpenAI's chat completions: `--model openai:http://localhost:8080/v1#name`."""

import http.client
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from typing import Any, Self

from index.errors import BadInput, ModelMissing
from rag.generator import Message, Piece, Pieces

PREFIX = "openai:"
KEY = "OPENAI_API_KEY"  # the variable that holds the bearer token, where the server wants one
PATIENCE = 120  # seconds without a word from the server


class RemoteGenerator:
    """A client of one model of one server; its weights are out of reach, so there is no hash."""

    sha256: str | None = None

    def __init__(self, url: str, name: str) -> None:
        self.name, self._url = name, f"{url.rstrip('/')}/chat/completions"

    @classmethod
    def from_setting(cls, setting: str) -> Self:
        """Read `openai:URL#NAME`. Raises BadInput where a part is missing."""
        url, _, name = setting.removeprefix(PREFIX).partition("#")
        if not url.startswith(("http://", "https://")) or not name:
            raise BadInput(f"--model {setting} is not openai:URL#NAME, as in openai:http://localhost:8080/v1#qwen")
        return cls(url, name)

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        """Continue the dialogue greedily, at most `max_tokens` long. Raises ModelMissing where the server fails.

        No server can be held to what is quotable: its quotations are only checked afterwards.
        """
        body = {
            "model": self.name,
            "messages": [{"role": message.role, "content": message.content} for message in messages],
            "max_tokens": max_tokens,
            "temperature": 0,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        prompt_tokens = written = 0
        for event in self._events(body):
            usage = event.get("usage") or {}
            prompt_tokens, written = (
                usage.get("prompt_tokens", prompt_tokens),
                usage.get("completion_tokens", written + 1),
            )
            text = "".join((choice.get("delta") or {}).get("content") or "" for choice in event.get("choices") or [])
            if text or usage:
                yield Piece(text, prompt_tokens, written)

    def _events(self, body: dict[str, Any]) -> Iterator[dict[str, Any]]:
        headers = {"Content-Type": "application/json"}
        if key := os.environ.get(KEY):
            headers["Authorization"] = f"Bearer {key}"
        request = urllib.request.Request(self._url, json.dumps(body).encode(), headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                for line in response:
                    data = line.decode().strip().removeprefix("data:").strip()
                    if data.startswith("{"):  # not so: a comment, "[DONE]", the empty line between two events
                        yield self._event(data)
        except urllib.error.HTTPError as error:
            raise ModelMissing(
                f"the server at {self._url} answered {error.code} {error.reason}: check the model's name"
            ) from error
        except (urllib.error.URLError, TimeoutError) as error:
            raise ModelMissing(f"no server at {self._url} ({error}): start it, or leave --model out") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise ModelMissing(f"the server at {self._url} broke off ({error!r}): ask again, or see its log") from error

    def _event(self, data: str) -> dict[str, Any]:
        event: dict[str, Any] = json.loads(data)
        if fault := event.get("error"):
            reason = fault.get("message", fault) if isinstance(fault, dict) else fault
            raise ModelMissing(f"the server at {self._url} gave up: {reason}")
        return event
