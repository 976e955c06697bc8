"""What was answered is not worked out again, as long as all that it was made from is the same."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.build import build, remove
from index.data import Filter
from index.search import Index
from rag.assistant import Assistant
from rag.data import Answer, Usage
from rag.memory import Given, Memory, Origin
from rag.settings import Settings
from rag.steps import Checked, Drafted, Finished, Found, Understood
from rag.verify import faults
from tests.answering import ARTICLES, Replays, make_index, write_articles
from tests.conftest import HashedWords

QUESTION = "How many ships are expected in Velm?"
SHIPS = "The mayor said that 1,250 ships are expected this year."
WHO = ("Who is the mayor of Velm?", "Ida Roth.")
SETTINGS = Settings(confidence=0.0)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


def remembering(index: Index, *replies: str, sha256: str | None = "weights") -> Assistant:
    return Assistant(index, Replays(list(replies), sha256=sha256), SETTINGS, Memory())


@pytest.fixture
def assistant(index: Index) -> Assistant:
    return remembering(index, *[SHIPS] * 4)


def asked(assistant: Assistant) -> int:
    return len(assistant.generator.asked)


def test_a_question_asked_again_costs_no_tokens_and_its_time_is_its_own(assistant: Assistant) -> None:
    first, again = assistant.ask(QUESTION), assistant.ask(f"  {QUESTION}\n")
    assert asked(assistant) == 1
    same = {"id": "", "receipt": first.receipt, "timings_ms": first.timings_ms, "usage": first.usage}
    assert replace(again, **same) == replace(first, **same)
    assert again.id != first.id
    assert again.receipt.answer_sha256 != first.receipt.answer_sha256
    assert again.usage == Usage(0, 0)
    took = again.timings_ms
    assert (took.question, took.search, took.evidence, took.first_token, took.generate, took.verify) == (
        0,
        0,
        0,
        None,
        0,
        0,
    )
    assert 0 < took.total < 100


def test_an_answer_given_again_verifies(assistant: Assistant, index: Index) -> None:
    answers = [assistant.ask(QUESTION) for _ in range(3)]
    assert len({answer.id for answer in answers}) == 3
    assert [faults(answer.to_dict(), index) for answer in answers] == [[], [], []]


def test_the_way_to_an_answer_given_again_has_the_same_steps_without_the_writing(assistant: Assistant) -> None:
    first = list(assistant.stream(QUESTION))
    again = list(assistant.stream(QUESTION))
    assert [type(event) for event in again] == [Understood, Found, Finished]
    assert again[:-1] == [event for event in first[:-1] if not isinstance(event, Drafted | Checked)]


@pytest.mark.parametrize(
    "otherwise",
    [
        {"as_of": date(2024, 12, 1)},
        {"since": date(2024, 1, 1)},
        {"until": date(2024, 12, 1)},
        {"outlet": "Ostland Times"},
        {"time": False},
        {"names": False},
    ],
    ids=lambda otherwise: next(iter(otherwise)),
)
def test_a_question_asked_within_other_bounds_is_another(assistant: Assistant, otherwise: dict[str, object]) -> None:
    assistant.ask(QUESTION)
    assistant.ask(QUESTION, **otherwise)
    assert asked(assistant) == 2
    assistant.ask(QUESTION, **otherwise)
    assert asked(assistant) == 2


def test_nothing_later_than_as_of_comes_out_of_the_memory(index: Index) -> None:
    assistant = remembering(index, "Dock workers in Velm ended a strike of nine days on Thursday.", "")
    question = "How long was the strike of dock workers in Velm?"
    assert [cited.document_id for cited in assistant.ask(question).citations] == ["strike"]
    before = assistant.ask(question, as_of=date(2024, 6, 19))
    assert "strike" not in {each.document_id for each in before.consulted}
    assert before.as_of == date(2024, 6, 19)


def test_a_follow_up_is_another_question_in_another_conversation(index: Index) -> None:
    completed = "How many ships does the mayor of Velm expect?"
    assistant = remembering(index, completed, SHIPS, completed, SHIPS)
    follow_up = "How many ships does she expect?"
    assistant.ask(follow_up, history=[WHO])
    assistant.ask(follow_up, history=[WHO])
    assert asked(assistant) == 2
    assistant.ask(follow_up, history=[("Who leads the union?", "Carl Moss."), WHO])
    assert asked(assistant) == 4


def test_what_a_question_does_not_depend_on_makes_no_difference(assistant: Assistant) -> None:
    assistant.ask(QUESTION)
    assert assistant.ask(QUESTION, history=[WHO]).usage == Usage(0, 0)
    assert asked(assistant) == 1


def test_an_earlier_answer_that_may_know_more_is_no_part_of_the_question(index: Index) -> None:
    completed = "How many ships does the mayor of Velm expect?"
    assistant = remembering(index, completed, SHIPS, completed, SHIPS)
    day, follow_up = date(2024, 12, 1), "How many ships does she expect?"
    assistant.ask(follow_up, history=[(*WHO, day)], as_of=day)
    assistant.ask(follow_up, history=[(*WHO, date(2025, 1, 1))], as_of=day)
    assert asked(assistant) == 4


def test_other_settings_and_other_weights_answer_anew(assistant: Assistant) -> None:
    assistant.ask(QUESTION)
    assistant.settings = replace(SETTINGS, passages=7)
    assistant.ask(QUESTION)
    assert asked(assistant) == 2
    assistant.generator = Replays([SHIPS], sha256="other weights")
    assistant.ask(QUESTION)
    assert asked(assistant) == 1


def test_weights_out_of_reach_may_have_changed(index: Index) -> None:
    assistant = remembering(index, SHIPS, SHIPS, sha256=None)
    assistant.ask(QUESTION)
    assistant.ask(QUESTION)
    assert asked(assistant) == 2


def test_another_day_and_other_prompts_answer_anew(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    class Tomorrow(date):
        @classmethod
        def today(cls) -> date:
            return date(2124, 1, 1)

    assistant.ask(QUESTION)
    monkeypatch.setattr("rag.assistant.date", Tomorrow)
    assistant.ask(QUESTION)
    assert asked(assistant) == 2
    monkeypatch.setattr("rag.assistant.prompts_sha256", lambda: "other prompts")
    assistant.ask(QUESTION)
    assert asked(assistant) == 3


def test_a_changed_archive_is_asked_anew(tmp_path: Path) -> None:
    with make_index(tmp_path) as index:
        assistant = remembering(index, SHIPS, SHIPS, SHIPS)
        assistant.ask(QUESTION)
        remove(["lamps"], Path(index.info.path), HashedWords())
        assert assistant.ask(QUESTION).coverage.documents == 3  # the snapshot is as it was
        assistant.renew()
        assert assistant.ask(QUESTION).coverage.documents == 2
        assert asked(assistant) == 2
        (tmp_path / "articles" / "names.csv").write_text("name,also\nVelm,Velmouth\n", "utf-8")
        assistant.ask(QUESTION)
        assert asked(assistant) == 3
        assistant.index.close()


def test_an_archive_of_the_same_articles_is_another(tmp_path: Path) -> None:
    with make_index(tmp_path) as index:
        assistant = remembering(index, SHIPS, SHIPS)
        assistant.ask(QUESTION)
        build(write_articles(tmp_path / "articles", ARTICLES), tmp_path / "twin", HashedWords())
        with Index.open(tmp_path / "twin", HashedWords()) as twin:
            assistant.index = twin
            assistant.ask(QUESTION)
    assert asked(assistant) == 2


def test_what_moved_on_meanwhile_is_not_remembered(tmp_path: Path) -> None:
    with make_index(tmp_path) as index:
        assistant = remembering(index, SHIPS, SHIPS)
        events = assistant.stream(QUESTION)
        assert isinstance(next(events), Understood)
        remove(["lamps"], Path(index.info.path), HashedWords())
        assert index.refresh()
        assert isinstance(list(events)[-1], Finished)
        assistant.ask(QUESTION)
        assert asked(assistant) == 2


def test_an_answer_that_was_stopped_is_not_remembered(assistant: Assistant) -> None:
    events = assistant.stream(QUESTION)
    assert [type(next(events)) for _ in range(3)] == [Understood, Found, Drafted]
    events.close()
    assert assistant.generator.stopped == 1
    assert assistant.ask(QUESTION).text.startswith(SHIPS)
    assert asked(assistant) == 2


def test_an_assistant_without_a_memory_answers_anew(index: Index) -> None:
    assistant = Assistant(index, Replays([SHIPS, SHIPS], sha256="weights"), SETTINGS)
    assistant.ask(QUESTION)
    assistant.ask(QUESTION)
    assert asked(assistant) == 2


def test_threads_and_copies_share_one_memory(assistant: Assistant) -> None:
    first = assistant.ask(QUESTION)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: copy(assistant).ask(QUESTION), range(32)))
    assert asked(assistant) == 1
    assert {answer.text for answer in answers} == {first.text}
    assert len({answer.id for answer in (first, *answers)}) == 33


def given(answer: Answer, origin: Origin, *questions: str) -> list[tuple[Origin, Given]]:
    return [
        (replace(origin, question=question), Given((), replace(answer, question=question))) for question in questions
    ]


def test_the_longest_unasked_is_forgotten_first(assistant: Assistant) -> None:
    answer = assistant.ask(QUESTION)
    origin = Origin("", (), Filter(), True, True, date(2024, 1, 1), "index", ("name", "hash"), "prompts", SETTINGS)
    memory = Memory(most=2)
    (one, first), (two, second), (three, third) = given(answer, origin, "one", "two", "three")
    memory.keep(one, first)
    memory.keep(two, second)
    assert memory.recall(one) == first
    memory.keep(three, third)
    assert [memory.recall(each) for each in (one, two, three)] == [first, None, third]
