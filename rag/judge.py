"""A second opinion on support: a cross-encoder of the user's says how probably the words cited entail a sentence.

It can keep a sentence back and never bring one in: it is asked last, of what every other check lets through.
"""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from index.errors import BadInput
from index.hub import CrossEncoder
from rag.data import Check
from rag.evidence import Line, evidence_lines, with_antecedent
from rag.reading import as_text
from rag.wants import Wants

ENTAILMENT = "entailment"  # the check, and the label that the model must know
LEAST = 0.5  # probability of it below which a sentence is withheld


class Judge(Protocol):
    """Decides entailment; equal name and hash mean equal probabilities."""

    @property
    def name(self) -> str:
        """The model's name."""

    @property
    def sha256(self) -> str:
        """The hash of the model's weights."""

    def entailment(self, sentence: str, words: str) -> float:
        """Return the probability, 0 to 1, that the words of an article entail a sentence."""


class CrossEncoderJudge(CrossEncoder):
    """A cross-encoder for natural language inference, by local folder or hub id."""

    def __init__(self, model: str) -> None:
        """Load it. Raises ModelMissing, and BadInput where none of the model's labels is entailment, or no other is."""
        super().__init__(model, "--judge")
        labels = [label.casefold() for label in self.labels]
        if len(labels) < 2 or labels.count(ENTAILMENT) != 1:
            told = ", ".join(self.labels)
            raise BadInput(
                f"{model!r} is no judge: one of its labels must be {ENTAILMENT!r} and it has {told} (id2label)"
            )
        self._entailment = labels.index(ENTAILMENT)

    def entailment(self, sentence: str, words: str) -> float:
        """Return the share of the label among all, by the softmax of the model's logits."""
        logits = self.logits([(words, sentence)])[0]
        return float(np.exp(logits[self._entailment] - np.logaddexp.reduce(logits)))


def load_judge(model: str | None) -> Judge | None:
    """Return the judge of that folder or hub id, None where none is named. Raises ModelMissing, BadInput."""
    return CrossEncoderJudge(model) if model else None


def check(sentence: str, cited: Sequence[Line], judge: Judge) -> Check:
    """Check that the lines cited entail a sentence, each read under its article's title, outlet and day.

    The line before one that leans on it ("He also said ...") is read too.
    """
    read = [one for line in cited for one in with_antecedent(line, evidence_lines(line.document))]
    lines = sorted(dict.fromkeys(read), key=lambda line: (line.document.id, line.number))
    probability = judge.entailment(sentence, as_text(lines, Wants.OTHER))
    return Check(ENTAILMENT, probability >= LEAST, f"probability {probability:.2f} of {LEAST:.2f}")
