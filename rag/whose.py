"""Who said the words that a question quotes: read off the lines that hold them, shown as the article has them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.data import Document, Span
from rag.attribution import attribution
from rag.credit import attributed
from rag.data import Check
from rag.direct import ARTICLE, PRONOUNS, clause_round, marked, said_by
from rag.evidence import Evidence, Line, article_lines, evidence_lines
from rag.question import Part
from rag.quotes import DOUBLE_MARKS, place_in, quotations
from rag.saying import tokens
from rag.speakers import own_words, same_speaker
from rag.statements import Statement
from rag.support import Supported
from rag.terms import terms, words
from rag.voice import as_printed

_BACK = 3  # sentences within which the name stands that a pronoun in the line means
_LONGEST = 40  # words that are shown for some of them
_LEAST = 3  # words of reported speech that are not there by chance
_READ = Check("speaker", True, "from the line that holds them")
_ENDS = " .,;:!?…"  # of a quotation, which another sentence ends otherwise
_REFUSES = re.compile(r"(?:reject|den[iy]|dismiss|refut|disput)", re.IGNORECASE)
_AS = re.compile(r"\bas (?:an? |the )?$")
_NOT = re.compile(r"\b(?:no|not|never)(?: (?:an?|the|any))?\W*$", re.IGNORECASE)
_NAMING = re.compile(
    r"(?<!^)(?<!, )(?<!as )\b(?:calling|describing|saying|branding|labell?ing|terming)\b"
    r"|(?<!to )\bcall\b|\b(?:dubbed|branded|labell?ed|termed|nicknamed|so-called|known as)\b",
    re.IGNORECASE,
)
_OBJECT = ("v", "u", "d")  # what stands before a noun that is written as a verb: "expressed hope"
_BY = re.compile(r"\s+by\s")
_SAYING = (
    r"(?:accusation|allegation|assertion|call|charge|claim|comment|complaint|demand|description|expression|message"
    r"|phrase|pledge|promise|remark|statement|suggestion|threat|warning|word)s?\b"
)
_ANOTHERS = re.compile(rf"(?:['’]s?\s+(?:\w+\s+)?{_SAYING}|{_SAYING}\s+(?:by|from|of)\s+(?:the\s+)?[A-Z])")


@dataclass(frozen=True, slots=True)
class _Said:
    """Words between an article's marks, with whose they are."""

    line: Line
    words: str  # on one line
    speaker: str
    statement: Statement | None  # that tells more of the speaker


def who_said(part: Part, evidence: Evidence) -> list[Supported]:
    """Return for words quoted in a question whose they are, once for each speaker; none where no line is sure.

    Words that the article reports without marks are shown in its own sentence.
    """
    if part.words is None or not terms(part.words):
        return []
    quoted, lines = part.words.strip(_ENDS), _lines(evidence)
    said: list[_Said] = []
    for one in filter(None, (_between_marks(quoted, line) for line in lines)):
        if not any(same_speaker(one.speaker, other.speaker) for other in said):
            said.append(one)
    return [_credited(one) for one in said] or list(_reported(quoted, lines))[:1]


def _lines(evidence: Evidence) -> list[Line]:
    """Return all lines of the articles found, those that the question found first."""
    lines = [line for document in evidence.documents for line in evidence_lines(document)]
    shown = {(line.document.id, line.number): line.relevance for line in evidence.shown}
    return sorted(lines, key=lambda line: -shown.get((line.document.id, line.number), 0.0))


def _between_marks(quoted: str, line: Line) -> _Said | None:
    """Return words that a line has between marks, with their clause's speaker; None where it is not sure whose."""
    found = place_in(line.text, quoted)
    if found is None:
        return None
    start = line.span.start
    shown = " ".join(found.of(line.text).split())
    marks = _marks_round(line.document, Span(start + found.start, start + found.end))
    if marks is None or len(shown.split()) > _LONGEST or set(shown) & {*DOUBLE_MARKS, "[", "]"}:
        return None
    who = line.speaker
    if start < marks.start and marks.end < line.span.end:  # else what it reports may itself tell of somebody's words
        who = _teller(line, Span(marks.start - 1 - start, marks.end + 1 - start))
    if who is None:
        return None
    lines = (line, *article_lines(line.document))
    statement = next((one.statement for one in lines if one.is_by(who)), None)
    return _Said(line, shown, (statement and statement.speaker) or who, statement)


def _marks_round(document: Document, place: Span) -> Span | None:
    """Return the marked words that hold a stretch; None where there are none, or where marks stand within marks."""
    round_it = [span for span in marked(document.text) if span.start <= place.start and place.end <= span.end]
    if len(round_it) != 1:
        return None
    [outer] = round_it
    inside = Span(place.start - outer.start, place.end - outer.start)
    nested = any(one.outer.overlap(inside) for one in quotations(outer.of(document.text)))
    return None if nested else outer


def _teller(line: Line, place: Span) -> str | None:
    """Return who says the words between the marks at `place` of a line; None where they may be another's."""
    own = said_by(line.text, place)
    who = line.speaker if own is None or own == ARTICLE or own.lower() in PRONOUNS else own
    clause = clause_round(line.text, place)
    if (told := attribution(clause.of(line.text)).said) is None:
        clause, told = Span(0, len(line.text)), attribution(line.text).said
    before, after = line.text[clause.start : place.start], line.text[place.end : clause.end]
    if who is None or any((_NOT.search(before), _NAMING.search(before), _BY.match(after), _is_claimed(before))):
        return None
    cut = tokens(before)
    verbs = [at for at, letter in enumerate(cut.letters) if letter in "vu" and cut.letters[at - 1 : at] not in _OBJECT]
    if not verbs:
        return who
    nearest = cut.word(verbs[-1])
    subject = cut.letters[: verbs[-1]].rstrip("rx")
    named = bool(subject) and cut.word(len(subject) - 1).lower() in own_words(who)
    his = named or (told is not None and told.verb == verbs[-1]) or subject.endswith("a")  # "and expressed hope for"
    return who if his and (not _REFUSES.match(nearest) or _AS.search(before)) else None


def _is_claimed(before: str) -> bool:
    """Whether what is quoted next is somebody else's: "Bell's claim that the port is", "a claim by Bell"."""
    return any(not set(tokens(before[claim.end() :]).letters) & set("vu") for claim in _ANOTHERS.finditer(before))


def _credited(said: _Said) -> Supported:
    statement = said.statement
    role = (statement.role if statement else None) or ""
    before = all(word[:1].isupper() for word in role.split())
    who = f"{role} {said.speaker}".strip() if before else f"{said.speaker}, {role}"
    if (letters := tokens(who).letters)[0] == "d" or "n" not in letters:  # "The ministry", within a sentence
        who = who[:1].lower() + who[1:]
    own = statement is said.line.statement
    via = f", as relayed by {statement.via}" if own and statement and statement.via else ""
    text = f"The words “{said.words}” are those of {who}{via}."
    return Supported(text, 1.0, (said.line, *_antecedent(said)), (_READ,))


def _reported(quoted: str, lines: list[Line]) -> Iterator[Supported]:
    """Yield the articles' own sentences that report words without marks as somebody's."""
    for line in lines:
        found = place_in(line.text, quoted) if line.speaker and len(quoted.split()) >= _LEAST else None
        place = found and Span(line.span.start + found.start, line.span.start + found.end)
        if place and not any(span.overlap(place) for span in marked(line.document.text)):
            yield attributed(Supported(as_printed(line), 1.0, (line,), (_READ,)))


def _antecedent(said: _Said) -> list[Line]:
    """Return the line before that names the speaker, where this one has only a pronoun or an office for him."""
    names, line = own_words(said.speaker), said.line
    if not names or names & set(words(line.text)):
        return []
    before = article_lines(line.document)[max(0, line.number - _BACK) : line.number]
    naming = [one for one in before if names & set(words(one.text)) and one.speaker in (None, line.speaker)]
    return naming[-1:]
