"""Deterministic checks of a sentence against the words it cites. They fail closed.

Each module has one check; `docs/answering.md` lists what they catch. A sentence that differs from its source in one of
these is not shown, however alike the rest of it is.
"""

from collections.abc import Sequence

from rag.data import Check
from rag.evidence import Line
from rag.guard import (
    additions,
    conditions,
    dates,
    direction,
    modality,
    names,
    negation,
    numbers,
    offices,
    opposites,
    quantity,
    saying,
)
from rag.guard.alignment import align
from rag.guard.names import clauses

__all__ = ["checks", "clauses"]


def checks(sentence: str, cited: Sequence[Line], question: str) -> tuple[Check, ...]:
    """Return every check of a sentence against the lines it cites, passed or not."""
    laid = align(sentence, cited)
    return (
        numbers.check(sentence, laid, cited, question),
        dates.check(sentence, cited, question),
        names.check(sentence, laid, cited, question),
        offices.check(sentence, laid, cited),
        negation.check(laid),
        modality.check(laid),
        direction.check(laid),
        quantity.check(laid),
        opposites.check(laid),
        conditions.check(sentence, laid, cited),
        additions.check(laid, cited, question),
        saying.check_speaker(sentence, cited),
        saying.check_quotations(sentence, laid, cited),
        saying.check_words(sentence, cited),
    )
