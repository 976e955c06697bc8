from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, date, datetime

from page_archive import BRIDGE, FERRY, LIND, Archive, Rote, answer, cite, ferry_answer

from desk.conversation import Conversation, Exchange, Stage
from desk.desk import Desk
from desk.library import Said
from rag.data import AskedName
from rag.printed import articles_of
from rag.steps import Checked, Drafted, Finished, Found, Understood


def ready(assistant):
    future = Future()
    future.set_result(assistant)
    return future


def answered(*questions, assistant=None):
    desk = Desk(ready(assistant or Rote()))
    conversation = Conversation()
    for question in questions:
        *_, conversation = desk.answer(conversation.ask(question, "", None))
    return conversation


def steps(conversation, assistant):
    return Desk(ready(assistant)).answer(conversation)


def test_an_exchange_goes_from_waiting_to_answered():
    states = list(steps(Conversation().ask("When does the ferry sail?", None, None), Rote()))
    stages = list(dict.fromkeys(state.exchanges[0].stage for state in states))
    assert stages == [Stage.SEARCHING, Stage.READING, Stage.WRITING, Stage.ANSWERED]
    assert "Reading 3 passages from 2 articles" in states[1].turns()[0]
    assert "The harbour master said" not in states[2].turns()[0]  # written, not checked yet
    assert "The harbour master said: “The ferry" in states[3].turns()[0]
    assert "Tickets" not in states[3].turns()[0]
    assert len(states) == 6


def test_a_question_understood_otherwise_is_shown_as_it_is_searched():
    exchange = Exchange("And then?").after(Understood("What happened after the vote?"))
    assert "Searching: What happened after the vote?" in exchange.html(1)
    assert "Searching…" in Exchange("And then?").after(Understood("And then?")).html(1)


def test_only_what_the_checks_let_pass_is_shown_while_the_answer_is_made():
    exchange = Exchange("?").after(Found((), ()))
    assert "Reading 0 passages from 0 articles" in exchange.html(1)
    exchange = exchange.after(Drafted("One. ")).after(Checked("One.")).after(Checked("Two.", "no support"))
    assert "One." in exchange.html(1)
    assert "Two." not in exchange.html(1)
    done = ferry_answer()
    assert exchange.after(Finished(done)).answer == done


def test_the_history_holds_what_was_answered_without_its_citations():
    rote = Rote()
    conversation = answered("When does the ferry sail?", "broken", "And the bridge?", assistant=rote)
    first = ("When does the ferry sail?", ferry_answer().text_without_citations, None)
    assert rote.asked[0][1] == ()
    assert rote.asked[2][1] == (first,)
    second = ("And the bridge?", "The council approved it by nine votes to four.", None)
    assert conversation.history == (first, second)


def test_a_mistake_is_shown_with_its_way_out_and_the_next_question_is_answered():
    conversation = answered("broken", "When does the ferry sail?")
    assert [exchange.stage for exchange in conversation.exchanges] == [Stage.FAILED, Stage.ANSWERED]
    assert "Build it again: python -m index build corpus" in conversation.turns()[0]
    assert 'role="alert"' in conversation.turns()[0]


def test_filters_reach_the_assistant_and_stand_under_the_question():
    rote = Rote()
    asked = Conversation().ask("When does the ferry sail?", " 2024-03-01 ", "Harbour Gazette")
    list(steps(asked, rote))
    assert rote.asked[0][2:] == (date(2024, 3, 1), "Harbour Gazette")
    assert "as of 1 March 2024, Harbour Gazette only" in asked.turns()[0]


def test_a_day_that_is_none_is_refused_before_anything_is_searched():
    rote = Rote()
    asked = Conversation().ask("When does the ferry sail?", "yesterday", None)
    assert asked.running is None
    assert "“yesterday” is not a day." in asked.turns()[0]
    assert list(steps(asked, rote)) == [asked]
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
    states = Desk(loading).answer(Conversation().ask("When does the ferry sail?", None, None))
    assert next(states).exchanges[0].stage is Stage.LOADING
    loading.set_result(Rote())
    *_, last = states
    assert last.exchanges[0].answer.text == ferry_answer().text


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
    desk = Desk(ready(Rote()))
    assert desk.line_of_archive() == "4 articles, 2 October 2023 to 6 February 2024, 1 undated"
    assert desk.outlets() == ["<b>Bold</b> Times", "Coast News", "Harbour Gazette"]
    newest = desk.welcome()[0]
    assert newest.count("data-ask") == 3  # no question is made of a title with markup in it
    assert "What did Ada Lind say about ferry?" in newest
    assert "What is reported in “Bridge to the island approved”?" in newest


def test_a_question_asked_again_or_changed_takes_the_place_of_what_came_after():
    conversation = answered("When does the ferry sail?", "And the bridge?")
    again = conversation.again(1)
    assert [each.question for each in again.exchanges] == ["When does the ferry sail?"]
    assert again.running
    assert again.id == conversation.id
    changed = conversation.ask("Where is the bridge?", "2024-01-01", "", turn=2)
    assert [each.question for each in changed.exchanges] == ["When does the ferry sail?", "Where is the bridge?"]
    assert conversation.again(3) is conversation
    assert not conversation.again(2, timed=False).running.timed
    assert conversation.again(2, timed=False).end(Stage.STOPPED).again(2, timed=None).running.timed is False
    assert again.again(1) is again


def test_the_time_that_was_understood_is_a_chip_and_so_is_that_it_was_not_used():
    rote = Rote()
    desk = Desk(ready(rote))
    *_, asked = desk.answer(Conversation().ask("When does the ferry sail in June?", "", None))
    chip = "Time: in June: 1 June 2024 to 30 June 2024; articles near it come first ×"
    assert chip in asked.turns()[0]
    *_, without = desk.answer(asked.again(1, timed=False))
    assert rote.timed == [True, False]
    assert chip not in without.turns()[0]
    assert "Time of the question not used ×" in without.turns()[0]
    *_, plain = desk.answer(asked.ask("When does the ferry sail?", "", None))
    assert "Time" not in plain.turns()[1].split("</h2>")[1].split('<div class="prose">')[0]


def test_names_are_a_chip_of_their_own_and_each_switch_leaves_the_other_as_it_is():
    rote = Rote()
    desk = Desk(ready(rote))
    *_, asked = desk.answer(Conversation().ask("Does Lind say when the ferry sails in June?", "", None))
    assert "Name: Lind → Ada Lind ×" in asked.turns()[0]
    *_, untimed = desk.answer(asked.again(1, timed=False))
    assert "Name: Lind → Ada Lind ×" in untimed.turns()[0]
    *_, bare = desk.answer(untimed.again(1, named=False))
    assert all(f"{off} not used ×" in bare.turns()[0] for off in ("Time of the question", "Names of the archive"))
    *_, named = desk.answer(bare.again(1, named=True))
    assert rote.timed == [True, False, False, False]
    assert rote.named == [True, True, False, True]
    assert "Time: in June" not in named.turns()[0]
    both = replace(named.exchanges[0].answer, names=(LIND, AskedName("Ek", "Tom Ek")))
    assert "Names: Lind → Ada Lind; Ek → Tom Ek ×" in replace(named.exchanges[0], answer=both).html(1)


def test_a_kept_answer_says_what_was_not_used_but_not_what_is_older_than_the_switch():
    rote = Rote()
    *_, asked = Desk(ready(rote)).answer(Conversation((Exchange("Does Lind say when?", named=False),), "one"))
    stored = asked.exchanges[0].answer.to_dict()
    older = {key: value for key, value in stored.items() if key != "names"}
    for kept, told in ((stored, True), (older, False)):
        exchange = Exchange.kept(Said(datetime(2024, 6, 1, tzinfo=UTC), "Does Lind say when?", kept), rote.index)
        assert ("Names of the archive not used" in exchange.html(1), exchange.named) == (told, not told)
