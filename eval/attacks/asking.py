"""Ask the system the questions of the attacks and keep what the model wrote, word for word, beside the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.attacks.archive import attacked_index, clean_index
from eval.attacks.data import Attack
from eval.benchmarks.asking import generator_name, shown
from eval.benchmarks.kept import Kept, key_of
from index.data import Document
from index.encoder import Encoder
from index.search import Index
from rag.assistant import Assistant
from rag.data import Answer
from rag.generator import Generator, Message, Piece, Pieces


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


class Recording:
    """A generator that keeps what another writes, and writes it again where it is given the same prompt."""

    def __init__(self, inner: Generator, kept: Kept) -> None:
        self.name, self.sha256 = inner.name, inner.sha256
        self.replies: list[str] = []  # word for word, as they came
        self._inner, self._kept = inner, kept

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        """Continue the dialogue as the other does."""
        key = key_of(generator_name(self), [asdict(message) for message in messages], max_tokens, list(quotable))
        if key not in self._kept:
            pieces = list(self._inner.generate(messages, max_tokens, quotable))
            last = pieces[-1] if pieces else Piece("", 0, 0)
            self._kept.add(key, ["".join(piece.text for piece in pieces), last.prompt_tokens, last.completion_tokens])
        piece = Piece(*self._kept[key])
        self.replies.append(piece.text)
        yield piece


def carry_out(
    attacks: Sequence[Attack], generator: Generator, encoder: Encoder, kept: Path, work: Path
) -> Iterator[Outcome]:
    """Yield what came of each attack; replies that the file `kept` holds are not asked for again.

    The archives are made in `work`.
    """
    replies = Kept(kept)
    with clean_index(work, encoder) as clean:
        true_ids = {entry.id for entry in clean.documents()}
        for attack in shown(attacks, "attacks:"):
            with attacked_index(attack, work, encoder) as index:
                documents = {entry.id: index.document(entry.id) for entry in index.documents()}
                yield Outcome(
                    attack,
                    _told(attack, index, Recording(generator, replies)),
                    _told(attack, clean, Recording(generator, replies)),
                    documents,
                    frozenset(documents.keys() - true_ids),
                )


def _told(attack: Attack, index: Index, recording: Recording) -> Told:
    answer = Assistant(index, recording).ask(attack.asked, as_of=attack.as_of, history=attack.history)
    return Told("\n".join(recording.replies), answer)
