"""An answer by the clock: what is counted as read and written, the stages of a run, and what a start takes."""

import json
import time

import pytest

from bench import answer as bench_answer
from bench import start
from bench.answer import by_stage, main, measured, spread
from bench.clocked import Clocked, Pace, rate
from index.errors import ReadoutError
from rag.assistant import Assistant
from rag.generator import Message, Opinion, Piece
from rag.memory import Memory
from rag.settings import Settings
from tests.answering import Replays, make_index

QUESTION = "How many ships are expected in Velm?"
SHIPS = "The mayor said that 1,250 ships are expected this year."


class Slow(Replays):
    """Takes its time over the first word, as a model that reads its prompt."""

    def opinion(self, messages):
        time.sleep(0.02)
        return Opinion(2.0, None, 40)

    def generate(self, messages, max_tokens, quotable=()):
        time.sleep(0.05)
        yield from super().generate(messages, max_tokens, quotable)


@pytest.fixture
def index(tmp_path):
    with make_index(tmp_path) as index:
        yield index


def test_reading_and_writing_are_noted_without_the_time_of_the_receiver():
    clocked = Clocked(Slow(["one two three"], sha256="weights"))
    assert (clocked.name, clocked.sha256) == ("replays", "weights")
    for _ in clocked.generate([Message("user", "?")], 10):
        time.sleep(0.05)
    (read,), (written,) = clocked.prompts, clocked.replies
    assert (read.tokens, written.tokens) == (100, 2)
    assert read.seconds >= 0.05
    assert written.seconds < 0.1
    assert clocked.opinion([]).yes == 2.0
    assert clocked.opinions[0].tokens == 40
    assert clocked.opinions[0].seconds >= 0.02


def test_an_empty_piece_before_the_first_token_is_part_of_the_reading():
    class Announcing(Replays):
        def generate(self, messages, max_tokens, quotable=()):
            yield Piece("", 100, 0)
            time.sleep(0.05)
            yield from super().generate(messages, max_tokens, quotable)

    clocked = Clocked(Announcing(["one two three"]))
    list(clocked.generate([], 10))
    (read,), (written,) = clocked.prompts, clocked.replies
    assert (read.tokens, written.tokens) == (100, 2)
    assert read.seconds >= 0.05


def test_a_model_that_tells_no_state_is_not_reckoned_with():
    clocked = Clocked(Replays([]))
    assert clocked.opinion([]).state is None
    assert clocked.opinions == []


def test_a_rate_is_over_all_calls():
    assert rate([Pace(100, 1.0), Pace(50, 4.0)]) == 30
    assert rate([]) is None


def test_a_question_is_asked_twice_and_answered_once(index):
    clocked = Clocked(Slow([SHIPS], sha256="weights"))
    run = measured(Assistant(index, clocked, Settings(confidence=0.0), Memory()), QUESTION)
    assert len(clocked.replies) == 1
    stages = run.stages
    assert stages["complete abstention"] is None
    assert (
        0
        < stages["evidence found"]
        < stages["first token"]
        < stages["first checked sentence"]
        < stages["complete answer"]
    )
    assert stages["asked again"] < stages["complete answer"]


def test_stages_that_never_came_are_left_out(index):
    run = measured(Assistant(index, Replays([], sha256="weights"), Settings(confidence=1.0), Memory()), QUESTION)
    found = {series.name: len(series.seconds) for series in by_stage([run, run])}
    assert found == {"evidence found": 2, "decided": 2, "complete abstention": 2, "asked again": 2}


def test_questions_are_spread_over_all():
    assert spread("abcdefghij", 4) == list("acfh")
    assert spread("ab", 4) == ["a", "b"]


def test_the_command_writes_figures_and_a_picture(index, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(bench_answer, "open_index", lambda _: index)
    monkeypatch.setattr(bench_answer, "load_generator", lambda _: Slow([SHIPS] * 9, sha256="weights"))
    gold = tmp_path / "gold.jsonl"
    row = {
        "id": "q",
        "question": QUESTION,
        "answerable": False,
        "reason": "not_in_archive",
        "type": "unanswerable",
        "history": [],
    }
    row |= {"as_of": None, "answers": [], "articles": [], "spans": [], "speaker": None, "notes": ""}
    gold.write_text(json.dumps(row) + "\n", "utf-8")
    assert main(["--quick", "--gold", str(gold), "--out", str(tmp_path / "speed")]) == 0
    known = json.loads((tmp_path / "speed" / "answer.json").read_text("utf-8"))
    assert known["figures"]["questions"] == [QUESTION]
    assert known["figures"]["seconds"]["evidence found"]["runs"] == 1
    assert (tmp_path / "speed" / "answer.png").read_bytes().startswith(b"\x89PNG")
    assert "asked again" in capsys.readouterr().out


def test_a_start_that_fails_says_why(tmp_path):
    with pytest.raises(ReadoutError, match="no index at"):
        start._run("index", "search", "ships", "--index", str(tmp_path / "none"))


def test_what_answering_took_is_read_off_the_answer():
    assert start._answer_seconds('{"timings_ms": {"total": 2500.0}}') == 2.5
