"""What a runner is told and what it replies: one JSON object a line, on its standard input and output.

{"do": "index", "system": NAME, "articles": FILE}   {"pieces": 812, "seconds": 41.2}
{"do": "open", "system": NAME}                      {"seconds": 0.9}
{"do": "ask", "system": NAME, "question": "…"}      {"text": "…", "sources": […], "first_token": 1.9, "seconds": 7.3}

A process may hold several systems that need the same environment. Every reply has the process's `peak_mb`; one that
failed has `error` instead of the rest. Standard library only.
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any, Protocol, TextIO

Told = dict[str, Any]  # server, model, encoder, source; for each system its folder and settings
Reply = dict[str, Any]
_PER_MB = 1e6 if sys.platform == "darwin" else 1e6 / 1024  # of what getrusage counts in


class Runner(Protocol):
    """A system under measurement, which is made with what is told of all systems and of itself."""

    def index(self, articles: str) -> int:
        """Index a file of articles, a JSON object a line, and keep the index on disk; return how many pieces it has."""

    def open(self) -> None:
        """Open the index that was made, and do everything that comes before a first question."""

    def ask(self, question: str) -> Reply:
        """Answer a question: `text`; `sources`, those that it may cite; `cited`, their numbers; `first_token`."""


def articles_of(path: str) -> list[dict[str, str]]:
    """Read a file of articles: `id`, `title`, `published`, `text` with a head that names both."""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a path as it was told
        return [json.loads(line) for line in file]


def serve(make: Callable[[Told], Runner]) -> None:
    """Do what is told of several systems until there is no more."""
    replies = own_output()
    told = json.loads(sys.argv[1])
    runners = {name: make(told | own) for name, own in told.pop("systems").items()}
    reply_to_all(lambda asked: _do(runners[asked["system"]], asked), replies)


def own_output() -> TextIO:
    """Return standard output for replies alone: what libraries print goes to standard error from now on."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return replies


def reply_to_all(do: Callable[[Told], Reply], replies: TextIO) -> None:
    """Do what each line of standard input tells, until there is no more."""
    for line in sys.stdin:
        reply = _done(do, json.loads(line))
        replies.write(json.dumps(reply | {"peak_mb": _peak_mb()}) + "\n")
        replies.flush()


def _done(do: Callable[[Told], Reply], told: Told) -> Reply:
    begun = time.perf_counter()
    try:
        reply = do(told)
    except Exception as error:  # noqa: BLE001 - whatever a system raises is its reply
        return {"error": f"{type(error).__name__}: {error}"}
    return reply | {"seconds": time.perf_counter() - begun}


def _do(runner: Runner, told: Told) -> Reply:
    if told["do"] == "index":
        return {"pieces": runner.index(told["articles"])}
    if told["do"] == "open":
        runner.open()
        return {}
    return runner.ask(told["question"])


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MB
