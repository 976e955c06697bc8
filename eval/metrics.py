"""The measures: each a pure function of one case, None where it does not arise; `docs/measures.md` defines them.

Values come per question first and are averaged after; a None is counted, never taken for 0.
"""

from collections.abc import Callable
from dataclasses import dataclass

from eval.data import Case, GoldSpan
from eval.wording import occurs, quotations, says
from index.data import Span
from rag.data import Citation, Status


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure with the name it is reported under and its meaning in a line; 0 is worst and 1 best."""

    name: str
    meaning: str
    of: Callable[[Case], float | None]


def abstained(case: Case) -> bool:
    """Return whether the system declined to answer."""
    return case.answer.status is Status.ABSTAINED


def answer_correct(case: Case) -> float | None:
    """1 if every group of gold facts is met by the answer, 0 if not or refused; None if unanswerable."""
    if not case.row.answerable:
        return None
    text = case.answer.text_without_citations
    met = all(any(says(text, words) for words in group) for group in case.row.answers)
    return float(met and not abstained(case))


def article_right(case: Case) -> float | None:
    """1 if the answer cites, only from the gold articles, and for each gold group; None if unanswerable or refused."""
    if not _answered(case):
        return None
    cited = {citation.document_id for citation in case.answer.citations}
    groups = all(any(gold.document_id in cited for gold in group) for group in case.row.spans)
    return float(bool(cited) and groups and cited <= set(case.row.articles))


def words_right(case: Case) -> float | None:
    """1 if every gold group is cited where it stands; None if unanswerable, refused or without gold spans."""
    if not _answered(case) or not case.row.spans:
        return None
    cited = case.answer.citations
    return float(all(any(_meets(one, gold) for one in cited for gold in group) for group in case.row.spans))


def span_precision(case: Case) -> float | None:
    """Share of the citations that meet some gold span, 0 to 1; None as for words_right, or without citations."""
    if not _answered(case) or not case.row.spans or not case.answer.citations:
        return None
    golds = [gold for group in case.row.spans for gold in group]
    met = [any(_meets(one, gold) for gold in golds) for one in case.answer.citations]
    return sum(met) / len(met)


def quotations_exact(case: Case) -> float | None:
    """Share of the quoted stretches that stand verbatim in one cited document, 0 to 1; None without quotations."""
    quoted = quotations(case.answer.text)
    if not quoted:
        return None
    cited = {citation.document_id for citation in case.answer.citations} & case.documents.keys()
    exact = [any(occurs(words, case.documents[document_id].text) for document_id in cited) for words in quoted]
    return sum(exact) / len(exact)


def abstention_right(case: Case) -> float | None:
    """1 if the answerable is answered or the unanswerable refused, else 0; never None."""
    return float(abstained(case) != case.row.answerable)


MEASURES = (
    Measure("answer_correct", "the answer states every gold fact", answer_correct),
    Measure("article_right", "it cites the gold articles and no other", article_right),
    Measure("words_right", "it cites the gold words", words_right),
    Measure("span_precision", "share of citations that point at gold words", span_precision),
    Measure("quotations_exact", "share of quotations found in a cited article", quotations_exact),
    Measure("abstention_right", "it refuses just what is not answerable", abstention_right),
)


def first_evidence_seconds(case: Case) -> float | None:
    """Seconds until the evidence was chosen; never None."""
    spent = case.answer.timings_ms
    return (spent.question + spent.search + spent.evidence) / 1000


def first_token_seconds(case: Case) -> float | None:
    """Seconds until the model's first token; None where it wrote nothing."""
    first = case.answer.timings_ms.first_token
    return None if first is None else first / 1000


def complete_seconds(case: Case) -> float | None:
    """Seconds until the checked answer stood; never None."""
    return case.answer.timings_ms.total / 1000


def prompt_tokens(case: Case) -> float | None:
    """Tokens that the model read; never None."""
    return float(case.answer.usage.prompt_tokens)


def completion_tokens(case: Case) -> float | None:
    """Tokens that the model wrote; never None."""
    return float(case.answer.usage.completion_tokens)


COSTS = (
    Measure("first_evidence_seconds", "seconds to first evidence", first_evidence_seconds),
    Measure("first_token_seconds", "seconds to first token", first_token_seconds),
    Measure("complete_seconds", "seconds to complete answer", complete_seconds),
    Measure("prompt_tokens", "tokens read", prompt_tokens),
    Measure("completion_tokens", "tokens written", completion_tokens),
)


def _answered(case: Case) -> bool:
    return case.row.answerable and not abstained(case)


def _meets(citation: Citation, gold: GoldSpan) -> bool:
    """Return whether they share more than half of the shorter of the two."""
    cited = Span(citation.source_start, citation.source_end)
    shorter = min(cited.end - cited.start, gold.span.end - gold.span.start)
    return citation.document_id == gold.document_id and cited.overlap(gold.span) * 2 > shorter
