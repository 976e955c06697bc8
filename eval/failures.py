"""Every failure of an evaluation, written out so that a person can judge it: Markdown, one section a question."""

from collections.abc import Iterator, Sequence

from eval.data import Case, GoldSpan
from eval.summary import Score
from rag.data import Answer


def failures(scores: Sequence[Score]) -> str:
    """Return the questions that failed a measure or broke the contract: gold beside answer."""
    failed = [score for score in scores if score.failed]
    head = f"# {len(failed)} of {len(scores)} questions failed\n"
    return "\n".join([head, *("\n".join(_section(score)) for score in failed)])


def _section(score: Score) -> Iterator[str]:
    row = score.case.row
    yield f"## {row.id} ({row.type}): {', '.join(score.failed)}\n"
    for turn in row.history:
        yield f"Before: {turn.question} → {turn.answer or 'no answer'}\n"
    yield f"**{row.question}**" + (f" (as of {row.as_of})" if row.as_of else "") + "\n"
    yield from _gold(score.case)
    yield from _given(score.case.answer)
    yield from (f"- Broken contract: {violation}" for violation in score.violations)
    if row.notes:
        yield f"\nNote: {row.notes}"
    yield ""


def _gold(case: Case) -> Iterator[str]:
    row = case.row
    if not row.answerable:
        yield f"Gold: not answerable ({row.reason or 'no reason given'})\n"
        return
    yield "Gold: " + "; ".join(" | ".join(group) for group in row.answers) + "\n"
    for group in row.spans:
        yield "- " + " | ".join(_gold_words(span, case) for span in group)
    if not row.spans:
        yield f"- in {', '.join(row.articles)}"
    if row.speaker:
        yield f"- said by {row.speaker}"
    yield ""


def _gold_words(gold: GoldSpan, case: Case) -> str:
    words = gold.span.of(case.documents[gold.document_id].text)
    return f"{gold.document_id} {gold.span.start}:{gold.span.end} “{_line(words)}”"


def _given(answer: Answer) -> Iterator[str]:
    reason = f", {answer.abstain_reason}" if answer.abstain_reason else ""
    yield f"Answer ({answer.status}{reason}):\n"
    yield f"> {_line(answer.text) or '(no text)'}\n"
    for cited in answer.citations:
        place = f"{cited.document_id} {cited.source_start}:{cited.source_end}"
        said = f", said by {cited.speaker}" if cited.quotation and cited.speaker else ""
        yield f"- [{cited.number}] {place} “{_line(cited.cited_text)}”{said}"
    yield from (f"- withheld ({one.reason}): {_line(one.text)}" for one in answer.withheld)


def _line(text: str) -> str:
    return " ".join(text.split())
