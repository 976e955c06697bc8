"""The few words of a checked answer that answer the question, copied from it or from what it cites.

The benchmarks' accepted answers are a few words long; the system's are sentences. The words are picked by one more call
of the same generator. What it replies counts only if it stands in the answer or in the cited words; otherwise the
answer's first sentence is taken as it is.
"""

from pathlib import Path
from string import Template

from eval.benchmarks.asking import generator_name
from eval.benchmarks.kept import Kept, key_of
from eval.wording import says
from rag.data import Answer, Status
from rag.generator import Generator, Message

PROMPT = Path(__file__).with_name("short.txt")  # no part of the product: its answers do not depend on it
TOKENS = 24
_AROUND = " \t.,;:!\"'“”‘’"


def short_answer(question: str, answer: Answer, generator: Generator, kept: Kept) -> str:
    """Return the fewest words of a checked answer that answer the question; an abstention has none."""
    if answer.status is Status.ABSTAINED:
        return ""
    sources = list(dict.fromkeys([answer.text_without_citations, *(item.cited_text for item in answer.citations)]))
    messages = _messages(question, " ".join(" ".join(sources).split()))
    key = key_of(generator_name(generator), TOKENS, [message.content for message in messages])
    if key not in kept:
        kept.add(key, "".join(piece.text for piece in generator.generate(messages, TOKENS)))
    reply = _first_line(kept[key])
    return reply if any(says(source, reply) for source in sources) else answer.sentences[0].text


def _messages(question: str, text: str) -> list[Message]:
    system, _, user = PROMPT.read_text("utf-8").partition("\n---\n")
    filled = Template(user).substitute(question=question, text=text)
    return [Message("system", system.strip()), Message("user", filled.strip())]


def _first_line(reply: str) -> str:
    return next((line for line in reply.split("\n") if line.strip()), "").strip(_AROUND)
