"""How well a score or a decision tells right from wrong, where the two are not equally many."""

from collections.abc import Sequence

from eval.measures.abstention import decisions


def balanced_accuracy(truth: Sequence[bool], accepted: Sequence[bool]) -> float | None:
    """Return the mean of the shares of the true accepted and of the others refused, 0 to 1; None where either lacks."""
    return decisions(truth, [not one for one in accepted]).balanced_accuracy


def area_under_curve(truth: Sequence[bool], scores: Sequence[float]) -> float | None:
    """Return the share of pairs, one true and one not, that the scores order rightly, ties half; None without pairs."""
    true = [score for is_true, score in zip(truth, scores, strict=True) if is_true]
    false = [score for is_true, score in zip(truth, scores, strict=True) if not is_true]
    pairs = [1.0 if high > low else 0.5 if high == low else 0.0 for high in true for low in false]
    return sum(pairs) / len(pairs) if pairs else None
