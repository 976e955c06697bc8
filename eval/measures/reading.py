"""What several measures read off a case."""

from eval.data import Case, GoldSpan
from index.data import Span
from rag.data import Answer, Citation, Sentence, Status


def abstained(case: Case) -> bool:
    """Return whether the system declined to answer."""
    return case.answer.status is Status.ABSTAINED


def rightly_answered(case: Case) -> bool:
    """Return whether the question can be answered and was."""
    return case.row.answerable and not abstained(case)


def citations_of(sentence: Sentence, answer: Answer) -> list[Citation]:
    """Return the citations of one sentence, in the order of the list."""
    return [citation for citation in answer.citations if citation.number in sentence.citations]


def meets(citation: Citation, gold: GoldSpan) -> bool:
    """Return whether the two lie in one document and share more than half of the shorter of them."""
    cited = Span(citation.source_start, citation.source_end)
    shorter = min(cited.end - cited.start, gold.span.end - gold.span.start)
    return citation.document_id == gold.document_id and cited.overlap(gold.span) * 2 > shorter
