"""Promises over a benchmark's answers: the mean of those that they concern, and what breaks the contract."""

from dataclasses import replace

from eval_cases import answer, cite, document_of, row

from eval.benchmarks.promises import promise_figures
from eval.data import Result

OPENED = "The harbour of Velm reopened on 3 May."


def told(*answers):
    rows = [row(("3 May",), id=f"q{number}") for number in range(len(answers))]
    results = {one.id: Result(one.id, "", given, 1.0, 1.0) for one, given in zip(rows, answers, strict=True)}
    return {one.name: (one.value, one.counted) for one in promise_figures(rows, results, document_of)}


def test_numbers_that_are_not_cited_and_a_moved_citation_are_told():
    kept = answer("It reopened on 3 May. [1]", cite(1, "harbour", OPENED))
    wrong = answer("It reopened on 4 May. [1]", cite(1, "harbour", OPENED))
    moved = answer("It reopened. [1]", replace(cite(1, "harbour", OPENED), source_start=2))
    found = told(kept, wrong, moved, answer())
    assert found["promise: numbers found in what is cited"] == (0.5, 2)
    assert found["promise: quotations found in a cited article"] == (None, 0)
    assert found["breaches of contract, in sum"] == (1.0, 4)
