"""Words given to the one whose they are: sentences of another's words, and those that name nobody for a quotation.

A question for somebody's words is never answered with another's.
"""

from collections.abc import Sequence
from dataclasses import replace

from rag.attribution import attribution
from rag.evidence import Line
from rag.question import Part
from rag.quotes import occurs, quotations
from rag.speakers import is_body, own_words, same_speaker
from rag.statements import Statement
from rag.support import Supported
from rag.terms import words


def of_another(part: Part, claim: Supported) -> str:
    """Return why a claim does not answer a question for somebody's words: its line has another's; "" where it does.

    In an exchange that the question names both sides of, a sentence may say what the other said as the other's.
    """
    line = claim.cited[0] if claim.cited else None
    if part.speaker is None or line is None or line.speaker is None or not _are_two(part.speaker, line):
        return ""
    other = own_words(line.speaker)
    if other & set(words(claim.text)) and other & set(words(part.text)):
        return ""
    return f"speaker: the words cited are those of {line.speaker}, and the question asks for {part.speaker}'s"


def of_nobody(part: Part, text: str, line: Line) -> bool:
    """Whether a question wants somebody's words and the line has nobody's, nor does the text name him.

    A body or a role goes by other names too.
    """
    wanted = part.speaker or ""
    own = frozenset[str]() if wanted.islower() or is_body(wanted) else own_words(wanted)
    return line.speaker is None and bool(own) and not own & set(words(f"{text} {line.text}"))


def attributed(claim: Supported) -> Supported:
    """Return a claim whose quotation has its speaker: a pronoun that opens it made the name, or the name added."""
    statement = _only(claim.cited)
    if statement is None or statement.speaker is None:
        return claim
    said = attribution(claim.text).said
    if said and said.start == 0 and said.who.is_pronoun:
        return replace(claim, text=statement.speaker + claim.text[len(said.who.name) :])
    names = own_words(statement.speaker) or set(words(statement.speaker))
    if said or names & set(words(claim.text)) or not _quotes(claim):
        return claim
    return replace(claim, text=_with_speaker(claim.text, statement))


def _is_one(one: Statement, other: Statement) -> bool:
    return bool(one.speaker and other.speaker and same_speaker(one.speaker, other.speaker))


def _are_two(wanted: str, line: Line) -> bool:
    """Whether the one asked about and the line's speaker are two: he is told the words, or they are two people.

    A body may speak for a person.
    """
    speaker = line.speaker or ""
    if line.is_by(wanted):
        return False
    if line.statement and line.statement.addressee and same_speaker(line.statement.addressee, wanted):
        return True
    if is_body(wanted) or is_body(speaker):
        return False
    via = line.statement.via if line.statement else None
    return bool(own_words(wanted) and own_words(speaker)) and not (via and same_speaker(via, wanted))


def _only(cited: Sequence[Line]) -> Statement | None:
    """Return the statement that all lines cited are of, as far as its speaker goes."""
    found = [line.statement for line in cited]
    first = found[0] if found else None
    return first if first and all(one and _is_one(one, first) for one in found) else None


def _quotes(claim: Supported) -> bool:
    """Whether the sentence quotes words that stand between marks in the lines cited."""
    quoted = [quotation.inner.of(claim.text) for quotation in quotations(claim.text)]
    marked = [one.inner.of(line.text) for line in claim.cited for one in quotations(line.text)]
    return bool(quoted) and all(any(occurs(one, other) for other in marked) for one in quoted)


def _with_speaker(text: str, statement: Statement) -> str:
    if not text.endswith((".", ".”", "”")):
        return text
    said = f"{text.removesuffix('.').removesuffix('.”')}"
    closing = "”" if text.endswith(".”") else ""
    via = f", according to {statement.via}" if statement.via else ""
    return f"{said}{closing}, {statement.speaker} said{via}."
