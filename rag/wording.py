"""Dates, sources, reasons and counts in words, the same on the page and in the terminal."""

from collections.abc import Sequence
from datetime import date

from index.canonical import drop_unseen
from index.data import Coverage, DatePrecision, Document
from rag.data import (
    AbstainReason,
    Answer,
    Applied,
    AskedName,
    AskedTime,
    Citation,
    Conflict,
    ConflictKind,
    KnownFrom,
    Nearest,
)
from rag.quotes import unmarked
from rag.statements import Manner, Statement

REASONS = {
    AbstainReason.NOT_IN_ARCHIVE: "The archive does not say.",
    AbstainReason.OUTSIDE_DATES: "The archive says nothing on this within the dates of the question.",
    AbstainReason.ONLY_RELATED: "The archive has related articles, but none of them answers this.",
    AbstainReason.AMBIGUOUS: "This can be read in more than one way. Name the person, place or date that is meant.",
    AbstainReason.CONFLICT: "The articles contradict each other on this, and nothing in them settles it.",
}

FEW_DAYS, FEW_MONTHS = 60, 24  # up to these an age is counted in days, in months

MANNERS = {
    Manner.DIRECT: "direct speech",
    Manner.INDIRECT: "indirect speech",
    Manner.MIXED: "indirect speech with words quoted",
    Manner.RELAYED: "relayed",
}


def day(published: date | None, precision: DatePrecision = DatePrecision.DAY) -> str:
    """Write a date as far as it is known: "16 November 2024", "November 2024", "2024", "undated"."""
    if published is None or precision is DatePrecision.UNKNOWN:
        return "undated"
    if precision is DatePrecision.YEAR:
        return str(published.year)
    month = f"{published:%B} {published.year}"
    return month if precision is DatePrecision.MONTH else f"{published.day} {month}"


def age(published: date | None, precision: DatePrecision, then: date) -> str:
    """Say how long before a day something appeared, as far as its date is known; empty where it did not."""
    if published is None or precision is DatePrecision.UNKNOWN or published > then:
        return ""
    days = (then - published).days if precision is DatePrecision.DAY else FEW_DAYS + 1
    if days <= FEW_DAYS:
        return counted(days, "day") if days else "the same day"
    years = then.year - published.year
    months = 12 * years + then.month - published.month - (then.day < published.day)
    if precision is DatePrecision.YEAR or months >= FEW_MONTHS:
        return counted(years if precision is DatePrecision.YEAR else months // 12, "year") if years else "the same year"
    return counted(months, "month") if months else "the same month"


def byline(document: Document) -> str:
    """Name an article's outlet and date."""
    return f"{document.outlet or 'Unnamed outlet'}, {day(document.published, document.published_precision)}"


def source_line(document: Document) -> str:
    """Name an article: outlet, date and title."""
    return f"{byline(document)} — {document.title}"


def cited_byline(citation: Citation, document: Document | None) -> str:
    """Name a citation's outlet and date; the document knows how exact the date is."""
    return byline(document) if document else f"{citation.outlet or 'Unnamed outlet'}, {day(citation.published)}"


def harmless(text: str) -> str:
    """Drop the control characters that a terminal would obey, and those that nobody sees."""
    return drop_unseen(text)


def said_line(statement: Statement) -> str:
    """Say who said something: "Ada Lind, harbour master, to reporters, 6 February 2024, direct speech"."""
    parts = [
        statement.speaker or "speaker not certain",
        statement.role,
        statement.addressee and f"to {statement.addressee}",
        statement.venue,
        statement.said_on and day(statement.said_on),
        f"relayed by {statement.via}" if statement.via else MANNERS[statement.manner],
    ]
    return ", ".join(part for part in parts if part)


def quoted(words: str) -> str:
    """Put quotation marks around words that do not begin with one of their own."""
    return words if words.startswith(("“", '"')) else f"“{words}”"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun: "1 article", "3 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def coverage_line(coverage: Coverage, undated: int = 0) -> str:
    """Say how many articles there are, from when, and how many have no date."""
    parts = [counted(coverage.documents, "article")]
    if coverage.first and coverage.last:
        first, last = day(coverage.first), day(coverage.last)
        parts.append(first if first == last else f"{first} to {last}")
    if undated:
        parts.append(f"{undated:,} undated")
    return ", ".join(parts)


def period(first: date | None, last: date | None) -> str:
    """Write a stretch of days: "3 May 2024", "1 June 2024 to 30 June 2024", "until 2 May 2024"."""
    if first and last:
        return day(first) if first == last else f"{day(first)} to {day(last)}"
    return f"from {day(first)} on" if first else f"until {day(last)}"


def time_line(time: AskedTime) -> str:
    """Say how a time was understood: "in June 2024: 1 June 2024 to 30 June 2024; articles near it come first"."""
    if time.known_from is KnownFrom.AS_OF and not time.words:
        return f"asked as of {period(time.first, time.last)}; articles near it come first"
    source = ", by the archive" if time.known_from is KnownFrom.ARCHIVE else ""
    used = "only articles published then" if time.applied is Applied.FILTER else "articles near it come first"
    return f"{time.words}: {period(time.first, time.last)}{source}; {used}"


def names_line(names: Sequence[AskedName]) -> str:
    """Say which names became which: "Xi → Xi Jinping; the French president → Paul Costa"."""
    return "; ".join(f"{name.words} → {name.name}" for name in names)


def searched_line(coverage: Coverage) -> str:
    """Say what a question that was not answered had been sought in."""
    line = f"Searched: {coverage_line(coverage)}."
    if coverage.undated_left_out:
        left_out = counted(coverage.undated_left_out, "undated article")
        line += f" {left_out} left out, since the question has a date limit."
    return line


def reason(answer: Answer) -> str:
    """Say why there is no answer, and what of the question the articles found lack."""
    return " ".join([REASONS[answer.abstain_reason or AbstainReason.NOT_IN_ARCHIVE], *answer.missing])


def abstention(reason: AbstainReason, missing: Sequence[str], coverage: Coverage, nearest: Sequence[Nearest]) -> str:
    """Say in whole sentences why there is no answer, what the archive holds and which article comes nearest.

    Quotation marks and brackets of a title are left out, since nothing is quoted or cited here.
    """
    said = [REASONS[reason], *missing, f"The archive holds {coverage_line(coverage)}."]
    if nearest:
        outlet = f" ({unmarked(nearest[0].outlet)})" if nearest[0].outlet else ""
        said.append(f"Nearest: {unmarked(nearest[0].title)}{outlet}.")
    return " ".join(said)


def not_answered(part: str) -> str:
    """Say that a part of the question is not answered."""
    return f"The archive does not answer: {unmarked(part)}"


def dispute_line(conflict: Conflict) -> str:
    """Name what accounts differ in, and whether the first is a later report."""
    lead = "A later report differs" if conflict.kind is ConflictKind.UPDATE else "Accounts differ"
    return f"{lead}: {conflict.about}"


def made_line(answer: Answer) -> str:
    """Say how long an answer took and which model wrote it: "7.2 s · Qwen2.5-Coder-1.5B"."""
    writers = [model.name for model in answer.receipt.models if model.role == "generator"]
    return " · ".join([f"{answer.timings_ms.total / 1000:.1f} s", *writers])
