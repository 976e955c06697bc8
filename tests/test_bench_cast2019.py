"""CAsT's adapter on a made-up conversation: what is compared with what, and that nothing is rewritten twice."""

import json

import pytest

from eval.benchmarks.benchmark import Run
from eval.benchmarks.cast2019 import RESOLVED, TOPICS, read_turns, run
from index.errors import BadInput
from tests.answering import Replays

TURNS = ["What is a lock  gate?", "Who invented that?", "Are lock gates heavy?"]
PEOPLES = ["What is a lock gate?", "Who invented the lock gate?", "Are lock gates heavy?"]
TELLING = "Who invented a lock gate?"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "cast" / "data" / "evaluation"
    folder.mkdir(parents=True)
    turns = [{"number": number, "raw_utterance": raw} for number, raw in enumerate(TURNS, 1)]
    (folder / TOPICS).write_text(json.dumps([{"number": 7, "turn": turns}]))
    (folder / RESOLVED).write_text("".join(f"7_{number}\t{text}\n" for number, text in enumerate(PEOPLES, 1)))
    return tmp_path / "cast"


def test_turns_with_what_was_said_before(data):
    first, second, third = read_turns(data)
    assert (first.id, first.raw, first.earlier) == ("7_1", "What is a lock gate?", ())
    assert (second.resolved, second.earlier) == (PEOPLES[1], ("What is a lock gate?",))
    assert third.earlier == ("What is a lock gate?", "Who invented that?")


def test_a_conversation(data, tmp_path):
    report = run(Run(data, tmp_path / "work"), lambda _: Replays([TELLING]))
    figures = {figure.name: (figure.value, figure.counted) for figure in report.figures}
    rewritten = 2 * 4 / (5 + 5)  # who, invented, lock, gate of five words each
    as_said = 2 * 2 / (3 + 5)
    assert figures["ROUGE-1 F (stemmed), all turns, rewritten"] == (pytest.approx((1 + rewritten + 1) / 3), 3)
    assert figures["ROUGE-1 F (stemmed), all turns, as said"] == (pytest.approx((1 + as_said + 1) / 3), 3)
    assert figures["ROUGE-1 F (stemmed), turns after the first, rewritten"] == (pytest.approx((rewritten + 1) / 2), 2)
    assert figures["share of later turns rewritten"] == (0.5, 2)
    assert figures["share left as said of the later turns that people rewrote"] == (0, 1)
    assert [row["rewritten"] for row in report.rows] == ["What is a lock gate?", TELLING, TURNS[2]]


class Interrupted(Replays):
    def generate(self, messages, max_tokens, quotable=()):
        raise KeyboardInterrupt


def test_nothing_is_rewritten_twice(data, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        run(Run(data, tmp_path / "work"), lambda _: Interrupted([]))
    generator = Replays([TELLING])
    first = run(Run(data, tmp_path / "work"), lambda _: generator)
    assert run(Run(data, tmp_path / "work"), lambda _: generator) == first
    assert len(generator.asked) == 1


def test_files_that_do_not_belong_together(data, tmp_path):
    (data / "data" / "evaluation" / RESOLVED).write_text("7_1\tWhat is a lock gate?\n")
    with pytest.raises(BadInput, match=r"no turn 7_2"):
        run(Run(data, tmp_path), lambda _: Replays([]))


@pytest.mark.parametrize("name", [TOPICS, RESOLVED])
def test_a_missing_file_is_named(data, tmp_path, name):
    (data / "data" / "evaluation" / name).unlink()
    with pytest.raises(BadInput, match=f"no {name}"):
        run(Run(data, tmp_path), lambda _: Replays([]))
