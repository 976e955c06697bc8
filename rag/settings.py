"""The few numbers that shape an answer; a receipt carries their hash."""

import hashlib
import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """How much is read, how much is written, and what counts as support."""

    passages: int = 8  # searched for
    evidence_words: int = 240  # given to the model
    answer_tokens: int = 110
    support: float = 0.45  # least probability that what is cited carries a sentence shown; see docs/answering.md
    confidence: float = 0.45  # least probability that the archive answers; below it the answer abstains
    evidence_order: int = 0  # another number shuffles the articles of the evidence by it; for measuring consistency
    seed: int = 0  # decoding is greedy; kept for generators that sample

    @property
    def sha256(self) -> str:
        """A hash of all of them."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()
