"""With the real encoder: what is caught of the sample archive's altered sentences, and what true ones are withheld."""

import pytest

from eval.pairs.command import CORPUS, measure, read
from eval.pairs.data import OWN_WORDS
from index.encoder import default_encoder

pytestmark = pytest.mark.models

DETECTED, TOLD_APART, FALSE_ALARMS, OWN_ALARMS = 0.88, 0.79, 0.09, 0.01  # floors and ceilings, a little slack each


def test_altered_sentences_are_told_from_true_ones() -> None:
    outcome = measure(read(CORPUS, None, 0), default_encoder())
    assert outcome.detection.counted >= 650
    assert outcome.alarms.counted >= 380
    assert outcome.detection.value >= DETECTED
    assert outcome.told_apart.value >= TOLD_APART
    assert outcome.alarms.value <= FALSE_ALARMS
    assert outcome.by_wording()[OWN_WORDS].value <= OWN_ALARMS
    assert outcome.by_kind()["stitched quotation"].value == 1.0
