"""Words given to the one whose they are: who said what is quoted to us, and sentences that name nobody for a quotation.

A question for somebody's words is never answered with another's.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rag.attribution import attribution
from rag.data import Check
from rag.evidence import Evidence, Line, article_lines, evidence_lines
from rag.question import Part
from rag.quotes import normal, occurs, quotations
from rag.speakers import is_body, own_words, same_speaker
from rag.statements import Statement
from rag.support import Supported
from rag.terms import words

_BACK = 3  # sentences within which the name stands that a pronoun in the line means


def who_said(part: Part, evidence: Evidence) -> list[Supported]:
    """Return for words quoted in a question whose they are, once for each speaker; none where no line is sure."""
    if part.words is None:
        return []
    said: list[tuple[Line, Statement]] = []
    for line in _holding(part.words, evidence):
        statement = line.statement
        if statement and statement.speaker and not any(_is_one(statement, other) for _, other in said):
            said.append((line, statement))
    return [_credit(part.words, line, statement) for line, statement in said]


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


def _holding(quoted: str, evidence: Evidence) -> Iterator[Line]:
    """Yield the lines that hold the words, those that the question found first."""
    lines = [line for document in evidence.documents for line in evidence_lines(document)]
    shown = {(line.document.id, line.number): line.relevance for line in evidence.shown}
    lines.sort(key=lambda line: -shown.get((line.document.id, line.number), 0.0))
    return (line for line in lines if occurs(quoted.lower(), line.text.lower()))


def _is_one(one: Statement, other: Statement) -> bool:
    return bool(one.speaker and other.speaker and same_speaker(one.speaker, other.speaker))


def _credit(quoted: str, line: Line, statement: Statement) -> Supported:
    role, name = statement.role or "", statement.speaker or ""
    before = all(word[:1].isupper() for word in role.split())
    who = f"{role} {name}".strip() if before else f"{name}, {role}"
    via = f", as relayed by {statement.via}" if statement.via else ""
    text = f"The words “{_as_printed(quoted, line)}” are those of {who}{via}."
    return Supported(text, 1.0, (line, *_antecedent(line)), (Check("speaker", True, "from the line that holds them"),))


def _as_printed(quoted: str, line: Line) -> str:
    """Return the words with the line's capitals."""
    text = normal(line.text)
    at = text.lower().find(normal(quoted).lower())
    return text[at : at + len(normal(quoted))] if at >= 0 else quoted


def _antecedent(line: Line) -> list[Line]:
    """Return the line before that names the speaker, where this one has only a pronoun or an office for him."""
    names = own_words(line.speaker or "")
    if not names or names & set(words(line.text)):
        return []
    before = article_lines(line.document)[max(0, line.number - _BACK) : line.number]
    naming = [one for one in before if names & set(words(one.text)) and one.speaker in (None, line.speaker)]
    return naming[-1:]


def _are_two(wanted: str, line: Line) -> bool:
    """Whether the one asked about and the line's speaker are two people; a body may speak for a person."""
    speaker = line.speaker or ""
    if line.is_by(wanted) or is_body(wanted) or is_body(speaker):
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
