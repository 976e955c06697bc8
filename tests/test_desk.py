import json
import sqlite3
import threading
from concurrent.futures import Future
from dataclasses import replace
from datetime import date

import pytest
from page_archive import BRIDGE, FERRY, Rote, bridge_answer, ferry_answer, no_answer, trap_answer

from desk.conversation import Conversation, Stage
from desk.desk import Desk
from desk.export import markdown
from desk.health import State, facts_of, state_of
from desk.library import Library, Pace, beside
from desk.line import Line
from index.build import add
from index.errors import BadInput
from index.record import Info
from rag.data import Timings, Usage
from rag.seal import sealed, with_seal
from tests.answering import assistant_of, make_index

ARTICLES = {document.id: document for document in (FERRY, BRIDGE)}
SHIPS = "She said that 1,250 ships are expected this year."


def desk_of(assistant):
    ready = Future()
    ready.set_result(assistant)
    return Desk(ready)


@pytest.fixture
def desk(tmp_path):
    with make_index(tmp_path) as index:
        yield desk_of(assistant_of(index, SHIPS))


def asked(desk, question="How many ships are expected?", reader="me"):
    *_, conversation = desk.answer(Conversation().ask(question, "", None, reader=reader))
    return conversation


def test_a_kept_answer_opens_from_its_link_checked_again(desk):
    answer = asked(desk).exchanges[0].answer
    opened = desk.opened(answer.id)
    assert opened.exchanges[0].answer.to_dict() == json.loads(json.dumps(answer.to_dict()))
    assert opened.exchanges[0].faults == ()
    assert "everything holds (1 citation)" in opened.turns()[0]
    with pytest.raises(BadInput, match="not kept"):
        desk.opened("0" * 32)


def test_a_kept_answer_that_was_changed_says_so(desk):
    conversation = asked(desk)
    answer = json.loads(json.dumps(conversation.exchanges[0].answer.to_dict()))
    answer["citations"][0]["cited_text"] = "She said that 9,000 ships are expected this year."
    desk.library.keep("me", conversation.id, 1, with_seal(answer))
    shown = desk.reopened("me", conversation.id).turns()[0]
    assert "not everything holds" in shown
    assert 'role="alert"' in shown


def test_a_kept_answer_that_cannot_be_read_leaves_the_conversation_standing(desk):
    conversation = asked(desk)
    desk.library.keep("me", conversation.id, 1, {"id": "x", "question": "How many?"})
    assert "cannot be read any more" in desk.reopened("me", conversation.id).turns()[0]


def test_conversations_are_found_renamed_and_deleted_by_their_reader_alone(tmp_path):
    with Library(tmp_path / "kept.db") as library:
        library.keep("me", "one", 1, sealed(ferry_answer()).to_dict())
        library.keep("me", "one", 2, sealed(bridge_answer()).to_dict())
        library.keep("you", "two", 1, sealed(no_answer()).to_dict())
        assert [(kept.title, kept.exchanges) for kept in library.find("me")] == [("When does the ferry sail?", 2)]
        assert [kept.id for kept in library.find("me", "NINE votes")] == ["one"]
        assert library.find("me", "100%") == library.find("me", "_") == []
        library.rename("you", "one", "Mine")
        library.delete("you", "one")
        assert library.conversation("you", "one") == []
        library.rename("me", "one", "  Ferries ")
        library.rename("me", "one", " ")
    with Library(tmp_path / "kept.db") as library:
        assert library.find("me")[0].title == "Ferries"
        library.keep("me", "one", 1, sealed(bridge_answer()).to_dict())  # the first question was changed
        assert [said.question for said in library.conversation("me", "one")] == ["And the bridge?"]
        library.delete("me", "one")
        assert library.find("me") == []
        assert library.find("you")[0].id == "two"


def test_a_file_of_another_version_or_none_of_ours_is_left_alone(tmp_path):
    newer, other = tmp_path / "newer.db", tmp_path / "other.db"
    with sqlite3.connect(newer) as db:
        db.execute("PRAGMA user_version = 9")
    other.write_text("no database " * 100)
    for path, said in ((newer, "version 9"), (other, "cannot be opened")):
        with pytest.raises(BadInput, match=said):
            Library(path)
    assert other.read_text().startswith("no database")
    assert beside(tmp_path / "index") == tmp_path / "index-conversations.db"


def test_answers_are_taken_away_in_four_forms():
    desk = desk_of(Rote())
    answer = asked(desk, "When does the ferry sail?").exchanges[0].answer
    text = desk.take(answer.id, "text")
    assert text.startswith("When does the ferry sail?\n\nThe harbour master said: “The ferry will sail")
    assert "[2] Harbour Gazette, 6 February 2024" in text
    assert json.loads(desk.take(answer.id, "json")) == json.loads(json.dumps(answer.to_dict()))
    html = desk.take(answer.id, "html")
    assert "from Thursday.”<sup>[1]</sup> Tickets" in html
    assert html.count("<li ") == 2
    marked = desk.take(answer.id, "markdown")
    assert "from Thursday.”[^1] Tickets" in marked
    assert "[^1]: Harbour Gazette, 6 February 2024, “Island ferry returns" in marked
    with pytest.raises(BadInput):
        desk.take("gone", "text")


def test_an_abstention_and_hostile_words_are_taken_away_as_text():
    assert "none of them answers this" in markdown(no_answer(), ARTICLES)
    written = markdown(trap_answer(), ARTICLES)
    assert "\\<script\\>" in written
    assert "[x](" not in written
    assert written.count("[^1]") == 2


def test_a_conversation_is_exported_whole():
    desk = desk_of(Rote())
    conversation = asked(desk, "When does the ferry sail?")
    *_, conversation = desk.answer(conversation.ask("And the bridge?", "", None))
    taken = desk.keep({"reader": "me", "conversation": conversation.id, "act": "export"})
    assert taken.index("**When does the ferry sail?**") < taken.index("\n---\n") < taken.index("**And the bridge?**")
    listed = desk.keep({"reader": "me", "words": "bridge"})
    assert f'data-conversation="{conversation.id}"' in listed
    assert "No conversation holds" in desk.keep({"reader": "me", "words": "zeppelin"})
    assert "Nothing is kept yet" in desk.keep({"reader": "me", "conversation": conversation.id, "act": "delete"})


def test_who_waits_sees_his_place_and_moves_up():
    line = Line()
    with line.join() as first, line.join() as second:
        third = line.join()
        assert [place.ahead for place in (first, second, third)] == [0, 1, 2]
        assert first.wait(0)
        assert not third.wait(0)
        with third:
            assert len(line) == 3
        assert len(line) == 2
        come = threading.Thread(target=lambda: first.__exit__(None, None, None))
        come.start()
        assert second.wait(5)
        come.join()


def test_a_question_says_how_many_are_before_it():
    desk = desk_of(Rote())
    with desk.line.join():
        states = desk.answer(Conversation().ask("When does the ferry sail?", "", None))
        assert "Waiting: 1 question before this one" in next(states).turns()[0]
    *_, last = states
    assert last.exchanges[0].stage is Stage.ANSWERED
    assert len(desk.line) == 0


def test_a_question_given_up_leaves_the_line():
    desk = desk_of(Rote())
    states = desk.answer(Conversation().ask("When does the ferry sail?", "", None))
    next(states)
    assert len(desk.line) == 1
    states.close()
    assert len(desk.line) == 0


def test_an_answer_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr("desk.turns.LIMIT", 0)
    *_, last = desk_of(Rote(pause=0.01)).answer(Conversation().ask("When does the ferry sail?", "", None))
    assert "given up" in last.turns()[0]


def test_a_file_that_cannot_be_written_keeps_conversations_in_memory(tmp_path, caplog):
    rote = Rote()
    beside(tmp_path / "index").mkdir()
    rote.index.folder.cleanup()
    desk = desk_of(rote)
    assert asked(desk, "When does the ferry sail?").exchanges[0].asked == date.today()
    assert desk.library.find("me")
    assert "as long as the program" in caplog.text


def test_the_desk_says_how_it_is():
    loading = Desk(Future())
    assert loading.health().state is State.LOADING
    loading.ready.set_exception(BadInput("No index here: build one."))
    assert loading.health().to_dict() == {
        "state": "failed",
        "said": "No index here: build one.",
        "facts": "",
        "line": "",
    }
    desk = desk_of(Rote())
    assert desk.health().said == "Ready"
    asked(desk, "When does the ferry sail?")
    asked(desk, "Who won the election?")  # an abstention takes less time than an answer and does not count
    again = replace(ferry_answer(), timings_ms=Timings(total=3.0), usage=Usage())
    desk.library.keep("", "another", 1, again.to_dict())  # neither does one that is given again
    health = desk.health()
    assert health.said == "Ready · answers in about 7.2 s"
    assert ("Model", "Rote-1") in health.facts
    assert ("Answers", "7.2 s, median of the last 1") in health.facts
    assert health.line.startswith("4 articles")
    with desk.line.join(), desk.line.join():
        assert desk.health().said == "Answering; 1 question waiting"


def test_the_most_pressing_state_is_told_first():
    paces = [Pace(4000, 1000, 20), Pace(6000, 2000, 20), Pace(5000, 1000, 10)]
    assert state_of("Adding a.md…", 2, 10**8, paces) == (State.CHANGING, "Adding a.md…")
    assert state_of("", 2, 10**8, paces)[0] is State.SHORT
    assert "0.1 GB free" in state_of("", 2, 10**8, paces)[1]
    assert state_of("", 1, 10**10, paces) == (State.BUSY, "Answering")
    assert state_of("", 0, 10**10, paces) == (State.READY, "Ready · answers in about 5.0 s")
    facts = dict(facts_of("M", Info("", 3, "0", 2, 1, "E", "0", ""), paces))
    assert facts["Writing"] == "10 tokens a second"
    assert facts["Index"] == "1 passage, state 3"


def test_a_page_that_nobody_asks_comes_to_see_what_others_write(tmp_path):
    with make_index(tmp_path) as index:
        desk = desk_of(assistant_of(index, SHIPS))
        more = tmp_path / "seals.md"
        more.write_text("# Seals return\n\nThe seals came back to Velm on Friday.")
        add([more], tmp_path / "index", index.encoder)
        assert desk.line_of_archive().startswith("3 articles")
        assert desk.health().line.startswith("4 articles")
