"""Asking an archive's speakers for their words: the questions, and what is made of a quotation that is none."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.quoting import questions, quoted, report
from index.build import build
from index.search import Index
from rag.assistant import Assistant
from rag.data import Answer
from tests.conftest import HashedWords
from tests.extractive import Extractive

ARTICLE = """Quay reopens in Velm

Mayor Ida Roth said “the granite quay belongs to the fishermen.” She said “yes” to the union. The rain stopped."""


@pytest.fixture
def index(tmp_path: Path) -> Index:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "quay.txt").write_text(ARTICLE)
    build(tmp_path / "news", tmp_path / "index", HashedWords())
    return Index.open(tmp_path / "index", HashedWords())


@pytest.fixture
def answer(index: Index) -> Answer:
    answer = Assistant(index, Extractive()).ask("What did Ida Roth say about the granite quay?")
    assert "“the granite quay belongs to the fishermen" in answer.text
    return answer


def test_a_question_for_each_sentence_that_holds_words_enough(index: Index) -> None:
    (row,) = questions(index)  # "yes" is too short to ask for
    assert "Ida Roth" in row.question
    assert "quay and fishermen" in row.question  # the rarest of its words in English


def test_a_quotation_is_looked_up_in_the_article_and_in_the_words_cited(index: Index, answer: Answer) -> None:
    (one,) = quoted("?", answer, index)
    assert (one.in_article, one.in_citation) == (True, True)
    altered = replace(answer, text=answer.text.replace("granite", "marble"))
    (other,) = quoted("?", altered, index)
    assert (other.in_article, other.in_citation) == (False, False)
    assert list(report({"?": altered}, [other]))[-1].startswith("not verbatim: 'the marble quay")


def test_the_counts(index: Index, answer: Answer) -> None:
    lines = list(report({"one": answer, "two": answer}, list(quoted("one", answer, index))))
    assert lines[0] == "2 questions, 2 answered, 1 of the answers quote"
    assert lines[1].startswith("1 of 1 quotations stand verbatim in an article that is cited: 100")
