"""Whether what an answer quotes was written so, and where the answer says."""

from eval.data import Case
from eval.measures.reading import citations_of
from eval.wording import occurs, quotations


def quotations_exact(case: Case) -> float | None:
    """Share of the quoted stretches that stand verbatim in one cited document; None without quotations."""
    quoted = quotations(case.answer.text)
    if not quoted:
        return None
    cited = {citation.document_id for citation in case.answer.citations} & case.documents.keys()
    exact = [any(occurs(words, case.documents[document_id].text) for document_id in cited) for words in quoted]
    return sum(exact) / len(exact)


def quotations_cited(case: Case) -> float | None:
    """Share of the quoted stretches that stand verbatim in the words one citation of their own sentence covers.

    None without quotations.
    """
    held = [
        any(occurs(words, citation.cited_text) for citation in citations_of(sentence, case.answer))
        for sentence in case.answer.sentences
        for words in quotations(sentence.text)
    ]
    return sum(held) / len(held) if held else None
