"""Two evaluations compared: means over the pairs, intervals, flips, and what cannot be compared."""

from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console
from scored_cases import scored

from eval.compare import Comparison, Cost, Direction, compare, headline, table
from index.errors import BadInput


def compared(before, after) -> Comparison:
    return compare(before, after, ("old", "new"))


def test_a_measure_is_compared_over_the_questions_that_have_it_twice():
    before = [scored("a", right=1.0), scored("b", right=0.0), scored("c", right=None), scored("d", right=1.0)]
    after = [scored("a", right=0.5), scored("b", right=0.0), scored("c", right=1.0), scored("d", right=None)]
    (change,) = compared(before, after).changes
    assert (change.before, change.after, change.difference, change.paired) == (0.5, 0.25, -0.25, 2)
    assert (change.low, change.high, change.direction) == (-0.5, 0.0, Direction.SAME)


@pytest.mark.parametrize(("before", "after", "way"), [(1.0, 0.0, "worse"), (0.0, 1.0, "better"), (1.0, 1.0, "same")])
def test_the_verdict_is_that_of_the_whole_interval(before, after, way):
    sides = [[scored(str(number), right=value) for number in range(5)] for value in (before, after)]
    (change,) = compared(*sides).changes
    assert change.direction == way


def test_a_measure_without_pairs_has_no_figures():
    (change,) = compared([scored("a", right=1.0)], [scored("a", right=None)]).changes
    assert (change.before, change.difference, change.low, change.paired) == (None, None, None, 0)


def test_flips_name_what_fell_and_rose_with_both_answers():
    before = [scored("a", text="Old.", right=1.0, cited=0.0), scored("b", right=1.0, cited=1.0)]
    after = [scored("a", ("broken",), text="New.", right=0.0, cited=1.0), scored("b", right=1.0, cited=None)]
    (flip,) = compared(before, after).flips
    assert (flip.gold_id, flip.fell, flip.rose) == ("a", ("right", "contract"), ("cited",))
    assert (flip.before, flip.after) == ("Old.", "New.")


def test_versions_with_other_measures_and_questions_are_compared_over_what_both_have():
    before = [scored("a", right=1.0, gone=1.0), scored("b", right=1.0, gone=1.0), scored("x", right=1.0, gone=0.0)]
    changed = replace(scored("x", right=1.0, new=1.0), asked_sha256="otherwise")
    found = compared(before, [scored("a", right=1.0, new=0.0), changed, scored("z", right=1.0, new=0.0)])
    assert [(change.measure, change.paired) for change in found.changes] == [("right", 1)]
    assert found.notes == (
        "measures that only old has: gone",
        "measures that only new has: new",
        "questions that only old has: b",
        "questions that only new has: z",
        "questions that are asked differently and were left out: x",
    )


def test_without_a_common_question_there_is_nothing_to_compare():
    with pytest.raises(BadInput, match="old and new share no question: compare evaluations of the same gold file"):
        compared([scored("a")], [scored("b")])


def test_costs_are_medians_of_the_pairs():
    def costing(id, seconds):
        return replace(scored(id), costs={"seconds": seconds})

    before = [costing("a", 1.0), costing("b", 2.0), costing("c", 9.0)]
    assert compared(before, [costing("a", 4.0), costing("b", None), costing("c", 5.0)]).costs == (
        Cost("seconds", 2.0, 4.5),
    )


def test_the_terminal_shows_figures_and_flips():
    before = [scored(str(number), right=1.0, text="Old.") for number in range(4)]
    found = compared(before, [scored(str(number), right=0.0, text="New.") for number in range(4)])
    screen = Console(width=100, file=StringIO())
    screen.print(table(found))
    lines = [" ".join(line.split()) for line in screen.file.getvalue().splitlines()]
    assert "right 1.000 0.000 -1.000 -1.000 to -1.000 4 worse" in lines
    assert lines[-16:-12] == ["0: What of 0?", "fell: right", "before: Old.", "after: New."]
    assert headline(found) == "worse right; 4 questions flipped"
    assert headline(compared(before, before)) == "no measure moved beyond chance; 0 questions flipped"
