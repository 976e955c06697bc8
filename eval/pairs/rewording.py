"""True sentences in other words, by rules that keep the truth: for articles that nobody has paraphrased by hand."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from eval.measures.named_dates import days
from eval.pairs.archive import Archive, Sort
from eval.pairs.data import Faithful
from eval.pairs.figures import NUMBER_WORDS, WEEKDAYS
from eval.pairs.rewriting import both_ways, exchanged, is_quoted, put, table
from index.data import DatePrecision, Document, Span
from rag.evidence import Line, article_lines
from rag.quotes import quotations

_ON_DAY = re.compile(rf"\bon (?P<day>{'|'.join(WEEKDAYS)})\b(?! (?:night|morning|evening|afternoon))")
_AHEAD = re.compile(
    r"\b(?:will|would|due|plan\w*|scheduled|set|slated|expected|next|to be|is to|are to)\b", re.IGNORECASE
)
_SPELLINGS = both_ways(
    ("defence", "defense"), ("programme", "program"), ("programmes", "programs"), ("labour", "labor"),
    ("centre", "center"), ("colour", "color"), ("neighbours", "neighbors"), ("neighbour", "neighbor"),
    ("favourite", "favorite"), ("honour", "honor"), ("theatre", "theater"), ("organisation", "organization"),
    ("organised", "organized"), ("recognised", "recognized"), ("criticised", "criticized"), ("per cent", "percent"),
    ("harbour", "harbor"), ("behaviour", "behavior"), ("travelled", "traveled"), ("cancelled", "canceled"),
)  # fmt: skip
_SYNONYMS = table(
    (r"more than(?= [$€£]?\d)", "over"), (r"over(?= [$€£]?\d)", "more than"),
    ("nearly", "almost"), ("almost", "nearly"),
    (r"about(?= \d)", "around"), (r"around(?= \d)", "about"), ("approximately", "about"), (r"began(?= to)", "started"),
    ("because of", "owing to"), ("in order to", "to"), (r"talks(?= (?:with|on|about|in))", "discussions"),
    ("purchased", "bought"), ("huge", "enormous"), (r"tried(?= to)", "attempted"), (r"attempted(?= to)", "tried"),
    ("received", "got"), ("entire", "whole"), ("numerous", "many"), (r"(?<=the )U\.S\.(?= [a-z])", "United States"),
    ("prior to", "before"), ("following(?= (?:the|a|his|her|its))", "after"), ("assist", "help"), ("reside", "live"),
    (r"said(?= that)", "stated"), (r"according to(?= (?:a|the) )", "as stated by"), ("amid", "in the midst of"),
)  # fmt: skip
_SAYING = table(
    (r"urged (\w+(?: \w+)?) to", r"called on \1 to"),
    (r"called on (\w+(?: \w+)?) to", r"urged \1 to"),
    (r"told reporters", "said to reporters"),
    (r"added that", "also said that"),
    (r"noted that", "pointed out that"),
    (r"announced that", "made it known that"),
)
_LED_IN = re.compile(r"^(?:However|Meanwhile|Still|Moreover|Indeed|In fact|Now|Instead|Nevertheless), ")
_ASIDE = re.compile(r" \([^()]{2,40}\)")
_SAID_AFTER = re.compile(
    r"^(?P<what>[^“”\"]+), (?P<who>(?:the |a )?[A-Z][\w’'.-]*(?: [\w’'.-]+){0,5}|(?:he|she|officials|police)) said\.$"
)
_ACCORDING = re.compile(r"^According to (?P<who>[^,“”\"]{3,60}), (?P<what>[^“”\"]+)\.$")
_OFFICE = re.compile(
    r"(?P<nation>\b[A-Z]\w+(?:an|ese|ish)) (?P<office>President|Prime Minister|Premier|Chancellor|Foreign Minister) "
    r"(?P<name>[A-Z][\w’-]+(?: [A-Z][\w’-]+){1,2})(?= [a-z])"
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|us|me|my|our|ours|you|your|this|here)\b|[!?]", re.IGNORECASE)
_PRONOUN = re.compile(r"^(?P<who>He|She) (?=(?:said|told|added|also|was|has|had|asked|wrote|called)\b)")
_LOWERED = re.compile(r"(?:The|A|An|It|They|He|She|There|This|That|These|Those|Its|Their|His|Her|Some|Many|Most|All)\b")
_MOST_JOINED = 45  # words of two sentences made one

Rewording = Callable[[Faithful, Archive], Iterator[str]]


def _days(source: Faithful, archive: Archive) -> Iterator[str]:
    """Write "on Friday" as the date that it was, where nothing in the sentence looks ahead."""
    published = _dated(source.document)
    for match in _ON_DAY.finditer("" if _AHEAD.search(source.text) else source.text):
        if published and not is_quoted(source.text, match.span()):
            day = next(days(match["day"], published))
            yield put(source.text, Span(*match.span("day")), f"{day.day} {day:%B %Y}")


def _figures(source: Faithful, archive: Archive) -> Iterator[str]:
    """Write "three" as 3."""
    for match in re.finditer(rf"(?<!^)(?<![\w-])(?:{'|'.join(NUMBER_WORDS[:11])})(?![\w-])", source.text):
        if not is_quoted(source.text, match.span()):
            yield put(source.text, Span(*match.span()), str(NUMBER_WORDS.index(match.group()) + 2))


def _spellings(source: Faithful, archive: Archive) -> Iterator[str]:
    yield from exchanged(source.text, _SPELLINGS)


def _synonyms(source: Faithful, archive: Archive) -> Iterator[str]:
    yield from exchanged(source.text, _SYNONYMS)


def _sayings(source: Faithful, archive: Archive) -> Iterator[str]:
    yield from exchanged(source.text, _SAYING)


def _orders(source: Faithful, archive: Archive) -> Iterator[str]:
    """Put the speaker first, or the source last."""
    if (match := _SAID_AFTER.match(source.text)) and (what := _lowered(match["what"], archive, source)):
        yield f"{match['who'][0].upper()}{match['who'][1:]} said that {what}."
    if match := _ACCORDING.match(source.text):
        yield f"{match['what'][0].upper()}{match['what'][1:]}, according to {match['who']}."


def _offices(source: Faithful, archive: Archive) -> Iterator[str]:
    """Put the office behind the name: "Xi Jinping, the Chinese president, said"."""
    for match in _OFFICE.finditer(source.text):
        if not is_quoted(source.text, match.span()):
            new = f"{match['name']}, the {match['nation']} {match['office'].lower()},"
            yield put(source.text, Span(*match.span()), new)


def _shorter(source: Faithful, archive: Archive) -> Iterator[str]:
    """Leave out a word that only leads in, or an aside in brackets."""
    for pattern in (_LED_IN, _ASIDE):
        match = pattern.search(source.text)
        if match and not is_quoted(source.text, match.span()):
            text = put(source.text, Span(*match.span()), "")
            yield text[0].upper() + text[1:]


def _unquoted(source: Faithful, archive: Archive) -> Iterator[str]:
    """Take the marks off words that say the same in anybody's mouth."""
    for quotation in quotations(source.text):
        if not _FIRST_PERSON.search(quotation.inner.of(source.text)):
            yield put(source.text, quotation.outer, quotation.inner.of(source.text))


def _pronouns(source: Faithful, archive: Archive) -> Iterator[str]:
    """Name whom "he" means, where the sentence before names one person only."""
    match, before = _PRONOUN.match(source.text), _beside(source, -1)
    if match is None or before is None:
        return
    named = {
        mention.bearer for mention in archive.mentions(before.text, source.document) if mention.sort is Sort.PERSON
    }
    if len(named) == 1 and before.speaker and before.speaker.split()[-1] in next(iter(named)):
        yield put(source.text, Span(*match.span("who")), next(iter(named)))


def _joined(source: Faithful, archive: Archive) -> Iterator[str]:
    """Make one sentence of this one and the one after it."""
    after = _beside(source, 1)
    if after is None or not _LOWERED.match(after.text) or re.search(r"[“”\"]", source.text + after.text):
        return
    if len((source.text + after.text).split()) <= _MOST_JOINED and after.text.endswith("."):
        yield f"{source.text[:-1]}, and {after.text[0].lower()}{after.text[1:]}"


REWORDINGS: dict[str, Rewording] = {
    "day": _days,
    "figure": _figures,
    "spelling": _spellings,
    "synonym": _synonyms,
    "verb": _sayings,
    "order": _orders,
    "office": _offices,
    "shorter": _shorter,
    "unquoted": _unquoted,
    "pronoun": _pronouns,
    "joined": _joined,
}


def rewordings(source: Faithful, archive: Archive) -> Iterator[Faithful]:
    """Yield the sentence once in each way that fits it."""
    for name, rule in REWORDINGS.items():
        for text in list(rule(source, archive))[:1]:
            spans = source.spans if name != "joined" else _with_next(source)
            yield Faithful(source.document, spans, text, name)


def _with_next(source: Faithful) -> tuple[Span, ...]:
    after = _beside(source, 1)
    return (*source.spans, after.span) if after else source.spans


def _beside(source: Faithful, step: int) -> Line | None:
    lines = article_lines(source.document)
    at = next(line.number for line in lines if line.span.overlap(source.spans[0])) + step
    together = (
        0 <= at < len(lines)
        and "\n"
        not in source.document.text[
            min(lines[at].span.start, source.spans[0].start) : max(lines[at].span.end, source.spans[0].end)
        ]
    )
    return lines[at] if together else None


def _dated(document: Document) -> date | None:
    return document.published if document.published_precision is DatePrecision.DAY else None


def _lowered(text: str, archive: Archive, source: Faithful) -> str | None:
    """Return the text as it stands inside a sentence, None where it is open whether its first word is a name."""
    if _LOWERED.match(text):
        return text[0].lower() + text[1:]
    named = archive.mentions(text, source.document)
    return text if named and named[0].span.start == 0 else None
