"""Finding passages in an index: by meaning, by words, by the time that is asked about, and by a second look.

`Index.open(Path("artifacts/index")).search("What did Xi say at APEC?")` returns the hits; the words of a hit are
`hit.passage.span.of(index.document(hit.passage.document_id).text)`.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

import numpy as np

from index import stories
from index.data import Coverage, Document, Filter, Hit, Passage, Period
from index.encoder import Encoder, default_encoder
from index.lasting import Lasting
from index.names import Names
from index.naming import Naming
from index.passages import context
from index.ranking import Ranked, Ranking
from index.record import Info, Record, Vectors
from index.reranker import LOOKED_AT, Reranker
from index.rows import Entry
from index.view import current_view, keep


class Index:
    """A snapshot of an index: what others write to it is not seen before `refresh`. Threads may share it."""

    def __init__(self, record: Record, encoder: Encoder, reranker: Reranker | None = None) -> None:
        """Use `open`."""
        self.encoder, self.reranker = encoder, reranker
        self._record = record
        self._ranking: Ranking | None = None

    @classmethod
    def open(cls, path: Path, encoder: Encoder | None = None, reranker: Reranker | None = None) -> Self:
        """Open the index at `path`. Raises IndexMissing, IndexMismatch where it was made with another encoder."""
        record = Record(path)
        try:
            encoder = encoder or Lasting(default_encoder(record.manifest.encoder_name))
            record.manifest.check(encoder, path)
        except BaseException:
            record.close()
            raise
        return cls(record, encoder, reranker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files."""
        self._record.close()

    def renewed(self) -> Self:
        """Return what has been written since as a snapshot of its own, or this one where nothing has."""
        record = Record(self._record.path)
        if record.is_state_of(self._record):
            record.close()
            return self
        record.manifest.check(self.encoder, record.path)
        return type(self)(record, self.encoder, self.reranker)

    def refresh(self) -> bool:
        """Move on to what has been written since; return whether anything has."""
        changed = self._record.refresh()
        if changed:
            self._record.manifest.check(self.encoder, self._record.path)
            self._ranking = None
            self.__dict__.pop("info", None)
        return changed

    @cached_property
    def info(self) -> Info:
        """What the index is and what it was made with."""
        return self._record.info

    @property
    def state(self) -> Hashable:
        """Equal for as long as the same is found: the record, its changes, the archive's own names, the reranker."""
        manifest = self._record.manifest
        reranker = (self.reranker.name, self.reranker.sha256) if self.reranker else None
        return manifest.record, manifest.generation, self._names, reranker

    def document(self, document_id: str) -> Document:
        """Return a document. Raises DocumentMissing, which names ids that are near."""
        return self._record.document(document_id)

    def documents(self, where: Filter = Filter()) -> list[Entry]:  # noqa: B008 - frozen
        """Return the documents that pass, without their texts, by date and then id, the undated last."""
        return self._record.entries(where)

    def ids_of(self, path: str) -> list[str]:
        """Return the ids of the documents that came from a file."""
        return self._record.ids_of(path)

    def naming(self, words: str, where: Filter = Filter(), beside: Sequence[str] = ()) -> list[Entry]:  # noqa: B008
        """Return the documents that pass and have all telling words in one passage, one of `beside` near if given."""
        return self._record.naming(words, where, beside)

    def passages(self, document_id: str) -> list[Passage]:
        """Return a document's passages in the order of its text. Raises DocumentMissing."""
        return self._record.passages_of(document_id)

    def coverage(self, where: Filter = Filter()) -> Coverage:  # noqa: B008 - frozen
        """Return what part of the archive passes."""
        return self._record.coverage(where)

    def kin(self, document_id: str, where: Filter = Filter()) -> dict[str, bool]:  # noqa: B008 - frozen
        """Return the documents that pass and tell a document's story, by id in order of time; true for a copy."""
        return stories.kin(self._record, document_id, where)

    def names(self, where: Filter = Filter()) -> Naming:  # noqa: B008 - frozen
        """Return what the documents that pass call people and things."""
        return Naming(self._record, where, self._names)

    @property
    def _names(self) -> Names:
        return Names.read(Path(self._record.manifest.archive))

    def stories(self) -> dict[str, str]:
        """Return for each document that is not the only one of its story the story's earliest document, by id."""
        return stories.stories(self._record)

    def revisions(self, hits: Sequence[Hit], query: str, where: Filter = Filter()) -> list[Hit]:  # noqa: B008 - frozen
        """Return what copies say in the place of words that were found, the latest first; it has no ranks."""
        numbers = stories.revisions(self._record, [hit.passage for hit in hits], where)
        ranked = [Ranked(number, 0.0) for number in numbers]
        return self._hits(self.encoder.encode([query])[0], ranked) if ranked else []

    def search(
        self,
        query: str,
        k: int = 8,
        where: Filter = Filter(),  # noqa: B008 - frozen
        near: Sequence[Period] = (),
    ) -> list[Hit]:
        """Return the k best passages of the documents that pass, best first; `near` moves up what is of that time."""
        if k < 1 or not query.strip():
            return []
        vector = self.encoder.encode([query])[0]
        ranked = self._ranked(vector, query, max(k, LOOKED_AT) if self.reranker else k, where, near)
        shown = stories.shown(self._record, [item.number for item in ranked], where)
        found = [replace(item, number=one) for item in ranked for one in shown[item.number]]
        return self._hits(vector, (self._looked_at(query, found, self.reranker) if self.reranker else found)[:k])

    def _looked_at(self, query: str, found: Sequence[Ranked], reranker: Reranker) -> list[Ranked]:
        """Return what was found by the reranker's score, of which distance in time takes the same share as ever."""
        passages = self._record.passages([item.number for item in found])
        read = [passages[item.number] for item in found]
        scores = reranker.scores(query, [context(self.document(one.document_id), one) for one in read])
        again = [replace(item, score=item.kept * float(score)) for item, score in zip(found, scores, strict=True)]
        return sorted(again, key=lambda item: -item.score)

    def _ranked(self, vector: Vectors, words: str, k: int, where: Filter, near: Sequence[Period]) -> list[Ranked]:
        if self._ranking is None:
            view = current_view(self._record)
            keep(view, self._record.path)
            self._ranking = Ranking(self._record, view)
        return self._ranking.best(vector, words, k, where, near)

    def _hits(self, vector: Vectors, ranked: Sequence[Ranked]) -> list[Hit]:
        numbers = [item.number for item in ranked]
        passages, vectors = self._record.passages(numbers), self._record.vectors(numbers)
        return [
            Hit(
                passage=passages[item.number],
                score=item.score,
                similarity=float(np.clip(vectors[item.number] @ vector, -1, 1)),
                dense_rank=item.dense_rank,
                lexical_rank=item.lexical_rank,
            )
            for item in ranked
        ]


def described(hit: Hit, document: Document, kin: Mapping[str, bool]) -> dict[str, Any]:
    """Return a hit with its words, its document's facts and what `Index.kin` says of it."""
    return {
        "document_id": document.id,
        "title": document.title,
        "outlet": document.outlet,
        "published": document.published,
        "start": hit.passage.start,
        "end": hit.passage.end,
        "text": hit.passage.span.of(document.text),
        "score": hit.score,
        "similarity": hit.similarity,
        "dense_rank": hit.dense_rank,
        "lexical_rank": hit.lexical_rank,
        "copies": of_kind(kin, copy=True),
        "accounts": of_kind(kin, copy=False),
    }


def of_kind(kin: Mapping[str, bool], copy: bool) -> list[str]:
    """Return the ids of those that `Index.kin` calls copies, or of the others, which are accounts of their own."""
    return [id for id, same in kin.items() if same == copy]
