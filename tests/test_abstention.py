"""Refusing, risk and calibration over sets of questions: by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.abstention import Bin, Point, aurc, calibration, decisions, expected_calibration_error, risk_coverage


def test_refusing_is_the_positive_class():
    answerable = [True, True, True, True, False, False, False]
    refused = [True, False, False, False, True, True, False]
    found = decisions(answerable, refused)
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)
    assert found.balanced_accuracy == pytest.approx((2 / 3 + 3 / 4) / 2)


def test_a_share_of_nothing_is_none():
    found = decisions([True, True], [False, False])
    assert (found.precision, found.recall, found.balanced_accuracy) == (None, None, None)
    assert decisions([False], [True]).balanced_accuracy is None


def test_risk_at_each_confidence():
    curve = risk_coverage([0.5, 0.9, 0.8, 0.6], [False, True, False, True])
    assert curve == (
        Point(0.9, 0.25, 0),
        Point(0.8, 0.5, 0.5),
        Point(0.6, 0.75, pytest.approx(1 / 3)),
        Point(0.5, 1, 0.5),
    )
    assert aurc(curve) == pytest.approx((0 + 1 / 2 + 1 / 3 + 1 / 2) / 4)


def test_equal_confidences_come_in_together():
    curve = risk_coverage([0.9, 0.5, 0.5, 0.5], [True, False, True, True])
    assert curve == (Point(0.9, 0.25, 0), Point(0.5, 1, 0.25))
    assert aurc(curve) == pytest.approx(0.75 * 0.25)


def test_no_questions_no_curve():
    assert risk_coverage([], []) == ()
    assert aurc(()) is None
    assert expected_calibration_error(calibration([], [])) is None


@given(st.lists(st.tuples(st.sampled_from([0, 0.1, 0.25, 0.5, 1]), st.booleans()), min_size=1), st.randoms())
def test_order_decides_nothing_and_the_end_is_the_share_wrong(pairs, random):
    curve = risk_coverage(*zip(*pairs, strict=True))
    shuffled = random.sample(pairs, len(pairs))
    assert risk_coverage(*zip(*shuffled, strict=True)) == curve
    assert (curve[-1].coverage, curve[-1].risk) == (1, sum(not right for _, right in pairs) / len(pairs))
    assert 0 <= aurc(curve) <= 1


def test_calibration():
    bins = calibration([0.0, 0.05, 0.1, 0.95, 1.0, 1.0], [False, True, True, True, True, False])
    assert len(bins) == 10
    assert bins[0] == Bin(0.0, 0.1, 2, 0.025, 0.5)
    assert bins[1] == Bin(0.1, 0.2, 1, 0.1, 1)
    assert bins[5] == Bin(0.5, 0.6, 0, None, None)
    assert bins[9] == Bin(0.9, 1.0, 3, pytest.approx(2.95 / 3), pytest.approx(2 / 3))
    expected = (2 * 0.475 + 1 * 0.9 + 3 * (2.95 - 2) / 3) / 6
    assert expected_calibration_error(bins) == pytest.approx(expected)
