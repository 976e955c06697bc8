"""The whole path from a question to a checked answer: real index, real checks, a generator that replays."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import BadInput
from index.search import Index
from index.store import Store, writing
from rag.data import AbstainReason, Answer, Status, Support
from rag.quotes import occurs, quotations
from rag.steps import Checked, Drafted, Finished, Found, Understood
from tests.answering import ODD, assistant_of, make_index
from tests.conftest import HashedWords

SHIPS = "The mayor said that 1,250 ships are expected this year."
OPENED = "Velm reopened its northern quay on Friday after repairs that cost 5.5 million crowns."
QUOTED = "“We will not close it again,” Mayor Ida Roth said."


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


def ask(index: Index, question: str, *replies: str, **options: object) -> Answer:
    return assistant_of(index, *replies).ask(question, **options)


def withheld(answer: Answer) -> list[str]:
    return [item.text for item in answer.withheld]


def test_a_reply_that_holds_is_cited_to_its_words(index: Index) -> None:
    answer = ask(index, "How many ships are expected in Velm?", f"{SHIPS} [7]")
    assert answer.status is Status.ANSWERED
    assert answer.abstain_reason is None
    assert answer.text == f"{SHIPS} [1]"
    assert answer.text_without_citations == SHIPS
    (sentence,), (cited,) = answer.sentences, answer.citations
    assert (sentence.support, sentence.citations) == (Support.SUPPORTED, (1,))
    assert cited.cited_text == "She said that 1,250 ships are expected this year."
    assert (cited.document_id, cited.outlet, cited.published) == ("quay", "Ostland Times", date(2024, 5, 3))
    assert cited.speaker == "Ida Roth"
    assert withheld(answer) == []


def test_the_prompt_holds_articles_and_question(index: Index) -> None:
    assistant = assistant_of(index, SHIPS)
    assistant.ask("How many ships are expected in Velm?")
    (prompt,) = assistant.generator.asked
    assert "She said that 1,250 ships are expected this year." in prompt
    assert "How many ships are expected in Velm?" in prompt


def test_the_answer_says_how_it_came_about(index: Index) -> None:
    answer = ask(index, "How many ships are expected in Velm?", SHIPS)
    assert [item.rank for item in answer.consulted] == list(range(1, len(answer.consulted) + 1))
    assert {item.document_id for item in answer.consulted} == {"quay", "strike", "lamps"}
    assert (answer.coverage.documents, answer.coverage.first) == (3, date(2023, 2, 1))
    assert answer.receipt.index_sha256 == index.info.sha256
    assert [(model.role, model.name) for model in answer.receipt.models] == [
        ("encoder", "hashed-words"),
        ("generator", "replays"),
    ]
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens) == (100, 10)
    took = answer.timings_ms
    assert took.total >= (took.first_checked or 0) >= (took.first_token or 0) > 0


def test_a_quotation_is_marked_and_given_to_its_speaker(index: Index) -> None:
    (cited,) = ask(index, "What did Ida Roth say about closing the quay?", QUOTED).citations
    assert cited.quotation is True
    assert cited.speaker == "Ida Roth"


def test_an_invented_number_is_withheld(index: Index) -> None:
    answer = ask(index, "How many ships are expected in Velm?", "Some 1,350 ships are expected this year.")
    assert withheld(answer) == ["Some 1,350 ships are expected this year."]
    assert answer.timings_ms.first_checked is None
    assert "1350" in answer.withheld[0].reason
    assert "1,350" not in answer.text


def test_a_true_sentence_stays_beside_one_withheld(index: Index) -> None:
    answer = ask(index, "How many ships are expected in Velm?", f"{SHIPS} Queen Zara ate fish in Paris.")
    assert answer.status is Status.ANSWERED
    assert answer.text_without_citations == SHIPS
    assert withheld(answer) == ["Queen Zara ate fish in Paris."]


@pytest.mark.parametrize(
    "reply", ["Tom Bell said: “We will not close it again.”", "Tom Bell said that 1,250 ships are expected this year."]
)
def test_the_words_of_another_speaker_are_withheld(index: Index, reply: str) -> None:
    answer = ask(index, "What did Tom Bell say?", reply)
    assert withheld(answer) == [reply]


def test_a_number_from_another_article_is_withheld(index: Index) -> None:
    answer = ask(index, "What did the quay's wall cost?", "The new wall cost 9 million crowns.")  # nine days of strike
    assert withheld(answer) == ["The new wall cost 9 million crowns."]


def test_a_quotation_of_the_reporter_s_words_loses_its_marks(index: Index) -> None:
    answer = ask(index, "What did Tom Bell say?", "Tom Bell said: “the new wall would last for eighty years.”")
    assert answer.text_without_citations == "Tom Bell said: the new wall would last for eighty years."
    assert answer.citations[0].quotation is False


@pytest.mark.parametrize("words", ["we will not close it again", "“we will not close it again”"])
def test_somebody_s_we_without_its_marks_becomes_the_article_s_own_sentence(index: Index, words: str) -> None:
    answer = ask(index, "Will Velm close its quay again?", f"Mayor Ida Roth said {words}.")
    assert answer.text_without_citations == "“We will not close it again,” Mayor Ida Roth said at the ceremony."


def test_the_article_s_own_sentence_has_the_marks_that_it_shares_with_the_next(tmp_path: Path) -> None:
    with make_index(tmp_path, ODD) as index:
        answer = ask(
            index, "Is salt cheap, will it stay cheap, in quotation marks?", "Salt may become dear, nobody knows."
        )
    assert answer.text_without_citations in ("“Salt is cheap.”", "“It will not stay cheap,” trader Olaf Roth said.")


def test_she_said_is_checked_for_the_one_named_before(index: Index) -> None:
    reply = "Mayor Ida Roth said that 1,250 ships are expected this year. She said “Nobody went home hungry”."
    answer = ask(index, "What did Ida Roth say in Velm?", reply)
    assert "hungry" not in answer.text


SAID = (
    "Mayor Ida Roth said ", "Carl Moss told ", "She said ", "we will not", "We will not close it again", " ever",
    "nobody went home hungry", "Nobody went home hungry", "1,250 ships are expected", *"“”‘’\"'.,…", " ", ". ", "[1]",
)  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(SAID), max_size=12).map("".join))
def test_whatever_a_model_writes_an_answer_quotes_the_words_that_it_cites(index: Index, reply: str) -> None:
    answer = ask(index, "What did Ida Roth say about the quay, exactly?", reply)
    for sentence in answer.sentences:
        cited = [item.cited_text for item in answer.citations if item.number in sentence.citations]
        for quotation in quotations(sentence.text):
            assert any(occurs(quotation.inner.of(sentence.text), text) for text in cited)


def test_a_refusal_of_the_model_decides_nothing(index: Index) -> None:
    refusal = "The articles do not mention how many ships are expected."
    answer = ask(index, "How many ships are expected in Velm this year?", refusal)
    assert withheld(answer) == [refusal]
    assert "1,250 ships are expected" in answer.text


def test_an_empty_index_says_that_it_is_not_in_the_archive(tmp_path: Path) -> None:
    with writing(tmp_path):
        Store.create(tmp_path, HashedWords(), "").close()
    with Index.open(tmp_path, HashedWords()) as index:
        answer = ask(index, "How many ships are expected?", SHIPS)
    assert_abstained(answer, AbstainReason.NOT_IN_ARCHIVE)
    assert answer.coverage.documents == 0


@pytest.mark.parametrize(
    "bounds",
    [{"since": date(2030, 1, 1)}, {"until": date(2000, 1, 1)}, {"as_of": date(2000, 1, 1)}],
)
def test_a_filter_that_leaves_nothing_says_so(index: Index, bounds: dict[str, object]) -> None:
    assistant = assistant_of(index, SHIPS)
    answer = assistant.ask("How many ships are expected?", **bounds)
    assert_abstained(answer, AbstainReason.OUTSIDE_DATES)
    assert assistant.generator.asked == []


def test_an_outlet_that_wrote_nothing_is_no_matter_of_dates(index: Index) -> None:
    answer = assistant_of(index).ask("How many ships are expected?", outlet="Nobody")
    assert_abstained(answer, AbstainReason.NOT_IN_ARCHIVE)


def assert_abstained(answer: Answer, reason: AbstainReason) -> None:
    assert (answer.status, answer.abstain_reason) == (Status.ABSTAINED, reason)
    assert (answer.citations, answer.sentences, answer.consulted) == ((), (), ())
    assert answer.text == answer.text_without_citations != ""


def test_an_unlikely_answer_is_an_abstention_that_cites_nothing(index: Index) -> None:
    answer = assistant_of(index, SHIPS, confidence=1.0).ask("How many ships are expected?")
    assert (answer.status, answer.abstain_reason) == (Status.ABSTAINED, AbstainReason.ONLY_RELATED)
    assert answer.citations == ()
    assert withheld(answer) == []
    assert len(answer.consulted) == 3


def test_nothing_later_than_as_of_is_seen_anywhere(index: Index) -> None:
    assistant = assistant_of(index, QUOTED)
    answer = assistant.ask("What did Ida Roth and Carl Moss say?", as_of=date(2024, 6, 19))
    assert answer.as_of == date(2024, 6, 19)
    assert {item.document_id for item in answer.consulted} == {"quay", "lamps"}
    assert (answer.coverage.documents, answer.coverage.last) == (2, date(2024, 5, 3))
    assert "Moss told" not in assistant.generator.asked[0]
    assert {citation.document_id for citation in answer.citations} == {"quay"}
    assert "strike" not in str(answer.to_dict())


@pytest.mark.parametrize(
    ("bounds", "seen"),
    [
        ({"since": date(2024, 6, 1)}, {"strike"}),
        ({"until": date(2023, 12, 31)}, {"lamps"}),
        ({"outlet": "coast wire"}, {"strike", "lamps"}),
    ],
)
def test_a_filter_bounds_what_is_consulted(index: Index, bounds: dict[str, object], seen: set[str]) -> None:
    assert {item.document_id for item in ask(index, "What happened in Velm?", "", **bounds).consulted} == seen


def test_a_follow_up_is_understood_from_the_history(index: Index) -> None:
    assistant = assistant_of(index, "What did Carl Moss say?", "Carl Moss said: “Nobody went home hungry.”")
    answer = assistant.ask("And what did he say?", history=[("Who led the union?", "Carl Moss led it."), "Did he say?"])
    assert answer.question == "And what did he say?"
    assert answer.standalone_question == "What did Carl Moss say?"
    assert answer.citations[0].speaker == "Carl Moss"
    assert answer.usage.prompt_tokens == 200


def test_a_question_of_two_parts_is_answered_in_two(index: Index) -> None:
    replies = (QUOTED, "Carl Moss said: “Nobody went home hungry.”")
    assistant = assistant_of(index, *replies)
    answer = assistant.ask("What did Ida Roth say of the quay, and what did Carl Moss say of the strike?")
    assert len(assistant.generator.asked) == 2
    assert [citation.document_id for citation in answer.citations] == ["quay", "strike"]
    assert "“We will not close it again" in answer.text
    assert "“Nobody went home hungry”" in answer.text


def test_two_parts_that_one_sentence_answers_show_it_once(index: Index) -> None:
    longer = "Mayor Ida Roth said that 1,250 ships are expected this year."
    answer = ask(index, "How many ships are expected this year, and who expects 1,250 ships?", SHIPS, longer)
    assert answer.text == f"{longer} [1]"


def test_of_two_statements_in_one_sentence_that_which_holds_is_shown(index: Index) -> None:
    reply = (
        "Carl Moss told reporters that nobody went home hungry, and Tom Bell said the wall would last for ninety years."
    )
    answer = ask(index, "What were the reporters told of the strike?", reply)
    assert answer.text_without_citations == "Carl Moss told reporters that nobody went home hungry."
    assert withheld(answer) == ["Tom Bell said the wall would last for ninety years."]


def test_a_reply_that_names_nobody_gives_way_to_the_sentence_that_it_cites(index: Index) -> None:
    answer = ask(
        index, "Who said that the new wall would last for eighty years?", "The new wall would last for eighty years."
    )
    assert answer.text_without_citations == "Harbour engineer Tom Bell said the new wall would last for eighty years."


@pytest.mark.parametrize("named", ["with Boris Karloff", "and its lock with Boris Karloff"])
def test_an_article_without_somebody_named_does_not_take_the_place_of_a_reply(index: Index, named: str) -> None:
    when = "When did Velm reopen its northern quay{} after repairs that cost 5.5 million crowns?"
    assert ask(index, when.format(""), "Nothing.").status is Status.ANSWERED
    assert ask(index, when.format(f" {named}"), "Nothing.").status is Status.ABSTAINED


def test_nobody_s_words_do_not_answer_where_somebody_s_are_asked_for(index: Index) -> None:
    about = "of the northern quay that Velm reopened on Friday after repairs that cost 5.5 million crowns"
    assert ask(index, f"What was told {about}?", "Nothing.").status is Status.ANSWERED
    assert ask(index, f"What did Carl Moss say {about}?", QUOTED).status is Status.ABSTAINED
    assert ask(index, f"What did Carl Moss say {about}?", OPENED).status is Status.ABSTAINED
    assert ask(index, f"What did the union say {about}?", OPENED).status is Status.ANSWERED


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Which northern quay did Velm reopen on Friday?", ["Velm reopened its northern quay on Friday."]),
        ("Did Velm reopen its northern quay on Friday or not?", []),
    ],
)
def test_a_sentence_that_says_what_is_asked_again_answers_no_open_question(
    index: Index, question: str, left: list[str]
) -> None:
    assert withheld(ask(index, question, "Velm reopened its northern quay on Friday.")) == left


def test_the_stream_tells_what_is_being_done_and_ends_with_the_answer(index: Index) -> None:
    events = list(assistant_of(index, SHIPS).stream("How many ships are expected?"))
    assert isinstance(events[0], Understood)
    assert isinstance(events[1], Found)
    assert [passage.document_id for passage in events[1].passages] == [
        hit.passage.document_id for hit in events[1].hits
    ]
    assert isinstance(events[-1], Finished)
    assert all(isinstance(event, Drafted) for event in events[2:-2])
    assert events[-2] == Checked(SHIPS)
    assert "".join(event.text for event in events if isinstance(event, Drafted)) == SHIPS


def test_each_sentence_is_told_once_it_is_checked_while_the_next_is_written(index: Index) -> None:
    wrong = "Mayor Ida Roth said 2,400 ships are expected."
    events = list(assistant_of(index, f"{SHIPS} {wrong}").stream("How many ships are expected?"))
    told = [event for event in events if isinstance(event, Checked)]
    assert told[0] == Checked(SHIPS)
    assert told[1].text == wrong
    assert "2400" in told[1].withheld
    assert len(told) == 2
    written = [event.text for event in events[: events.index(told[0])] if isinstance(event, Drafted)]
    assert "".join(written) == f"{SHIPS} Mayor"
    assert [held.text for held in events[-1].answer.withheld] == [wrong]


def test_closing_the_stream_stops_the_generator(index: Index) -> None:
    assistant = assistant_of(index, SHIPS)
    stream = assistant.stream("How many ships are expected?")
    assert next(event for event in stream if isinstance(event, Drafted)).text == "The"
    assert assistant.generator.stopped == 0
    stream.close()
    assert assistant.generator.stopped == 1


@pytest.mark.parametrize("question", ["", "  \n", "x" * 2001, "Who \ud83d spoke?"])
def test_a_question_that_cannot_be_read_is_refused_at_once(index: Index, question: str) -> None:
    assistant = assistant_of(index, SHIPS)
    with pytest.raises(BadInput, match="the question"):
        assistant.stream(question)
    assert assistant.generator.asked == []


@pytest.mark.parametrize(
    "given",
    [{"outlet": "Coast \ud83d"}, {"history": ["Who \ud83d spoke?"]}, {"history": [("Who spoke?", "Roth \ud83d.")]}],
)
def test_half_a_character_beside_the_question_is_refused_at_once(index: Index, given: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="has half a character"):
        assistant_of(index, SHIPS).stream("How many ships are expected?", **given)


def test_the_longest_question_is_read(index: Index) -> None:
    assert ask(index, "How many ships? " + "x" * 1984, SHIPS).question.endswith("xxx")
