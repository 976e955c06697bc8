"""What is said where there is no answer: what the articles found lack, what the archive holds, what comes nearest."""

import re
from collections.abc import Sequence

from index.data import Coverage
from rag.abstain import names_missing, speaker_missing, years_missing
from rag.data import AbstainReason, Nearest
from rag.evidence import Evidence
from rag.question import Part
from rag.quotes import DOUBLE_MARKS, quotations
from rag.wording import REASONS, coverage_line, source_line

NEAREST = 3  # lines shown beside an abstention, of as many articles


def lacking(parts: Sequence[Part], evidence: Evidence) -> tuple[str, ...]:
    """Say in sentences what of the question is nowhere in the articles that were shown to the model."""
    articles = list({line.document.id: line.document for line in evidence.shown}.values())
    if not articles:
        return ()
    said = []
    for part in parts:
        names, years = names_missing(part.text, articles), years_missing(part.text, articles)
        if absent := [*(_as_asked(name, part.text) for name in names), *years]:
            said.append(f"None of the articles found mentions {_listed(absent)}.")
        elif speaker_missing(part, articles):
            said.append(f"None of the articles found reports words of {_plain(str(part.speaker))}.")
    return tuple(dict.fromkeys(said))


def nearest(evidence: Evidence) -> tuple[Nearest, ...]:
    """Return the most telling line of each of the articles shown, best first, at most `NEAREST`."""
    best = {line.document.id: line for line in sorted(evidence.shown, key=lambda line: line.relevance)}
    lines = sorted(best.values(), key=lambda line: -line.relevance)[:NEAREST]
    return tuple(Nearest(line.document.id, line.text, line.span.start, line.span.end) for line in lines)


def abstention(reason: AbstainReason, lacks: Sequence[str], evidence: Evidence, coverage: Coverage) -> str:
    """Say in whole sentences that there is no answer, why, what the archive holds and which article is nearest.

    A title's quotation marks and brackets are left out, since nothing is quoted or cited here.
    """
    holds = f"The archive holds {coverage_line(coverage)}"
    lines = nearest(evidence)
    if lines:
        documents = {line.document.id: line.document for line in evidence.shown}
        holds += f"; nearest: {_plain(source_line(documents[lines[0].document_id]))}"
    return " ".join([REASONS[reason], *lacks, f"{holds}."])


def _plain(text: str) -> str:
    text = re.sub(rf"[\[\]{DOUBLE_MARKS}]", "", text)
    for quotation in reversed(quotations(text)):
        outer, inner = quotation.outer, quotation.inner
        text = text[: outer.start] + inner.of(text) + text[outer.end :]
    return text


def _as_asked(word: str, question: str) -> str:
    """Return a folded word as the question writes it."""
    return next((name for name in question.replace("?", " ").split() if name.lower().startswith(word)), word)


def _listed(items: Sequence[str]) -> str:
    *most, last = dict.fromkeys(items)
    return f"{', '.join(most)} or {last}" if most else last
