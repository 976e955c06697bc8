"""Precision and recall of the disputes found, by kind. No generator: every sentence of every article is a claim.

python -m eval conflicts [--half development|report] [--failures]
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from eval.command_line import say
from eval.conflicts.groups import HALVES, NONE, Group, load
from rag.conflicts import Dispute, find
from rag.data import ConflictKind
from rag.evidence import article_lines
from rag.support import Supported


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found in a group: the dispute that is there, and alarms that should not be."""

    group: Group
    found: bool
    alarms: tuple[Dispute, ...]  # each other dispute, once for both its directions


@dataclass(frozen=True, slots=True)
class Counts:
    """Disputes of one kind over some groups."""

    right: int
    alarms: int
    missed: int

    @property
    def precision(self) -> float | None:
        """The share of those found that are there; None where none was found."""
        return self.right / (self.right + self.alarms) if self.right + self.alarms else None

    @property
    def recall(self) -> float | None:
        """The share of those there that were found; None where none is there."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code, 0."""
    given = _parser().parse_args(arguments)
    outcomes = [outcome(group) for group in load() if given.half in (None, group.half)]
    screen = Console()
    screen.print(table(outcomes))
    for one in outcomes if given.failures else ():
        for line in _failures(one):
            say(line, screen)
    return 0


def outcome(group: Group) -> Outcome:
    """Look for disputes over every sentence of a group's articles."""
    claims = [Supported(line.text, 1.0, (line,), ()) for document in group.articles for line in article_lines(document)]
    found, alarms = False, dict[object, Dispute]()
    for dispute in find(claims, group.articles):
        if str(dispute.kind) == group.expect and _is_between(dispute, group.between):
            found = True
        else:
            key = (dispute.kind, dispute.slot, frozenset(account.line.text for account in dispute.accounts))
            alarms[key] = dispute
    return Outcome(group, found, tuple(alarms.values()))


def counts(outcomes: Sequence[Outcome], kind: str) -> Counts:
    """Count what was found of a kind."""
    there = [one for one in outcomes if one.group.expect == kind]
    alarms = sum(str(alarm.kind) == kind for one in outcomes for alarm in one.alarms)
    return Counts(sum(one.found for one in there), alarms, sum(not one.found for one in there))


def table(outcomes: Sequence[Outcome]) -> Table:
    """Lay out precision and recall by kind and half, and how many groups without a dispute raised an alarm."""
    shown = Table(title=f"{len(outcomes)} groups of articles", title_justify="left")
    for column in ("half", "kind", "groups", "found", "missed", "false alarms", "precision", "recall"):
        shown.add_column(column, justify="left" if column in ("half", "kind") else "right")
    for half in (*HALVES, "both"):
        of_half = [one for one in outcomes if half in (one.group.half, "both")]
        for kind in ConflictKind:
            made = counts(of_half, kind)
            figures = (made.right + made.missed, made.right, made.missed, made.alarms)
            shown.add_row(half, kind, *map(str, figures), _share(made.precision), _share(made.recall))
        quiet = [one for one in of_half if one.group.expect == NONE]
        disturbed = sum(bool(one.alarms) for one in quiet)
        shown.add_row(half, NONE, str(len(quiet)), "", "", str(disturbed), "", "")
    return shown


def _share(value: float | None) -> str:
    return "none" if value is None else f"{value:.3f}"


def _is_between(dispute: Dispute, between: Sequence[str]) -> bool:
    lines = [account.line.text.lower() for account in dispute.accounts]
    return all(any(words.lower() in line for line in lines) for words in between)


def _failures(one: Outcome) -> list[str]:
    group = one.group
    missed = [] if one.found or group.expect == NONE else [f"missed {group.expect}: {group.id} ({group.tests})"]
    return missed + [
        f"false {alarm.kind} ({alarm.slot}): {group.id} ({group.tests}): "
        + " | ".join(account.line.text for account in alarm.accounts)
        for alarm in one.alarms
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval conflicts", description="Measure the disputes found.")
    parser.add_argument("--half", choices=HALVES, help="the groups of one half only")
    parser.add_argument("--failures", action="store_true", help="also name what was missed and each false alarm")
    return parser
