"""Whether copies of a story are known as such: `python -m eval duplicates [FOLDER|FILE] [--limit N] [--failures]`.

Every article is reprinted in four ways and indexed with its reprints. A pair of articles is right where both are
prints of one article. Accounts of one story in other words are known for the sample archive alone.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.benchmarks.archive import index_articles
from eval.command_line import count, say
from eval.duplicates.reprints import KINDS, Reprint, plain, reprints
from eval.means import percent
from eval.pairs.command import CORPUS, read
from index.data import Document
from index.encoder import Encoder
from index.search import Index

Pair = frozenset[str]
ACCOUNTS = json.loads((Path(__file__).parent / "accounts.json").read_text("utf-8"))  # of the sample archive


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles that were found, and those that there are."""

    found: frozenset[Pair]
    there: frozenset[Pair]

    @property
    def precision(self) -> float | None:
        """The share of those found that are there; None where none was found."""
        return len(self.found & self.there) / len(self.found) if self.found else None

    @property
    def recall(self) -> float | None:
        """The share of those there that were found; None where none is there."""
        return len(self.found & self.there) / len(self.there) if self.there else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was found among articles and their reprints."""

    copies: Pairs
    accounts: Pairs  # between the articles themselves; none there but in the sample archive
    by_kind: dict[str, Pairs]  # each reprint with its original

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON types."""
        rows = {"copies": self.copies, **self.by_kind, "accounts": self.accounts}
        return {
            name: {
                "there": len(pairs.there),
                "found": len(pairs.found),
                "precision": pairs.precision,
                "recall": pairs.recall,
            }
            for name, pairs in rows.items()
        }


def main(arguments: Sequence[str] | None = None, encoder: Encoder | None = None) -> int:
    """Run the command; returns 0. Raises what is the user's to mend."""
    given = _parser().parse_args(arguments)
    documents = read(given.articles, given.limit, given.seed)
    outcome = measure(documents, encoder, given.seed)
    screen = Console()
    screen.print(_table(outcome, len(documents)))
    for line in _failures(outcome) if given.failures else ():
        say(line, screen)
    if given.out:
        given.out.mkdir(parents=True, exist_ok=True)
        (given.out / "duplicates.json").write_text(json.dumps(outcome.to_dict(), indent=2) + "\n", "utf-8")
    return 0


def measure(documents: Sequence[Document], encoder: Encoder | None = None, seed: int = 0) -> Outcome:
    """Index the articles with their reprints and compare what is found with what was made."""
    printed = reprints(documents, seed)
    articles = [*map(plain, documents), *(one.article for one in printed)]
    with TemporaryDirectory() as folder, index_articles(articles, Path(folder), encoder) as index:
        copies = frozenset(_pairs(index, copy=True))
        accounts = frozenset(_pairs(index, copy=False))
    originals = frozenset(document.id for document in documents)
    there = _prints(documents, printed)
    known = {frozenset(pair) for group in ACCOUNTS for pair in combinations(group, 2) if set(group) <= originals}
    by_kind = {kind: frozenset(_pair(one) for one in printed if one.kind == kind) for kind in KINDS}
    return Outcome(
        Pairs(copies, there),
        Pairs(frozenset(pair for pair in accounts if pair <= originals), frozenset(known)),
        {kind: Pairs(copies & pairs, pairs) for kind, pairs in by_kind.items()},
    )


def _pair(one: Reprint) -> Pair:
    return frozenset((one.original, one.article["id"]))


def _prints(documents: Sequence[Document], printed: Sequence[Reprint]) -> frozenset[Pair]:
    """Return all pairs of prints of one text, which the archive itself may have twice."""
    texts = {document.id: document.sha256 for document in documents}
    groups: dict[str, list[str]] = {}
    for document in documents:
        groups.setdefault(texts[document.id], []).append(document.id)
    for one in printed:
        groups[texts[one.original]].append(one.article["id"])
    return frozenset(frozenset(pair) for group in groups.values() for pair in combinations(group, 2))


def _pairs(index: Index, *, copy: bool) -> list[Pair]:
    return [
        frozenset((entry.id, other))
        for entry in index.documents()
        for other, same in index.kin(entry.id).items()
        if same == copy
    ]


def _table(outcome: Outcome, documents: int) -> Table:
    shown = Table(title=f"{documents} articles and their reprints", title_justify="left")
    for column in ("pairs", "there", "found", "precision", "recall"):
        shown.add_column(column, justify="left" if column == "pairs" else "right")
    for name, figures in outcome.to_dict().items():
        shares = (percent(figures["precision"]), percent(figures["recall"]))
        shown.add_row(name, str(figures["there"]), str(figures["found"]), *shares)
    return shown


def _failures(outcome: Outcome) -> list[str]:
    lines = []
    for name, pairs in (("copies", outcome.copies), ("accounts", outcome.accounts)):
        for fault, some in (("found", pairs.found - pairs.there), ("missed", pairs.there - pairs.found)):
            lines += [f"{name}, {fault}: {' and '.join(sorted(pair))}" for pair in some]
    return sorted(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m eval duplicates", description="Measure whether copies are known.")
    parser.add_argument("articles", type=Path, nargs="?", default=CORPUS, metavar="FOLDER|FILE", help="(the sample's)")
    parser.add_argument("--limit", type=count, metavar="N", help="take N articles, chosen by the seed")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of every choice (%(default)s)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="also write the figures there, as JSON")
    parser.add_argument("--failures", action="store_true", help="list the pairs found or missed wrongly")
    return parser
