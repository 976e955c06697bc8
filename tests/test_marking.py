"""Places that a writer names by number or by words, and the type that a row looks to be of."""

from datetime import date

import pytest
from answering import make_index
from conftest import make_document

from eval.dialogue import guessed
from eval.marking import Shown, marked, others, search, unmarked, words_of
from eval.rows import Line, QuestionType, Words
from index.data import Filter, Span
from index.errors import BadInput
from index.sentences import sentences

TEXT = "The quay is open. The mayor spoke. The mayor spoke again, at length, to all who had come. The quay is open."


def shelf():
    document = make_document("quay", TEXT)
    return [Shown(1, document, tuple(sentences(TEXT)))]


def test_a_sentence_is_marked_by_its_fewest_words():
    (words,) = marked("1.3", shelf())
    assert words == Words("quay", "The mayor spoke again,", "all who had come.")
    assert marked("1.2-3", shelf())[0].first == "The mayor spoke. The"


def test_a_sentence_that_its_article_repeats_cannot_be_marked_alone():
    document = make_document("quay", TEXT)
    with pytest.raises(BadInput, match="quay has these words more than once; mark the sentence before them too"):
        words_of(document, Span(0, 17))


def test_typed_places_may_use_dots_and_several_are_alternatives():
    first, second = marked("1: spoke again ... had come. | 1.3", shelf())
    assert (first.first, first.last, second.document_id) == ("spoke again", "had come.", "quay")


def test_sentences_already_marked_are_not_offered():
    (marks,) = [marked("1.3", shelf())]
    assert dict(others([["mayor"]], [marks], shelf())) == {"1.2": 0}
    assert dict(others([["boats"], ["open"]], [marks], shelf())) == {"1.1": 1, "1.4": 1}


def test_answers_are_sought_in_the_marked_words_alone():
    articles = {"quay": make_document("quay", TEXT)}
    assert unmarked([["mayor"], ["open", "opened"]], [marked("1.3", shelf())], articles) == ["open"]


def test_a_search_keeps_to_the_day(tmp_path):
    with make_index(tmp_path) as index:
        found = search(index, "ships", Filter(as_of=date(2024, 1, 1)), 5)
    assert [(shown.number, shown.document.id) for shown in found] == [(5, "lamps")]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({}, "fact"),
        ({"question": "When did it reopen?"}, "time"),
        ({"question": "What did Roth say?", "speaker": "Ida Roth"}, "quotation"),
        ({"question": "Who called it a treasure?", "speaker": "Vera Lund"}, "attribution"),
        ({"question": "Who wrote the article?"}, "attribution"),
        ({"answers": (("a",), ("b",))}, "list"),
        ({"spans": ((Words("a", "x", "y"),), (Words("b", "x", "y"),))}, "two_article"),
        ({"history": (("Where?", None),)}, "followup"),
        ({"answerable": False}, "unanswerable"),
    ],
)
def test_the_type_is_guessed(fields, kind):
    known = {"id": "q", "question": "How high is it?", "type": QuestionType.FACT, "answerable": True}
    assert guessed(Line(**(known | fields))) == kind
