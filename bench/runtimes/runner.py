"""A process with one runtime, which is told what to do in lines of JSON.

python -m bench.runtimes.runner NAME FILE.gguf

{"do": "load"}                                                       {"seconds": 2.1}
{"do": "write", "tokens": 8, "messages": […], "quotable": […]}       {"text": "…", "reading": 3.1, …}
"""

import sys
import time

from bench.peers.runners.lines import Told, own_output, reply_to_all
from bench.runtimes.engines import ENGINES, Reply, Write
from bench.runtimes.prompts import Prompt


class Runner:
    """A runtime that is loaded when it is told to be."""

    def __init__(self, name: str, model: str) -> None:
        self._name, self._model = name, model
        self._write: Write | None = None

    def do(self, told: Told) -> Reply:
        """Load the model, or write a reply."""
        if self._write is None or told["do"] == "load":
            self._write = ENGINES[self._name](self._model)
            return {}
        begun = time.process_time()
        reply = self._write(Prompt.of(told), told["tokens"])
        return reply | {"processor": time.process_time() - begun}


if __name__ == "__main__":
    replies = own_output()
    reply_to_all(Runner(sys.argv[1], sys.argv[2]).do, replies)
