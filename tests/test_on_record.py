"""Who wrote or published an article is told from its record."""

from pathlib import Path

import pytest

from rag.data import Status
from tests.answering import OPENING, STRIKE, assistant_of, make_index


@pytest.mark.parametrize(
    ("question", "text", "title"),
    [
        ("Which outlet published the piece on the northern quay?", "Ostland Times", OPENING),
        ("Which news agency carried the story about the strike of the dock workers?", "Coast Wire", STRIKE),
    ],
)
def test_the_outlet_is_told_without_the_model(question: str, text: str, title: str, tmp_path: Path) -> None:
    with make_index(tmp_path) as index:
        answer = assistant_of(index, "Something else.", confidence=0.5).ask(question)
    assert answer.status is Status.ANSWERED
    assert answer.text == f"The article was published by {text}. [1]"
    assert [cited.title for cited in answer.citations] == [title]
    assert [check.name for check in answer.sentences[0].checks] == ["byline"]
