"""Asking all systems in turn, question by question, each reply kept the moment it comes."""

import json
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from bench.peers.environments import OWN
from bench.peers.process import MODEL, RUNNERS, Process, Server
from bench.peers.systems import System
from bench.timing import turned
from eval.benchmarks.kept import Kept, key_of
from eval.data import GoldRow
from index.catalogue import ENCODER, GENERATOR
from index.errors import BadInput

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Run:
    """A measurement: its systems over one archive, and the folder where everything of it is kept."""

    folder: Path
    source: Path  # the folder of articles
    archive: str  # its hash
    systems: tuple[System, ...]

    @property
    def articles(self) -> Path:
        """The file of articles as the peers read them."""
        return self.folder / "articles.jsonl"

    @property
    def kept(self) -> Kept:
        """What has been measured so far."""
        return Kept(self.folder / "kept.jsonl")

    def index_key(self, system: System) -> str:
        """Return what the making of an index is kept under."""
        return key_of("index", system.name, system.settings, self.archive)

    def ask_key(self, system: System, row: GoldRow) -> str:
        """Return what a reply is kept under."""
        return key_of("ask", system.name, system.settings, self.archive, GENERATOR.sha256, row.asked_sha256)

    def index_folder(self, system: System) -> Path:
        """Return where a system keeps its index."""
        return self.folder / system.name


class Running:
    """The processes of a run, each started when it is first needed."""

    def __init__(self, run: Run) -> None:
        self._run, self._stack = run, ExitStack()
        self._processes: dict[str, Process] = {}
        self._open: set[str] = set()
        self._server: Server | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def index(self, system: System) -> dict[str, Any]:
        """Have a system index the articles. Raises BadInput where it cannot."""
        told = self._process(system).tell(do="index", system=system.name, articles=str(self._run.articles))
        return _sound(system, told)

    def ask(self, system: System, question: str) -> dict[str, Any]:
        """Ask a system, opened first where it is not open; with the tokens and the memory that it cost the server."""
        process = self._process(system)
        if system.name not in self._open:
            _sound(system, process.tell(do="open", system=system.name))
            self._open.add(system.name)
        before = self._server.tokens() if self._server else {}
        reply = process.tell(do="ask", system=system.name, question=question)
        if self._server and before:
            after = self._server.tokens()
            reply |= {name: after[name] - before[name] for name in before}
            reply["server_mb"] = self._server.resident_mb
        return reply

    def _process(self, system: System) -> Process:
        if system.runner not in self._processes:
            words = [json.dumps(self._told(system.runner))]
            process = Process(f"{RUNNERS}.{system.runner}", words, system.runner, self._run.folder / "log.txt")
            self._processes[system.runner] = self._stack.enter_context(process)
        return self._processes[system.runner]

    def _told(self, runner: str) -> dict[str, Any]:
        own = [system for system in self._run.systems if system.runner == runner]
        return {
            "server": self._address(),
            "model": MODEL,
            "encoder": str(ENCODER.path),
            "source": str(self._run.source),
            "systems": {
                one.name: {"folder": str(self._run.index_folder(one)), "settings": one.settings} for one in own
            },
        }

    def _address(self) -> str:
        """Return the server's address, none where no system needs it."""
        if self._server is None and any(not is_alone(system) for system in self._run.systems):
            self._server = self._stack.enter_context(Server(GENERATOR.path, self._run.folder / "log.txt"))
        return self._server.address if self._server else ""


def is_alone(system: System) -> bool:
    """Whether a system brings its own runtime."""
    return system.runner == OWN and not system.settings["remote"]


def index_all(run: Run, until: float, say: Say) -> bool:
    """Have every system index the articles that has not; return whether all of them have, before time ran out."""
    kept = run.kept
    with Running(run) as running:
        for system in run.systems:
            if run.index_key(system) in kept:
                continue
            if time.monotonic() > until:
                return False
            reply = running.index(system)
            kept.add(run.index_key(system), reply)
            say(f"{system.shown}: {reply['pieces']} pieces indexed in {reply['seconds']:.1f} s")
    return True


def ask_all(run: Run, rows: Sequence[GoldRow], until: float, say: Say) -> bool:
    """Ask what has not been asked; return whether all was, before time ran out."""
    kept = run.kept
    with Running(run) as running:
        for at, row in enumerate(rows):
            for system in turned(run.systems, at):
                if run.ask_key(system, row) in kept:
                    continue
                if time.monotonic() > until:
                    return False
                reply = running.ask(system, row.question)
                kept.add(run.ask_key(system, row), reply)
                say(f"{at + 1}/{len(rows)} {system.shown}: {reply.get('seconds', 0):.1f} s{_fault(reply)}")
    return True


def _fault(reply: dict[str, Any]) -> str:
    return f", {reply['error']}" if "error" in reply else ""


def _sound(system: System, reply: dict[str, Any]) -> dict[str, Any]:
    if "error" in reply:
        raise BadInput(f"{system.shown} failed: {reply['error']}")
    return reply
