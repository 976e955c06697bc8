"""RealTime QA's adapter on a made-up quiz, its short answers, and what happens when files are missing or damaged."""

import gzip
import json
import re
from dataclasses import replace
from functools import partial

import pytest

from eval.benchmarks.archive import index_articles
from eval.benchmarks.asking import ASKING
from eval.benchmarks.benchmark import Run
from eval.benchmarks.kept import Kept
from eval.benchmarks.realtimeqa import run
from eval.benchmarks.short import short_answer
from index.errors import BadInput
from rag.assistant import Assistant
from rag.data import Status
from tests.answering import Replays, assistant_of, make_index
from tests.conftest import HashedWords

CORPUS = [
    {
        "id": "n1",
        "url": "https://news.example/ferry",
        "title": "Ferry crews strike",
        "authors": ["Ana Ruiz"],
        "publish_date": "2022/06/15",
        "text": "Crews of the Velm ferry ended a strike of nine days on Wednesday, their union said.",
    },
    {
        "id": "n2",
        "url": "https://news.example/choir",
        "title": "Choir wins",
        "authors": [],
        "publish_date": "2022/06/30",
        "text": "The choir of Ostland won the singing prize in Velm on Thursday.",
    },
]
STRIKE = {
    "question_id": "20220617_0",
    "question_date": "2022/06/16",
    "question": "How long did the strike of the Velm ferry crews last?",
    "answers": ["Nine days"],
    "gold_doc_ids": ["n1"],
    "answer_in_recent_gcs_ids": ["n1"],
    "needs_choices": False,
}
PRIZE = STRIKE | {
    "question_id": "20220617_1",
    "question": "Which choir won the singing prize in Velm?",
    "answers": ["The choir of Ostland"],
    "gold_doc_ids": [],
    "answer_in_recent_gcs_ids": [],
}
CHOICES = STRIKE | {"question_id": "20220617_2", "question": "Which of these is true?", "needs_choices": True}


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write("".join(json.dumps(row) + "\n" for row in CORPUS))
    (folder / "questions_dev.jsonl").write_text("".join(json.dumps(row) + "\n" for row in (STRIKE, PRIZE, CHOICES)))
    return folder


def run_with(generator, data, work, **told):
    load = lambda index, model: Assistant(index, generator, ASKING)  # noqa: E731
    return run(Run(data, work, **told), load, partial(index_articles, encoder=HashedWords()))


def test_a_quiz(data, tmp_path):
    generator = Replays([CORPUS[0]["text"], "It lasted very long.", "nine days.", "Ostland"])
    report = run_with(generator, data, tmp_path / "work")
    figures = {figure.name: figure for figure in report.figures}
    assert figures["search, question alone, ours: MRR@10"].counted == 2  # the two with a linked article
    assert figures["search, question alone, BM25 here: Hits@4"].published == 0.634
    exact = figures["short answers, exact match, all"]
    assert (exact.value, exact.counted, exact.published) == (0.5, 2, 0.253)
    assert figures["short answers, exact match, in recent news"].value == 1
    assert figures["full answers that contain an accepted one, all"].value == 0.5
    strike, prize = (next(row for row in report.rows if row["id"].endswith(end)) for end in ("_0", "_1"))
    assert strike["short"] == "nine days"
    assert strike["search, question alone, ours"]["documents"][0] == "n1"
    assert strike["search, as of 3 days later, ours"]["documents"] == ["n1"]  # the other one came later
    assert prize["refused"] == (prize["confidence"] is None or prize["confidence"] < 0.5)
    assert "20220617_2" in {row["id"] for row in report.rows}  # it has a linked article, so it is searched for
    assert not any("short" in row for row in report.rows if row["id"] == "20220617_2")


def test_the_system_knows_nothing_of_later_days(data, tmp_path):
    generator = Replays([])
    run_with(generator, data, tmp_path / "work")
    assert len(generator.asked) >= 2
    assert "choir of Ostland" not in "".join(generator.asked)


def test_a_second_run_asks_nothing(data, tmp_path):
    first = run_with(Replays([CORPUS[0]["text"], "It was the choir.", "nine days"]), data, tmp_path / "work")
    silent = Replays([])
    second = run_with(silent, data, tmp_path / "work")
    timeless = [[figure for figure in each.figures if "seconds" not in figure.name] for each in (first, second)]
    assert (timeless[0], silent.asked) == (timeless[1], [])
    assert [row["short"] for row in second.rows if row["id"] == "20220617_0"] == ["nine days"]


def test_a_sample(data, tmp_path):
    report = run_with(Replays([CORPUS[0]["text"]]), data, tmp_path / "work", limit=1, seed=3)
    assert next(figure for figure in report.figures if figure.name == "short answers, F1, all").counted == 1
    assert {figure.counted for figure in report.figures if figure.name.startswith("search")} == {1}


@pytest.mark.parametrize("name", ["questions_*.jsonl", "corpus.jsonl.gz"])
def test_a_missing_file_is_named(data, tmp_path, name):
    next(data.glob(name)).unlink()
    with pytest.raises(BadInput, match=f"no {re.escape(name)}"):
        run_with(Replays([]), data, tmp_path)


def test_of_two_splits_none_is_taken(data, tmp_path):
    (data / "questions_test.jsonl").write_text("")
    with pytest.raises(BadInput, match=re.escape("several splits (questions_dev.jsonl, questions_test.jsonl)")):
        run_with(Replays([]), data, tmp_path)


@pytest.mark.parametrize(
    ("line", "fault"), [("{broken", ":1 is not JSON"), ('{"question_id": "1"}', ":1: the row has no question_date")]
)
def test_a_damaged_line_is_named(data, tmp_path, line, fault):
    (data / "questions_dev.jsonl").write_text(f"{line}\n")
    with pytest.raises(BadInput, match=fault):
        run_with(Replays([]), data, tmp_path)


SAID = "Dock workers in Velm ended a strike of nine days on Thursday."


@pytest.fixture
def answer(tmp_path):
    with make_index(tmp_path) as index:
        yield assistant_of(index, SAID).ask("How long did the strike of dock workers last?")


@pytest.mark.parametrize(
    ("reply", "short"),
    [
        ("nine days", "nine days"),
        ("“Nine days.”\nBecause they said so.", "Nine days"),
        ("their union", "their union"),  # in the cited words only
        ("ten days", SAID),
        ("ine day", SAID),
        ("", SAID),
    ],
)
def test_a_short_answer_stands_in_the_answer_or_its_citations(answer, tmp_path, reply, short):
    assert short_answer("How long?", answer, Replays([reply]), Kept(tmp_path / "short.jsonl")) == short


def test_a_short_answer_is_asked_for_once(answer, tmp_path):
    generator = Replays(["nine days"])
    for _ in range(2):
        assert short_answer("How long?", answer, generator, Kept(tmp_path / "short.jsonl")) == "nine days"
    assert len(generator.asked) == 1
    assert "How long?" in generator.asked[0]
    assert SAID in generator.asked[0]


def test_an_abstention_has_no_short_answer(answer, tmp_path):
    nothing = replace(answer, status=Status.ABSTAINED)
    generator = Replays(["nine days"])
    assert short_answer("How long?", nothing, generator, Kept(tmp_path / "short.jsonl")) == ""
    assert generator.asked == []
