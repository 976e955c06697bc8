"""How fast articles become an index, beside sentence-transformers in float32, and what one article more costs.

python -m bench index [--quick] [--out DIR]
"""

import json
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console

from bench import results
from bench.archive import PASSAGES
from bench.filling import fill, made_archive
from bench.timing import in_turn, ratio, timed
from eval.benchmarks.retrieval import measured, ranked
from eval.command_line import say
from eval.data import SAMPLE_GOLD, load_gold
from index import models
from index.build import add, build
from index.catalogue import ENCODER
from index.corpus import read_archive
from index.data import Document, Filter
from index.encoder import Encoder, MiniLM, Vectors
from index.hub import SentenceTransformerEncoder
from index.passages import context, passages
from index.record import Record
from index.search import Index
from index.view import current_view, keep
from rag.open import SAMPLE

OURS, THEIRS = "Readout, int8", "sentence-transformers, float32"
REPEATS, ADDED = 7, 5
LARGE, QUICKLY_LARGE = 100_000, 10_000  # of the index that an article is added to
FOUND = 5  # articles among which one that answers should be


class Theirs(SentenceTransformerEncoder):
    """sentence-transformers with all its settings as they come."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return (n, d) float32 unit rows."""
        rows = self._model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(rows, np.float32)


class Counted:
    """An encoder that counts the seconds it takes."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.seconds = encoder, 0.0
        self.name, self.sha256, self.dimension = encoder.name, encoder.sha256, encoder.dimension

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return what the encoder does."""
        rows: list[Vectors] = []
        self.seconds += timed(lambda: rows.append(self._encoder.encode(texts)))
        return rows[0]


def main(arguments: Sequence[str]) -> int:
    """Measure, say what was found and write it."""
    options = results.parser("index", "Indexing, beside sentence-transformers in float32.").parse_args(arguments)
    console = Console()
    ours, theirs = MiniLM(), Theirs(str(models.ensure(ENCODER)))
    articles = list(read_archive(SAMPLE, lambda _: None))
    with tempfile.TemporaryDirectory(prefix="readout-bench-") as place:
        figures = {
            "embedding": _embedding(ours, theirs, articles, 2 if options.quick else REPEATS),
            "search": _quality({OURS: ours, THEIRS: theirs}, Path(place)),
            "build": _stages(ours, Path(place)),
            "one article more": _addition(ours, Path(place), QUICKLY_LARGE if options.quick else LARGE),
        }
    path = results.write("index", figures, options.out, options.quick)
    say(f"{json.dumps(figures, indent=2)}\nwritten: {path}", console)
    return 0


def _embedding(ours: Encoder, theirs: Encoder, articles: Sequence[Document], repeats: int) -> dict[str, Any]:
    """Encode the same passages with either, in turn."""
    texts = [context(document, passage) for document in articles for passage in passages(document)]
    cosines = (ours.encode(texts) * theirs.encode(texts)).sum(axis=1)
    series = in_turn({OURS: partial(ours.encode, texts), THEIRS: partial(theirs.encode, texts)}, repeats)
    return {
        "passages": len(texts),
        "characters": float(np.mean([len(text) for text in texts])),
        "seconds": {name: one.summary() for name, one in series.items()},
        "passages a second": {name: len(texts) / one.median for name, one in series.items()},
        "times as fast": ratio(series[THEIRS], series[OURS]),
        "cosine": {"mean": float(cosines.mean()), "least": float(cosines.min())},
    }


def _quality(encoders: Mapping[str, Encoder], place: Path) -> dict[str, Any]:
    """Search the sample archive with either encoder's vectors for the articles that its gold questions name."""
    figures: dict[str, Any] = {}
    for number, (name, encoder) in enumerate(encoders.items()):
        out = place / f"sample-{number}"
        build(SAMPLE, out, encoder)
        with Index.open(out, encoder) as index:
            rows = [row for row in load_gold(SAMPLE_GOLD, index.document) if row.answerable and not row.history]
            found = {row.id: ranked(index, row.question, Filter(as_of=row.as_of)) for row in rows}
        gold = {row.id: row.articles for row in rows}
        values = measured(gold, found).values()
        figures["questions"] = len(rows)
        figures[name] = {
            f"Hits@{FOUND}": float(np.mean([bool({*found[key][:FOUND]} & {*gold[key]}) for key in gold])),
            **{measure: float(np.mean([value[measure] for value in values])) for measure in ("MRR@10", "nDCG@10")},
        }
    return figures


def _stages(encoder: Encoder, place: Path) -> dict[str, float]:
    """Build the sample archive's index and tell where the seconds go."""
    counted = Counted(encoder)
    total = timed(lambda: build(SAMPLE, place / "stages", counted))
    reading = timed(lambda: [passages(document) for document in read_archive(SAMPLE, lambda _: None)])
    return {
        "total": total,
        "reading and cutting": reading,
        "embedding": counted.seconds,
        "writing and the rest": total - reading - counted.seconds,
    }


def _addition(encoder: Encoder, place: Path, count: int) -> dict[str, Any]:
    """Add articles, one at a time, to an index of so many passages, and search it again."""
    out = place / "large"
    archive, articles = made_archive(encoder), count // PASSAGES
    fill(out, archive, encoder, articles)
    with closing(Record(out)) as record:
        keep(current_view(record), out)
    adding, searching = list[float](), list[float]()
    with Index.open(out, encoder) as index:
        index.search("troops")
        for number in range(ADDED):
            article = place / f"added-{number}.md"
            article.write_text(_article(number), "utf-8")
            adding.append(timed(partial(add, [article], out, encoder)))
            searching.append(timed(partial(_searched_again, index)))
    return {"passages": count, "seconds to add": adding, "seconds to the first search of it": searching}


def _searched_again(index: Index) -> None:
    index.refresh()
    index.search("troops")


def _article(number: int) -> str:
    """Return an article of a size that is usual, with words of the sample archive."""
    source = sorted(SAMPLE.glob("*.md"))[number]
    return source.read_text("utf-8").replace("title:", f"title: Once more {number}:", 1)
