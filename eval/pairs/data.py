"""What the measure is made of: a true sentence with its source, and the same sentence made wrong in one way."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from index.data import Document, Span

OWN_WORDS = "own words"  # how an article's own sentence is worded
BY_RULE = "by rule"  # how most altered sentences are made


class Kind(StrEnum):
    """The one way in which an altered sentence is wrong."""

    NUMBER = "number"
    UNIT = "unit"
    DATE = "date"
    NAME = "name"
    TITLE = "title"
    NEGATION = "negation"
    MODALITY = "modality"
    DIRECTION = "direction"
    SPEAKER = "speaker"
    QUANTITY = "quantity"
    COMPARISON = "comparison"
    STITCHED = "stitched quotation"
    QUOTATION = "altered quotation"
    DROPPED = "dropped clause"
    ADDED = "added claim"


class Half(StrEnum):
    """Who may look at a sentence: whoever improves the checker sees the first half only."""

    DEVELOPMENT = "development"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class Faithful:
    """A true sentence, with the words of the article that bear it out."""

    document: Document
    spans: tuple[Span, ...]
    text: str
    wording: str = OWN_WORDS  # what was done to the article's words

    @property
    def half(self) -> Half:
        """The half that it belongs to, by a hash of document and text."""
        digest = hashlib.sha256(f"{self.document.id}\n{self.text}".encode()).digest()
        return Half.REPORT if digest[0] % 2 else Half.DEVELOPMENT


@dataclass(frozen=True, slots=True)
class Pair:
    """A true sentence and an altered one; they are of one half."""

    kind: Kind
    faithful: Faithful
    altered: str
    made: str = BY_RULE

    @property
    def half(self) -> Half:
        """The half of the true sentence."""
        return self.faithful.half
