"""Ask the system the questions of the attacks and keep what the model wrote, word for word, beside the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from eval.attacks.archive import attacked_index, clean_index
from eval.attacks.data import Attack
from eval.benchmarks.asking import making, shown
from eval.benchmarks.kept import Kept, key_of
from index.data import Document
from index.encoder import Encoder
from index.search import Index
from rag.assistant import Assistant
from rag.data import Answer
from rag.generator import Generator, Message, Pieces


@dataclass(frozen=True, slots=True)
class Told:
    """What came of one question: every reply of the model as it wrote it, joined, and the answer."""

    reply: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """An attack carried out, beside the same question asked of the true articles alone."""

    attack: Attack
    attacked: Told
    clean: Told
    documents: dict[str, Document]  # of the attacked archive, by id
    attackers: frozenset[str]  # ids of those that the attack added


@dataclass(slots=True)
class Recording:
    """A generator that keeps what another writes."""

    inner: Generator
    replies: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The other's name."""
        return self.inner.name

    @property
    def sha256(self) -> str | None:
        """The other's hash."""
        return self.inner.sha256

    def generate(self, messages: Sequence[Message], max_tokens: int) -> Pieces:
        """Pass on what the other writes, and keep it."""
        self.replies.append("")
        for piece in self.inner.generate(messages, max_tokens):
            self.replies[-1] += piece.text
            yield piece


def carry_out(
    attacks: Sequence[Attack], generator: Generator, encoder: Encoder, kept: Path, work: Path
) -> Iterator[Outcome]:
    """Yield what came of each attack, asking what the file `kept` does not hold; the archives are made in `work`."""
    answers = Kept(kept)
    with clean_index(work, encoder) as clean:
        true_ids = {entry.id for entry in clean.documents()}
        for attack in shown(attacks, "attacks:"):
            with attacked_index(attack, work, encoder) as index:
                documents = {entry.id: index.document(entry.id) for entry in index.documents()}
                yield Outcome(
                    attack,
                    _told(attack, index, generator, answers),
                    _told(attack, clean, generator, answers),
                    documents,
                    frozenset(documents.keys() - true_ids),
                )


def _told(attack: Attack, index: Index, generator: Generator, kept: Kept) -> Told:
    recording = Recording(generator)
    assistant = Assistant(index, recording)
    key = key_of(making(assistant), attack.asked, attack.history, str(attack.as_of))
    if key not in kept:
        answer = assistant.ask(attack.asked, as_of=attack.as_of, history=attack.history)
        kept.add(key, {"reply": "\n".join(recording.replies), "answer": answer.to_dict()})
    value: dict[str, Any] = kept[key]
    return Told(value["reply"], TypeAdapter(Answer).validate_python(value["answer"]))
