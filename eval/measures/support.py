"""Whether the citations carry the answer, as a judge sees it: citation recall and precision of ALCE (Gao et al. 2023).

The judge reads the cited words under their article's title and day. Over every answer, gold or not; without a judge, or
where nothing was answered, there is no value.
"""

from collections.abc import Sequence

from eval.data import Case
from eval.judge import Judge, as_evidence
from eval.measures.reading import abstained, citations_of

SUPPORTS = 0.5  # the judge's least probability that counts as support


def citation_recall(case: Case) -> float | None:
    """Share of the answer's sentences that their cited words together support; None without judge or answer."""
    if case.judge is None or abstained(case) or not case.answer.claims:
        return None
    judged = [_supports(case.judge, sentence, words) for sentence, words in _sentences(case)]
    return sum(judged) / len(judged)


def citation_precision(case: Case) -> float | None:
    """Share of the citations that are needed, one counted for each sentence that bears it; None without any.

    A citation is needed where all of its sentence's citations support the sentence, and it does so alone or the others
    do not without it.
    """
    if case.judge is None or abstained(case):
        return None
    needed = [one for sentence, words in _sentences(case) for one in _needed(case.judge, sentence, words)]
    return sum(needed) / len(needed) if needed else None


def _needed(judge: Judge, sentence: str, words: Sequence[str]) -> list[bool]:
    if not _supports(judge, sentence, words):
        return [False] * len(words)
    others = [[*words[:at], *words[at + 1 :]] for at in range(len(words))]
    return [
        _supports(judge, sentence, [one]) or not _supports(judge, sentence, rest)
        for one, rest in zip(words, others, strict=True)
    ]


def _supports(judge: Judge, sentence: str, words: Sequence[str]) -> bool:
    return bool(words) and judge.support(sentence, words) >= SUPPORTS


def _sentences(case: Case) -> list[tuple[str, list[str]]]:
    answer = case.answer
    return [(one.text, [as_evidence(citation) for citation in citations_of(one, answer)]) for one in answer.claims]
