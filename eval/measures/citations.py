"""Whether the citations point at the gold articles and words, and stand at the sentences that they belong to.

Against gold over answerable rows that were answered; in their places over all answers.
"""

from eval.data import Case
from eval.measures.reading import citations_of, meets, rightly_answered
from eval.wording import fold

AWAY = 1.5  # real answers reach 1.4, an exchange of two citations 2 to 15


def article_right(case: Case) -> float | None:
    """1 if the answer cites, only from the gold articles, and for each gold group; None if unanswerable or refused."""
    if not rightly_answered(case):
        return None
    return float(article_precision(case) == 1 and article_recall(case) == 1)


def article_precision(case: Case) -> float | None:
    """Share of the cited articles that are gold; None if unanswerable, refused or without citations."""
    cited = _cited(case)
    return len(cited & set(case.row.articles)) / len(cited) if rightly_answered(case) and cited else None


def article_recall(case: Case) -> float | None:
    """Share of the gold groups with a cited article; None if unanswerable or refused.

    The groups are those of the spans; without spans there is one, of all the row's articles.
    """
    if not rightly_answered(case):
        return None
    groups = [{gold.document_id for gold in group} for group in case.row.spans] or [set(case.row.articles)]
    return sum(bool(group & _cited(case)) for group in groups) / len(groups)


def words_right(case: Case) -> float | None:
    """1 if every gold group is cited where it stands; None if unanswerable, refused or without gold spans."""
    share = span_recall(case)
    return None if share is None else float(share == 1)


def span_recall(case: Case) -> float | None:
    """Share of the gold groups that a citation meets; None if unanswerable, refused or without gold spans."""
    if not rightly_answered(case) or not case.row.spans:
        return None
    cited = case.answer.citations
    met = [any(meets(one, gold) for one in cited for gold in group) for group in case.row.spans]
    return sum(met) / len(met)


def span_precision(case: Case) -> float | None:
    """Share of the citations that meet some gold span; None as for span_recall, or without citations."""
    if not rightly_answered(case) or not case.row.spans or not case.answer.citations:
        return None
    golds = [gold for group in case.row.spans for gold in group]
    met = [any(meets(one, gold) for gold in golds) for one in case.answer.citations]
    return sum(met) / len(met)


def citations_in_place(case: Case) -> float | None:
    """Share of the sentences with which no other sentence's citations have far more words in common than their own.

    Far more is over AWAY times as many. None where fewer than two sentences have citations, or all have the same.
    """
    sentences = [one for one in case.answer.sentences if one.citations]
    cited = [_words(" ".join(one.cited_text for one in citations_of(sentence, case.answer))) for sentence in sentences]
    if len(set(cited)) < 2:
        return None
    shared = [[len(_words(sentence.text) & words) for words in cited] for sentence in sentences]
    return sum(max(row) <= AWAY * row[at] for at, row in enumerate(shared)) / len(sentences)


def _words(text: str) -> frozenset[str]:
    return frozenset(fold(text).split())


def _cited(case: Case) -> set[str]:
    return {citation.document_id for citation in case.answer.citations}
