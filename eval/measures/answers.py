"""Whether the answer says what it should, and whether an answer was due."""

from collections.abc import Sequence

from eval.data import Case
from eval.measures.reading import abstained
from eval.wording import says


def answer_correct(case: Case) -> float | None:
    """1 if every group of gold facts is met by the answer, 0 if not or refused; None if unanswerable."""
    share = facts_present(case)
    return None if share is None else float(share == 1)


def facts_present(case: Case) -> float | None:
    """Share of the groups of gold facts that the answer meets, 0 if refused; None if unanswerable."""
    if not case.row.answerable:
        return None
    met = [not abstained(case) and _met(group, case.answer.text_without_citations) for group in case.row.answers]
    return sum(met) / len(met)


def abstention_right(case: Case) -> float | None:
    """1 if the answerable is answered or the unanswerable refused, else 0; never None."""
    return float(abstained(case) != case.row.answerable)


def unanswerable_refused(case: Case) -> float | None:
    """1 if an unanswerable question was refused, else 0; None if answerable.

    By itself, because answering everything wins answerable questions while it loses these.
    """
    return None if case.row.answerable else float(abstained(case))


def _met(group: Sequence[str], text: str) -> bool:
    return any(says(text, words) for words in group)
