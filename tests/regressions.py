"""Faults put in on purpose, each of which the gate must catch: changes of an answer, and of the assistant that answers.

They serve with any generator: `Altered(assistant, citations_shuffled)` and `index_by_meaning_only(assistant)` answer
like the assistant but for the fault.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from index.data import Filter, Period
from index.ranking import Ranked
from index.record import Vectors
from index.search import Index
from rag.assistant import Assistant
from rag.data import Answer, Citation, Sentence

_MARKER = re.compile(r"\[(\d)\]")
History = Sequence[str | tuple[str, str]]


@dataclass
class Altered:
    """Answers as the assistant does, each answer changed."""

    assistant: Assistant
    change: Callable[[Answer], Answer]

    @property
    def index(self) -> Index:
        return self.assistant.index

    def ask(self, question: str, *, as_of: date | None = None, history: History = ()) -> Answer:
        return self.change(self.assistant.ask(question, as_of=as_of, history=history))


@dataclass
class Dateless:
    """Answers from the whole archive whatever the day asked about, and says that it kept to it."""

    assistant: Assistant

    @property
    def index(self) -> Index:
        return self.assistant.index

    def ask(self, question: str, *, as_of: date | None = None, history: History = ()) -> Answer:
        return replace(self.assistant.ask(question, history=history), as_of=as_of)


@dataclass
class Neighbours:
    """Gives an answer the citations of the answers before it in the run, under its own numbers.

    The shuffle for a generator that answers in one sentence: there, no exchange within an answer changes anything.
    """

    seen: list[Citation] = field(default_factory=list)

    def __call__(self, answer: Answer) -> Answer:
        own = answer.citations
        lent = self.seen[-len(own) :] if len(self.seen) >= len(own) > 0 else own
        self.seen += own
        return replace(answer, citations=tuple(replace(one, number=at) for at, one in enumerate(lent, 1)))


class MeaningOnly(Index):
    """An index whose search by words finds nothing."""

    def _ranked(self, vector: Vectors, words: str, k: int, where: Filter, near: Sequence[Period]) -> list[Ranked]:
        return super()._ranked(vector, "", k, where, near)


class SecondBest(Index):
    """An index whose search loses the best passage."""

    def _ranked(self, vector: Vectors, words: str, k: int, where: Filter, near: Sequence[Period]) -> list[Ranked]:
        return super()._ranked(vector, words, k + 1, where, near)[1:]


def citations_shuffled(answer: Answer) -> Answer:
    """Give every sentence the next sentence's citations, so that the contract still holds.

    An answer whose sentences all cite the same stays as it is.
    """
    count = len(answer.citations)
    if not 2 <= count <= 9:
        return answer

    def moved(number: int) -> int:
        return number % count + 1

    text = _MARKER.sub(lambda marker: f"[{moved(int(marker[1]))}]", answer.text)
    sentences = (replace(one, citations=tuple(map(moved, one.citations))) for one in answer.sentences)
    return replace(answer, text=text, sentences=tuple(sentences))


def digit_changed(answer: Answer) -> Answer:
    """Change the first digit of the first sentence that has one, in text and sentence alike."""
    for at, sentence in enumerate(answer.sentences):
        if digit := re.search(r"\d", sentence.text):
            return _with_sentence(answer, at, _put(sentence.text, digit.start(), str(int(digit[0]) % 9 + 1)))
    return answer


def index_by_meaning_only(assistant: Assistant) -> Assistant:
    """Turn the lexical half of the search off."""
    index = MeaningOnly(assistant.index._record, assistant.index.encoder)
    return Assistant(index, assistant.generator, assistant.settings)


def one_passage(assistant: Assistant) -> Assistant:
    """Cut the evidence to what is found around a single passage, the second best: the best alone is mostly enough."""
    index = SecondBest(assistant.index._record, assistant.index.encoder)
    return Assistant(index, assistant.generator, replace(assistant.settings, passages=1))


def never_abstains(assistant: Assistant) -> Assistant:
    """Turn the decision to abstain off."""
    return Assistant(assistant.index, assistant.generator, replace(assistant.settings, confidence=0.0))


def _with_sentence(answer: Answer, at: int, words: str) -> Answer:
    """Return the answer with another text, of equal length, of one sentence."""
    old: Sentence = answer.sentences[at]
    text = answer.text[: old.answer_start] + words + answer.text[old.answer_end :]
    plain = answer.text_without_citations.replace(old.text, words, 1)
    sentences = (*answer.sentences[:at], replace(old, text=words), *answer.sentences[at + 1 :])
    return replace(answer, text=text, text_without_citations=plain, sentences=sentences)


def _put(text: str, at: int, sign: str) -> str:
    return text[:at] + sign + text[at + 1 :]
