"""The interval of a mean difference, on sets that can be worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.bootstrap import interval


def test_no_difference_is_surely_none():
    assert interval([0.0] * 73) == (0.0, 0.0)


def test_the_same_difference_everywhere_is_sure():
    assert interval([-0.25] * 8) == (-0.25, -0.25)


@pytest.mark.parametrize(
    ("flips", "sure"),
    # A resample holds none of k flips with probability (1 - k/73)^73: .048 for three, .016 for four; 2.5 % is the tail.
    [(3, False), (4, True)],
)
def test_four_one_way_flips_of_73_are_a_fall_and_three_are_chance(flips, sure):
    low, high = interval([-1.0] * flips + [0.0] * (73 - flips))
    assert (high < 0) is sure
    assert low < -flips / 73 < high or sure
    low, high = interval([1.0] * flips + [0.0] * (73 - flips))
    assert (low > 0) is sure


def test_flips_both_ways_are_chance():
    low, high = interval([-1.0] * 6 + [1.0] * 6 + [0.0] * 61)
    assert low < 0 < high


def test_the_interval_is_that_of_the_normal_where_there_are_many():
    low, high = interval([1.0, 0.0] * 500)  # mean .5, standard error .5 / sqrt(1000) = .0158
    assert (low, high) == (pytest.approx(0.469, abs=0.003), pytest.approx(0.531, abs=0.003))


@pytest.mark.parametrize("differences", [[], [-1.0]])
def test_fewer_than_two_pairs_have_no_spread(differences):
    assert interval(differences) is None


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=20))
def test_it_lies_among_the_differences_and_is_the_same_each_time(differences):
    low, high = interval(differences)
    assert min(differences) - 1e-9 <= low <= high <= max(differences) + 1e-9
    assert interval(differences) == (low, high)
