"""Names: one cited article must have all names of a clause, words near those cited a part of each, none exchanged."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from index.data import Document
from rag.data import Check
from rag.days import meanings
from rag.evidence import Line, article_lines
from rag.guard.alignment import Alignment, Edit
from rag.guard.offices import HEADS
from rag.guard.reading import RARE, SMALL, Word, read
from rag.guard.verdict import missing, verdict
from rag.terms import SEATS, stem, weight, words
from rag.wording import byline

_WORD = r"[A-Z][\w]*(?:['’.-]\w+)*"
NAMES = re.compile(rf"(?<![“\"])\b{_WORD}(?:\s+(?:[A-Z]\.\s+)?{_WORD})*")
_LONG = re.compile(r"\b[A-Z]\w+(?:\s+[A-Z]\w+)+")
DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)
_CLAUSE = re.compile(r";\s+|,\s+(?:and|while|but|whereas)\s+|\s+(?:and|while|but)\s+(?=[A-Z])")
_OPENING = frozenset("then later earlier now today still even yet meanwhile however instead only also".split())
SMALL_WORDS = frozenset("the a an in on at of to by for from with he she it they this that these those and but".split())


def clauses(sentence: str) -> list[str]:
    """Return the parts of a sentence that could each be one."""
    return _CLAUSE.split(sentence)


def check(sentence: str, laid: Alignment, cited: Sequence[Line], question: str) -> Check:
    """Check every name of the sentence; one that the question gives need not stand beside the words cited."""
    articles = {line.document.id: _article_parts(line.document) for line in cited}.values()
    asked = parts_of(question)
    near = frozenset().union(*(_held_parts(around(line)) for line in cited), asked)
    there = frozenset().union(*(parts_of(around(line)) for line in cited), asked)
    unknown = []
    for at, clause in enumerate(clauses(sentence)):
        named = [(name, parts_of(name) - SMALL_WORDS) for name in _names_of(clause, begins=at == 0)]
        names = [(name, parts) for name, parts in named if parts]
        everything = frozenset().union(*(parts for _, parts in names)) if names else frozenset()
        in_one = any(everything <= article for article in articles)
        unknown += [
            name for name, parts in names if not (in_one and parts & (there if _is_place(name, clause) else near))
        ]
    return missing("names", unknown) if unknown else verdict("names", [*_exchanged(laid), *_replaced(laid, cited)])


def _is_place(name: str, clause: str) -> bool:
    """Whether a name stands where something happens: a seat of government is then not its country."""
    return re.search(rf"\b(?:in|at|near|from|to)\s+{re.escape(name)}", clause) is not None


def _names_of(clause: str, begins: bool) -> list[str]:
    """Return the names of a clause; the word that begins a sentence is one only where it is no ordinary word."""
    found = NAMES.findall(clause)
    first = NAMES.match(clause)
    if not (first and begins):
        return found
    opening, _, rest = first.group().partition(" ")
    if rest:
        return [rest if opening.lower() in SMALL or opening.lower() in _OPENING else found[0], *found[1:]]
    return found[1:] if weight(opening.lower()) < RARE else found


def _exchanged(laid: Alignment) -> list[str]:
    """Return the names that stand where the source has another name, which the sentence lacks."""
    said = {_whose(word) for word in laid.said}
    held = {_whose(word) for word in laid.source}
    faults = []
    for first, last in _runs(laid.said):
        run = {_whose(word) for word in laid.said[first : last + 1]}
        if run & held:
            continue
        for start, end in _beside(laid, first, last):
            other = {_whose(word) for word in laid.source[start : end + 1]}
            if not other & said:
                wrong, right = (
                    " ".join(word.text for word in part)
                    for part in (laid.said[first : last + 1], laid.source[start : end + 1])
                )
                faults.append(f"{wrong}, where the source has {right}")
    return faults


def _replaced(laid: Alignment, cited: Sequence[Line]) -> list[str]:
    """Return the names that a sentence has in place of others, though it else follows its source word by word."""
    faults = []
    known = frozenset().union(*(_known_names(line.document) for line in cited))
    for edit in laid.edits:
        mine, theirs = _named(edit.said, known), _named(edit.source, known)
        new, gone = {_whose(word) for word in mine}, {_whose(word) for word in theirs}
        kept = gone & {_whose(word) for word in laid.said} or _describes(edit)
        if new and gone and not kept and _is_slot(laid, edit) and not _are_one(mine, theirs, cited):
            faults.append(f"{' '.join(map(_text, mine))}, where the source has {' '.join(map(_text, theirs))}")
    return faults


def _text(word: Word) -> str:
    return word.text


def _describes(edit: Edit) -> bool:
    """Whether the sentence has somebody's office where the source has the name: "the South Korean president"."""
    return any(word.low in HEADS for word in edit.said) and not any(word.low in HEADS for word in edit.source)


def _is_slot(laid: Alignment, edit: Edit) -> bool:
    """Whether both stretches are names alone, joined alike to the word that follows."""
    words = [word for part in (edit.said, edit.source) for word in part if word.content]
    if sum(not word.text[:1].isupper() for word in words) > 1:
        return False
    return _runs_on(laid.said, edit.at + len(edit.said)) == _runs_on(laid.source, edit.place + len(edit.source))


def _runs_on(said: tuple[Word, ...], at: int) -> bool:
    return 0 < at < len(said) and said[at].part == said[at - 1].part


def _named(said: tuple[Word, ...], known: frozenset[str]) -> list[Word]:
    names = (word for word in said if word.name or (word.text[:1].isupper() and word.key in known))
    return [word for word in names if word.content and word.low not in DAYS]


@lru_cache(maxsize=512)
def _known_names(document: Document) -> frozenset[str]:
    """Return the keys of the words that an article writes as names where no sentence begins."""
    return frozenset(word.key for word in read(document.text) if word.name)


def _are_one(mine: list[Word], theirs: list[Word], cited: Sequence[Line]) -> bool:
    """Whether an article puts both names side by side: "Chinese Premier Li Qiang"."""
    new, gone = {word.key for word in mine}, {word.key for word in theirs}
    for document in {line.document.id: line.document for line in cited}.values():
        said = read(document.text)
        for first, last in _runs(said):
            keys = {word.key for word in said[first : last + 1]}
            if keys & new and keys & gone:
                return True
    return False


def _beside(laid: Alignment, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the names of the source that stand on the side of a neighbour where the sentence has this one."""
    runs = _runs(laid.source)
    after, before = laid.places.get(last + 1), laid.places.get(first - 1)
    yield from (run for run in runs if after is not None and run[1] == after - 1)
    yield from (run for run in runs if before is not None and run[0] == before + 1)


def _runs(said: tuple[Word, ...]) -> list[tuple[int, int]]:
    """Return the first and last places of the names of a text."""
    runs: list[tuple[int, int]] = []
    for at, word in enumerate(said):
        if not word.name or not word.content:
            continue
        if runs and runs[-1][1] == at - 1 and said[at - 1].part == word.part:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return runs


def _whose(word: Word) -> str:
    """Return a word as names are compared: a seat of government is its country."""
    return SEATS.get(word.low, word.key)


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
    plain = parts_of(text)
    first = ["".join(word[0] for word in run.group().split()).lower() for run in _LONG.finditer(text)]
    initials = (letters[:length] for letters in first for length in range(2, len(letters) + 1))
    countries = {SEATS[part] for part in plain if part in SEATS}
    other = {"seoul": "south", "pyongyang": "north"}  # two seats of one name
    seats = {
        seat
        for seat, country in SEATS.items()
        if country in plain | countries and other.get(seat, seat) in {seat, *plain}
    }
    people = {part.removesuffix("n") for part in plain if part.endswith("an")} | {f"{part}n" for part in plain}
    states = {"unit", "state"} if "america" in plain | countries else set()
    return plain | countries | seats | people | states | frozenset(initials)
