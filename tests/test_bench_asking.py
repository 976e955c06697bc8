"""Questions of a benchmark are asked once, whatever happens in between; a question may see one article only."""

from dataclasses import replace
from datetime import date

import pytest

from eval.benchmarks.archive import OneDocument, index_articles
from eval.benchmarks.asking import ASKING, ask, refuses
from eval.benchmarks.kept import Kept, key_of
from eval.data import GoldRow, QuestionType
from index.data import Filter
from rag.assistant import Assistant
from rag.data import Status
from tests.answering import Replays, make_index
from tests.conftest import HashedWords

OPENED = "Velm reopened its northern quay on Friday after repairs that cost 5.5 million crowns."
ENDED = "Dock workers in Velm ended a strike of nine days on Thursday."


def row_of(id: str, question: str, as_of: date | None = None) -> GoldRow:
    return GoldRow(id, question, QuestionType.FACT, answerable=True, as_of=as_of)


ROWS = (
    row_of("q1", "What did the repairs of the quay cost?"),
    row_of("q2", "How long was the strike of dock workers?"),
)


@pytest.fixture
def assistant(tmp_path):
    return Assistant(make_index(tmp_path), Replays([OPENED, ENDED]), ASKING)


def test_each_question_is_asked_once(assistant, tmp_path):
    first = ask(ROWS, assistant, tmp_path / "work")
    assert [first[row.id].answer.text for row in ROWS] == [f"{OPENED} [1]", f"{ENDED} [1]"]
    assert ask(ROWS, assistant, tmp_path / "work") == first
    assert len(assistant.generator.asked) == 2


class Interrupted(Replays):
    def generate(self, messages, max_tokens, quotable=()):
        if not self.replies:
            raise KeyboardInterrupt
        return super().generate(messages, max_tokens, quotable)


def test_an_interrupted_run_continues(assistant, tmp_path):
    with pytest.raises(KeyboardInterrupt):
        ask(ROWS, Assistant(assistant.index, Interrupted([OPENED]), ASKING), tmp_path)
    assistant.generator.replies[:] = [ENDED]
    results = ask(ROWS, assistant, tmp_path)
    assert [results[row.id].answer.text for row in ROWS] == [f"{OPENED} [1]", f"{ENDED} [1]"]
    assert len(assistant.generator.asked) == 1


@pytest.mark.parametrize("changed", ["settings", "model", "as_of"])
def test_what_is_made_otherwise_is_asked_again(assistant, tmp_path, changed):
    ask(ROWS[:1], assistant, tmp_path / "work")
    generator, settings, row = Replays([OPENED]), ASKING, ROWS[0]
    if changed == "settings":
        settings = replace(ASKING, passages=4)
    elif changed == "model":
        generator.name = "other"
    else:
        row = replace(row, as_of=date(2024, 12, 1))
    ask([row], Assistant(assistant.index, generator, settings), tmp_path / "work")
    assert len(generator.asked) == 1


def test_a_question_sees_one_document_only(assistant, tmp_path):
    assistant.generator.replies[:] = [OPENED]
    answer = ask(ROWS[:1], assistant, tmp_path / "work", seen={"q1": "strike"})["q1"].answer
    assert {consulted.document_id for consulted in answer.consulted} == {"strike"}
    assert answer.coverage.documents == 1
    assert "northern quay" not in assistant.generator.asked[0]


def test_a_view_of_one_document(assistant):
    view = OneDocument(assistant.index, "lamps")
    assert {hit.passage.document_id for hit in view.search("strike of dock workers")} == {"lamps"}
    assert [entry.id for entry in view.documents()] == ["lamps"]
    assert view.search("lamps", where=Filter(until=date(2022, 1, 1))) == []
    assert view.info is assistant.index.info


def test_what_the_system_as_set_would_refuse(assistant, tmp_path):
    answer = ask(ROWS[:1], assistant, tmp_path)["q1"].answer
    assert not refuses(replace(answer, confidence=0.45))
    assert refuses(replace(answer, confidence=0.44))
    assert refuses(replace(answer, confidence=None))
    assert refuses(replace(answer, confidence=0.9, status=Status.ABSTAINED))


def test_a_torn_line_is_dropped(tmp_path):
    path = tmp_path / "kept.jsonl"
    Kept(path).add(key_of("a", 1), {"said": "é"})
    with path.open("ab") as file:
        file.write(b'{"key": "b", "val')
    kept = Kept(path)
    assert kept[key_of("a", 1)] == {"said": "é"}
    kept.add("c", 2)
    assert Kept(path)["c"] == 2
    assert "b" not in Kept(path)


def test_articles_are_indexed_once(tmp_path):
    articles = [{"id": "a1", "title": "Rain", "text": "It rained in Velm on Monday.", "published": "2024-05-03"}]
    encoder = HashedWords()
    with index_articles(articles, tmp_path, encoder) as index:
        assert index.document("a1").published == date(2024, 5, 3)
    spent = encoder.encoded
    with index_articles(articles, tmp_path, encoder) as index:
        assert index.info.documents == 1
    assert encoder.encoded == spent
