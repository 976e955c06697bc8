"""What an answer costs: seconds by stage, from its own clock, and tokens."""

from eval.data import Case


def question_seconds(case: Case) -> float | None:
    """Seconds to understand the question; never None."""
    return case.answer.timings_ms.question / 1000


def search_seconds(case: Case) -> float | None:
    """Seconds of searching; never None."""
    return case.answer.timings_ms.search / 1000


def evidence_seconds(case: Case) -> float | None:
    """Seconds to decide whether the evidence answers, the model's opinion included; never None."""
    return case.answer.timings_ms.evidence / 1000


def first_evidence_seconds(case: Case) -> float | None:
    """Seconds from the question until the passages found are shown, the first two stages; never None."""
    spent = case.answer.timings_ms
    return (spent.question + spent.search) / 1000


def first_token_seconds(case: Case) -> float | None:
    """Seconds from the question to the model's first token; None where it wrote nothing."""
    first = case.answer.timings_ms.first_token
    return None if first is None else first / 1000


def generate_seconds(case: Case) -> float | None:
    """Seconds of the model, reading and writing; never None."""
    return case.answer.timings_ms.generate / 1000


def verify_seconds(case: Case) -> float | None:
    """Seconds to check and compose the answer; never None."""
    return case.answer.timings_ms.verify / 1000


def total_seconds(case: Case) -> float | None:
    """Seconds from the question to the checked answer; never None."""
    return case.answer.timings_ms.total / 1000


def prompt_tokens(case: Case) -> float | None:
    """Tokens that the model read; never None."""
    return float(case.answer.usage.prompt_tokens)


def completion_tokens(case: Case) -> float | None:
    """Tokens that the model wrote; never None."""
    return float(case.answer.usage.completion_tokens)
