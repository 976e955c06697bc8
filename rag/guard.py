"""Deterministic checks of a sentence against the words it cites. They fail closed.

Checked are numbers and units, names, denials, the speaker, quotations, and what is said of those named.

A sentence that differs from its source in one of these is not shown, however alike the rest of it is.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from index.data import Document
from rag.attribution import speaker
from rag.data import Check
from rag.days import meanings
from rag.direct import Standing, standing
from rag.evidence import Line, article_lines
from rag.quotes import occurs, quotations
from rag.speakers import is_body, own_words, same_speaker
from rag.statements import Manner
from rag.terms import coverage, stem, terms, weight, words
from rag.wording import byline

LEAST_WORDS = 0.45  # no right sentence of the gold sets has less
TITLE_WORDS = 10  # within which a speaker's country stands before the name
_NUMBER = re.compile(r"^\d")
_WORD = r"[A-Z][\w]*(?:['’.-]\w+)*"
_NAMES = re.compile(rf"(?<![“\"])\b{_WORD}(?:\s+(?:[A-Z]\.\s+)?{_WORD})*")
_CLAUSE = re.compile(r";\s+|,\s+(?:and|while|but|whereas)\s+|\s+(?:and|while|but)\s+(?=[A-Z])")
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_IN_DATE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?!\w)|\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b|\b((?:19|20)\d\d)\b"
)
_PUBLISHED = re.compile(r"\b(?:publish\w*|dated|filed|appeared|article|story|report)\b")
_SMALL = frozenset("the a an in on at of to by for from with he she it they this that these those and but".split())
RARE = 3.7  # the least weight of a word that names somebody even where it begins a sentence
_NEGATION = frozenset(
    "no not never none neither nor cannot without n't denied deny refused declined unchanged failed".split()
)
_PASSED = frozenset("be been being have has had yet also only to a an the any".split())
_UNITS = frozenset(
    """hundred thousand million billion trillion percent day days week weeks month months year years hour hours minute
    minutes km kilometers kilometres miles meters metres tons tonnes dollars euros pounds yen won people""".split()
)
_STANDING = {
    Standing.ELSEWHERE: "not between marks in the words cited, or another's",
    Standing.NOT_FOUND: "not in the articles cited",
}
_PRONOUN = re.compile(r"(?:he|she|it|they)$", re.IGNORECASE)


def checks(sentence: str, cited: Sequence[Line], question: str) -> tuple[Check, ...]:
    """Return every check of a sentence against the lines it cites, passed or not."""
    return (
        _numbers(sentence, cited, question),
        _names(sentence, cited, question),
        _negation(sentence, cited),
        _speaker(sentence, cited),
        _quotations(sentence, cited),
        _words(sentence, cited),
    )


def clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence that could each be one."""
    return _CLAUSE.split(sentence)


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text, words up to twelve as figures, thousands without separators."""
    return frozenset(word.replace(",", "") for word in words(text) if _NUMBER.match(word))


def _numbers(sentence: str, cited: Sequence[Line], question: str) -> Check:
    source = " ".join(line.text for line in cited)
    articles = list({line.document.id: line.document for line in cited}.values())
    days = frozenset().union(*(numbers(meanings(source, article)) for article in articles)) & _dated_numbers(sentence)
    asks_published = _PUBLISHED.search(question) is not None
    dates = " ".join(byline(article) if asks_published else _year(article) for article in articles)
    bodies = frozenset().union(*(numbers(article.text) for article in articles)) if articles else frozenset()
    held = numbers(f"{source} {dates}") | days | (numbers(question) & bodies)
    return _verdict("numbers", [*sorted(numbers(sentence) - held), *sorted(_measured(sentence) - _measured(source))])


def _dated_numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text that are a day beside the name of its month, or a year."""
    return frozenset(number for match in _IN_DATE.finditer(text) for number in match.groups() if number)


def _year(article: Document) -> str:
    """Return the year of publication, which is that of what a report tells as new; its day is not."""
    return str(article.published.year) if article.published else ""


def _measured(text: str) -> frozenset[str]:
    """Return the numbers with the unit that follows: "9 million", "3 day"."""
    said = words(text)
    pairs = [(one.replace(",", ""), two) for one, two in pairwise(said) if _NUMBER.match(one) and two in _UNITS]
    return frozenset(f"{number} {stem(unit)}" for number, unit in pairs)


def _names(sentence: str, cited: Sequence[Line], question: str) -> Check:
    """Check that one cited article holds all names of a clause, and words near those cited hold a part of each.

    A name that the question gives need not stand beside the words cited.
    """
    articles = {line.document.id: _article_parts(line.document) for line in cited}.values()
    near = frozenset().union(*(_parts_of(_around(line)) for line in cited), _parts_of(question))
    missing = []
    for at, clause in enumerate(clauses(sentence)):
        named = [(name, _parts_of(name) - _SMALL) for name in _names_of(clause, begins=at == 0)]
        names = [(name, parts) for name, parts in named if parts]
        everything = frozenset().union(*(parts for _, parts in names)) if names else frozenset()
        in_one = any(everything <= article for article in articles)
        missing += [name for name, parts in names if not (in_one and parts & near)]
    return _verdict("names", missing)


def _names_of(clause: str, begins: bool) -> list[str]:
    """Return the names of a clause; the word that begins a sentence is one only where it is no ordinary word."""
    found = _NAMES.findall(clause)
    first = _NAMES.match(clause)
    if first and begins and " " not in first.group() and weight(first.group().lower()) < RARE:
        return found[1:]
    return found


@lru_cache(maxsize=512)
def _article_parts(article: Document) -> frozenset[str]:
    return _parts_of(f"{article.text} {meanings(article.text, article)} {_header(article)}")


def _header(article: Document) -> str:
    return f"{article.title} {byline(article)} {' '.join(article.authors)} {article.place or ''}"


def _around(line: Line) -> str:
    before = article_lines(line.document)[line.number - 1].text if line.number else ""
    return f"{before} {_dated(line)} {line.speaker or ''} {_header(line.document)}"


def _dated(line: Line) -> str:
    """Return a line followed by its days as dates."""
    return f"{line.text} {meanings(line.text, line.document)}"


def _parts_of(text: str) -> frozenset[str]:
    return frozenset(stem(part) for word in words(text) for part in word.split("-"))


def _negation(sentence: str, cited: Sequence[Line]) -> Check:
    """Check that the sentence denies only what its source does, and affirms nothing that its source denies."""
    if _negations(sentence):
        held = any(_negations(line.text) for line in cited)
        return Check("negation", held, "" if held else "the sentence denies what its source does not")
    affirmed = sorted(_denied(cited[0].text) & _parts_of(sentence)) if cited else []
    return Check("negation", not affirmed, f"its source denies it: {', '.join(affirmed)}" if affirmed else "")


def _negations(text: str) -> set[str]:
    return {word for word in _said(text) if word in _NEGATION}


def _denied(text: str) -> frozenset[str]:
    """Return the stems of the words that a "not" or "never" stands right before, small words passed over."""
    said = _said(text)
    places = [at for at, word in enumerate(said) if word in ("not", "never", "cannot")]
    following = ([word for word in said[at + 1 : at + 4] if word not in _PASSED] for at in places)
    return frozenset(stem(after[0]) for after in following if after)


def _said(text: str) -> list[str]:
    return words(text.replace("n't", " not").replace("n’t", " not"))


def _speaker(sentence: str, cited: Sequence[Line]) -> Check:
    """Check who speaks against the line that carries the sentence, and against every line that it quotes."""
    who = speaker(sentence)
    if who is None or _PRONOUN.match(who):
        return Check("speaker", True)
    quoted = [quotation.inner.of(sentence) for quotation in quotations(sentence)]
    telling = [line for line in cited if line is cited[0] or any(occurs(words, line.text) for words in quoted)]
    others = [line.speaker for line in telling if not _may_be(who, line)]
    others += [line.speaker for line in telling if _is_only_relayer(who, sentence, line)]
    others += [line.speaker for line in cited if _quotes_another(who, sentence, line)]
    return Check("speaker", not others, f"the source has {others[0]} say it, not {who}" if others else "")


def _is_only_relayer(who: str, sentence: str, line: Line) -> bool:
    """Whether `who` merely relays what the line's speaker said, and the sentence does not name that speaker."""
    said = line.statement
    if said is None or said.via is None or said.speaker is None or not same_speaker(said.via, who):
        return False
    return not same_speaker(said.speaker, who) and not _all_parts(said.speaker) & _parts_of(sentence)


def _quotes_another(who: str, sentence: str, line: Line) -> bool:
    """Whether the sentence has `who` say a whole sentence that the line quotes from another."""
    said = line.statement
    if said is None or said.speaker is None or said.manner is not Manner.DIRECT or line.is_by(who):
        return False
    quoted = [quotation.inner.of(sentence) for quotation in quotations(sentence)]
    whole = any(words[:1].isupper() and len(words.split()) > 2 and occurs(words, line.text) for words in quoted)
    return whole and bool(own_words(who)) and not _speaks_for(said.speaker, who, line.document)


def _all_parts(name: str) -> frozenset[str]:
    """Return the stems of a name's own words, of all its words where it has no others."""
    return _parts_of(" ".join(own_words(name))) or _parts_of(name) - _SMALL


def _quotations(sentence: str, cited: Sequence[Line]) -> Check:
    """Check that the words cited have what is quoted between marks, in the mouth of the one who is named."""
    articles = list({line.document.id: line.document for line in cited}.values())
    found = [(quotation, standing(sentence, quotation, cited, articles)) for quotation in quotations(sentence)]
    wrong = [
        f"“{quotation.inner.of(sentence)}” ({_STANDING[stands]})"
        for quotation, stands in found
        if stands is not Standing.VERBATIM
    ]
    return Check("quotation", not wrong, ", ".join(wrong))


def _words(sentence: str, cited: Sequence[Line]) -> Check:
    """Check that the words which are no names, what is said of those named, come from the article too."""
    said = terms(_NAMES.sub(" ", sentence[:1].lower() + sentence[1:]))
    own, near, whole = (frozenset(terms(" ".join(texts))) for texts in zip(*map(_reach, cited), strict=True))
    share = coverage(said, (own, 1.0), (near, 0.6), (whole, 0.3)) if said else 1.0
    return Check("words", share >= LEAST_WORDS, "" if share >= LEAST_WORDS else f"only {share:.0%} of them stand there")


def _reach(line: Line) -> tuple[str, str, str]:
    """Return a line with its days as dates, what stands round it, and its whole article."""
    return _dated(line), _around(line), line.document.text


def _may_be(who: str, line: Line) -> bool:
    """Whether the line can carry words of `who`: its speaker is the same, or a body that reports what others said."""
    if line.speaker is None or line.is_by(who):
        return True
    return is_body(line.speaker) or line.speaker in line.document.cites or _speaks_for(who, line.speaker, line.document)


def _speaks_for(country: str, speaker: str, document: Document) -> bool:
    """Whether the article puts a country's name right before that of the speaker: "South Korea's Vice Minister Kim"."""
    if own_words(country) or not own_words(speaker):
        return False
    wanted, said = set(words(country)) - {"the"}, words(document.text)
    places = [at for at, word in enumerate(said) if set(word.split("-")) <= own_words(speaker)]
    return any(wanted <= set(said[max(0, at - TITLE_WORDS) : at]) for at in places)


def _verdict(name: str, missing: Sequence[str]) -> Check:
    return Check(name, not missing, f"not in the words cited: {', '.join(dict.fromkeys(missing))}" if missing else "")
