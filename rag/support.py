"""Which words of which article carry a sentence of the reply: the narrowest that do, or none.

Lines are chosen by the share of the sentence's rare words that they hold, with the likeness of their vectors. The score
is a probability: a regression over signals (`rag/signals.py`) whose weights are fitted to data (docs/answering.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index.data import Document, Span
from index.encoder import Encoder
from rag import voice
from rag.data import Check
from rag.days import meanings
from rag.direct import may_quote, place_of, said_by
from rag.evidence import Evidence, Line, before, evidence_lines, title
from rag.guard import checks, clauses
from rag.guard.names import places, places_lacking, share_meeting
from rag.quotes import quotations
from rag.signals import Signals, parts_of, signals
from rag.terms import SEATS, coverage, terms
from rag.thesaurus import near
from rag.weights import support_weights
from rag.wording import byline

LEXICAL = 0.7  # the rest of the score is the vectors'
REWORDED = 0.7  # credit for a word for which the line has one that can stand for it
AROUND = 0.6  # credit for a word that stands in the line before, the title or the byline
ASKED = 0.4  # credit for a word of the question
GAIN = 0.15  # a further span must cover this much more of the sentence
COMPARED = 6  # spans whose vectors are compared
MOST = 3  # citations of one sentence
SAME = 0.9  # another article that covers the sentence this well, beside the best, also carries it


@dataclass(frozen=True, slots=True)
class Supported:
    """A sentence of the reply with the lines that carry it best, and whether they do."""

    text: str
    score: float  # probability that they do, 0 to 1
    cited: tuple[Line, ...]  # in the order of their weight
    checks: tuple[Check, ...]
    also_in: tuple[str, ...] = ()

    @property
    def failed(self) -> tuple[Check, ...]:
        """The checks that it did not pass."""
        return tuple(check for check in self.checks if not check.passed)


@dataclass(frozen=True, slots=True)
class Carried:
    """The lines that carry a sentence best, and what speaks for and against their carrying it."""

    cited: tuple[Line, ...]  # at least one
    checks: tuple[Check, ...]
    signals: Signals


def support(sentence: str, question: str, evidence: Evidence, encoder: Encoder) -> Supported:
    """Find the lines that carry a sentence among all articles of the evidence, and check it against them."""
    found = carry(sentence, question, evidence, encoder)
    if found is None:
        return Supported(sentence, 0.0, (), ())
    score = support_weights().probability(found.signals.by_name())
    return Supported(sentence, score, found.cited, found.checks, _also_in(found.cited, sentence, question, evidence))


def carry(sentence: str, question: str, evidence: Evidence, encoder: Encoder) -> Carried | None:
    """Return the lines that carry a sentence best, with what speaks for and against it; None where there are none."""
    lines = [line for document in evidence.documents for line in evidence_lines(document)]
    if not lines:
        return None
    wanted, asked = terms(sentence), frozenset(terms(question))
    ranked = sorted(((_covered(wanted, asked, [line]), -at) for at, line in enumerate(lines)), reverse=True)
    best = [lines[-at] for _, at in ranked[:COMPARED]]
    parts = parts_of(sentence)
    vectors = encoder.encode([sentence, *parts, *(line.text for line in best)])
    clauses_of, lines_of = vectors[1 : len(parts) + 1], vectors[len(parts) + 1 :]
    scores = [
        LEXICAL * _covered(wanted, asked, [line]) + (1 - LEXICAL) * float(np.clip(cosine, 0, 1))
        for line, cosine in zip(best, lines_of @ vectors[0], strict=True)
    ]
    cited = _completed([best[int(np.argmax(scores))]], wanted, asked, lines, sentence)
    others = [line.text for line in cited if line not in best]
    compared = np.concatenate([lines_of, encoder.encode(others)]) if others else lines_of
    verdicts = (*checks(sentence, cited, question), voice.check(sentence, cited))
    articles = list({line.document.id: line.document for line in cited}.values())
    found = signals(sentence, _covered(wanted, asked, cited), clauses_of @ compared.T, articles, verdicts)
    return Carried(tuple(cited), verdicts, found)


def merged(cited: Iterable[Line]) -> list[tuple[Document, Span]]:
    """Return the spans to cite, lines that follow one another made one."""
    spans: list[tuple[Document, Span]] = []
    for line in sorted(cited, key=lambda line: (line.document.id, line.number)):
        last = spans[-1] if spans else None
        if last and last[0].id == line.document.id and not line.document.text[last[1].end : line.span.start].strip(" "):
            spans[-1] = (line.document, Span(last[1].start, line.span.end))
        else:
            spans.append((line.document, line.span))
    return spans


def _completed(
    cited: list[Line], wanted: dict[str, float], asked: frozenset[str], lines: Sequence[Line], sentence: str
) -> list[Line]:
    """Add the lines that hold what the best one lacks: a quotation's own line first, then by what they cover."""
    for quotation in quotations(sentence):
        words, who = quotation.inner.of(sentence), said_by(sentence, quotation.outer)
        if not may_quote(words, who, cited):
            cited = [*cited, *(line for line in place_of(words, who, lines) if line not in cited)]
    if len(clauses(sentence)) == 1:  # one statement is one article's
        lines = [line for line in lines if line.document.id == cited[0].document.id]
    while len(cited) < MOST:
        now = _covered(wanted, asked, cited)
        gains = [(_covered(wanted, asked, [*cited, line]) - now, -at) for at, line in enumerate(lines)]
        gain, at = max(gains)
        if gain < GAIN:
            break
        cited = [*cited, lines[-at]]
    return [*cited, *_locating(sentence, cited, lines)][:MOST]


def _locating(sentence: str, cited: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    """Return the line that names the place of a meeting, where the lines cited leave it out.

    It stands beside the first of them, or names two who met.
    """
    lacking = places_lacking(sentence, cited)
    naming = [line for line in lines if lacking & places(line.text)] if lacking else []
    return [line for line in naming if _is_beside(line, cited[0]) or share_meeting(sentence, line)][:1]


def _is_beside(line: Line, other: Line) -> bool:
    return line.document.id == other.document.id and abs(line.number - other.number) == 1


def _covered(wanted: dict[str, float], asked: frozenset[str], lines: Sequence[Line]) -> float:
    own = frozenset().union(*(_own(line) for line in lines))
    reworded = frozenset().union(*(_reworded(line) for line in lines))
    around = frozenset().union(*(_around(line) for line in lines))
    return coverage(wanted, (own, 1.0), (reworded, REWORDED), (around, AROUND), (asked, ASKED))


@lru_cache(maxsize=20_000)
def _own(line: Line) -> frozenset[str]:
    own = frozenset(terms(f"{line.text} {meanings(line.text, line.document)}"))
    return own | {other for seat, state in SEATS.items() if own & {seat, state} for other in (seat, state)}


@lru_cache(maxsize=20_000)
def _reworded(line: Line) -> frozenset[str]:
    return frozenset().union(*map(near, _own(line)))


@lru_cache(maxsize=20_000)
def _around(line: Line) -> frozenset[str]:
    document = line.document
    return frozenset(
        terms(f"{before(line)} {title(document)} {byline(document)} {' '.join(document.authors)} {line.speaker or ''}")
    )


def _also_in(cited: Sequence[Line], sentence: str, question: str, evidence: Evidence) -> tuple[str, ...]:
    """Return the other articles with a line that covers the sentence nearly as well as the lines cited."""
    wanted, asked = terms(sentence), frozenset(terms(question))
    least = SAME * _covered(wanted, asked, cited)
    used = {line.document.id for line in cited}
    others = [document for document in evidence.documents if document.id not in used]
    return tuple(
        document.id
        for document in others
        if any(_covered(wanted, frozenset(), [line]) >= least for line in evidence_lines(document))
    )
