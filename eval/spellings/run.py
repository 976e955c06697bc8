"""Whether all spellings of a question get the same evidence: `python -m eval spellings [--index INDEX] [--failures]`.

The groups are questions over the sample archive, each in several spellings of its names. No generator is needed.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rich.console import Console
from rich.table import Table

from eval.command_line import say
from eval.means import average, percent
from index.data import Filter, Passage
from index.search import Index
from rag.evidence import Evidence, gather, joined
from rag.open import open_index
from rag.question import Asked, parts_of, renamed
from rag.settings import Settings

GROUPS = Path(__file__).parent / "groups.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A group of spellings with what the model would be shown for each."""

    questions: tuple[str, ...]
    shown: tuple[frozenset[Passage], ...]

    @property
    def same(self) -> bool:
        """Whether all of them get the same sentences."""
        return len(set(self.shown)) == 1

    @property
    def overlap(self) -> float:
        """The mean share, over pairs of spellings, of the sentences of either that both get."""
        pairs = list(combinations(self.shown, 2))
        return sum(len(one & other) / (len(one | other) or 1) for one, other in pairs) / len(pairs)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns 0. Raises what is the user's to mend."""
    given = _parser().parse_args(arguments)
    with open_index(given.index) as index:
        outcomes = measure(index, json.loads(GROUPS.read_text("utf-8")))
    screen = Console()
    screen.print(table(outcomes))
    for one in outcomes if given.failures else ():
        for question in () if one.same else one.questions:
            say(f"{one.overlap:.2f}  {question}", screen)
    return 0


def measure(index: Index, groups: Sequence[Sequence[str]]) -> list[Outcome]:
    """Gather the evidence for each spelling of each group."""
    return [Outcome(tuple(group), tuple(_shown(index, question) for question in group)) for group in groups]


def table(outcomes: Sequence[Outcome]) -> Table:
    """Lay out in how many groups all spellings get the same evidence, and how much of it they share."""
    shown = Table(title=f"{len(outcomes)} questions, {sum(len(one.questions) for one in outcomes)} spellings")
    for column in ("all spellings the same", "share", "mean overlap"):
        shown.add_column(column, justify="right")
    same = [one for one in outcomes if one.same]
    overlap = average([one.overlap for one in outcomes])
    shown.add_row(str(len(same)), percent(len(same) / len(outcomes)), f"{overlap:.3f}")
    return shown


def _shown(index: Index, question: str) -> frozenset[Passage]:
    asked = renamed(Asked(question, question, parts_of(question)), index.names())
    evidence: Evidence = joined(gather(index, asked, Filter(), Settings()))
    return frozenset(Passage(line.document.id, line.span.start, line.span.end) for line in evidence.shown)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval spellings", description="Measure whether spellings matter.")
    parser.add_argument("--index", type=Path, metavar="INDEX", help="an index of the sample archive (its own)")
    parser.add_argument("--failures", action="store_true", help="list the questions whose spellings differ")
    return parser
