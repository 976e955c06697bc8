"""LlamaIndex: CitationQueryEngine over a VectorStoreIndex, as its own example has it, or with the settings told."""

import time
from itertools import chain

from llama_index.core import Document, StorageContext, VectorStoreIndex, load_index_from_storage
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.query_engine import CitationQueryEngine
from llama_index.core.schema import MetadataMode
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.llms.openai_like import OpenAILike

from bench.peers.runners.lines import Reply, Told, articles_of, serve

WINDOW = 8192  # tokens, of the server
PATIENCE = 900  # seconds; its own 60 are too few for a long prompt on a busy processor


class LlamaIndex:
    """An engine over an index of its own."""

    def __init__(self, told: Told) -> None:
        self._told, self._settings = told, told["settings"]
        self._encoder = HuggingFaceEmbedding(model_name=told["encoder"])
        self._model = OpenAILike(
            model=told["model"],
            api_base=f"{told['server']}/v1",
            api_key="none",
            is_chat_model=True,
            context_window=WINDOW,
            temperature=0,
            timeout=PATIENCE,
        )

    def index(self, articles: str) -> int:
        """Cut, embed and persist."""
        documents = [self._document(article) for article in articles_of(articles)]
        splitter = SentenceSplitter(**self._settings["splitter"])
        index = VectorStoreIndex.from_documents(documents, transformations=[splitter], embed_model=self._encoder)
        index.storage_context.persist(persist_dir=self._told["folder"])
        return len(index.docstore.docs)

    def open(self) -> None:
        """Load the index and embed a first query."""
        stored = StorageContext.from_defaults(persist_dir=self._told["folder"])
        index = load_index_from_storage(stored, embed_model=self._encoder)
        self._engine = CitationQueryEngine.from_args(
            index,
            self._model,
            similarity_top_k=self._settings["top_k"],
            citation_chunk_size=self._settings["citation_chunk_size"],
            metadata_mode=MetadataMode.LLM if self._settings["metadata"] else MetadataMode.NONE,
            streaming=True,
        )
        index.as_retriever().retrieve("first")

    def ask(self, question: str) -> Reply:
        """Answer from the stream; the sources are the engine's own, numbered as it numbers them."""
        begun = time.perf_counter()
        response = self._engine.query(question)
        pieces = iter(response.response_gen)
        first = next(pieces, "")
        first_token = time.perf_counter() - begun
        text = "".join(chain([first], pieces))
        sources = [
            {"number": number, "document_id": node.node.metadata["file_name"], "text": self._words(node.node.text)}
            for number, node in enumerate(response.source_nodes, 1)
        ]
        return {"text": text, "sources": sources, "cited": None, "first_token": first_token}

    def _document(self, article: dict[str, str]) -> Document:
        hidden = ["file_name"]
        metadata = {"file_name": article["id"]}
        if self._settings["metadata"]:
            metadata |= {"title": article["title"], "published": article["published"]}
        return Document(
            text=article["text"],
            metadata=metadata,
            excluded_embed_metadata_keys=hidden,
            excluded_llm_metadata_keys=hidden,
        )

    def _words(self, text: str) -> str:
        """Return the article's words of a source, without the heading and the metadata that the engine puts before."""
        words = text.partition("\n")[2]
        return words.partition("\n\n")[2] if self._settings["metadata"] else words


if __name__ == "__main__":
    serve(LlamaIndex)
