"""Whether what an answer quotes was written so, and where the answer says."""

import re
from collections.abc import Callable, Iterator

from eval.data import Case
from eval.measures.reading import citations_of
from eval.wording import occurs, quotations
from index.data import Span
from rag.data import Answer, Citation, Sentence


def quotations_exact(case: Case) -> float | None:
    """Share of the quoted stretches that stand verbatim in one cited document; None without quotations."""
    quoted = quotations(case.answer.text)
    if not quoted:
        return None
    cited = {citation.document_id for citation in case.answer.citations} & case.documents.keys()
    exact = [any(occurs(words, case.documents[document_id].text) for document_id in cited) for words in quoted]
    return sum(exact) / len(exact)


def quotations_cited(case: Case) -> float | None:
    """Share of the quoted stretches that stand verbatim in one article that their own sentence cites.

    A stretch over several sentences counts once in each, with its part there. None without quotations.
    """
    texts = {document_id: document.text for document_id, document in case.documents.items()}
    return _share(case, lambda citation: texts.get(citation.document_id, ""))


def quotations_in_words(case: Case) -> float | None:
    """Share of the quoted stretches, counted alike, that stand verbatim in the words of one citation of theirs."""
    return _share(case, lambda citation: citation.cited_text)


def _share(case: Case, source: Callable[[Citation], str]) -> float | None:
    held = [
        any(occurs(words, source(citation)) for citation in citations_of(sentence, case.answer))
        for sentence, words in _quoted(case.answer)
    ]
    return sum(held) / len(held) if held else None


def _quoted(answer: Answer) -> Iterator[tuple[Sentence, str]]:
    """Yield what each sentence quotes."""
    at = 0
    for words in quotations(answer.text):
        start = answer.text.index(words, at)
        at = start + len(words)
        for sentence in answer.sentences:
            place = Span(max(start, sentence.answer_start), min(at, sentence.answer_end))
            if place.start < place.end and re.search(r"\w", part := place.of(answer.text)):
                yield sentence, part
