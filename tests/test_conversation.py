from concurrent.futures import Future
from dataclasses import replace
from datetime import date

from page_archive import BRIDGE, FERRY, Archive, Rote, answer, cite, ferry_answer

from desk.conversation import Conversation, Exchange, Stage, head, outlets, welcome
from rag.data import Drafted, Finished, Found, Understood
from rag.printed import articles_of


def ready(assistant):
    future = Future()
    future.set_result(assistant)
    return future


def answered(*questions, assistant=None):
    assistant = assistant or Rote()
    conversation = Conversation()
    for question in questions:
        *_, conversation = conversation.ask(question, "", None).answer(ready(assistant))
    return conversation


def test_an_exchange_goes_from_waiting_to_answered():
    states = list(Conversation().ask("When does the ferry sail?", None, None).answer(ready(Rote())))
    stages = list(dict.fromkeys(state.exchanges[0].stage for state in states))
    assert stages == [Stage.SEARCHING, Stage.READING, Stage.ANSWERED]
    assert "Reading 3 passages from 2 articles" in states[1].turns()[0]
    assert states[-2].exchanges[0].draft.startswith("The harbour master said: “The ferry")
    assert "Draft, not checked yet" in states[-2].turns()[0]
    assert "Draft" not in states[-1].turns()[0]


def test_a_question_understood_otherwise_is_shown_as_it_is_searched():
    exchange = Exchange("And then?").after(Understood("What happened after the vote?"))
    assert "Searching: What happened after the vote?" in exchange.html(1)
    assert "Searching…" in Exchange("And then?").after(Understood("And then?")).html(1)


def test_pieces_of_a_draft_are_joined_and_no_passage_is_counted_right():
    exchange = Exchange("?").after(Found((), ())).after(Drafted("One ")).after(Drafted("two."))
    assert exchange.draft == "One two."
    assert "Reading 0 passages from 0 articles" in exchange.html(1)
    assert exchange.after(Finished(ferry_answer())).answer == ferry_answer()


def test_the_history_holds_what_was_answered_without_its_citations():
    rote = Rote()
    conversation = answered("When does the ferry sail?", "broken", "And the bridge?", assistant=rote)
    first = ("When does the ferry sail?", ferry_answer().text_without_citations)
    assert rote.asked[0][1] == ()
    assert rote.asked[2][1] == (first,)
    assert conversation.history == (first, ("And the bridge?", "The council approved it by nine votes to four."))


def test_a_mistake_is_shown_with_its_way_out_and_the_next_question_is_answered():
    conversation = answered("broken", "When does the ferry sail?")
    assert [exchange.stage for exchange in conversation.exchanges] == [Stage.FAILED, Stage.ANSWERED]
    assert "Build it again: python -m index build corpus" in conversation.turns()[0]
    assert 'role="alert"' in conversation.turns()[0]


def test_filters_reach_the_assistant_and_stand_under_the_question():
    rote = Rote()
    asked = Conversation().ask("When does the ferry sail?", " 2024-03-01 ", "Harbour Gazette")
    list(asked.answer(ready(rote)))
    assert rote.asked[0][2:] == (date(2024, 3, 1), "Harbour Gazette")
    assert "as of 1 March 2024, Harbour Gazette only" in asked.turns()[0]


def test_a_day_that_is_none_is_refused_before_anything_is_searched():
    rote = Rote()
    asked = Conversation().ask("When does the ferry sail?", "yesterday", None)
    assert asked.running is None
    assert "“yesterday” is not a day." in asked.turns()[0]
    assert list(asked.answer(ready(rote))) == [asked]
    assert rote.asked == []


def test_one_question_at_a_time_and_never_an_empty_one():
    asked = Conversation().ask("One?", None, None)
    assert asked.ask("Two?", None, None) is asked
    assert Conversation().ask("  ", None, None) == Conversation()


def test_a_stopped_question_leaves_room_for_the_next_and_what_is_over_stays():
    stopped = Conversation().ask("One?", None, None).end(Stage.STOPPED)
    assert stopped.running is None
    assert "Stopped before there was a checked answer." in stopped.turns()[0]
    assert stopped.end(Stage.FAILED, "no") is stopped
    assert stopped.history == ()


def test_a_question_waits_for_the_model_to_load():
    loading = Future()
    states = Conversation().ask("When does the ferry sail?", None, None).answer(loading)
    assert next(states).exchanges[0].stage is Stage.LOADING
    loading.set_result(Rote())
    *_, last = states
    assert last.exchanges[0].answer == ferry_answer()


def test_the_pane_opens_citations_of_every_turn_and_says_when_it_cannot():
    conversation = answered("When does the ferry sail?", "And the bridge?")
    assert "<mark>She added that tickets" in conversation.pane("1.cite.2")
    assert "<mark>The council voted nine to four for a bridge to the island.</mark>" in conversation.pane("2.cite.1")
    assert "Consulted, not cited" in conversation.pane("1.read.2")
    assert "Choose a citation" in conversation.pane("")
    for gone in ("3.cite.1", "0.cite.1", "1.cite.9", "1.read.9", "1.cite", "nonsense", "1.cite.1; drop"):
        assert "no longer at hand" in conversation.pane(gone)


def test_an_article_removed_meanwhile_is_left_out():
    lost = replace(cite(1, BRIDGE, "The council"), document_id="gone", also_in=("bridge", "lost"))
    assert articles_of(answer("?", [], [lost], (FERRY,)), Archive()) == {"bridge": BRIDGE, "ferry": FERRY}


def test_the_page_begins_with_what_the_archive_holds():
    assert "4 articles, 2 October 2023 to 6 February 2024, 1 undated" in head("Readout", Archive())
    assert outlets(Archive()) == ["<b>Bold</b> Times", "Coast News", "Harbour Gazette"]
    assert welcome(Archive(), ["One?"])[0].count("data-ask") == 1
    newest = welcome(Archive(), [])[0]
    assert newest.count("data-ask") == 4
    assert "What is reported in “Island ferry returns after the winter storms”?" in newest
