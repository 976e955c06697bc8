"""The gate: what it fails, what it passes, and whom it names."""

from io import StringIO

import pytest
from rich.console import Console
from scored_cases import baseline_of, scored

from eval.gate import KINDS, check, shown
from eval.measures.measure import Kind
from index.errors import BadInput

OF_TEST = {"kept": Kind.PROMISE, "good": Kind.QUALITY, "seen": Kind.DIAGNOSTIC}
COUNT = 73


def run(falls=0, **measures):
    """All questions at 1 in the named measures; the first `falls` at the value given."""
    return [
        scored(f"q{number}", **{name: value if number < falls else 1.0 for name, value in measures.items()})
        for number in range(COUNT)
    ]


def verdict(before, after):
    return check(baseline_of(*before), after, OF_TEST)


@pytest.mark.parametrize("name", ["kept", "good", "seen"])
def test_the_same_run_passes(name):
    assert verdict(run(**{name: 1.0}), run(**{name: 1.0})).passed


@pytest.mark.parametrize(
    ("name", "falls", "passes"),
    [("kept", 1, False), ("good", 3, True), ("good", 4, False), ("seen", COUNT, True)],
)
def test_a_promise_tolerates_nothing_a_quality_chance_and_a_diagnostic_all(name, falls, passes):
    found = verdict(run(**{name: 1.0}), run(falls, **{name: 0.0}))
    assert found.passed is passes
    if not passes:
        (failure,) = found.failures
        assert (failure.measure, len(failure.culprits)) == (name, falls)
        assert failure.culprits[0].gold_id == "q0"


@pytest.mark.parametrize(
    ("before", "after", "passes"),
    [
        (None, 1.0, True),
        (None, 0.5, False),  # what did not arise was not broken, and now is
        (0.5, 0.5, True),  # broken already
        (0.5, 0.4, False),
        (0.5, None, True),
        (0.0, 1.0, True),
    ],
)
def test_a_promise_may_not_be_newly_worse(before, after, passes):
    assert verdict([scored("a", kept=before)], [scored("a", kept=after)]).passed is passes


def test_gains_elsewhere_do_not_buy_a_broken_promise():
    before = [scored("a", kept=1.0), *(scored(f"b{number}", kept=0.0) for number in range(9))]
    after = [scored("a", kept=0.0), *(scored(f"b{number}", kept=1.0) for number in range(9))]
    (failure,) = verdict(before, after).failures
    assert [one.gold_id for one in failure.culprits] == ["a"]


def test_a_new_violation_fails_and_a_known_one_does_not():
    before = [scored("a", ("known",)), scored("b")]
    assert verdict(before, before).passed
    (failure,) = verdict(before, [scored("a", ("known", "new")), scored("b")]).failures
    assert failure.measure == "contract"
    assert [(one.gold_id, one.before, one.after, one.detail) for one in failure.culprits] == [("a", 1, 2, "new")]
    (swapped,) = verdict(before, [scored("a"), scored("b", ("known",))]).failures
    assert [one.gold_id for one in swapped.culprits] == ["b"]


def test_other_questions_are_the_users_mistake():
    with pytest.raises(BadInput, match=r"accept RUN base\.json"):
        verdict([scored("a")], [scored("b")])


def test_what_could_not_be_judged_is_said():
    before = baseline_of(scored("a", kept=1.0, good=1.0, old=1.0), scored("b", kept=1.0, good=None, old=None))
    found = check(before.over({"a"}), [scored("a", good=None, kept=1.0)], OF_TEST | {"old": Kind.QUALITY})
    assert found.passed
    assert found.notes == (
        "judged over 1 questions; 1 of the baseline were not asked",
        "not judged, the run lacks: old",
        "not judged: good had a value for 1 questions and has none for these now",
    )
    assert verdict([scored("a")], [scored("a", kept=0.0)]).notes == ("not judged, the baseline lacks: kept",)


def test_the_terminal_names_the_questions_and_how_to_accept():
    before = [scored("a", kept=1.0, text="Nine ships."), scored("b", kept=1.0)]
    found = verdict(before, [scored("a", kept=0.0, text="Ten ships."), scored("b", kept=1.0)])
    screen = Console(width=200, file=StringIO())
    screen.print(shown(found, "python -m eval accept out base.json"))
    assert screen.file.getvalue().splitlines() == [
        "kept: 1.000 → 0.500 (-0.500, 95 % interval -1.000 to +0.000, 2 questions); "
        "a promise: no question may be newly worse",
        "  a: 1.000 → 0.000  What of a?",
        "    before: Nine ships.",
        "    after:  Ten ships.",
        "gate failed against base.json: kept",
        "If that is wanted, make it the baseline: python -m eval accept out base.json",
    ]


def test_the_measures_that_the_program_promises_are_gated():
    promised = {name for name, kind in KINDS.items() if kind is Kind.PROMISE}
    assert {"quotations_exact", "figures_held", "as_of_kept"} <= promised
    assert KINDS["answer_correct"] is Kind.QUALITY
