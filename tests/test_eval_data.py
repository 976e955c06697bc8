"""Gold files are read exactly, and what is wrong with one is said with its line."""

import json
from datetime import date

import pytest
from eval_cases import TEXTS, answer, cite, document_of, row

from eval.data import GoldSpan, QuestionType, Result, load_gold, load_results
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
UNANSWERABLE = {"id": "u1", "question": "Who?", "answerable": False, "reason": "not in it", "type": "unanswerable"}


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
        ({"answerable": False, "answers": [], "spans": []}, "h1: answerable is false and its type is followup"),
        ({"question": " "}, "id and question must not be empty"),
    ],
)
def test_a_faulty_row_is_named_by_file_and_line(tmp_path, change, message):
    with pytest.raises(BadInput) as error:
        load(tmp_path, UNANSWERABLE, GOOD | change)
    assert str(error.value).startswith(f"{tmp_path / 'gold.jsonl'}:2: ")
    assert message in str(error.value)


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
