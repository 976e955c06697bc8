"""The statements that the score of support is fitted to, each with the signals of the texts that may carry it.

Of every set only the half may be seen that things are fitted to; no text of a benchmark is kept.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.benchmarks.asking import shown
from eval.benchmarks.clapnq import ANSWERABLE, printed
from eval.benchmarks.files import find, read_lines
from eval.benchmarks.wice import as_document, read_claims
from eval.pairs.archive import Archive
from eval.pairs.command import CORPUS, read, sentences_of
from eval.pairs.data import Half
from index.data import Document
from index.encoder import Encoder
from rag.evidence import Evidence
from rag.reply import split
from rag.support import carry

FEWEST = 6  # words of a sentence of an answer that states something by itself


@dataclass(frozen=True, slots=True)
class Seen:
    """A statement as the fit sees it: a row of signals for each text, the best of which counts."""

    set: str
    rows: tuple[dict[str, float], ...]
    supported: bool
    guarded: bool = False  # whether the guard keeps it back whatever the score


def wice(folder: Path, encoder: Encoder) -> list[Seen]:
    """Return the fitting half of WiCE's claims."""
    claims = [claim for claim in read_claims(folder) if claim.fitting]
    return [
        _seen("wice", claim.text, list(map(as_document, claim.chunks)), claim.label == "supported", encoder)
        for claim in shown(claims, "reading")
    ]


def clapnq(folder: Path, encoder: Encoder) -> list[Seen]:
    """Return the sentences of half of CLAPNQ's answers: to their passage, and to what is left without their sources."""
    rows = read_lines(find(folder, ANSWERABLE), ("id", "passages", "output"))
    found = []
    for row in shown([row for row in rows if _is_fitting(row["id"])], "reading"):
        said, made = row["passages"][0]["sentences"], row["output"][0]
        rest = [sentence for sentence in said if sentence not in made["selected_sentences"]]
        for sentence in split(printed(made["answer"])):
            if len(sentence.split()) >= FEWEST:
                found.append(_seen("clapnq", sentence, [_passage(said)], True, encoder))
                found += [_seen("clapnq", sentence, [_passage(rest)], False, encoder)] if rest else []
    return found


def pairs(encoder: Encoder) -> list[Seen]:
    """Return the development half of the altered sentences and of the true ones, over the sample archive."""
    documents = read(CORPUS, None, 0)
    altered, true = sentences_of(documents, Archive(documents))
    told = [(pair.altered, pair.faithful.document, False) for pair in altered if pair.half is Half.DEVELOPMENT]
    told += [(one.text, one.document, True) for one in true if one.half is Half.DEVELOPMENT]
    return [
        _seen("pairs", sentence, [document], right, encoder)
        for text, document, right in shown(told, "reading")
        for sentence in _alone(text)
    ]


def _alone(text: str) -> Iterator[str]:
    """Yield a text that is one sentence: of several it would not be known which is altered."""
    sentences = split(text)
    yield from sentences if len(sentences) == 1 else ()


def _seen(name: str, text: str, documents: Sequence[Document], supported: bool, encoder: Encoder) -> Seen:
    found = [carry(text, "", Evidence((), (), (document,)), encoder) for document in documents]
    carried = [one for one in found if one is not None]
    guarded = all(any(not check.passed for check in one.checks) for one in carried)
    return Seen(name, tuple(one.signals.by_name() for one in carried), supported, guarded)


def _passage(sentences: Sequence[str]) -> Document:
    return as_document(list(map(printed, sentences)))


def _is_fitting(id: str) -> bool:
    return int(hashlib.sha256(id.encode()).hexdigest()[0], 16) % 2 == 0
