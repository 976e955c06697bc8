"""Haystack: the pipeline of its documentation's first pages, with embeddings, or with the settings told."""

import time
from typing import Any

from haystack import Document, Pipeline
from haystack.components.builders import AnswerBuilder, ChatPromptBuilder
from haystack.components.generators.chat import OpenAIChatGenerator
from haystack.components.preprocessors import DocumentSplitter
from haystack.components.retrievers.in_memory import InMemoryEmbeddingRetriever
from haystack.components.writers import DocumentWriter
from haystack.dataclasses import ChatMessage
from haystack.document_stores.in_memory import InMemoryDocumentStore
from haystack.utils import Secret
from haystack_integrations.components.embedders.sentence_transformers import (
    SentenceTransformersDocumentEmbedder,
    SentenceTransformersTextEmbedder,
)

from bench.peers.runners.lines import Reply, Told, articles_of, serve

PATIENCE = 900.0


class Haystack:
    """A pipeline over a document store of its own."""

    def __init__(self, told: Told) -> None:
        self._told, self._settings, self._first = told, told["settings"], 0.0

    def index(self, articles: str) -> int:
        """Cut, embed, write and save."""
        store = InMemoryDocumentStore()
        pipeline = Pipeline()
        pipeline.add_component("splitter", DocumentSplitter(**self._settings["splitter"]))
        pipeline.add_component(
            "embedder", SentenceTransformersDocumentEmbedder(model=self._told["encoder"], **self._settings["embedder"])
        )
        pipeline.add_component("writer", DocumentWriter(store))
        pipeline.connect("splitter", "embedder")
        pipeline.connect("embedder", "writer")
        documents = [
            Document(content=article["text"], meta={"article": article["id"], "title": article["title"]})
            for article in articles_of(articles)
        ]
        pipeline.run({"splitter": {"documents": documents}})
        store.save_to_disk(self._told["folder"])
        return int(store.count_documents())

    def open(self) -> None:
        """Load the store, build the pipeline and embed a first query."""
        store = InMemoryDocumentStore.load_from_disk(self._told["folder"])
        embedder = SentenceTransformersTextEmbedder(model=self._told["encoder"])
        prompt = [ChatMessage.from_system(self._settings["system"]), ChatMessage.from_user(self._settings["prompt"])]
        model = OpenAIChatGenerator(
            api_key=Secret.from_token("none"),
            model=self._told["model"],
            api_base_url=f"{self._told['server']}/v1",
            streaming_callback=self._heard,
            timeout=PATIENCE,
        )
        pipeline = Pipeline()
        pipeline.add_component("embedder", embedder)
        pipeline.add_component("retriever", InMemoryEmbeddingRetriever(store, **self._settings["retriever"]))
        pipeline.add_component("prompt_builder", ChatPromptBuilder(prompt, required_variables="*"))
        pipeline.add_component("llm", model)
        pipeline.add_component("answer_builder", AnswerBuilder(**self._settings["answer_builder"]))
        pipeline.connect("embedder.embedding", "retriever.query_embedding")
        pipeline.connect("retriever", "prompt_builder.documents")
        pipeline.connect("prompt_builder.prompt", "llm.messages")
        pipeline.connect("llm.replies", "answer_builder.replies")
        pipeline.connect("retriever", "answer_builder.documents")
        embedder.warm_up()
        embedder.run("first")
        self._pipeline = pipeline

    def ask(self, question: str) -> Reply:
        """Answer; without a pattern for references, all documents that the builder lists are cited."""
        begun, self._first = time.perf_counter(), 0.0
        told = {"query": question}
        result = self._pipeline.run(
            {"embedder": {"text": question}, "prompt_builder": told, "answer_builder": told},
            include_outputs_from={"retriever"},
        )
        answer = result["answer_builder"]["answers"][0]
        sources = [
            {"number": number, "document_id": document.meta["article"], "text": document.content}
            for number, document in enumerate(result["retriever"]["documents"], 1)
        ]
        marked = "reference_pattern" in self._settings["answer_builder"]
        return {
            "text": answer.data,
            "sources": sources,
            "cited": None if marked else [source["number"] for source in sources],
            "first_token": self._first - begun if self._first else None,
        }

    def _heard(self, chunk: Any) -> None:
        if chunk.content and not self._first:
            self._first = time.perf_counter()


if __name__ == "__main__":
    serve(Haystack)
