"""Whether nothing later than the day of a question had a part in its answer."""

from calendar import monthrange
from datetime import date

from eval.data import Case
from index.data import DatePrecision, Document


def as_of_kept(case: Case) -> float | None:
    """1 if every document cited or consulted was published by the row's as_of, else 0; None without as_of.

    A document without a date, or one that the index lacks, was not; a month or a year counts as its last day.
    """
    if case.row.as_of is None:
        return None
    cited = {citation.document_id for citation in case.answer.citations}
    consulted = {passage.document_id for passage in case.answer.consulted}
    days = [_last_day(case.documents.get(document_id)) for document_id in cited | consulted]
    return float(all(day is not None and day <= case.row.as_of for day in days))


def _last_day(document: Document | None) -> date | None:
    """Return the last day on which the document can have been published."""
    if document is None or document.published is None or document.published_precision is DatePrecision.UNKNOWN:
        return None
    day = document.published
    if document.published_precision is DatePrecision.YEAR:
        return date(day.year, 12, 31)
    if document.published_precision is DatePrecision.MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day
