"""What the checker makes of each sentence, judged as one of a reply: shown as it is, corrected, or withheld."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import numpy as np
from numpy.typing import NDArray

from eval.pairs.archive import Archive
from eval.pairs.data import Faithful, Kind, Pair
from index.data import Document
from index.encoder import Encoder
from rag.evidence import Evidence
from rag.quotes import DOUBLE_MARKS, quotations
from rag.reply import split
from rag.settings import Settings
from rag.terms import coverage, terms
from rag.verdict import Bench

OVER_ALL = frozenset({Kind.NAME, Kind.SPEAKER, Kind.STITCHED})  # judged over the archive too: no other article may help
MOST_DOCUMENTS = 20  # of the archive, those nearest to the sentence
CORRECTED = "corrected"  # what saw an alteration that is not shown though the sentence is
SPLIT = "split"  # what saw a sentence of which only a part is left before any check
_CHECK = re.compile(r"(?:^|; )(\w+): ")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is left of a sentence, and which checks took something away."""

    text: str  # empty where it is withheld
    seen_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """An altered sentence, and whether its alteration is kept from the reader."""

    pair: Pair
    shown: str  # empty where it is withheld
    detected: bool
    seen_by: tuple[str, ...]  # names of checks
    faithful_shown: bool  # the true sentence passes: the two are told apart


@dataclass(frozen=True, slots=True)
class JudgedFaithful:
    """A true sentence, and whether it is withheld."""

    faithful: Faithful
    alarm: bool
    seen_by: tuple[str, ...]


@dataclass(slots=True)
class Remembering:
    """An encoder that embeds no text twice."""

    encoder: Encoder
    name: str = field(init=False)
    sha256: str = field(init=False)
    dimension: int = field(init=False)
    _known: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name, self.sha256, self.dimension = self.encoder.name, self.encoder.sha256, self.encoder.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return (n, d) float32 unit rows."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known |= zip(new, self.encoder.encode(new), strict=True)
        return np.stack([self._known[text] for text in texts])


class Judge:
    """The product's own way with a sentence of a reply, over the article it is about or the archive."""

    def __init__(self, archive: Archive, encoder: Encoder) -> None:
        self.archive, self.encoder = archive, Remembering(encoder)
        self._held = {document.id: frozenset(terms(document.text)) for document in archive.documents}

    def pair(self, pair: Pair) -> JudgedPair:
        """Judge an altered sentence; it must be kept back over the article, and where that matters over the archive."""
        found = [self.shown(pair.altered, documents) for documents in self._evidence(pair)]
        missed = [one for one in found if states(one.text, pair)]
        seen = found[0].seen_by or (() if missed else (CORRECTED,))
        true = self.shown(pair.faithful.text, (pair.faithful.document,))
        return JudgedPair(pair, (missed or found)[0].text, not missed, () if missed else seen, bool(true.text))

    def faithful(self, faithful: Faithful) -> JudgedFaithful:
        """Judge a true sentence over its article."""
        shown = self.shown(faithful.text, (faithful.document,))
        return JudgedFaithful(faithful, not shown.text, shown.seen_by)

    def shown(self, text: str, documents: Sequence[Document]) -> Shown:
        """Return what a reader would see of a reply that says this; all of it, or the first fault withholds it."""
        bench = Bench(Evidence((), (), tuple(documents)), self.encoder, Settings())
        kept, sentences = list[str](), split(text)
        if len(" ".join(sentences).split()) < len(text.split()):
            return Shown("", (SPLIT,))
        for sentence in sentences:
            claim, fault = bench.try_out(sentence, "")
            if claim is None:
                return Shown("", tuple(_CHECK.findall(fault)) or ("support",))
            kept.append(claim.text)
        return Shown(" ".join(kept), ())

    def _evidence(self, pair: Pair) -> Iterator[tuple[Document, ...]]:
        own = pair.faithful.document
        yield (own,)
        if pair.kind in OVER_ALL:
            wanted = terms(pair.altered)
            others = [document for document in self.archive.documents if document.id != own.id]
            others.sort(key=lambda document: -coverage(wanted, (self._held[document.id], 1.0)))
            yield (own, *others[: MOST_DOCUMENTS - 1])


def states(shown: str, pair: Pair) -> bool:
    """Whether what is shown says what was altered; words without their marks are no quotation any more."""
    if pair.kind is Kind.STITCHED:
        said = [_bare(quotation.inner.of(shown)) for quotation in quotations(shown)]
        return any(piece in words for piece in _quoted(pair) for words in said)
    words = f" {_bare(shown)} "
    return bool(shown) and any(f" {piece} " in words for piece in changes(pair))


def changes(pair: Pair) -> list[str]:
    """Return the stretches of the altered sentence that are not the true one's, each with a word on either side."""
    true, altered = _bare(pair.faithful.text).split(), _bare(pair.altered).split()
    steps = SequenceMatcher(None, true, altered, autojunk=False).get_opcodes()
    return [" ".join(altered[max(0, start - 1) : end + 1]) for step, _, _, start, end in steps if step != "equal"]


def _quoted(pair: Pair) -> list[str]:
    """Return the quotations of the altered sentence that the true one does not have."""
    true = {_bare(quotation.inner.of(pair.faithful.text)) for quotation in quotations(pair.faithful.text)}
    said = (_bare(quotation.inner.of(pair.altered)) for quotation in quotations(pair.altered))
    return [words for words in said if words not in true]


def _bare(text: str) -> str:
    """Return the words alone, without marks and punctuation."""
    return " ".join(re.findall(r"[\w$€£%'’.,-]*\w", re.sub(rf"[{DOUBLE_MARKS}]", "", text)))
