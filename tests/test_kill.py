"""A build killed at any moment loses nothing that it committed, and the next one ends as if nothing had been."""

import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import time
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from index import dense
from index.build import build
from index.check import verify
from index.data import Filter
from index.record import Record
from index.schema import DENSE
from index.search import Index
from index.store import Store
from tests.conftest import HashedWords

KILLS = 30
ARTICLES = 16
LONGEST = 0.4  # seconds that a build is let run, also where the machine is busy
Commit = tuple[int, str]  # the generation, and what it holds


def test_killed_thirty_times(tmp_path: Path) -> None:
    context = multiprocessing.get_context("forkserver")  # a child starts at once and has no thread of this process
    context.set_forkserver_preload(["faiss", "index.build", "tests.conftest"])
    chance = random.Random(7)
    news, out = tmp_path / "news", tmp_path / "index"
    news.mkdir()
    change(news, chance)
    code: int | None = 0
    seconds = timed(context, news, tmp_path / "timed")
    killed = 0
    for turn in range(3 * KILLS):
        if code == 0 or chance.random() < 0.5:
            change(news, chance)
        in_save = turn % 5 == 4
        commits, code = killed_build(context, news, out, None if in_save else chance.uniform(0, min(seconds, LONGEST)))
        assert code in (0, -signal.SIGKILL)
        killed += code != 0
        if commits:
            check(out, commits)
        if killed == KILLS:
            break
    assert killed == KILLS
    build(news, out, HashedWords())
    build(news, tmp_path / "fresh", HashedWords())
    assert not (out / f"{DENSE}.partial").exists()
    assert contents(out) == contents(tmp_path / "fresh")


def change(news: Path, chance: random.Random) -> None:
    """Write every article that is not there, rewrite some, take some away."""
    for number in range(ARTICLES):
        path = news / f"article-{number}.txt"
        if not path.exists() or chance.random() < 0.7:
            words = " ".join(chance.choices(["Lima", "Seoul", "troops", "talks", "trade", "rain"], k=40))
            path.write_text(f"Report {number} of the day\n\nThe news is {words}.\n\nIt ended in {words}.")
        elif chance.random() < 0.2:
            path.unlink()


def timed(context: multiprocessing.context.ForkServerContext, news: Path, out: Path) -> float:
    """Return how long a build takes that is let be, from its first commit on."""
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(news, out, theirs, False))
    process.start()
    theirs.close()
    mine.recv()
    begun = time.monotonic()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - begun


def killed_build(
    context: multiprocessing.context.ForkServerContext, news: Path, out: Path, after: float | None
) -> tuple[list[Commit], int | None]:
    """Build in a child killed `after` seconds, or while saving the view; return its commits and how it ended."""
    mine, theirs = context.Pipe(duplex=False)
    process = context.Process(target=work, args=(news, out, theirs, after is None))
    process.start()
    theirs.close()
    mine.recv()  # it is about to begin
    if after is not None:
        time.sleep(after)
        process.kill()
    process.join()
    commits = []
    try:
        while True:
            commits.append(mine.recv())
    except EOFError:
        return commits, process.exitcode


def work(news: Path, out: Path, told: Connection, die_in_save: bool) -> None:
    """Run in the child: build, one article a transaction, and tell of every commit once it is made."""
    from index import worker

    worker.BATCH_DOCUMENTS = 1
    original = Store._change

    def change(self: Store):  # type: ignore[no-untyped-def]
        from contextlib import contextmanager

        @contextmanager
        def telling():  # type: ignore[no-untyped-def]
            with original(self):
                yield
            rows = self._connection.execute("SELECT id, sha256 FROM documents ORDER BY id").fetchall()
            told.send((self.manifest.generation, digest(rows)))

        return telling()

    def die(_: int) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    Store._change = change  # type: ignore[method-assign]
    if die_in_save:
        dense.os.fsync = die
    told.send("begun")
    build(news, out, HashedWords())


def digest(rows: list[tuple[str, str]]) -> str:
    return hashlib.sha256(repr([tuple(row) for row in rows]).encode()).hexdigest()


def check(out: Path, commits: list[Commit]) -> None:
    """Whether all that was committed is there and sound, and can be searched before any repair."""
    generation, content = commits[-1]
    record = Record(out)
    assert record.manifest.generation in (generation, generation + 1)  # it may have died before it could tell
    if record.manifest.generation == generation:
        assert digest(record.rows("SELECT id, sha256 FROM documents ORDER BY id")) == content
    record.close()
    assert verify(out) == []
    before = copy_of(out)
    with Index.open(before, HashedWords()) as index:
        found = index.search("news of troops and talks", 50)
        assert len({hit.passage.document_id for hit in found}) == index.coverage().documents
    shutil.rmtree(before)


def copy_of(out: Path) -> Path:
    """Copy the index as it lies, so that looking at it mends nothing."""
    copy = out.with_name("copy")
    shutil.copytree(out, copy)
    return copy


def contents(out: Path) -> dict[str, tuple[str, list[tuple[int, int]], bytes]]:
    """Return everything that matters of a sound index, by document."""
    assert verify(out) == []
    record = Record(out)
    found = {}
    for entry in record.entries(Filter()):
        passages = record.passages_of(entry.id)
        sql = "SELECT passages.number FROM passages JOIN documents ON documents.number = document WHERE id = ?"
        vectors = record.matrix(np.array(record.rows(sql, [entry.id]), np.int64)[:, 0]).tobytes()
        found[entry.id] = (record.document(entry.id).text, [(p.start, p.end) for p in passages], vectors)
    view = dense.DenseIndex.load(out, record.manifest.record)
    assert view is not None
    assert view.stamp.generation == record.manifest.generation
    return found
