"""What stands beside an abstention: what of the question the articles found lack, and what comes nearest."""

from collections.abc import Sequence

from rag.abstain import speaker_missing
from rag.article import whole, years_missing
from rag.asked_names import names_missing
from rag.data import Nearest
from rag.evidence import Evidence
from rag.question import Part
from rag.quotes import unmarked

NEAREST = 3  # lines shown beside an abstention, of as many articles


def lacking(parts: Sequence[Part], evidence: Evidence) -> tuple[str, ...]:
    """Say in sentences what of the question is nowhere in the articles that were shown to the model."""
    articles = list({line.document.id: line.document for line in evidence.shown}.values())
    if not articles:
        return ()
    said = []
    for part in parts:
        names, years = names_missing(part.text, map(whole, articles)), years_missing(part.text, articles)
        if absent := [*(_as_asked(name, part.text) for name in names), *years]:
            said.append(f"None of the articles found mentions {_listed(absent)}.")
        elif speaker_missing(part, articles):
            said.append(f"None of the articles found reports words of {unmarked(str(part.speaker))}.")
    return tuple(dict.fromkeys(said))


def nearest(evidence: Evidence) -> tuple[Nearest, ...]:
    """Return the most telling line of each of the articles shown, best first, at most `NEAREST`."""
    best = {line.document.id: line for line in sorted(evidence.shown, key=lambda line: line.relevance)}
    lines = sorted(best.values(), key=lambda line: -line.relevance)[:NEAREST]
    return tuple(
        Nearest(line.document.id, line.document.title, line.document.outlet, line.text, line.span.start, line.span.end)
        for line in lines
    )


def _as_asked(word: str, question: str) -> str:
    """Return a folded word as the question writes it."""
    return next((name for name in question.replace("?", " ").split() if name.lower().startswith(word)), word)


def _listed(items: Sequence[str]) -> str:
    *most, last = dict.fromkeys(items)
    return f"{', '.join(most)} or {last}" if most else last
