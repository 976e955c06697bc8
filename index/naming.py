"""Names in the record: each name of a question made the one by which the archive knows whoever or whatever it means.

So that all spellings of a question are one question: "Xi", "President Xi" and "the Chinese president" are "Xi Jinping",
and an abbreviation, its full words and its points are one name. Only documents that a question may see are asked.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from functools import cached_property

from index.data import Filter
from index.mentions import COURTESY, NO_PERSON, OFFICE, OPENING, Kind, full_key, letters, office_key, sound, spoken
from index.names import Names
from index.record import Record
from index.rows import condition

MEANT = 0.8  # least share of the articles with a surname that mean one bearer, for it to mean that one
HOLDS = 0.6  # the same for an office, among the articles of the last year that name its holder
ALIKE = 0.6  # least likeness of the letters of two full names that sound the same
SHARE = 0.1  # least share of the articles with a word that name its bearer, for it to be a name of people there
TERM = timedelta(days=365)
_LEADERS = ("leader", "president", "prime minister", "premier", "chancellor")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASKED = re.compile(r"\b(?:who|name)(?:['’]s| is| was| of| became| becomes)\s*$", re.IGNORECASE)  # before an office
_WORD = r"[A-Z][\w’-]*[a-z][\w’-]*"
_RUN = re.compile(rf"(?<![\w.-]){_WORD}(?: [A-Z]\.)*(?: {_WORD}){{0,3}}")
_COPIED = (  # the first in the record of an article's copies that are no later than it, itself among them
    "(SELECT min(other, documents.number) FROM kin JOIN documents AS first ON first.number = other "
    "WHERE kin.document = documents.number AND copy AND first.last_day <= documents.last_day ORDER BY other LIMIT 1)"
)
_SHORT = re.compile(r"(?<![\w.-])[A-Z][A-Z&]{1,7}(?:-[A-Z]\w+)?(?![\w.-])")


@dataclass(frozen=True, slots=True)
class _Said:
    """That an article of some day has a name for something."""

    name: str
    day: date | None


@dataclass(frozen=True)
class Naming:
    """What the documents that a filter lets through call people and things."""

    record: Record
    where: Filter
    names: Names

    def unified(self, question: str) -> str:
        """Return the question with every name made the one by which the archive knows what it means."""
        text = self._written_out(self.names.unified(re.sub(rf"\b{COURTESY} (?=[A-Z])", "", question)))
        text = self.names.governments(text)
        year = _YEAR.search(text)
        for pattern in self._offices:
            text = pattern.sub(lambda found: self._holder(found, int(year[0]) if year else None), text)
        return self._spelt(_RUN.sub(lambda found: self._person(found[0]), text))

    def whole(self, person: str | None) -> str | None:
        """Return the full name of whoever a name means, where that is one person, else the name."""
        return person and (self._full(person) or person)

    def _spelt(self, text: str) -> str:
        """Write listed names as most of the articles do."""
        for name in self.names.spellings(text):
            if said := self._said(Kind.SPELLING, name):
                spelling = Counter(one.name for one in said).most_common(1)[0][0]
                text = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", spelling, text)
        return text

    def _written_out(self, text: str) -> str:
        """Replace the abbreviation of a body by its full words, where articles explain it, as those of one body."""

        def words(found: re.Match[str]) -> str:
            said = [] if self.names.state(found[0]) else self._said(Kind.SHORT, letters(found[0]))
            said = [_Said(re.sub(r"['’]s?$", "", one.name), one.day) for one in said]
            return (_bearer(said, whole=False) if said else None) or found[0]

        return _SHORT.sub(words, text)

    @cached_property
    def _offices(self) -> tuple[re.Pattern[str], ...]:
        state = rf"(?P<state>{'|'.join(map(re.escape, self.names.adjectives))})"
        office = rf"(?P<office>(?i:{OFFICE}))"
        then = rf"(?:(?P<then>,? {_WORD}(?: {_WORD}){{0,2}}),?)?"
        return (
            re.compile(rf"(?:\b[Tt]he )?(?<![\w.-]){state}(?:['’]s)? {office}\b{then}"),
            re.compile(rf"(?:\b[Tt]he )?\b{office} (?:of )(?:the )?{state}(?![\w-]){then}"),
        )

    def _holder(self, found: re.Match[str], year: int | None) -> str:
        """Name the holder of an office; where the name stands beside it already, the office is left out."""
        if found["then"]:
            return found["then"].lstrip(", ")
        if _ASKED.search(found.string[: found.start()]):
            return found[0]
        state = self.names.state(found["state"])
        offices = _LEADERS if found["office"].lower() == "leader" else (found["office"],)
        for office in offices:
            said = self._said(Kind.OFFICE, office_key(state or "", office))
            if name := _latest(said, year):
                return name
        return found[0]

    def _person(self, run: str) -> str:
        """Return the full name of whoever a run of capitalised words names, else the run as it is."""
        opening, _, rest = run.partition(" ")
        if rest and opening.lower() in OPENING:
            return f"{opening} {self._person(rest)}"
        titles = re.match(rf"(?:(?i:{OFFICE}) )+(?=[A-Z])", run)
        name = run[titles.end() :] if titles else run
        bare = re.sub(r"['’]s?$", "", name)
        full = self._full(bare)
        return full + name[len(bare) :] if full else run

    def _full(self, name: str) -> str | None:
        if self.names.state(name) or name.isupper() or name.lower() in NO_PERSON:
            return None
        whole = " " in name or "-" in name
        said = self._said(Kind.PERSON, full_key(name)) if whole else []
        if said:
            return _bearer(said, whole)
        if said := self._said(Kind.PERSON, letters(name)) if " " not in name else []:
            full = _bearer(said, whole)
            return full if full and self._is_persons(name, said) else None
        if self.record.holding(name, self.where, 1):
            return None
        key = sound(name) if whole else spoken(name)
        said = [one for one in self._said(Kind.PERSON, key) if not whole or _alike(one.name, name)]
        return _bearer(said, whole) if said else None

    def _is_persons(self, word: str, said: list[_Said]) -> bool:
        """Whether a word that stands alone is people's here: "Reed" may be, not "Christmas" for one Mary Christmas."""
        too_many = int(len(said) / SHARE) + 1
        return len(said) >= SHARE * self.record.holding(word, self.where, too_many)

    def _said(self, kind: Kind, key: str) -> list[_Said]:
        """Return what the documents call by a key, copies of one article counted once."""
        sql, values = condition(self.where)
        rows = self.record.rows(
            "SELECT names.name, min(published) FROM names JOIN documents ON documents.number = names.document "
            f"WHERE kind = ? AND key = ? AND {sql} GROUP BY names.name, coalesce({_COPIED}, documents.number)",
            [kind, key, *values],
        )
        return [_Said(name, date.fromisoformat(day) if day else None) for name, day in rows]


def _alike(one: str, other: str) -> bool:
    """Whether the first words of two full names sound alike, and the rest too, however it is divided."""
    (first, *rest), (second, *others) = (re.split(r"[ -]+", name) for name in (one, other))
    if sound(first) != sound(second) or sound("".join(rest)) != sound("".join(others)):
        return False
    return SequenceMatcher(None, spoken(one), spoken(other), autojunk=False).ratio() >= ALIKE


def _bearer(said: Iterable[_Said], whole: bool) -> str | None:
    """Return whom a name means: its spelling in most articles, None where it is several people's."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for one in said:
        spelt[letters(one.name)][one.name] += 1
    counts = Counter({key: sum(spellings.values()) for key, spellings in spelt.items()})
    key, most = counts.most_common(1)[0]
    if whole or most >= MEANT * sum(counts.values()):
        return max(sorted(spelt[key]), key=lambda name: spelt[key][name])
    return None


def _latest(said: list[_Said], year: int | None) -> str | None:
    """Return who held an office in a year, or last: whom most articles of that time name."""
    days = [one.day for one in said if one.day]
    if year and any(day.year == year for day in days):
        said = [one for one in said if one.day and one.day.year == year]
    elif days:
        said = [one for one in said if one.day is None or one.day > max(days) - TERM]
    counts = Counter(one.name for one in said)
    name, most = counts.most_common(1)[0] if counts else ("", 0)
    return name if most and most >= HOLDS * len(said) else None
