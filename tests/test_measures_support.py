"""ALCE's citation recall and precision by a judge that looks for words."""

from collections.abc import Sequence

import pytest
from eval_cases import answer, case, cite, row

from eval.data import Case
from eval.measures import support

REOPENED = "The harbour of Velm reopened on 3 May."
SHIPS = "Some 1,250 ships are expected this year."
COST = "The bridge over the Ost cost $5.5 million."


class Words:
    """Support is .5 where the texts together have every word of the claim, else .49."""

    name = "words"
    balanced_accuracy = 0.5

    def support(self, claim: str, evidence: Sequence[str]) -> float:
        return 0.5 if set(claim.split()) <= set(" ".join(evidence).split()) else 0.49


def judged(given) -> tuple[float | None, float | None]:
    found = case(row(), given)
    found = Case(found.row, found.answer, found.documents, Words())
    return support.citation_recall(found), support.citation_precision(found)


@pytest.mark.parametrize(
    ("text", "words", "recall", "precision"),
    [
        ("harbour reopened", [REOPENED], 1, 1),
        ("harbour reopened", [SHIPS], 0, 0),
        ("harbour ships", [REOPENED, SHIPS], 1, 1),  # neither does alone, both are needed
        ("harbour reopened", [REOPENED, SHIPS], 1, 1 / 2),  # the second is not
        ("of", [REOPENED, REOPENED], 1, 1),  # each does alone
        ("harbour expected bridge", [REOPENED, SHIPS], 0, 0),  # supported by none, needed is none
        ("harbour", [], 0, None),
    ],
)
def test_one_sentence(text, words, recall, precision):
    cited = [cite(at, "bridge" if one is COST else "harbour", one) for at, one in enumerate(words, 1)]
    assert judged(answer(text, *cited)) == (recall, precision)


def test_each_sentence_is_judged_by_its_own_citations():
    one, two = answer("harbour", cite(1, "harbour", REOPENED)), answer("bridge", cite(2, "bridge", COST))
    together = answer("harbour bridge", *one.citations, *two.citations, sentences=(*one.sentences, *two.sentences))
    assert judged(together) == (1, 1)
    bare = answer("harbour bridge", *one.citations, sentences=(*one.sentences, *two.sentences))
    assert judged(bare) == (0.5, 1)


def test_no_judge_or_no_answer_has_no_value():
    assert judged(answer()) == (None, None)
    unjudged = case(row(), answer("harbour", cite(1, "harbour", REOPENED)))
    assert (support.citation_recall(unjudged), support.citation_precision(unjudged)) == (None, None)
