"""Names in the place of others: a sentence laid beside its source must have the same name at the same place."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import dropwhile

from index.data import Document
from rag import thesaurus
from rag.evidence import Line
from rag.guard.alignment import Alignment, Edit
from rag.guard.offices import HEADS, TITLE
from rag.guard.reading import Word, as_written, names_in, read
from rag.terms import SEATS, stem

DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december""".split()
)
_JOINING = frozenset("and but".split())


def exchanged(laid: Alignment, cited: Sequence[Line]) -> list[str]:
    """Return the names that stand where the source has another name, which the sentence lacks."""
    said = {_whose(word) for word in laid.said}
    held = {_whose(word) for word in laid.source}
    faults = []
    for first, last in names_in(laid.said):
        run = {_whose(word) for word in laid.said[first : last + 1]}
        if run & held or {word.low for word in laid.said[first : last + 1]} & DAYS:
            continue
        for start, end in _beside(laid, first, last):
            other = {_whose(word) for word in laid.source[start : end + 1]}
            alike = _are_one(list(laid.said[first : last + 1]), list(laid.source[start : end + 1]), cited)
            if not other & said and not alike:
                wrong, right = as_written(laid.said[first : last + 1]), as_written(laid.source[start : end + 1])
                faults.append(f"{wrong}, where the source has {right}")
    return faults


def replaced(laid: Alignment, cited: Sequence[Line]) -> list[str]:
    """Return the names that a sentence has in place of others, though it else follows its source word by word."""
    faults = []
    known = frozenset().union(*(known_names(line.document) for line in cited))
    for edit in laid.edits:
        mine, theirs = _named(_begun_here(laid, edit), known), _named(_of_clause(laid, edit), known)
        new, gone = {_whose(word) for word in mine}, {_whose(word) for word in theirs}
        kept = gone & {_whose(word) for word in laid.said} or _describes(edit)
        if new and gone and not kept and _is_slot(laid, edit) and not _are_one(mine, theirs, cited):
            faults.append(f"{as_written(mine)}, where the source has {as_written(theirs)}")
    return faults


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
    return [word for word in names if word.content and word.low not in DAYS | TITLE and not _is_doing(word)]


def _is_doing(word: Word) -> bool:
    """Whether a word with a capital may just be what a sentence begins with: "Describing the wall as strong, …"."""
    return word.low.endswith("ing") and bool(thesaurus.near(stem(word.low)))


def _begun_here(laid: Alignment, edit: Edit) -> tuple[Word, ...]:
    """Return the sentence's words of an edit without the rest of a name whose beginning the source has right before."""
    goes_on = edit.place > 0 and edit.source[:1] and edit.source[0].name
    if goes_on or not (edit.at and laid.said[edit.at - 1].name):
        return edit.said
    part = laid.said[edit.at - 1].part
    return tuple(dropwhile(lambda word: word.name and word.part == part, edit.said))


def _of_clause(laid: Alignment, edit: Edit) -> tuple[Word, ...]:
    """Return the source's words of an edit that are of the clause which goes on after it.

    Before ", and said" the subject is left out, and the word that stands there is another clause's.
    """
    after = edit.place + len(edit.source)
    if not edit.source or edit.source[-1].low not in _JOINING or after < 2 or after >= len(laid.source):
        return edit.source
    elsewhere = laid.source[after - 2].part < laid.source[after - 1].part and not laid.source[after].name
    return () if elsewhere else edit.source


@lru_cache(maxsize=512)
def known_names(document: Document) -> frozenset[str]:
    """Return the keys of the words that an article writes as names where no sentence begins."""
    return frozenset(word.key for word in read(document.text) if word.name)


def _are_one(mine: list[Word], theirs: list[Word], cited: Sequence[Line]) -> bool:
    """Whether one is the other's initials, or an article puts both side by side: "Chinese Premier Li Qiang"."""
    if _initials(mine) == _plain(theirs) or _plain(mine) == _initials(theirs):
        return True
    new, gone = {word.key for word in mine}, {word.key for word in theirs}
    for document in {line.document.id: line.document for line in cited}.values():
        said = read(document.text)
        for first, last in names_in(said):
            keys = {word.key for word in said[first : last + 1]}
            if keys & new and keys & gone:
                return True
    return False


def _initials(name: list[Word]) -> str:
    return "".join(word.low[0] for word in name)


def _plain(name: list[Word]) -> str:
    return "".join(word.low for word in name).replace(".", "")


def _beside(laid: Alignment, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield the names of the source that stand on the side of a neighbour where the sentence has this one."""
    runs = names_in(laid.source)
    after, before = laid.places.get(last + 1), laid.places.get(first - 1)
    yield from (run for run in runs if after is not None and run[1] == after - 1)
    yield from (run for run in runs if before is not None and run[0] == before + 1)


def _whose(word: Word) -> str:
    """Return a word as names are compared: a seat of government is its country."""
    return SEATS.get(word.low, word.key)
