"""The processes of a measurement: runners, which are told what to do in lines of JSON, and the server that they ask."""

import json
import os
import subprocess
import urllib.request
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

import psutil

from bench.peers.environments import python_of
from index.errors import BadInput
from index.models import CHECKOUT

RUNNERS = "bench.peers.runners"
MODEL = "qwen2.5-coder-1.5b-instruct"  # the name that the server gives its model
SETTINGS = {
    "HF_HUB_OFFLINE": "1",
    "HAYSTACK_TELEMETRY_ENABLED": "False",
    "TQDM_DISABLE": "1",
    "OMP_WAIT_POLICY": "PASSIVE",  # no spinning: on a busy machine llama.cpp writes four to ten times as fast
}
PATIENCE = 20  # seconds to end in
_COUNTED = {"llamacpp:prompt_tokens_total": "prompt_tokens", "llamacpp:tokens_predicted_total": "completion_tokens"}


class Process:
    """A module that is told what to do, running in an environment; what it prints on standard error goes to a log."""

    def __init__(self, module: str, words: Sequence[str], environment: str, log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self._module, self._log = module, log
        with log.open("a", encoding="utf-8") as errors:
            self._process = subprocess.Popen(
                [python_of(environment), "-m", module, *words],
                cwd=CHECKOUT,
                env=os.environ | SETTINGS,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process by closing its input, and by force where that does not do."""
        with suppress(OSError):
            self._pipe(self._process.stdin).close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def line(self) -> str:
        """Return the next line that it writes. Raises BadInput where it ended instead."""
        line = self._pipe(self._process.stdout).readline()
        if not line:
            raise BadInput(f"{self._module} ended with {self._process.wait()}: {self._log} says why")
        return line

    def tell(self, **told: Any) -> dict[str, Any]:
        """Have something done and return the reply."""
        stdin = self._pipe(self._process.stdin)
        stdin.write(json.dumps(told, ensure_ascii=False) + "\n")
        stdin.flush()
        reply: dict[str, Any] = json.loads(self.line())
        return reply

    @property
    def resident_mb(self) -> float:
        """The memory that it holds now."""
        return float(psutil.Process(self._process.pid).memory_info().rss) / 1e6

    @staticmethod
    def _pipe(pipe: IO[str] | None) -> IO[str]:
        assert pipe is not None  # both are asked for above
        return pipe


class Server(Process):
    """llama.cpp's server with the generator's file, at an address of this machine."""

    def __init__(self, weights: Path, log: Path) -> None:
        super().__init__(f"{RUNNERS}.server", [str(weights), MODEL], "server", log)
        self.address = self.line().strip()

    def tokens(self) -> dict[str, int]:
        """Return how many tokens it has read and written so far; those that its cache held are not read."""
        with urllib.request.urlopen(f"{self.address}/metrics", timeout=PATIENCE) as response:
            lines = [line.split() for line in response.read().decode().splitlines()]
        return {_COUNTED[line[0]]: int(float(line[1])) for line in lines if line and line[0] in _COUNTED}
