"""Having all runtimes write to the same prompts, in turn within a group, each reply kept the moment it comes."""

import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bench.peers.process import Process
from bench.runtimes.engines import Reply
from bench.runtimes.prompts import Prompt
from bench.runtimes.systems import READOUT, Group, Runtime
from bench.timing import turned
from eval.benchmarks.kept import Kept, key_of
from index.catalogue import GENERATOR
from index.errors import BadInput
from rag.generator import Message

RUNNER = "bench.runtimes.runner"
WARM_UP = Prompt((Message("user", "Say yes."),), ())
WARM_UP_TOKENS = 4
Say = Callable[[str], None]
Start = Callable[[Runtime], Process]


@dataclass(frozen=True, slots=True)
class Run:
    """A measurement: groups of runtimes, prompts by question, and the folder where everything of it is kept."""

    folder: Path
    groups: tuple[Group, ...]
    prompts: Mapping[str, Prompt]
    few: int  # questions that slow groups are asked
    tokens: int  # of a reply at most

    @property
    def kept(self) -> Kept:
        """What has been measured so far."""
        return Kept(self.folder / "kept.jsonl")

    def asked(self, group: Group) -> list[str]:
        """Return the questions that a group is asked."""
        return list(islice(self.prompts, self.few if group.slow else None))

    def load_key(self, group: Group, runtime: Runtime) -> str:
        """Return what the loading of a model is kept under."""
        return key_of("load", group.name, runtime.name)

    def reply_key(self, group: Group, runtime: Runtime, question: str) -> str:
        """Return what a reply is kept under."""
        prompt = self.prompts[question].to_dict()
        return key_of("write", group.name, runtime.name, prompt, self.tokens, GENERATOR.sha256)

    def start(self, runtime: Runtime) -> Process:
        """Start the process of a runtime."""
        words = [runtime.name, str(GENERATOR.path)]
        return Process(RUNNER, words, runtime.environment, self.folder / "log.txt")


def measure(run: Run, until: float, say: Say, start: Start | None = None) -> bool:
    """Measure what has not been measured; return whether all was, before time ran out."""
    kept = run.kept
    for group in run.groups:
        questions = [one for one in run.asked(group) if not _is_asked(run, kept, group, one)]
        if not questions:
            continue
        if time.monotonic() > until:
            return False
        with ExitStack() as stack:
            alive = _loaded(run, group, kept, say, lambda one: stack.enter_context((start or run.start)(one)))
            for at, question in enumerate(questions):
                if time.monotonic() > until:
                    return False
                _ask(run, group, kept, alive, question, at)
                say(f"{group.name}, {at + 1} of {len(questions)}: {question}")
    return True


def _is_asked(run: Run, kept: Kept, group: Group, question: str) -> bool:
    return all(run.reply_key(group, runtime, question) in kept for runtime in group.runtimes)


def _loaded(run: Run, group: Group, kept: Kept, say: Say, start: Start) -> dict[Runtime, Process]:
    """Start and load the runtimes of a group, one after another; what cannot be loaded is left out and says why."""
    alive = {}
    for runtime in group.runtimes:
        process = start(runtime)
        told = _told(process, {"do": "load"})
        if "error" not in told:
            warm = _told(process, _writing(WARM_UP, WARM_UP_TOKENS))
            told |= {"error": warm["error"]} if "error" in warm else {}
        kept.add(run.load_key(group, runtime), told)
        say(f"{runtime.shown}: {told.get('error') or format(told['seconds'], '.1f') + ' s to load'}")
        if "error" not in told:
            alive[runtime] = process
    if READOUT not in alive:
        raise BadInput(f"Readout's own runtime failed: {run.folder / 'log.txt'} says why")
    return alive


def _ask(run: Run, group: Group, kept: Kept, alive: dict[Runtime, Process], question: str, turn: int) -> None:
    """Have all runtimes of a group write to one prompt, each turn beginning with another."""
    for runtime in turned(group.runtimes, turn):
        told: Reply = {"error": "not loaded"}
        if runtime in alive:
            told = _told(alive[runtime], _writing(run.prompts[question], run.tokens))
        kept.add(run.reply_key(group, runtime, question), told)


def _told(process: Process, told: dict[str, Any]) -> Reply:
    """Return what a process replies; an error where it ended."""
    try:
        return process.tell(**told)
    except (BadInput, OSError) as error:
        return {"error": str(error)}


def _writing(prompt: Prompt, tokens: int) -> dict[str, Any]:
    return {"do": "write", "tokens": tokens} | prompt.to_dict()
