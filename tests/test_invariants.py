"""The contract of an answer: each broken promise is found by itself."""

from dataclasses import replace

import pytest
from eval_cases import TEXTS, answer, cite, document_of

from eval.invariants import violations
from rag.data import AbstainReason, Conflict, ConflictKind, Position, Status

REOPENED = "The harbour of Velm reopened on 3 May."
SOUND = answer("It reopened on 3 May. [1]", cite(1, "harbour", REOPENED))


def told(text: str, *numbers: int) -> Conflict:
    return Conflict("time", ConflictKind.CONFLICT, (Position(text, numbers),))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({}, None),
        ({"citations": (replace(SOUND.citations[0], source_start=1),)}, "its place says 'he harbour"),
        ({"citations": (replace(SOUND.citations[0], source_end=900),)}, "covers 0:900 of a text of"),
        ({"citations": (replace(SOUND.citations[0], source_sha256="0"),)}, "made from another text of 'harbour'"),
        ({"citations": (replace(SOUND.citations[0], document_id="tunnel"),)}, "which the index does not hold"),
        ({"citations": ()}, "[1] has no citation"),
        ({"citations": SOUND.citations * 2}, "citation numbers repeat: [1, 1]"),
        ({"sentences": (replace(SOUND.sentences[0], answer_start=3),)}, "its place says 'reopened on 3 May.'"),
        ({"sentences": (replace(SOUND.sentences[0], citations=()),)}, "citation 1 carries no sentence"),
        ({"text": "It reopened on 3 May."}, "citation 1 is not marked in the text"),
        ({"text_without_citations": "It reopened on 4 May."}, "not the text without its markers"),
        ({"conflicts": (told("The harbour of Velm reopened", 1),)}, None),
        ({"conflicts": (told("The harbour reopened", 1),)}, "citation 1 does not have the account"),
        ({"conflicts": (told("The harbour of Velm", 2),)}, "citation 2 does not have the account"),
        ({"conflicts": (told("The harbour of Velm"),)}, "the account 'The harbour of Velm' cites nothing"),
        ({"status": Status.ABSTAINED, "abstain_reason": AbstainReason.AMBIGUOUS}, "an abstention cites 1"),
    ],
)
def test_each_broken_promise_is_found_by_itself(broken, said):
    found = violations(replace(SOUND, **broken), {name: document_of(name) for name in TEXTS})
    assert [said in fault for fault in found] == [True] * (said is not None)
