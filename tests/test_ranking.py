"""Ranking beside a slow reference that reads every text, over random archives, filters and times."""

import math
import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from index import dense, ranking
from index.data import Document, Filter, Period
from index.layout import Layout
from index.nearness import nearness
from index.passages import passages
from index.ranking import NEARNESS, WORDS
from index.record import Record
from index.relevance import HEADLINE
from index.rows import condition
from index.search import Index
from index.store import Indexed, Store, writing
from tests.conftest import HashedWords, make_document

VOCABULARY = [
    f"{head}{tail}" for head in ("bax", "dov", "fim", "gur", "hok", "jat") for tail in ("ab", "op", "uv", "iz")
]
FIRST = date(2020, 1, 1)
Key = tuple[str, int]  # a document and a start
CASES = [
    (Filter(), ()),
    (Filter(as_of=date(2020, 3, 1)), ()),
    (Filter(since=date(2020, 2, 1), until=date(2020, 5, 1), outlet="Hok"), ()),
    (Filter(as_of=date(2020, 6, 1)), (Period(date(2020, 4, 1), date(2020, 4, 9)),)),
    (Filter(), (Period(None, date(2020, 2, 1)),)),
]


def archive(rng: random.Random, count: int) -> list[Document]:
    """Articles of one or two passages of words in Zipf's proportions; every ninth is undated."""
    weights = [1 / (at + 1) for at in range(len(VOCABULARY))]

    def words(least: int, most: int) -> str:
        return " ".join(rng.choices(VOCABULARY, weights, k=rng.randint(least, most)))

    return [
        make_document(
            f"article-{at}",
            "\n\n".join(f"{words(5, 90)}." for _ in range(rng.randint(1, 2))),
            FIRST + timedelta(days=rng.randint(0, 200)) if at % 9 else None,
            title=words(1, 5),
            outlet=rng.choice(["Hok", "Fim"]),
        )
        for at in range(count)
    ]


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Index, list[Indexed]]]:
    path: Path = tmp_path_factory.mktemp("ranking")
    encoder, items = HashedWords(), []
    for document in archive(random.Random(3), 150):
        found = passages(document)
        items.append(Indexed(document, found, encoder.encode([one.span.of(document.text) for one in found])))
    with writing(path), Store.create(path, encoder, "") as store:
        store.put(items, {})
    with Index.open(path, encoder) as index:
        yield index, items


def worth(counts: dict[Key, float], lengths: dict[Key, int], b: float, k1: float) -> tuple[dict[Key, float], float]:
    """What a word adds to each text by how often it stands in it, and the most that it could add."""
    having, mean = sum(map(bool, counts.values())), sum(lengths.values()) / len(lengths)
    rarity = math.log(1 + (len(counts) - having + 0.5) / (having + 0.5)) * (k1 + 1)
    gains = {key: rarity * tf / (tf + k1 * (1 - b + b * lengths[key] / mean)) for key, tf in counts.items()}
    return gains, rarity if having else 0.0


def reference(items: list[Indexed], query: str, kept: dict[str, float]) -> dict[Key, float]:
    """The score of every passage of these documents, by document and start."""
    vector = HashedWords().encode([query])[0]
    said = {(item.document.id, p.start): p.span.of(item.document.text) for item in items for p in item.passages}
    rows = dict(zip(said, np.concatenate([item.vectors for item in items]), strict=True))
    words = {key: re.findall(r"\w+", text) for key, text in said.items()}
    lengths = {key: len(text) for key, text in said.items()}
    ids = [(item.document.id, 0) for item in items]
    whole = {id: [word for key in words if key[0] == id[0] for word in words[key]] for id in ids}
    wholes = {id: sum(lengths[key] for key in words if key[0] == id[0]) for id in ids}
    heads = {(item.document.id, 0): f"{item.document.title} {item.document.outlet}".lower().split() for item in items}
    fits, inside, most = dict.fromkeys(said, 0.0), dict.fromkeys(said, 0.0), 0.0
    for word in dict.fromkeys(query.split()):
        here, limit = worth({key: text.count(word) for key, text in words.items()}, lengths, 0.75, 1.2)
        there, limit_there = worth({id: text.count(word) for id, text in whole.items()}, wholes, 0.4, 0.9)
        above, limit_above = worth({id: text.count(word) for id, text in heads.items()}, dict.fromkeys(ids, 1), 0, 1.2)
        most += limit + limit_there + HEADLINE * limit_above
        for key in said:
            inside[key] += here[key]
            fits[key] += here[key] + there[key[0], 0] + HEADLINE * above[key[0], 0]
    return {
        key: (float(rows[key] @ vector) + WORDS * (fits[key] / most if inside[key] else 0.0)) * kept[key[0]]
        for key in said
    }


@pytest.mark.parametrize("kind", ["flat", "cells"])
@pytest.mark.parametrize(("where", "near"), CASES)
def test_as_the_slow_reference_has_it(
    stored: tuple[Index, list[Indexed]],
    where: Filter,
    near: tuple[Period, ...],
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index, everything = stored
    if kind == "cells":
        monkeypatch.setattr(dense, "PROBED", 1.0)
        view = dense.DenseIndex.of(
            index._record.searched_numbers(), index._record.matrix, HashedWords.dimension, dense.Stamp("r", 1), 10
        )
        monkeypatch.setattr(index, "_ranking", ranking.Ranking(index._record, view))
    rng = random.Random(5)
    seen = {entry.id for entry in index.documents(where)}
    items = [item for item in everything if item.document.id in seen]
    kept = times(index._record, near, where)
    for _ in range(12):
        query = " ".join(rng.sample(VOCABULARY, rng.randint(1, 6)))
        scores = reference(items, query, kept)
        hits = index.search(query, 25, where, near)
        assert len(hits) == 25
        best = sorted(scores.values(), reverse=True)[:25]
        assert [hit.score for hit in hits] == pytest.approx(best, abs=1e-5)
        for hit in hits:
            assert hit.score == pytest.approx(scores[hit.passage.document_id, hit.passage.start], abs=1e-5)


def times(record: Record, near: tuple[Period, ...], where: Filter) -> dict[str, float]:
    ids = [id for (id,) in record.rows("SELECT id FROM documents ORDER BY number")]
    shares = nearness(Layout.of(record), near, where.as_of) if near else np.ones(len(ids))
    return {id: 1 - NEARNESS * (1 - float(share)) for id, share in zip(ids, shares, strict=True)}


@pytest.mark.parametrize("where", [where for where, _ in CASES])
def test_days_pass_in_arrays_as_in_the_record(stored: tuple[Index, list[Indexed]], where: Filter) -> None:
    record = stored[0]._record
    layout = Layout.of(record)
    sql, values = condition(where)
    numbers = [number for (number,) in record.rows(f"SELECT number FROM documents WHERE {sql}", values)]
    passing = np.isin(layout.documents, numbers)
    assert 0 < len(numbers) <= len(layout.documents)
    assert layout.visible(record, where).tolist() == passing[layout.places].tolist()


@pytest.mark.parametrize("depth", [1, 3, 100])
def test_the_best_of_many_scores(depth: int) -> None:
    rng = np.random.default_rng(depth)
    for count in (0, 5, 640, 7_000):
        scores = np.round(rng.random(count), 2).astype(np.float32) * (rng.random(count) < 0.5)
        wanted = [int(place) for place in np.lexsort((np.arange(count), -scores)) if scores[place] > 0][:depth]
        assert ranking._first(scores, depth).tolist() == wanted
