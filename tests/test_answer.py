"""What holds of every answer, whatever the model writes: the invariants of docs/answer.md, over random replies."""

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.search import Index
from rag.assistant import Assistant
from rag.data import Answer, Status
from rag.quotes import occurs, quotations
from rag.receipt import faults
from rag.settings import Settings
from tests.answering import ARTICLES, ODD, Replays, make_index

QUESTIONS = (
    "What did Ida Roth say?",
    "How many ships are expected in Velm?",
    "What did Ida Roth say of the quay, and what did Carl Moss say of the strike?",
    "When did the strike end?",
    "What did Queen Zara eat?",
    "What did the ships of Velm carry?",
    "What did Olaf Roth say of salt?",
)
WORDS = " ".join(text for _, _, _, text in (ARTICLES | ODD).values()).split()
PHRASES = (
    "Ida Roth said: “We will not close it again.”",
    "“We will not … again,” Roth said.",
    "Carl Moss told reporters “nobody ate”.",
    "Tom Bell said 1,350 ships came [3].",
    "1,250 ships are expected this year [1][2].",
    "The articles do not say.",
    "- The '90s boom hit the workers' homes\n- It rained",
)
SIGNS = ("“", "”", '"', "'", "‘", "’", "[1]", "[99]", ".", "…", "\n", "- ", "«", "」", "not")


@st.composite
def copied(draw: st.DrawFn) -> str:
    """Words of the articles as they stand, perhaps between marks."""
    first = draw(st.integers(0, len(WORDS) - 1))
    words = " ".join(WORDS[first : first + draw(st.integers(1, 14))])
    return draw(st.sampled_from(("{}", "{}.", "“{}”", '"{}," Roth said.', "Tom Bell said: ‘{}’."))).format(words)


REPLIES = st.lists(
    st.one_of(copied(), st.sampled_from(PHRASES), st.sampled_from(SIGNS), st.sampled_from(WORDS), st.text(max_size=8)),
    max_size=8,
).map(" ".join)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive"), ARTICLES | ODD) as index:
        yield index


@given(st.sampled_from(QUESTIONS), st.lists(REPLIES, min_size=2, max_size=2), st.sampled_from((0.0, 0.5)))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_invariants_hold_whatever_is_replied(index: Index, question: str, replies: list[str], least: float) -> None:
    assistant = Assistant(index, Replays(replies), Settings(support=least, confidence=0.0 if least else 0.5))
    answer = assistant.ask(question)
    spans_hold(answer, index)
    markers_hold(answer)
    quotations_hold(answer, index)
    assert json.loads(json.dumps(answer.to_dict()))["id"] == answer.id
    assert faults(answer.to_dict(), index) == []


def spans_hold(answer: Answer, index: Index) -> None:
    for cited in answer.citations:
        document = index.document(cited.document_id)
        assert document.text[cited.source_start : cited.source_end] == cited.cited_text != ""
        assert cited.source_sha256 == document.sha256
    end = 0
    for sentence in answer.sentences:
        assert answer.text[sentence.answer_start : sentence.answer_end] == sentence.text != ""
        assert sentence.answer_start >= end
        assert 0 <= sentence.score <= 1
        end = sentence.answer_end


def markers_hold(answer: Answer) -> None:
    shown = [int(number) for number in re.findall(r"\[(\d+)\]", answer.text)]
    numbers = [cited.number for cited in answer.citations]
    assert numbers == list(range(1, len(numbers) + 1))
    assert set(shown) == set(numbers)
    assert shown == [number for sentence in answer.sentences for number in sentence.citations]
    if answer.status is Status.ABSTAINED:
        assert (numbers, answer.sentences) == ([], ())
        assert answer.abstain_reason is not None
    else:
        assert answer.abstain_reason is None
        assert all(sentence.citations for sentence in answer.claims)
        assert answer.claims
        assert answer.text_without_citations == " ".join(sentence.text for sentence in answer.sentences) != ""


def quotations_hold(answer: Answer, index: Index) -> None:
    articles = [index.document(cited.document_id).text for cited in answer.citations]
    for quotation in quotations(answer.text):
        words = quotation.inner.of(answer.text)
        assert any(occurs(words, text) for text in articles), words
