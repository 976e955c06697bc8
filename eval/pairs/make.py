"""Making altered sentences: every rule over every true sentence, then as many of each kind, chosen by the seed."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random

from eval.pairs import clauses, figures, people, quoted, wordings
from eval.pairs.archive import Archive
from eval.pairs.data import Faithful, Kind, Pair
from eval.pairs.rewording import rewordings
from eval.pairs.written import written
from index.data import Document
from rag.evidence import article_lines
from rag.quotes import stray_marks

Rule = Callable[[Faithful, Archive, Random], Iterator[str]]
RULES: dict[Kind, Rule] = {
    Kind.NUMBER: figures.numbers,
    Kind.UNIT: figures.units,
    Kind.DATE: figures.dates,
    Kind.NAME: people.names,
    Kind.TITLE: people.titles,
    Kind.NEGATION: wordings.denials,
    Kind.MODALITY: wordings.modality,
    Kind.DIRECTION: people.directions,
    Kind.SPEAKER: people.speakers,
    Kind.QUANTITY: wordings.quantities,
    Kind.COMPARISON: wordings.comparisons,
    Kind.STITCHED: quoted.stitched,
    Kind.QUOTATION: quoted.altered,
    Kind.DROPPED: clauses.dropped,
    Kind.ADDED: clauses.added,
}
MOST = 48  # pairs of one kind
OF_ONE = 2  # pairs of one kind from one sentence
MOST_REWORDED = 40  # paraphrases by one rule
MOST_OWN = 400  # of the articles' own sentences that are judged as they are
FEWEST_WORDS, MOST_WORDS = 6, 50


def own_sentences(documents: Iterable[Document]) -> list[Faithful]:
    """Return the articles' own sentences that a reply could consist of."""
    found = []
    for document in documents:
        for line in article_lines(document):
            text = " ".join(line.text.split())
            captioned = any(caption.overlap(line.span) for caption in document.captions)
            if not captioned and is_sentence(text):
                found.append(Faithful(document, (line.span,), text))
    return found


def sample(sources: Sequence[Faithful], seed: int = 0) -> list[Faithful]:
    """Return at most so many of the sentences, by their hash."""
    return sorted(sources, key=lambda one: _rank(one.document.id, one.text, seed))[:MOST_OWN]


def paraphrases(sources: Sequence[Faithful], archive: Archive, seed: int = 0) -> list[Faithful]:
    """Return what was written by hand about these articles; where nothing was, what the rules make of the sentences."""
    by_hand = written(archive.documents)
    done = {one.document.id for one in by_hand}
    made = (one for source in sources if source.document.id not in done for one in rewordings(source, archive))
    by_rule: dict[str, list[Faithful]] = {}
    for one in sorted(made, key=lambda one: _rank(one.document.id, one.text, seed)):
        by_rule.setdefault(one.wording, []).append(one)
    return by_hand + [one for found in by_rule.values() for one in found[:MOST_REWORDED]]


def is_sentence(text: str) -> bool:
    """Whether it is a whole sentence of ordinary length that states something."""
    ended = re.search(r"(?<!\.[A-Z])\.[”\"]?$", text) is not None and (text[0].isupper() or text[0] in '“"')
    return ended and FEWEST_WORDS <= len(text.split()) <= MOST_WORDS and not stray_marks(text)


def pairs(sources: Sequence[Faithful], archive: Archive, seed: int = 0, most: int = MOST) -> list[Pair]:
    """Return at most so many altered sentences of each kind; the same for the same sources and seed."""
    return [
        pair
        for kind, rule in RULES.items()
        for pair in _chosen(_all_of(kind, rule, sources, archive, seed), seed, most)
    ]


def _all_of(kind: Kind, rule: Rule, sources: Sequence[Faithful], archive: Archive, seed: int) -> Iterator[Pair]:
    true = {source.text for source in sources}
    for source in sources:
        chance = Random(f"{seed} {kind} {source.document.id} {source.text}")
        altered = [text for text in dict.fromkeys(rule(source, archive, chance)) if text not in true]
        for text in chance.sample(altered, min(OF_ONE, len(altered))):
            yield Pair(kind, source, text)


def _chosen(found: Iterable[Pair], seed: int, most: int) -> list[Pair]:
    """Return the first so many by their hash, which is chance that does not move when others come or go."""
    unique = {pair.altered: pair for pair in found}
    return sorted(unique.values(), key=lambda pair: _rank(pair.faithful.document.id, pair.altered, seed))[:most]


def _rank(document_id: str, text: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}\n{document_id}\n{text}".encode()).digest()
