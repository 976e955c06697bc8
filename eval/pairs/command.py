"""Whether the checker tells true sentences from altered ones.

python -m eval pairs [--articles DIR|FILE] [--limit N] [--seed S] [--out DIR] [--failures]
"""

import argparse
import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from rich.console import Console

from eval import provenance
from eval.benchmarks.files import read_lines
from eval.benchmarks.realtimeqa import ARTICLE, article_of
from eval.command_line import count, say
from eval.pairs.archive import Archive
from eval.pairs.data import Faithful, Half, Pair
from eval.pairs.judging import Judge
from eval.pairs.make import own_sentences, pairs, paraphrases, sample
from eval.pairs.report import Outcome, failures, tables, write
from eval.pairs.written import altered_by_hand, written
from index.corpus import read_archive
from index.data import Document, Problem
from index.encoder import Encoder, default_encoder
from index.errors import BadInput
from index.models import CHECKOUT

CORPUS = CHECKOUT / "corpus"
_Item = TypeVar("_Item")


def main(arguments: Sequence[str] | None = None, encoder: Encoder | None = None) -> int:
    """Run the command; returns 0. Raises what is the user's to mend."""
    given = _parser().parse_args(arguments)
    out = given.out or Path("artifacts/pairs") / f"{given.articles.stem}-{datetime.now():%Y%m%d-%H%M%S}"
    documents = read(given.articles, given.limit, given.seed)
    outcome = measure(documents, encoder or default_encoder(), given.seed)
    write(outcome, _made(given, documents), out)
    screen = Console()
    for table in tables(outcome):
        screen.print(table)
    apart = outcome.told_apart
    say(f"kept back while the true sentence is shown: {apart.hits} of {apart.counted}", screen)
    for line in failures(outcome.of(Half.DEVELOPMENT)) if given.failures else ():
        say(line, screen)
    say(f"report in {out}", screen)
    return 0


def read(articles: Path, limit: int | None, seed: int) -> list[Document]:
    """Return the documents of a folder or file, at most `limit` chosen by the seed. A .jsonl.gz is RealTime QA's."""
    if articles.suffix == ".gz":
        rows = [article_of(row) for row in read_lines(articles, ARTICLE)]
        return _as_archive(_some(rows, limit, seed))
    documents = list(read_archive(articles, _ignored))
    if not documents:
        raise BadInput(f"{articles} holds no article that can be read")
    return _some(documents, limit, seed)


def measure(documents: Sequence[Document], encoder: Encoder, seed: int = 0) -> Outcome:
    """Make the sentences of these articles and judge them."""
    archive = Archive(documents)
    judge = Judge(archive, encoder)
    altered, true = sentences_of(documents, archive, seed)
    return Outcome(tuple(map(judge.pair, altered)), tuple(map(judge.faithful, true)))


def sentences_of(documents: Sequence[Document], archive: Archive, seed: int = 0) -> tuple[list[Pair], list[Faithful]]:
    """Return the altered sentences of these articles, and the true ones; `archive` is what is known of all of them."""
    sources = own_sentences(documents)
    altered = [*pairs([*sources, *written(documents)], archive, seed), *altered_by_hand(documents)]
    return altered, [*sample(sources, seed), *paraphrases(sources, archive, seed)]


def _as_archive(rows: Sequence[dict[str, Any]]) -> list[Document]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "articles.jsonl"
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
        return list(read_archive(path, _ignored))


def _some(items: Sequence[_Item], limit: int | None, seed: int) -> list[_Item]:
    return list(items) if limit is None or limit >= len(items) else Random(seed).sample(list(items), limit)


def _ignored(problem: Problem) -> None:
    """Pass over what cannot be read: the rest is measured."""


def _made(given: argparse.Namespace, documents: Sequence[Document]) -> dict[str, Any]:
    return {
        "articles": str(given.articles),
        "documents": len(documents),
        "seed": given.seed,
        "finished": datetime.now().astimezone().isoformat(timespec="seconds"),
        "commit": provenance.commit(CHECKOUT),
        "machine": provenance.machine(),
    }


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval pairs", description="Measure the checker on altered sentences and on true paraphrases."
    )
    parser.add_argument("--articles", type=Path, default=CORPUS, metavar="DIR|FILE", help="an archive (the sample's)")
    parser.add_argument("--limit", type=count, metavar="N", help="take N articles, chosen by the seed")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="of every choice (%(default)s)")
    parser.add_argument("--out", type=Path, metavar="DIR", help="where the report goes")
    parser.add_argument("--failures", action="store_true", help="list what failed of the development half")
    return parser
