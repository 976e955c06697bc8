"""Who decides whether a text supports a claim where there is no gold, and how good that judge is.

The default judge is a logistic regression on six signs (`eval/judge_features.py`), fitted by `eval/fit_judge.py` to
the fitting half of WiCE's dev claims (Kamoi et al. 2023). It sees words, names, numbers and denials, not who did what
to whom: a sentence that turns its source round in the source's own words passes. The signs were chosen while looking
at all dev claims, so the other half is not wholly unseen.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from eval.judge_features import features
from index.encoder import Encoder
from rag.data import Citation
from rag.days import in_words

# What `python -m eval.fit_judge DIR` prints.
INTERCEPT = -1.338
WEIGHTS = (1.232, -0.965, -2.146, -3.145, 2.997, -1.359)  # of covered, missing, numbers, names, likeness, denial
BALANCED_ACCURACY = 0.773  # on the other half, and .760 ± .027 over random halves; `bench wice` measures it again


class Judge(Protocol):
    """Decides support; its own accuracy is known before anyone quotes it."""

    @property
    def name(self) -> str:
        """What it is called in a report."""

    @property
    def balanced_accuracy(self) -> float:
        """Its accuracy on claims that it was not fitted to."""

    def support(self, claim: str, evidence: Sequence[str]) -> float:
        """Return the probability, 0 to 1, that the texts together support the claim; .5 and above counts as support."""


@dataclass(frozen=True, slots=True)
class FittedJudge:
    """The default judge."""

    encoder: Encoder
    name: str = "six signs fitted to WiCE"
    balanced_accuracy: float = BALANCED_ACCURACY

    def support(self, claim: str, evidence: Sequence[str]) -> float:
        """Return the probability that the texts together support the claim; 0 where they hold no words."""
        found = features(claim, evidence, self.encoder)
        if found is None:
            return 0.0
        logit = INTERCEPT + sum(weight * sign for weight, sign in zip(WEIGHTS, found.row(), strict=True))
        return 1 / (1 + math.exp(-logit))


def default_judge(encoder: Encoder) -> Judge:
    """Return the judge that reports use; the encoder is the one that it was fitted with, the default MiniLM."""
    return FittedJudge(encoder)


def as_evidence(citation: Citation) -> str:
    """Return a citation's words under its article's title and day, which a reader has before him too."""
    day = f", {in_words(citation.published)}" if citation.published else ""
    return f"{citation.title}{day}\n{citation.cited_text}"
