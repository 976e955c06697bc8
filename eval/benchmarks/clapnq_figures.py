"""The figures of CLAPNQ from its rows: citations of the answered, refusals, risk against coverage."""

from collections.abc import Callable, Sequence
from typing import Any

from eval.benchmarks.benchmark import Figure
from eval.benchmarks.refusing import refusal_figures
from eval.means import average

Row = dict[str, Any]


def figures(rows: Sequence[Row], gold: int, lost: int) -> tuple[Figure, ...]:
    """Return the figures; `lost` of the `gold` sentences of the whole set could not be found in their articles."""
    answerable = [row for row in rows if row["answerable"] and row["cited"]]
    answered = [row for row in answerable if not row["refused"]]
    whatever = [row for row in answerable if row["answered"]]
    return (
        Figure("share of gold sentences found in the articles", 1 - lost / gold if gold else None, gold),
        *_citation_figures("cited sentences", "cited", answered),
        *_citation_figures("whole passages of what is cited", "whole", answered, "computed reference"),
        *_citation_figures("cited sentences, refusing nothing for want of confidence", "cited", whatever),
        Figure("gold passage among the cited, of the answered", _mean(answered, _passage), len(answered)),
        *refusal_figures(rows, _right, "cites a gold sentence"),
    )


def _citation_figures(name: str, kind: str, rows: Sequence[Row], reference: str = "") -> tuple[Figure, ...]:
    shares = [row[kind] for row in rows]
    right, cited, gold = (sum(share[part] for share in shares) for part in ("right", "cited", "gold"))
    each = [share["right"] / share["cited"] if share["cited"] else 0.0 for share in shares]
    recalled = [share["right"] / share["gold"] for share in shares]
    return (
        Figure(f"{name}: precision", right / cited if cited else None, cited, reference=reference),
        Figure(f"{name}: recall", right / gold if gold else None, gold, reference=reference),
        Figure(f"{name}: precision, mean of questions", average(each), len(rows), reference=reference),
        Figure(f"{name}: recall, mean of questions", average(recalled), len(rows), reference=reference),
    )


def _right(row: Row) -> bool:
    return bool(row["answerable"] and row["cited"] and row["cited"]["right"])


def _passage(row: Row) -> bool:
    return bool(row["passage_cited"])


def _mean(rows: Sequence[Row], of: Callable[[Row], bool]) -> float | None:
    return average([float(of(row)) for row in rows])
