"""The questions that a writer of gold rows is asked, field by field; a mistake is said and asked again."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from eval.desk import Desk
from eval.marking import hit_of, marked, others, unmarked
from eval.rows import MOST_PARAPHRASES, Line, QuestionType, Words
from index.errors import BadInput, DocumentMissing
from rag.data import AbstainReason
from rag.wants import Wants, wants

_SAID = re.compile(r"\b(?:sa(?:y|id)|told|quote|words|call|describe|characteri[sz]e|reply|replied)\b", re.IGNORECASE)


def guessed(line: Line) -> QuestionType:
    """Return the type that a row looks to be of."""
    apart = len(line.spans) > 1 and not set.intersection(*({one.document_id for one in group} for group in line.spans))
    asked = wants(line.question)
    rules = (
        (not line.answerable, QuestionType.UNANSWERABLE),
        (bool(line.history), QuestionType.FOLLOWUP),
        (line.as_of is not None, QuestionType.AS_OF),
        (apart, QuestionType.TWO_ARTICLE),
        (len(line.answers) > 1, QuestionType.LIST),
        (asked is Wants.TIME, QuestionType.TIME),
        (asked in (Wants.BYLINE, Wants.OUTLET), QuestionType.ATTRIBUTION),
        (line.speaker is not None and asked is Wants.NAME, QuestionType.ATTRIBUTION),
        (line.speaker is not None and bool(_SAID.search(line.question)), QuestionType.QUOTATION),
    )
    return next((kind for holds, kind in rules if holds), QuestionType.FACT)


def _id(desk: Desk, line: Line) -> Line:
    return replace(line, id=desk.ask(f"id (Enter: {line.id}): ") or line.id)


def _question(desk: Desk, line: Line) -> Line:
    prompt = f"question (Enter: {line.question}): " if line.question else "\nquestion (Enter ends): "
    return replace(line, question=desk.ask(prompt) or line.question)


def _history(desk: Desk, line: Line) -> Line:
    turns = list[tuple[str, str | None]]()
    while earlier := desk.ask("earlier question, oldest first (Enter: no more): "):
        turns.append((earlier, desk.ask("its answer (Enter: not known): ") or None))
    return replace(line, history=tuple(turns))


def _as_of(desk: Desk, line: Line) -> Line:
    return replace(line, as_of=desk.read("as of which day (2024-11-15, Enter: any): ", _day))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput(f"{text!r} is not a day; write it as 2024-11-15") from None


def _answerable(desk: Desk, line: Line) -> Line:
    if not desk.screen:
        desk.search(" ".join([*(question for question, _ in line.history[-1:]), line.question]), line.as_of)
    reason = desk.read(f"\nanswerable? (Enter: yes; or why not: {', '.join(AbstainReason)}): ", _reason)
    if reason is None:
        return replace(line, answerable=True, reason=None)
    return replace(line, answerable=False, reason=reason, spans=(), answers=(), articles=(), speaker=None)


def _reason(text: str) -> AbstainReason | None:
    if text in ("", "yes", "y"):
        return None
    if text not in set(AbstainReason):
        raise BadInput(f"{text!r} is no reason; there are {', '.join(AbstainReason)}")
    return AbstainReason(text)


def _spans(desk: Desk, line: Line) -> Line:
    groups = list[tuple[Words, ...]]()

    def group(text: str) -> tuple[Words, ...]:
        if not text.startswith("?"):
            return marked(text, desk.screen) if text else ()
        desk.search(text[1:], line.as_of)
        return desk.read(prompt, group)

    prompt = "\nspans, group 1 (1.2 | 3.1-2 | 2: first … last; ? words searches; Enter: no more): "
    while found := desk.read(prompt, group):
        groups.append(found)
        prompt = f"spans, group {len(groups) + 1}: "
    cited = tuple(words.document_id for found in groups for words in found)
    return replace(line, spans=tuple(groups), articles=tuple(dict.fromkeys((*cited, *line.articles))))


def _answers(desk: Desk, line: Line) -> Line:
    groups = list[tuple[str, ...]]()
    prompt = "answers, group 1 (a | b, any one will do; Enter: no more): "
    while text := desk.ask(prompt):
        groups.append(tuple(filter(None, (words.strip() for words in text.split("|")))))
        prompt = f"answers, group {len(groups) + 1}: "
    return _widened(desk, replace(line, answers=tuple(groups)))


def _widened(desk: Desk, line: Line) -> Line:
    """Offer the other sentences on the screen that hold an answer, each for the group of that answer."""
    also = dict(others(line.answers, line.spans, desk.screen)) if line.spans else {}
    if not also:
        return line
    named = ", ".join(f"{label} (group {group + 1})" for label, group in also.items())

    def chosen(text: str) -> tuple[tuple[Words, int], ...]:
        labels = re.split(r"[\s,|]+", text) if text else []
        return tuple((marked(label, desk.screen)[0], also.get(label, 0)) for label in labels)

    groups = [list(group) for group in line.spans]
    for words, group in desk.read(f"an answer also stands in {named}\nadd as alternatives (Enter: none): ", chosen):
        groups[min(group, len(groups) - 1)].append(words)
    cited = (words.document_id for found in groups for words in found)
    return replace(line, spans=tuple(map(tuple, groups)), articles=tuple(dict.fromkeys((*cited, *line.articles))))


def _articles(desk: Desk, line: Line) -> Line:
    cited = dict.fromkeys(words.document_id for group in line.spans for words in group)

    def named(text: str) -> tuple[str, ...]:
        more = (_article(word, desk) for word in re.split(r"[\s,]+", text))
        return tuple({**cited, **dict.fromkeys(more)}) if text else line.articles

    kept = ", ".join(line.articles) or "none"
    return replace(line, articles=desk.read(f"articles (Enter: {kept}; or more, hit numbers or ids): ", named))


def _article(name: str, desk: Desk) -> str:
    if name.isdecimal():
        return hit_of(name, desk.screen).document.id
    try:
        return desk.index.document(name).id
    except DocumentMissing as error:
        raise BadInput(str(error)) from error


def _speaker(desk: Desk, line: Line) -> Line:
    return replace(line, speaker=desk.ask("speaker whose words are asked about (Enter: nobody): ") or None)


def _type(desk: Desk, line: Line) -> Line:
    guess = guessed(line)
    return replace(line, type=desk.read(f"type (Enter: {guess}): ", lambda text: _kind(text) if text else guess))


def _kind(text: str) -> QuestionType:
    if text not in set(QuestionType):
        raise BadInput(f"{text!r} is no type; there are {', '.join(QuestionType)}")
    return QuestionType(text)


def _paraphrases(desk: Desk, line: Line) -> Line:
    found = list[str]()
    while len(found) < MOST_PARAPHRASES and (text := desk.ask("the question in other words (Enter: no more): ")):
        found.append(text)
    return replace(line, paraphrases=tuple(found))


def _notes(desk: Desk, line: Line) -> Line:
    proposed = _proposed(desk, line)
    return replace(line, notes=desk.ask(f"notes (Enter: {proposed or 'none'}): ") or proposed)


def _proposed(desk: Desk, line: Line) -> str:
    """Return the note that a row needs whose marked words do not hold every answer."""
    if line.answerable and not line.spans:
        return "metadata:"
    articles = {document_id: desk.index.document(document_id) for document_id in line.articles}
    missing = unmarked(line.answers, line.spans, articles)
    if missing:
        desk.say(f"the marked words do not hold {', '.join(map(repr, missing))}")
    return "derived:" if missing else ""


STEPS: dict[str, Callable[[Desk, Line], Line]] = {
    "id": _id,
    "question": _question,
    "history": _history,
    "as_of": _as_of,
    "answerable": _answerable,
    "spans": _spans,
    "answers": _answers,
    "articles": _articles,
    "speaker": _speaker,
    "type": _type,
    "paraphrases": _paraphrases,
    "notes": _notes,
}  # in the order asked; the id is only asked for on demand
