"""From checked sentences to the text of an answer, its numbered citations and their offsets."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.data import Document, Span
from index.duplicates import carries
from rag.data import Citation, Sentence, Support
from rag.quotes import occurs, quotations
from rag.statements import statement_of
from rag.support import Supported, merged
from rag.wording import not_answered


@dataclass(frozen=True, slots=True)
class Composed:
    """The text with its markers, and what the markers point to."""

    text: str
    plain: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    """What one citation points to."""

    document: Document
    span: Span


def compose(claims: Sequence[Supported], missing: Sequence[str] = (), copies: Sequence[Document] = ()) -> Composed:
    """Write the sentences one after another, each followed by the numbers of its citations.

    The parts of the question that are not answered stand after them, as sentences that claim nothing. A citation names
    those of the `copies` that have its words.
    """
    carried: dict[_Cited, list[Supported]] = {}
    written: list[Sentence] = []
    text = ""
    for claim in claims:
        mine = []
        for document, span in merged(claim.cited):
            cited = _Cited(document, span)
            carried.setdefault(cited, []).append(claim)
            mine.append(list(carried).index(cited) + 1)
        text += " " if text else ""
        start = len(text)
        text += claim.text
        written.append(
            Sentence(claim.text, start, len(text), Support.SUPPORTED, round(claim.score, 3), tuple(mine), claim.checks)
        )
        text += "".join(f" [{number}]" for number in mine)
    for part in missing:
        said = not_answered(part)
        written.append(Sentence(said, len(text) + 1, len(text) + 1 + len(said), Support.NOT_A_CLAIM, 0.0, ()))
        text += f" {said}"
    citations = tuple(
        _citation(number, cited, sentences, copies) for number, (cited, sentences) in enumerate(carried.items(), 1)
    )
    return Composed(text, " ".join(sentence.text for sentence in written), tuple(written), citations)


def _quoted(text: str) -> list[str]:
    return [quotation.inner.of(text) for quotation in quotations(text)]


def _citation(number: int, cited: _Cited, carried: Sequence[Supported], copies: Sequence[Document]) -> Citation:
    document, span = cited.document, cited.span
    words = span.of(document.text)
    same = [copy.id for copy in copies if copy.id != document.id and carries(copy.text, words)]
    others = [other for claim in carried for other in claim.also_in if other != document.id]
    statement = statement_of(document, span)
    return replace(
        Citation.of(number, document, span),
        quotation=any(occurs(quoted, words) for claim in carried for quoted in _quoted(claim.text)),
        speaker=statement.speaker if statement else None,
        statement=statement,
        also_in=tuple(dict.fromkeys([*same, *others])),
        copies=tuple(same),
    )
