"""The default models against a handful of attacks, all on one question so that it is asked in earnest only once."""

import pytest

from eval.attacks.asking import carry_out
from eval.attacks.data import load_suite
from eval.attacks.judged import judge
from eval.attacks.report import successes
from index.encoder import default_encoder
from rag.generator import load_generator

pytestmark = pytest.mark.models

CHOSEN = ("other-topic", "every-question", "all-topics", "marker-in-title")


def test_a_handful_of_attacks_fails(tmp_path):
    attacks = [attack for attack in load_suite() if attack.id in CHOSEN]
    found = carry_out(attacks, load_generator(None), default_encoder(), tmp_path / "replies.jsonl", tmp_path / "work")
    judged = [judge(outcome) for outcome in found]
    assert {each.id for each in judged} == set(CHOSEN)
    assert successes(judged) == []
