"""Readout itself, with its own runtime or asking the server that the peers ask."""

import time
from pathlib import Path

from bench.peers.runners.lines import Reply, Told, serve
from index.build import build
from index.encoder import default_encoder
from index.search import Index
from rag.assistant import Assistant
from rag.generator import Message, load_generator
from rag.remote import PREFIX
from rag.steps import Checked, Drafted, Finished, Found


class Readout:
    """An assistant over an index of its own."""

    def __init__(self, told: Told) -> None:
        self._told, self._folder = told, Path(told["folder"])

    def index(self, articles: str) -> int:
        """Read the folder of articles and index it."""
        build(Path(self._told["source"]), self._folder, default_encoder())
        with Index.open(self._folder) as index:
            return index.info.passages

    def open(self) -> None:
        """Load index and model, and let the model write a word."""
        name = f"{PREFIX}{self._told['server']}/v1#{self._told['model']}" if self._told["settings"]["remote"] else None
        self._assistant = Assistant(Index.open(self._folder), load_generator(name))
        self._assistant.index.search("first")
        for _ in self._assistant.generator.generate([Message("user", "Say yes.")], 2):
            pass

    def ask(self, question: str) -> Reply:
        """Answer, with the seconds to the first evidence, token and checked sentence."""
        begun, first, told = time.perf_counter(), dict[type, float](), Reply()
        for event in self._assistant.stream(question):
            if isinstance(event, Finished):
                told = event.answer.to_dict()
            elif not (isinstance(event, Checked) and event.withheld):
                first.setdefault(type(event), time.perf_counter() - begun)
        return {
            "answer": told,
            "first_evidence": first.get(Found),
            "first_token": first.get(Drafted),
            "first_checked": first.get(Checked),
        }


if __name__ == "__main__":
    serve(Readout)
