"""Two evaluations of the same questions, compared question by question."""

from dataclasses import dataclass


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


@dataclass(frozen=True, slots=True)
class Flip:
    """A question that fell or rose in some measure."""

    gold_id: str
    question: str
    fell: tuple[str, ...]  # names of measures
    rose: tuple[str, ...]
    before: str  # the answers' texts
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that moved from one evaluation to another."""

    before: str  # what the evaluations are called
    after: str
    changes: tuple[Change, ...]
    flips: tuple[Flip, ...]
