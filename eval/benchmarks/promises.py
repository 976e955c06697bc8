"""What is promised of every answer, held against a benchmark's answers: it needs no gold."""

from collections.abc import Mapping, Sequence

from eval.benchmarks.benchmark import Figure
from eval.data import DocumentOf, GoldRow, Result
from eval.invariants import violations
from eval.means import mean
from eval.measures.catalogue import MEASURES
from eval.measures.measure import Kind
from eval.summary import case_of


def promise_figures(
    rows: Sequence[GoldRow], results: Mapping[str, Result], document_of: DocumentOf
) -> tuple[Figure, ...]:
    """Return each promise's mean over the answers that it concerns, and how often the contract was broken in sum."""
    cases = [case_of(row, results[row.id].answer, document_of) for row in rows]
    promises = [measure for measure in MEASURES if measure.kind is Kind.PROMISE]
    kept = [(measure.meaning, mean([measure.of(case) for case in cases])) for measure in promises]
    broken = sum(len(violations(case.answer, case.documents)) for case in cases)
    return (
        *(Figure(f"promise: {meaning}", found.value, found.counted) for meaning, found in kept),
        Figure("breaches of contract, in sum", float(broken), len(cases)),
    )
