"""Gold files are read exactly, and what is wrong with one is said with its line."""

import json
from dataclasses import replace
from datetime import date

import pytest
from conftest import make_document
from eval_cases import TEXTS, answer, cite, document_of, row

from eval.data import GoldSpan, QuestionType, Result, load_gold, load_results
from eval.rows import read_line
from index.data import Span
from index.errors import BadInput
from rag.data import Turn

GOOD = {
    "id": "h1",
    "question": "When did it reopen?",
    "history": [["Is there a harbour?", "Yes, in Velm."], ["Where?", None]],
    "as_of": "2024-05-04",
    "answerable": True,
    "reason": None,
    "answers": [["3 May", "May 3"]],
    "articles": ["harbour"],
    "spans": [[{"document_id": "harbour", "first": "The harbour of", "last": "3 May."}]],
    "speaker": None,
    "type": "followup",
    "notes": "",
}
UNANSWERABLE = {"id": "u1", "question": "Who?", "answerable": False, "reason": "not_in_archive", "type": "unanswerable"}
REFUSED = {"answerable": False, "reason": "only_related", "answers": [], "spans": [], "articles": []}


def load(tmp_path, *lines):
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return load_gold(path, document_of)


def test_a_row_is_read_with_its_spans_found(tmp_path):
    found, other = load(tmp_path, GOOD, "", UNANSWERABLE)
    assert found.spans == ((GoldSpan("harbour", Span(0, len("The harbour of Velm reopened on 3 May."))),),)
    assert found.history == (Turn("Is there a harbour?", "Yes, in Velm."), Turn("Where?", None))
    assert (found.as_of, found.type, found.answers) == (date(2024, 5, 4), QuestionType.FOLLOWUP, (("3 May", "May 3"),))
    assert (other.id, other.answerable, other.answers, other.as_of) == ("u1", False, (), None)


def test_a_span_is_found_across_other_marks_dashes_and_white_space(tmp_path):
    words = {"document_id": "harbour", "first": 'said:\n"We  will', "last": 'again - ever."'}
    (found,) = load(tmp_path, GOOD | {"spans": [[words]]})
    assert found.spans[0][0].span.of(TEXTS["harbour"]) == "said: “We will not close it again — ever.”"


def test_the_last_words_are_sought_after_the_first_and_may_be_the_same(tmp_path):
    words = {"document_id": "harbour", "first": "Some 1,250 ships", "last": "1,250 ships"}
    (found,) = load(tmp_path, GOOD | {"spans": [[words]]})
    assert found.spans[0][0].span.of(TEXTS["harbour"]) == "Some 1,250 ships"
    with pytest.raises(BadInput, match="harbour does not say 'this year' followed by 'The harbour'"):
        load(tmp_path, GOOD | {"spans": [[words | {"first": "this year", "last": "The harbour"}]]})
    with pytest.raises(BadInput, match="does not say"):
        load(tmp_path, GOOD | {"spans": [[words | {"first": "The harbour of", "last": "The harbour"}]]})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"type": "riddle"}, "type: Input should be 'fact'"),
        ({"answers": "3 May"}, "answers: "),
        ({"answerable": "yes"}, "answerable: "),
        ({"as_of": "May 2024"}, "as_of: "),
        ({"colour": "red"}, "colour: Unexpected keyword argument"),
        ({"answers": []}, "h1: an answerable row needs answers"),
        ({"answers": [["3 May"], []]}, "h1: a group of alternatives is empty"),
        ({"answers": [["3 May", "!"]]}, "h1: an answer has no words"),
        ({"articles": []}, "h1: an answerable row needs articles"),
        ({"articles": ["bridge"]}, "h1: spans in harbour, not among the articles"),
        ({"articles": ["harbour", "tunnel"]}, "the index has no document 'tunnel'"),
        ({"answerable": False}, "h1: an unanswerable row has answers or spans"),
        ({"type": "unanswerable"}, "h1: answerable is true and its type is unanswerable"),
        (REFUSED | {"articles": ["harbour"]}, "h1: an unanswerable row has answers or spans, articles or a speaker"),
        (REFUSED, "h1: answerable is false and its type is followup"),
        (REFUSED | {"reason": None}, "h1: an unanswerable row needs a reason: not_in_archive, outside_dates"),
        (REFUSED | {"reason": "bored"}, "reason: Input should be 'not_in_archive', 'outside_dates'"),
        (
            REFUSED | {"type": "unanswerable", "reason": "outside_dates", "as_of": None},
            "h1: the reason outside_dates needs as_of",
        ),
        ({"reason": "conflict"}, "h1: an answerable row has the reason conflict"),
        ({"question": " "}, "id and question must not be empty"),
        ({"history": []}, "h1: a row of type followup needs history"),
        ({"history": [["", "Yes."]]}, "h1: a question of the history is empty"),
        ({"type": "as_of", "as_of": None}, "h1: a row of type as_of needs as_of"),
        ({"as_of": "2024-05-03"}, "h1: harbour was published 2024-05-04, after as_of 2024-05-03; take it out"),
        ({"speaker": "Ida Rothe"}, "h1: no gold article names the speaker 'Ida Rothe'"),
        ({"speaker": ""}, "h1: the speaker has no name"),
        ({"paraphrases": ["Since when is it open?", "?"]}, "h1: a paraphrase has no words"),
        ({"paraphrases": ["when did it RE-OPEN", "When did it reopen"]}, "'When did it reopen' repeats the question"),
        ({"paraphrases": ["Open when?", "open, when"]}, "'open, when' repeats the question or another paraphrase"),
        ({"paraphrases": ["a", "b", "c", "d"]}, "h1: 4 paraphrases, at most 3 are asked"),
    ],
)
def test_a_faulty_row_is_named_by_file_and_line(tmp_path, change, message):
    with pytest.raises(BadInput) as error:
        load(tmp_path, UNANSWERABLE, GOOD | change)
    assert str(error.value).startswith(f"{tmp_path / 'gold.jsonl'}:2: ")
    assert message in str(error.value)


def test_a_row_that_nobody_could_mistake_is_taken(tmp_path):
    (found,) = load(tmp_path, GOOD | {"speaker": "Ida Roth", "paraphrases": ["Since when is it open again?"]})
    assert (found.speaker, found.paraphrases) == ("Ida Roth", ("Since when is it open again?",))


def test_a_place_whose_first_words_stand_there_twice_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"harbour says 'e' more than once; lengthen `first` until it stands"):
        load(tmp_path, GOOD | {"spans": [[{"document_id": "harbour", "first": "e", "last": "3 May."}]]})


def test_an_undated_article_is_hidden_from_a_question_as_of_a_day(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOOD), "utf-8")
    with pytest.raises(BadInput, match="h1: harbour is undated and hidden from a question with as_of; take it out"):
        load_gold(path, lambda document_id: make_document(document_id, TEXTS[document_id]))


def test_a_row_is_written_as_it_was_read():
    line = read_line(json.dumps(GOOD | {"paraphrases": ["Open since when?"]}), document_of)
    assert read_line(line.to_json(), document_of) == line
    assert list(json.loads(line.to_json()))[:3] == ["id", "question", "paraphrases"]
    assert "paraphrases" not in json.loads(replace(line, paraphrases=()).to_json())
    assert json.loads(line.to_json())["as_of"] == "2024-05-04"


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path):
    assert [row.id for row in load(tmp_path, "\ufeff" + json.dumps(GOOD))] == ["h1"]


def test_broken_json_repeated_ids_and_no_rows_are_refused(tmp_path):
    with pytest.raises(BadInput, match=r"gold\.jsonl:2: the line: Invalid JSON"):
        load(tmp_path, GOOD, "{")
    with pytest.raises(BadInput, match=r"gold\.jsonl:3: the id 'h1' is taken by line 1"):
        load(tmp_path, GOOD, UNANSWERABLE, GOOD)
    with pytest.raises(BadInput, match="holds no questions"):
        load(tmp_path, "")
    with pytest.raises(BadInput, match=r"absent\.jsonl cannot be read"):
        load_gold(tmp_path / "absent.jsonl", document_of)


def test_a_result_comes_back_from_its_line_unchanged(tmp_path):
    given = answer("It reopened on 3 May. [1]", cite(1, "harbour", "The harbour of Velm reopened on 3 May."))
    results = (Result("h1", "abc", given, 1.5, 812.0), Result("u1", "def", answer(), 0.2, 812.0))
    path = tmp_path / "answers.jsonl"
    path.write_text("".join(result.to_json() + "\n" for result in results), "utf-8")
    assert load_results(path) == results
    path.write_text(results[0].to_json() + "\n{}\n", "utf-8")
    with pytest.raises(BadInput, match=r"answers\.jsonl:2: gold_id: "):
        load_results(path)


def test_what_was_asked_is_hashed_and_nothing_else():
    asked = row(("3 May",)).asked_sha256
    assert row(("4 May",), notes="corrected").asked_sha256 == asked
    others = [row(question="Who?"), row(as_of=date(2024, 1, 1)), row(history=(Turn("Where?"),))]
    assert len({asked, *(other.asked_sha256 for other in others)}) == 4
