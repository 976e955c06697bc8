"""What a measure is: a named, pure function of one case, with its range and where its definition comes from."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from eval.data import Case

SHARE = "0 to 1, 1 is best"
OURS = "this project"


class Kind(StrEnum):
    """How much a fall matters."""

    PROMISE = "promise"  # holds of every answer by construction: no question may be newly worse
    QUALITY = "quality"  # may vary; a fall beyond chance is a regression
    DIAGNOSTIC = "diagnostic"  # explains the others


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the name it is reported under and its meaning in a line."""

    name: str
    meaning: str
    of: Callable[[Case], float | None]  # None where the question does not arise
    kind: Kind
    range: str = SHARE
    source: str = OURS
