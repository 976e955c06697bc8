"""Two evaluations of the same questions, compared question by question."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from eval.bootstrap import interval
from eval.scored import Pair, Scored, measures_of, paired
from index.errors import BadInput

CONTRACT = "contract"  # the name under which broken invariants stand beside the measures


class Direction(StrEnum):
    """Whether a measure moved beyond its confidence interval."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """How a measure moved over the questions that have it in both evaluations."""

    measure: str
    before: float | None
    after: float | None
    difference: float | None  # after − before, mean over the pairs
    low: float | None  # of the 95 % confidence interval, by paired bootstrap
    high: float | None
    paired: int

    @property
    def direction(self) -> Direction:
        """Better or worse where the whole interval is."""
        if self.high is not None and self.high < 0:
            return Direction.WORSE
        return Direction.BETTER if self.low is not None and self.low > 0 else Direction.SAME


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that fell or rose in some measure."""

    gold_id: str
    question: str
    fell: tuple[str, ...]  # names of measures
    rose: tuple[str, ...]
    before: str | None  # the answers' texts; None of a baseline, which keeps none
    after: str | None


@dataclass(frozen=True, slots=True)
class Cost:
    """What a question took, the median over all questions of each evaluation."""

    name: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that moved from one evaluation to another."""

    before: str  # what the evaluations are called
    after: str
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
    costs: tuple[Cost, ...] = ()
    notes: tuple[str, ...] = ()  # what could not be compared, and what differs besides the answers


def compare(before: Sequence[Scored], after: Sequence[Scored], names: tuple[str, str]) -> Comparison:
    """Compare two evaluations over the questions and measures that both have; `names` are what they are called.

    Raises BadInput where they have no question in common.
    """
    pairs = paired(before, after)
    if not pairs:
        raise BadInput(f"{names[0]} and {names[1]} share no question: compare evaluations of the same gold file")
    earlier, later = measures_of(before), measures_of(after)
    both = [name for name in later if name in earlier]
    flips = (flip(pair, both) for pair in pairs)
    return Comparison(
        *names,
        changes=tuple(change(name, pairs) for name in both),
        flips=tuple(one for one in flips if one.fell or one.rose),
        costs=tuple(_costs(pairs)),
        notes=(*_only("measures", earlier, later, names), *_unpaired(before, after, names)),
    )


def headline(comparison: Comparison) -> str:
    """Say in a line what moved beyond chance."""
    moved = {
        direction: [one.measure for one in comparison.changes if one.direction is direction]
        for direction in (Direction.WORSE, Direction.BETTER)
    }
    said = [f"{direction} {', '.join(names)}" for direction, names in moved.items() if names]
    return f"{'; '.join(said) or 'no measure moved beyond chance'}; {len(comparison.flips)} questions flipped"


def table(comparison: Comparison) -> RenderableType:
    """Return the comparison for the terminal, the questions that flipped with both answers after the figures."""
    before, after = comparison.before, comparison.after
    notes = [Text(f"note: {note}") for note in comparison.notes]
    medians: list[RenderableType] = [Text(""), _medians(comparison)] if comparison.costs else []
    parts = [_changes(comparison), *medians, *notes, Text("")]
    flips = [line for one in comparison.flips for line in _flipped(one)] or [Text("No question flipped.")]
    return Group(Text(f"before: {before}\nafter:  {after}\n"), *parts, *flips)


def change(measure: str, pairs: Sequence[Pair]) -> Change:
    """Return how a measure moved over the pairs that have it twice."""
    values = [both for pair in pairs if (both := values_of(pair, measure))]
    if not values:
        return Change(measure, None, None, None, None, None, 0)
    differences = [later - earlier for earlier, later in values]
    low, high = interval(differences) or (None, None)
    means = (statistics.fmean(earlier for earlier, _ in values), statistics.fmean(later for _, later in values))
    return Change(measure, *means, statistics.fmean(differences), low, high, len(values))


def values_of(pair: Pair, measure: str) -> tuple[float, float] | None:
    """Return a measure before and after, None where either lacks it."""
    before, after = (one.measures.get(measure) for one in pair)
    return None if before is None or after is None else (before, after)


def flip(pair: Pair, measures: Sequence[str]) -> Flip:
    """Return in which measures, the contract among them, a question fell and rose."""
    before, after = pair
    moved = {name: both[1] - both[0] for name in measures if (both := values_of(pair, name))}
    fell = [name for name, by in moved.items() if by < 0]
    rose = [name for name, by in moved.items() if by > 0]
    fell += [CONTRACT] if set(after.violations) - set(before.violations) else []
    rose += [CONTRACT] if set(before.violations) - set(after.violations) else []
    return Flip(after.id, after.question, tuple(fell), tuple(rose), before.text, after.text)


def _costs(pairs: Sequence[Pair]) -> Iterator[Cost]:
    """Return the medians of what both evaluations measured."""
    names = [name for name in pairs[0][1].costs if name in pairs[0][0].costs]
    for name in names:
        known = [
            [value for one in side if (value := one.costs.get(name)) is not None] for side in zip(*pairs, strict=True)
        ]
        yield Cost(name, *(statistics.median(values) if values else None for values in known))


def _only(what: str, before: Sequence[str], after: Sequence[str], names: tuple[str, str]) -> Iterator[str]:
    for name, own, other in ((names[0], before, after), (names[1], after, before)):
        if alone := [one for one in own if one not in other]:
            yield f"{what} that only {name} has: {', '.join(alone)}"


def _unpaired(before: Sequence[Scored], after: Sequence[Scored], names: tuple[str, str]) -> Iterator[str]:
    yield from _only("questions", [one.id for one in before], [one.id for one in after], names)
    known = {one.id: one for one in before}
    if changed := [one.id for one in after if one.id in known and not known[one.id].asks_as(one)]:
        yield f"questions that are asked differently and were left out: {', '.join(changed)}"


def _changes(comparison: Comparison) -> Table:
    rows = Table("measure", "before", "after", "difference", "95 % interval", "of", "verdict", box=None, pad_edge=False)
    for one in comparison.changes:
        spread = "–" if one.low is None else f"{one.low:+.3f} to {one.high:+.3f}"
        figures = (figure(one.before), figure(one.after), figure(one.difference, "+"))
        rows.add_row(one.measure, *figures, spread, str(one.paired), str(one.direction))
    return rows


def _medians(comparison: Comparison) -> Table:
    rows = Table("median of a question", "before", "after", box=None, pad_edge=False)
    for cost in comparison.costs:
        rows.add_row(cost.name, figure(cost.before), figure(cost.after))
    return rows


def _flipped(one: Flip) -> Iterator[Text]:
    yield Text.assemble((one.gold_id, "bold"), f": {one.question}")
    for what, names in (("fell", one.fell), ("rose", one.rose)):
        if names:
            yield Text(f"  {what}: {', '.join(names)}")
    yield from (Text(f"  {said}") for said in told(one.before, one.after))


def told(before: str | None, after: str | None) -> Iterator[str]:
    """Yield the answers of one question, those that are known, once where they are the same."""
    if before is not None and before == after:
        yield f"same answer: {after}"
        return
    if before is not None:
        yield f"before: {before}"
    if after is not None:
        yield f"after:  {after}"


def figure(value: float | None, sign: str = "") -> str:
    """Write a value with three decimals, a dash for none."""
    return "–" if value is None else f"{value:{sign}.3f}"
