"""The default models over the sample archive: real questions, and what must hold of every answer."""

from datetime import date

import pytest

from eval.invariants import violations
from rag import Answer, Assistant
from rag.data import AbstainReason, Status
from rag.receipt import faults

pytestmark = pytest.mark.models

MEETING = "2024-11-16-"


@pytest.fixture(scope="module")
def assistant() -> Assistant:
    return Assistant.load()


def sound(answer: Answer, assistant: Assistant) -> bool:
    ids = {citation.document_id for citation in answer.citations}
    documents = {key: assistant.index.document(key) for key in ids}
    return not violations(answer, documents) and not faults(answer.to_dict(), assistant.index)


def test_what_xi_said_at_apec(assistant: Assistant) -> None:
    answer = assistant.ask("What did Xi say at APEC?")
    assert answer.status in (Status.ANSWERED, Status.PARTIAL)
    assert answer.citations[0].document_id.startswith(MEETING)
    assert "Xi" in answer.text
    assert all("Yoon" not in (citation.speaker or "") for citation in answer.citations)
    assert sound(answer, assistant)


def test_a_number_is_right_and_cited(assistant: Assistant) -> None:
    answer = assistant.ask("How long was it since Putin had last been to North Korea?")
    assert "24 years" in answer.text
    assert any("24 years" in citation.cited_text for citation in answer.citations)
    assert sound(answer, assistant)


def test_a_follow_up_is_understood(assistant: Assistant) -> None:
    answer = assistant.ask("And in which city was that?", history=[("Where did Yoon meet Xi at APEC?", "In Peru.")])
    assert answer.standalone_question != "And in which city was that?"
    assert sound(answer, assistant)


def test_nothing_is_known_before_it_was_published(assistant: Assistant) -> None:
    answer = assistant.ask("What did Xi say at APEC?", as_of=date(2023, 9, 1))
    assert (answer.status, answer.abstain_reason) == (Status.ABSTAINED, AbstainReason.OUTSIDE_DATES)
    assert answer.consulted == ()
    assert answer.coverage.undated_left_out == 1


def test_what_the_archive_does_not_say_is_not_said(assistant: Assistant) -> None:
    answer = assistant.ask("Who won the football World Cup in 2022?")
    assert answer.status is Status.ABSTAINED
    assert answer.citations == ()
    assert sound(answer, assistant)
