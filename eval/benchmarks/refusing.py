"""Figures of refusing, for benchmarks whose questions are part answerable, part not, from rows as JSON types.

A row has `answerable`, `refused` (by the system as it is set), `answered` (refusing nothing for want of confidence) and
`confidence`.
"""

from collections.abc import Callable, Sequence
from typing import Any

from eval.benchmarks.benchmark import Figure
from eval.benchmarks.thresholds import area_under_curve
from eval.means import average
from eval.measures.abstention import aurc, decisions, risk_coverage

Row = dict[str, Any]
COVERAGES = (0.25, 0.5, 0.75, 1.0)  # shares of the answered at which the risk is told


def refusal_figures(rows: Sequence[Row], right: Callable[[Row], bool], means: str) -> tuple[Figure, ...]:
    """Return how well refusing is decided, and the risk of answering more; `means` tells when an answer is right."""
    truth, refused = [row["answerable"] for row in rows], [row["refused"] for row in rows]
    can, cannot = [row for row in rows if row["answerable"]], [row for row in rows if not row["answerable"]]
    sure = [row["confidence"] or 0.0 for row in rows]
    decided = decisions(truth, refused)
    return (
        Figure("share of the answerable answered", average([not row["refused"] for row in can]), len(can)),
        Figure("share of the unanswerable refused", decided.recall, len(cannot)),
        Figure("balanced accuracy of answered against refused", decided.balanced_accuracy, len(rows)),
        Figure("area under the ROC curve of the confidence", area_under_curve(truth, sure), len(rows)),
        *_curve_figures([row for row in rows if row["answered"] and row["confidence"] is not None], right, means),
    )


def _curve_figures(rows: Sequence[Row], right: Callable[[Row], bool], means: str) -> tuple[Figure, ...]:
    curve = risk_coverage([row["confidence"] for row in rows], [right(row) for row in rows])
    told = f"right: {means}; of all questions that it can answer at all, the unanswerable count as wrong"
    points = [(least, next(point for point in curve if point.coverage >= least)) for least in COVERAGES if curve]
    return (
        Figure("area under the risk-coverage curve, 0 best", aurc(curve), len(rows), comparable=told),
        *(
            Figure(
                f"risk at coverage {least:.2f}",
                point.risk,
                round(point.coverage * len(rows)),
                comparable=f"confidence {point.confidence:.2f} and above, coverage {point.coverage:.2f}",
            )
            for least, point in points
        ),
    )
