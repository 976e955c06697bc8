"""Names: one cited article must have all names of a clause, words near those cited a part of each, none exchanged."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.data import Document
from rag import thesaurus
from rag.data import Check
from rag.days import meanings
from rag.evidence import Line, article_lines
from rag.guard.alignment import Alignment
from rag.guard.belonging import misplaced
from rag.guard.exchanged import DAYS, exchanged, known_names, replaced
from rag.guard.parties import Party, parties, share_two
from rag.guard.reading import RARE, SMALL, Word, read
from rag.guard.verdict import missing, verdict
from rag.terms import SEATS, stem, terms, weight, words
from rag.wording import byline

_WORD = r"[A-Z][\w]*(?:['’.-]\w+)*"
NAMES = re.compile(rf"(?<![“\"])\b{_WORD}(?:\s+(?:[A-Z]\.\s+)?{_WORD})*")
_WHERE = ("in", "at", "near")
_IN = re.compile(rf"\b(?:{'|'.join(_WHERE)})\s+(?P<name>{_WORD}(?:\s+{_WORD})*)")
_LONG = re.compile(r"\b[A-Z]\w+(?:\s+[A-Z]\w+)+")
_CLAUSE = re.compile(r";\s+|,\s+(?:and|while|but|whereas)\s+|\s+(?:and|while|but)\s+(?=[A-Z])")
_MEANS_SOMEBODY = re.compile(
    r"\b(?:he|him|his|she|her|it|its|they|them|their|both|there|the (?:two|three|other|country|leaders?|men|sides))\b"
    r"|\bthe (?:vice )?(?:president|minister|ministry|office|leader|premier|secretary|visit|talks|meeting|account)\b",
    re.IGNORECASE,
)
_MEANS_STATE = re.compile(
    r"\b(?:it|its|their|countr\w+|nations?|there|here|capital|both|the two|neighbou?rs)\b", re.IGNORECASE
)
_MEANS_PERSON = re.compile(
    r"\b(?:he|him|his|she|her|they|them|their|both|the two|president|minister|leaders?|premier|secretary|office"
    r"|counterparts?)\b",
    re.IGNORECASE,
)
CARRIED = 2  # words besides names that a line must share with a sentence to carry any of it
BACK = 3  # sentences back in which these are named
_OPENING = frozenset("then later earlier now today still even yet meanwhile however instead only also".split())
SMALL_WORDS = frozenset("the a an in on at of to by for from with he she it they this that these those and but".split())


def clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence that could each be one."""
    return _CLAUSE.split(sentence)


def check(sentence: str, laid: Alignment, cited: Sequence[Line], question: str) -> Check:
    """Check every name of the sentence; one that the question gives need not stand beside the words cited."""
    articles = {line.document.id: _article_parts(line.document) for line in cited}.values()
    known = frozenset().union(*(known_names(line.document) for line in cited))
    asked = parts_of(question)
    carrying = _carrying(sentence, cited)
    near = frozenset().union(*(_held_parts(f"{around(line)} {_meant(line)}") for line in carrying), asked)
    there = frozenset().union(*(parts_of(around(line)) for line in carrying), asked)
    unknown = []
    for at, clause in enumerate(clauses(sentence)):
        named = [(name, parts_of(name) - SMALL_WORDS - DAYS) for name in _names_of(clause, at == 0, known)]
        names = [(name, parts) for name, parts in named if parts]
        everything = frozenset().union(*(parts for _, parts in names)) if names else frozenset()
        in_one = any(everything <= article for article in articles)
        unknown += [
            name for name, parts in names if not (in_one and parts & (there if _is_place(name, clause) else near))
        ]
    if unknown:
        return missing("names", unknown)
    strange = _strange(laid, [line for line in cited if line in carrying], asked)
    texts = {line.document.text for line in cited}
    elsewhere = [fault for text in texts for fault in misplaced(laid.said, text)] if len(texts) == 1 else []
    return verdict("names", [*exchanged(laid, cited), *replaced(laid, cited), *strange, *elsewhere])


def _carrying(sentence: str, cited: Sequence[Line]) -> list[Line]:
    """Return the lines that carry more of a sentence than names, and those beside them."""
    said = frozenset(terms(NAMES.sub(" ", sentence)))
    kept = [
        line
        for line in cited
        if line is cited[0] or len(said & frozenset(terms(line.text))) >= CARRIED or share_meeting(sentence, line)
    ]
    return [
        line
        for line in cited
        if any(line.document.id == one.document.id and abs(line.number - one.number) <= 1 for one in kept)
    ]


def _strange(laid: Alignment, carrying: Sequence[Line], asked: frozenset[str]) -> list[str]:
    """Return the parties that none of the lines names or means by a pronoun, where one that they name is left out."""
    text = " ".join(line.text for line in carrying)
    theirs = [party for line in carrying for party in parties(read(line.text))]
    own = parties(laid.said)
    faults = []
    for party in own:
        if _is_where(laid.said, party, text):
            continue
        left = [other for other in theirs if other.is_state is party.is_state and not any(map(other.is_same, own))]
        meant = (_MEANS_STATE if party.is_state else _MEANS_PERSON).search(text) or party.words & asked
        if left and not meant and not any(map(party.is_same, theirs)):
            faults.append(f"{' '.join(sorted(party.words))}, where the source has {' '.join(sorted(left[0].words))}")
    return faults


def _is_where(said: tuple[Word, ...], party: Party, text: str) -> bool:
    """Whether a seat of government that a text names stands for itself: in "in Lima" nothing is said of Peru."""
    seat, lead = said[party.last].low, said[party.first - 1].low if party.first else ""
    return lead in _WHERE and seat in SEATS and seat not in SEATS.values() and seat in words(text)


@lru_cache(maxsize=4096)
def _meant(line: Line) -> str:
    """Return the sentences before a line where it says "he", "their" or "the two", whom they or the first may name."""
    if not _MEANS_SOMEBODY.search(line.text):
        return ""
    lines = article_lines(line.document)
    return " ".join(other.text for other in (*lines[:1], *lines[max(0, line.number - BACK) : line.number]))


def places_lacking(sentence: str, cited: Sequence[Line]) -> frozenset[frozenset[str]]:
    """Return the places in which a sentence says that something happened and which stand neither in nor near lines."""
    near = frozenset().union(*(parts_of(around(line)) for line in cited))
    return frozenset(place for place in places(sentence) if not place & near)


def share_meeting(sentence: str, line: Line) -> bool:
    """Whether a line names two whom a sentence names, and something happens in one place in both."""
    return bool(places(sentence) & places(line.text)) and share_two(read(sentence), read(line.text))


@lru_cache(maxsize=4096)
def places(text: str) -> frozenset[frozenset[str]]:
    """Return the parts of each place in which a text says that something happens."""
    return frozenset(parts_of(found["name"]) for found in _IN.finditer(text))


def _is_place(name: str, clause: str) -> bool:
    """Whether a name stands where something happens: a seat of government is then not its country."""
    return re.search(rf"\b(?:in|at|near|from|to)\s+{re.escape(name)}", clause) is not None


def _names_of(clause: str, begins: bool, known: frozenset[str]) -> list[str]:
    """Return the names of a clause; the word that begins a sentence is one only where it is no ordinary word."""
    found = NAMES.findall(clause)
    first = NAMES.match(clause)
    if not (first and begins):
        return found
    opening, _, rest = first.group().partition(" ")
    return found if _may_be_name(opening, known) else [rest, *found[1:]] if rest else found[1:]


def _may_be_name(opening: str, known: frozenset[str]) -> bool:
    """Whether a word that begins a sentence may be a name: the article has it as one, or English does not."""
    low = words(opening)[0] if words(opening) else ""
    if low in SMALL or low in _OPENING:
        return False
    stands = stem(low) in known or low in SEATS or low in SEATS.values()
    return stands or (weight(low) >= RARE and not thesaurus.near(stem(low)))


@lru_cache(maxsize=512)
def _article_parts(article: Document) -> frozenset[str]:
    return _held_parts(f"{article.text} {meanings(article.text, article)} {_header(article)}")


def _header(article: Document) -> str:
    return f"{article.title} {byline(article)} {' '.join(article.authors)} {article.place or ''}"


@lru_cache(maxsize=4096)
def around(line: Line) -> str:
    """Return a line with its days as dates and what stands round it: the line before, speaker, title, byline."""
    before = article_lines(line.document)[line.number - 1].text if line.number else ""
    return f"{before} {dated(line)} {line.speaker or ''} {_header(line.document)}"


def dated(line: Line) -> str:
    """Return a line followed by its days as dates."""
    return f"{line.text} {meanings(line.text, line.document)}"


@lru_cache(maxsize=4096)
def parts_of(text: str) -> frozenset[str]:
    """Return the stems of the words of a text, hyphenated ones taken apart."""
    return frozenset(stem(part) for word in words(text) for part in word.split("-"))


def _held_parts(text: str) -> frozenset[str]:
    """Return the parts of a text, the initials of its longer names, and for countries their seats and people."""
    plain = parts_of(text).union(*map(parts_of, NAMES.findall(text)))  # alone, a long name's parts are read as they are
    first = ["".join(word[0] for word in run.group().split()).lower() for run in _LONG.finditer(text)]
    initials = (letters[:length] for letters in first for length in range(2, len(letters) + 1))
    countries = {SEATS[part] for part in plain if part in SEATS} | (
        {"america"} if {"unit", "state"} <= plain else set()
    )
    other = {"seoul": "south", "pyongyang": "north"}  # two seats of one name
    seats = {
        seat
        for seat, country in SEATS.items()
        if country in plain | countries and other.get(seat, seat) in {seat, *plain}
    }
    people = {part.removesuffix("n") for part in plain if part.endswith("an")} | {f"{part}n" for part in plain}
    states = {"unit", "state"} if "america" in plain | countries else set()
    return plain | countries | seats | people | states | frozenset(initials)
