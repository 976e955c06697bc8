"""The names in a question: which others it is searched by, and which texts have, as they are or by their initials."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from index.mentions import NO_PERSON, OPENING
from index.names import known
from rag.data import AskedName
from rag.terms import SEATS, stem, terms, words

_NAME = re.compile(r"(?<!^)\b[A-Z][\w’'-]+")
_SHORT = re.compile(r"\b[A-Z]{3,}\b(?! ?\()")
_RUN = re.compile(r"(?:[A-Z]\w+(?:[- ]+(?:and )?)){2,5}[A-Z]\w+")  # "Asia-Pacific Economic Cooperation": APEC
_PIECE = re.compile(r"\w+(?:-\w+)*|[^\w\s]")


def replaced(asked: str, searched: str) -> Iterator[AskedName]:
    """Yield the names of a question in whose place others are searched: what differs between words that are no names.

    Capitalised words beside what differs belong to its name, so that "Xi" became "Xi Jinping", not nothing "Jinping".
    """
    old, new = list(_PIECE.finditer(asked)), list(_PIECE.finditer(searched))
    same = SequenceMatcher(None, [one[0] for one in old], [one[0] for one in new], autojunk=False).get_matching_blocks()
    pairs = [(block.a + at, block.b + at) for block in same for at in range(block.size)]
    fixed = [(-1, -1), *(pair for pair in pairs if not _is_of_name(old[pair[0]][0])), (len(old), len(new))]
    for (old_start, new_start), (old_end, new_end) in pairwise(fixed):
        own = _stretch(asked, old[old_start + 1 : old_end])
        name = _stretch(searched, new[new_start + 1 : new_end])
        if own != name:
            yield AskedName(own, name)


def _is_of_name(piece: str) -> bool:
    return piece[:1].isupper() and piece.lower() not in OPENING | NO_PERSON


def _stretch(text: str, pieces: Sequence[re.Match[str]]) -> str:
    return text[pieces[0].start() : pieces[-1].end()].strip(" ,") if pieces else ""


def capitalised(question: str) -> list[str]:
    """Return the words of a question that have a capital, its first left out."""
    return _NAME.findall(question)


def names_of(question: str) -> list[str]:
    """Return the words of the names in a question, long names of states and bodies as texts are read: by their word."""
    return [word for name in capitalised(known().unified(question)) for word in words(name)]


def names_missing(question: str, texts: Iterable[str]) -> list[str]:
    """Return the words of names in a question that none of the texts has."""
    texts = list(texts)
    return [name for name in names_of(question) if not any(has(name, text) for text in texts)]


def has(name: str, text: str) -> bool:
    """Whether a text has a word of a name, or for a seat of government its country, or the other way about."""
    held = held_by(text)
    return all(stem(part) in held or SEATS.get(part) in held or _seats_of(part) & held for part in name.split("-"))


@lru_cache(maxsize=512)
def _seats_of(state: str) -> frozenset[str]:
    return frozenset(stem(seat) for seat, of in SEATS.items() if of == state)


def spelt_out(question: str, texts: Iterable[str]) -> str:
    """Return the question with each abbreviation that the texts only spell out followed by what it stands for."""
    whole = "\n".join(texts)
    runs = {initials(run): run for run in _RUN.findall(whole)}
    return _SHORT.sub(lambda found: f"{found[0]}{_meaning(found[0], runs, whole)}", question)


def _meaning(short: str, runs: dict[str, str], text: str) -> str:
    run = runs.get(short.lower())
    return f" ({run.replace('- ', '-')})" if run and not re.search(rf"\b{short}\b", text) else ""


def initials(run: str) -> str:
    """Return the initials of a name's capitalised words, lower case."""
    return "".join(word[0] for word in re.findall(r"[A-Z]\w+", run)).lower()


@lru_cache(maxsize=4096)
def held_by(text: str) -> frozenset[str]:
    """Return the stems of the words that a text has, the parts of hyphened ones, and the initials of its long names."""
    found = {part for term in terms(text) for part in (term, *term.split("-"))}
    return frozenset(found.union(map(initials, _RUN.findall(text))))
