"""Whether a run may pass: nothing promised is newly broken, and no quality is worse beyond its confidence interval."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text

from eval.baseline import Baseline
from eval.compare import CONTRACT, Change, Direction, change, figure, told, values_of
from eval.measures.catalogue import MEASURES
from eval.measures.measure import Kind
from eval.scored import Pair, Scored, measures_of, paired

KINDS: Mapping[str, Kind] = {measure.name: measure.kind for measure in MEASURES}


@dataclass(frozen=True, slots=True)
class Culprit:
    """A question that made a measure worse; None where the measure did not arise."""

    gold_id: str
    question: str
    before: float | None
    after: float | None
    answer_before: str | None  # None where the baseline keeps no words
    answer_after: str | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """A measure that is worse than it may be, and the questions that did it."""

    measure: str
    rule: str  # the rule that it broke, in words
    change: Change
    culprits: tuple[Culprit, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a run."""

    baseline: str
    questions: int
    failures: tuple[Failure, ...]
    notes: tuple[str, ...] = ()  # what could not be judged

    @property
    def passed(self) -> bool:
        """Whether nothing is worse than it may be."""
        return not self.failures


def check(baseline: Baseline, run: Sequence[Scored], kinds: Mapping[str, Kind] = KINDS) -> Verdict:
    """Hold a run against its baseline, question by question.

    Raises BadInput where the questions are not the same.
    """
    baseline.refuse_others({one.id: one.asked_sha256 for one in run})
    pairs = paired(baseline.questions, run)
    earlier, later = measures_of(baseline.questions), measures_of(run)
    gated = [name for name in later if name in earlier and kinds.get(name, Kind.DIAGNOSTIC) is not Kind.DIAGNOSTIC]
    found = [
        _contract(pairs),
        *((_promise if kinds[name] is Kind.PROMISE else _quality)(name, pairs) for name in gated),
    ]
    notes = (*_left_out(baseline), *_notes(pairs, earlier, later, gated, kinds))
    return Verdict(baseline.name, len(pairs), tuple(filter(None, found)), notes)


def shown(verdict: Verdict, accept: str) -> RenderableType:
    """Return the verdict for the terminal; `accept` is the command that makes the run the new baseline."""
    notes = [Text(f"note: {note}") for note in verdict.notes]
    if verdict.passed:
        said = f"gate passed: {verdict.questions} questions, nothing worse than {verdict.baseline}"
        return Group(*notes, Text(said, "bold green"))
    parts = [part for failure in verdict.failures for part in _failure(failure)]
    said = f"gate failed against {verdict.baseline}: {', '.join(failure.measure for failure in verdict.failures)}"
    return Group(*parts, *notes, Text(said, "bold red"), Text(f"If that is wanted, make it the baseline: {accept}"))


def _contract(pairs: Sequence[Pair]) -> Failure | None:
    counts = [(float(-len(before.violations)), float(-len(after.violations))) for before, after in pairs]
    culprits = tuple(
        _culprit(pair, -held[0], -held[1], "; ".join(broken))
        for pair, held in zip(pairs, counts, strict=True)
        if (broken := sorted(set(pair[1].violations) - set(pair[0].violations)))
    )
    if not culprits:
        return None
    before, after = (-sum(side) for side in zip(*counts, strict=True))
    moved = Change(CONTRACT, before, after, after - before, None, None, len(pairs))
    return Failure(CONTRACT, "no answer may newly break the contract (violations)", moved, culprits)


def _promise(name: str, pairs: Sequence[Pair]) -> Failure | None:
    culprits = tuple(_measured(pair, name) for pair in pairs if _newly_worse(pair, name))
    return (
        Failure(name, "a promise: no question may be newly worse", change(name, pairs), culprits) if culprits else None
    )


def _newly_worse(pair: Pair, name: str) -> bool:
    """Return whether a promise is broken that was kept, or more broken than it was; one that did not arise was kept."""
    before, after = (one.measures.get(name) for one in pair)
    return after is not None and after < (1.0 if before is None else before)


def _quality(name: str, pairs: Sequence[Pair]) -> Failure | None:
    moved = change(name, pairs)
    if moved.direction is not Direction.WORSE:
        return None
    fell = [pair for pair in pairs if (both := values_of(pair, name)) and both[1] < both[0]]
    culprits = tuple(_measured(pair, name) for pair in fell)
    return Failure(name, "a quality: the 95 % interval of the difference lies below 0", moved, culprits)


def _measured(pair: Pair, name: str) -> Culprit:
    return _culprit(pair, pair[0].measures.get(name), pair[1].measures.get(name))


def _culprit(pair: Pair, before: float | None, after: float | None, detail: str = "") -> Culprit:
    return Culprit(pair[1].id, pair[1].question, before, after, pair[0].text, pair[1].text, detail)


def _left_out(baseline: Baseline) -> Iterator[str]:
    if baseline.left_out:
        yield f"judged over {len(baseline.questions)} questions; {baseline.left_out} of the baseline were not asked"


def _notes(
    pairs: Sequence[Pair], before: Sequence[str], after: Sequence[str], gated: Sequence[str], kinds: Mapping[str, Kind]
) -> Iterator[str]:
    judged = [name for name, kind in kinds.items() if kind is not Kind.DIAGNOSTIC]
    if new := [name for name in after if name in judged and name not in before]:
        yield f"not judged, the baseline lacks: {', '.join(new)}"
    if gone := [name for name in before if name not in after]:
        yield f"not judged, the run lacks: {', '.join(gone)}"
    for name in gated:
        had = sum(earlier.measures.get(name) is not None for earlier, _ in pairs)
        if had and not any(values_of(pair, name) for pair in pairs):
            yield f"not judged: {name} had a value for {had} questions and has none for these now"


def _failure(failure: Failure) -> Iterator[Text]:
    moved = failure.change
    spread = "" if moved.low is None else f", 95 % interval {moved.low:+.3f} to {moved.high:+.3f}"
    over = f"{moved.paired} questions"
    figures = f"{figure(moved.before)} → {figure(moved.after)} ({figure(moved.difference, '+')}{spread}, {over})"
    yield Text.assemble((failure.measure, "bold"), f": {figures}; {failure.rule}")
    for culprit in failure.culprits:
        yield Text(f"  {culprit.gold_id}: {figure(culprit.before)} → {figure(culprit.after)}  {culprit.question}")
        yield from (Text(f"    {part}") for part in _told(culprit))


def _told(culprit: Culprit) -> Iterator[str]:
    if culprit.detail:
        yield culprit.detail
    yield from told(culprit.answer_before, culprit.answer_after)
