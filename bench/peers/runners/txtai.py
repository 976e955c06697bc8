"""txtai: Embeddings and the RAG pipeline, set up as its maker's application is, or with the settings told.

A reference is asked for, as its guide to citations does: the pipeline then names the one source nearest to the answer.
"""

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

from txtai import LLM, RAG, Embeddings
from txtai.pipeline import Segmentation
from txtai.pipeline.llm.generation import Generation

from bench.peers.runners.lines import Reply, Told, articles_of, serve

PATIENCE = 900


class Server(Generation):  # type: ignore[misc] # its library is not here to be read
    """A generation framework of one's own, as txtai calls it: the server that all peers ask."""

    def stream(self, texts: list[Any], maxlength: int, stream: bool, stop: list[str] | None, **_: Any) -> Iterator[str]:
        """Yield the reply to each prompt."""
        for messages in texts:
            body = {"model": self.path, "messages": messages, "max_tokens": maxlength}
            request = urllib.request.Request(
                self.kwargs["url"], json.dumps(body).encode(), {"Content-Type": "application/json"}
            )
            with urllib.request.urlopen(request, timeout=PATIENCE) as response:
                yield from self.response([json.load(response)])


class Txtai:
    """A RAG pipeline over an embeddings database of its own."""

    def __init__(self, told: Told) -> None:
        self._told, self._settings = told, told["settings"]

    def index(self, articles: str) -> int:
        """Cut into paragraphs, embed and save."""
        cut = Segmentation(paragraphs=True)
        pieces = [
            (f"{article['id']}#{at}", piece)
            for article in articles_of(articles)
            for at, piece in enumerate(cut(article["text"]))
        ]
        embeddings = Embeddings(path=self._told["encoder"], content=True, **self._settings["embeddings"])
        embeddings.index(pieces)
        embeddings.save(self._told["folder"])
        return len(pieces)

    def open(self) -> None:
        """Load the database and embed a first query."""
        self._embeddings = Embeddings()
        self._embeddings.load(self._told["folder"])
        url = f"{self._told['server']}/v1/chat/completions"
        model = LLM(self._told["model"], method=f"{__name__}.Server", url=url)
        self._rag = RAG(
            self._embeddings,
            model,
            system=self._settings["system"],
            template=self._settings["template"],
            context=self._settings["context"],
            separator=self._settings["separator"],
            output="reference",
        )
        self._embeddings.search("first")

    def ask(self, question: str) -> Reply:
        """Answer; with a reference it comes whole, so that there is no first token."""
        found = self._rag(question)
        if found["reference"] is None:
            return {"text": found["answer"], "sources": [], "cited": [], "first_token": None}
        text = self._embeddings.search(
            "select text from txtai where id = :id", 1, parameters={"id": found["reference"]}
        )
        source = {"number": 1, "document_id": found["reference"].rpartition("#")[0], "text": text[0]["text"]}
        return {"text": found["answer"], "sources": [source], "cited": [1], "first_token": None}


if __name__ == "__main__":
    serve(Txtai)
