"""A benchmark's articles as an index: written as the archive that they would be, built once and used again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from index.build import build
from index.data import Coverage, Filter, Hit, Period
from index.encoder import Encoder, default_encoder
from index.rows import Entry
from index.search import Index


def index_articles(articles: Iterable[Mapping[str, Any]], work: Path, encoder: Encoder | None = None) -> Index:
    """Return the index of the articles (id, title, text and what else is known of them) at `work`/index.

    What is there already is not embedded again; an interrupted build goes on.
    """
    encoder = encoder or default_encoder()
    _write(articles, work / "articles" / "articles.jsonl")
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("indexing")
        build(
            work / "articles",
            work / "index",
            encoder,
            lambda step: progress.update(bar, completed=step.done, total=step.total),
        )
    return Index.open(work / "index", encoder)


def _write(articles: Iterable[Mapping[str, Any]], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    written = path.with_suffix(".new")
    with written.open("w", encoding="utf-8") as file:
        for article in articles:
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
    written.replace(path)


class OneDocument(Index):
    """An index of which one document is seen, for questions that are put to one article."""

    def __init__(self, whole: Index, document_id: str) -> None:
        """Share the files of `whole`, which must stay open."""
        super().__init__(whole._record, whole.encoder)
        self._whole, self._document_id = whole, document_id
        self.__dict__["info"] = whole.info  # a cached property: worked out once for all views

    def documents(self, where: Filter = Filter()) -> list[Entry]:  # noqa: B008 - frozen
        """Return the document, where it passes."""
        return self._whole.documents(self._narrowed(where))

    def coverage(self, where: Filter = Filter()) -> Coverage:  # noqa: B008 - frozen
        """Return the coverage of the document, where it passes."""
        return self._whole.coverage(self._narrowed(where))

    def search(
        self,
        query: str,
        k: int = 8,
        where: Filter = Filter(),  # noqa: B008 - frozen
        near: Sequence[Period] = (),
    ) -> list[Hit]:
        """Return the k best passages of the document, best first."""
        return self._whole.search(query, k, self._narrowed(where), near)

    def _narrowed(self, where: Filter) -> Filter:
        return replace(where, document_id=self._document_id)
