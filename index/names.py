"""Names that news has for one thing, as data: states and bodies, their spellings, peoples and seats of government.

The rows are those of `index/names.csv` and, beside the articles of an archive, of a `names.csv` of its own.
"""

import csv
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

FILE = "names.csv"
_PLAIN = 4  # letters up to which a spelling in capitals is one only in capitals: "US" is no "us"
_PLACE = (
    "in|at|near|from|to|outside|into|around|via|through|toward|towards|visit|visits|visited|reach|reached|leave|left"
)
_TAKES_THE = re.compile(r"\.$|^[A-Z]{1,3}$|-")  # "the U.S.", "the EU", "the ADMM-Plus", but "ASEAN", "North Korea"
_AUXILIARY = re.compile(  # before a seat, or before a name that stands with it: "did Moscow and Pyongyang deny"
    r"\b(?i:did|do|does|has|have|had|will|would|can|could|may|might|must|should) (?:[A-Z][\w. ]* (?:and|or) )?$"
)
_NOUN = re.compile(  # after a seat: "the Jakarta summit"
    r" (?!(?:and|or|but|to|in|on|at|by|for|from|of|over|about|with|against|as|that|than|if|when|while|because|before"
    r"|after|since|did|do|does|has|have|had|is|was|are|were|will|would)\b)[a-z]"
)
_IN_NAME = re.compile(r"\w\W+[A-Z][\w’'-]* $")  # before a seat: a capitalised word that opens no question


@dataclass(frozen=True, slots=True)
class Name:
    """A state or body."""

    name: str  # as it is written here wherever it is meant
    word: str  # the one word by which it is compared
    also: tuple[str, ...] = ()  # other spellings
    people: tuple[str, ...] = ()  # adjectives for what is of it
    seats: tuple[str, ...] = ()  # that stand for its government where they speak, and are places elsewhere


@dataclass(frozen=True)
class Names:
    """A list of names, and what it makes of a text."""

    rows: tuple[Name, ...]

    @classmethod
    def read(cls, folder: Path) -> "Names":
        """Return the names of the program and those of the archive in a folder, whose rows go first."""
        own = folder / FILE
        return cls((*_rows(own), *known().rows)) if own.is_file() else known()

    def unified(self, text: str) -> str:
        """Return the text with every other spelling of a name replaced by the name itself."""

        def name(found: re.Match[str]) -> str:
            made = self._spelt[_folded(found["also"])]
            return (found["the"] or "") + made if _TAKES_THE.search(made) else made

        return self._also.sub(name, text) if self._spelt else text

    def spellings(self, text: str) -> dict[str, Counter[str]]:
        """Return for each name of which a text has a spelling, itself among them, how often it has each."""
        used: dict[str, Counter[str]] = defaultdict(Counter)
        for found in self._any.finditer(text):
            name = self._spelt.get(_folded(found["also"]), found["also"])
            if name in self._names:
                used[name][found["also"]] += 1
        return used

    def governments(self, text: str) -> str:
        """Return the text with each seat of government that is no place in it replaced by its state."""

        def state(found: re.Match[str]) -> str:
            before, after = found.string[: found.start()], found.string[found.end() :]
            place = _IN_NAME.search(before) or (_NOUN.match(after) and not _AUXILIARY.search(before))
            return found[0] if place else self._seats[found[0]]

        return self._seat.sub(state, text) if self._seats else text

    def state(self, words: str) -> str | None:
        """Return the state whose name, people or spelling the words are."""
        return self._states.get(_folded(words.removeprefix("the ")))

    @cached_property
    def adjectives(self) -> tuple[str, ...]:
        """The words for what is of a state, and the names of states themselves, the longest first."""
        return _longest(word for row in self.rows if row.people or row.seats for word in (*row.people, row.name))

    @cached_property
    def parts(self) -> frozenset[str]:
        """The words of which names of states, peoples and seats are made."""
        whole = (word for row in self.rows for word in (row.name, *row.people, *row.seats))
        return frozenset(part for word in whole for part in word.split())

    @cached_property
    def _spelt(self) -> dict[str, str]:
        names = {_folded(also): row.name for row in reversed(self.rows) for also in row.also}
        return names | {_folded(word): row.people[0] for row in self.rows for word in row.people[1:]}

    @cached_property
    def _seats(self) -> dict[str, str]:
        return {seat: row.name for row in reversed(self.rows) for seat in row.seats}

    @cached_property
    def _states(self) -> dict[str, str]:
        return {_folded(word): row.name for row in reversed(self.rows) for word in (row.name, *row.people, *row.also)}

    @cached_property
    def _also(self) -> re.Pattern[str]:
        spellings = _longest(also for row in self.rows for also in (*row.also, *row.people[1:]))
        return re.compile(rf"(?P<the>\b[Tt]he )?(?<![\w.-])(?P<also>{'|'.join(map(_pattern, spellings))})(?![\w-])")

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(row.name for row in self.rows if row.also)

    @cached_property
    def _any(self) -> re.Pattern[str]:
        spellings = _longest(spelt for row in self.rows if row.also for spelt in (*row.also, row.name))
        return re.compile(rf"(?<![\w.-])(?P<also>{'|'.join(map(_pattern, spellings))})(?![\w-])")

    @cached_property
    def _seat(self) -> re.Pattern[str]:
        """Match a seat that no word for a place stands before and that is part of no longer name."""
        seats = "|".join(map(re.escape, _longest(self._seats)))
        places = _PLACE.split("|")
        before = "".join(rf"(?<!\b{word} )" for word in (*places, *map(str.capitalize, places)))
        return re.compile(rf"(?<![\w.-]){before}(?:{seats})(?![\w-]|,? [A-Z])")


@lru_cache(maxsize=1)
def known() -> Names:
    """Return the names that the program knows."""
    return Names(_rows(Path(__file__).with_name(FILE)))


def _rows(path: Path) -> tuple[Name, ...]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return tuple(_name(row) for row in csv.DictReader(file) if (row.get("name") or "").strip())


def _name(row: dict[str, str]) -> Name:
    def cell(column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in (row.get(column) or "").split(";") if part.strip())

    name = row["name"].strip()
    return Name(name, (row.get("word") or name.split()[-1]).lower(), cell("also"), cell("people"), cell("seats"))


def _pattern(spelling: str) -> str:
    """Return the pattern of a spelling: capitals count in a short one, points and kinds of apostrophe never."""
    parts = [re.escape(part).replace("'", "['’]") for part in spelling.split()]
    pattern = r"[\s-]+".join(parts)
    short = len(spelling.replace(".", "")) <= _PLAIN and spelling.isupper()
    return pattern if short or spelling.isupper() else f"(?i:{pattern})"


def _folded(words: str) -> str:
    plain = unicodedata.normalize("NFKD", words.replace("’", "'")).casefold()
    return re.sub(r"[\s-]+", " ", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def _longest(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(words), key=len, reverse=True))
