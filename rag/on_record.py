"""What an article's record answers and its text does not: who wrote it, and which outlet published it."""

from collections.abc import Callable, Mapping

from index.data import Document
from rag.data import Check
from rag.evidence import Evidence, Line, evidence_lines
from rag.names import is_name, outlet_of
from rag.question import Part
from rag.support import Supported
from rag.wants import Wants


def on_record(part: Part, evidence: Evidence) -> Supported | None:
    """Say what is asked of the article that fits best, None where no record tells; its first words are cited."""
    tells = _TOLD.get(part.wants)
    if tells is None:
        return None
    lines: list[Line] = sorted(evidence.shown, key=lambda line: (not _named(line.document, part.text), -line.relevance))
    told = ((line.document, text) for line in lines if (text := tells(line.document)))
    document, text = next(told, (None, ""))
    check = Check("byline", True, "from the article's record")
    return Supported(text, 1.0, evidence_lines(document)[:1], (check,)) if document else None


def _written(document: Document) -> str:
    authors = list(filter(is_name, document.authors))
    if not authors:
        return ""
    *others, last = authors
    names = f"{', '.join(others)} and {last}" if others else last
    outlet = f" for {name}" if (name := outlet_of(document)) else ""
    return f"The article was written by {names}{outlet}."


def _published(document: Document) -> str:
    return f"The article was published by {name}." if (name := outlet_of(document)) else ""


def _named(document: Document, question: str) -> bool:
    """Whether the question names the article's outlet."""
    return bool(document.outlet and document.outlet.lower() in question.lower())


_TOLD: Mapping[Wants, Callable[[Document], str]] = {Wants.BYLINE: _written, Wants.OUTLET: _published}
