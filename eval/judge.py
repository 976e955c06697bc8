"""Who decides whether a text supports a claim where there is no gold."""

from collections.abc import Sequence
from typing import Protocol


class Judge(Protocol):
    """Decides support; its own accuracy is known before anyone quotes it."""

    name: str
    balanced_accuracy: float  # on claims that it was not fitted to

    def support(self, claim: str, evidence: Sequence[str]) -> float:
        """Return the probability, 0 to 1, that the texts together support the claim; .5 and above counts as support."""
