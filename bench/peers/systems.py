"""The systems compared: Readout and its peers, each as its documentation has it and as it does best in its own idiom.

Documented settings are those of the makers' own examples: LlamaIndex's notebook on CitationQueryEngine, txtai's
application "rag", Haystack's pages on AnswerBuilder and retrievers. Tuned ones give the model about as many words as
Readout reads, in pieces of a few sentences, with titles and dates in sight and, where the peer can, markers asked for.
"""

from dataclasses import dataclass, field
from typing import Any

READOUT = "readout"
BASELINE = "llamaindex"  # the peer that the goal names


@dataclass(frozen=True, slots=True)
class System:
    """A system in one configuration."""

    name: str
    runner: str  # a module of bench/peers/runners, and the environment that it runs in
    shown: str
    settings: dict[str, Any] = field(default_factory=dict)


_NUMBERED = """\
Answer the question from the numbered documents only, in one or two sentences. After each sentence name the documents
that it rests on by their numbers in brackets, like [2]. If the documents do not answer it, say: I cannot answer this.

{% for doc in documents %}[{{ loop.index }}] {{ doc.meta.title }}: {{ doc.content }}
{% endfor %}
Question: {{ query }}
Answer:"""
_LISTED = """\
Given these documents, answer the question.
Documents:
{% for doc in documents %}{{ doc.content }}{% endfor %}
Question: {{query}}
Answer:"""
_FRIENDLY = "You are a friendly assistant. You answer questions from users."
_SPECIFIC = """
Answer the following question using only the context below. Only include information
specifically discussed.

question: {question}
context: {context} """
_BRIEF = """
Answer the question in one or two sentences, from the context only. If the context does not answer it, say: I cannot
answer this.

Context:
{context}

Question: {question}"""

SYSTEMS = (
    System(READOUT, "readout", "Readout", {"remote": False}),
    System("readout-server", "readout", "Readout, asking the peers' server", {"remote": True}),
    System(
        BASELINE,
        "llamaindex",
        "LlamaIndex, documented",
        {"splitter": {}, "top_k": 3, "citation_chunk_size": 512, "metadata": False},
    ),
    System(
        "llamaindex-tuned",
        "llamaindex",
        "LlamaIndex, tuned",
        {
            "splitter": {"chunk_size": 128, "chunk_overlap": 16},
            "top_k": 4,
            "citation_chunk_size": 192,
            "metadata": True,
        },
    ),
    System(
        "txtai",
        "txtai",
        "txtai, documented",
        {"embeddings": {}, "context": 10, "separator": " ", "system": _FRIENDLY, "template": _SPECIFIC},
    ),
    System(
        "txtai-tuned",
        "txtai",
        "txtai, tuned",
        {
            "embeddings": {"hybrid": True},
            "context": 6,
            "separator": "\n\n",
            "system": "You answer questions about the news.",
            "template": _BRIEF,
        },
    ),
    System(
        "haystack",
        "haystack",
        "Haystack, documented",
        {
            "splitter": {},
            "embedder": {},
            "retriever": {},
            "system": "You are a helpful assistant.",
            "prompt": _LISTED,
            "answer_builder": {},
        },
    ),
    System(
        "haystack-tuned",
        "haystack",
        "Haystack, tuned",
        {
            "splitter": {"split_length": 60, "split_overlap": 10},
            "embedder": {"meta_fields_to_embed": ["title"]},
            "retriever": {"top_k": 5},
            "system": "You answer questions about the news.",
            "prompt": _NUMBERED,
            "answer_builder": {"reference_pattern": r"\[(\d+)\]"},
        },
    ),
)
