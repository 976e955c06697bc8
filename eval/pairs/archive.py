"""The archive as the alterations need it: who and what is named where, and what other lines bear out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from zoneinfo import available_timezones

from babel import Locale

from eval.pairs.data import Faithful
from index.data import Document, Span
from rag.evidence import Line, article_lines
from rag.quotes import normal
from rag.terms import SEATS, coverage, terms

THE = frozenset({"United States", "Philippines", "Netherlands", "Bahamas", "Maldives"})  # named with "the"
BORNE_OUT = 0.5  # a line with the new name and this share of the other words may make an altered sentence true
_STATES = {
    "Seoul": "South Korea", "Pyongyang": "North Korea", "Beijing": "China", "Moscow": "Russia", "Tokyo": "Japan",
    "Manila": "the Philippines", "Kyiv": "Ukraine", "London": "Britain", "Paris": "France", "Berlin": "Germany",
    "Washington": "the United States",
}  # fmt: skip
TITLES = (
    "president", "premier", "prime minister", "minister", "secretary", "leader", "chairman", "chairwoman", "adviser",
    "general", "senator", "mayor", "governor", "king", "queen", "prince", "pope", "judge", "sheriff", "coach", "chief",
    "spokesman", "spokeswoman", "spokesperson", "director", "professor", "ambassador", "envoy", "chancellor", "justice",
    "analyst", "attorney", "officer", "captain", "founder", "executive", "sen", "rep", "gov", "gen", "dr", "mr", "mrs",
    "ms", "candidate", "author", "actor", "singer", "player", "manager", "chair", "head", "boss", "star", "champion",
    "engineer", "doctor", "detective", "sergeant", "lawyer", "economist", "inspector", "lieutenant", "colonel",
)  # fmt: skip
_TITLE = rf"(?:{'|'.join(TITLES)})"
_CAPITAL = r"[A-Z][\w’'-]*[\w]"
_RUN = re.compile(rf"{_CAPITAL}(?: (?:[A-Z]\. )?{_CAPITAL})+")
_NO_PERSON = frozenset(
    """ministry council security times peninsula sea university department party house court street cup league
    association summit nations bank office force army navy agency committee commission congress senate parliament union
    group company times post news journal institute college school city county state states river mountain lake ocean
    island islands park center centre hospital airport square road avenue world war day award prize act bill plan north
    south east west northern southern eastern western national international united federal royal new american american
    defence defense foreign asia asian pacific european africa african korean chinese russian japanese indonesian
    philippine ukrainian british french german monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december the a an in on at for of and but this that his
    her he she it they we i reports at-large security-council plus meeting ministers economic cooperation""".split()
)
_LEADING = re.compile(
    rf"^(?:(?:{_TITLE}|vice|first|deputy|defen[cs]e|foreign|former|sir|lord|dame)\.? )+", re.IGNORECASE
)
_BEFORE = re.compile(rf"\b{_TITLE}s?,? (?:of [\w’' ]{{3,24}}, )?$", re.IGNORECASE)
_AFTER = re.compile(
    rf"(?:’s|'s)?(?:, (?:the|a|an|his|her|its|who)? ?(?:[\w’'-]+ ){{0,5}}{_TITLE}\b"
    r"|,? (?:said|told|added|says|wrote|tweeted|asked|urged|warned|replied)\b)",
    re.IGNORECASE,
)


class Sort(StrEnum):
    """What a name names; only names of one sort are exchanged."""

    PERSON = "person"
    COUNTRY = "country"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands in a text."""

    span: Span
    sort: Sort
    name: str  # as it stands there
    bearer: str  # the full name of the person, the country, the city


class Archive:
    """Documents, and the people that each names."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self._bearers: dict[tuple[str, Sort], frozenset[str]] = {}

    @cached_property
    def people(self) -> dict[str, frozenset[str]]:
        """The full names of the people in each document, by its id."""
        return {document.id: people_of(document.text) for document in self.documents}

    @cached_property
    def everybody(self) -> frozenset[str]:
        """The full names of all people."""
        return frozenset().union(*self.people.values()) if self.documents else frozenset()

    def mentions(self, text: str, document: Document) -> list[Mention]:
        """Return the names in a text about what the document tells, in order."""
        people = self.people.get(document.id) or frozenset()
        return sorted(_mentions(text, people, self.everybody), key=lambda mention: mention.span)

    def others(self, source: Faithful, mention: Mention) -> list[str]:
        """Return names of that sort in the article, in full, whose bearer the sentence does not name."""
        named = set(self._named(source.document, mention.sort))
        if mention.sort is Sort.PERSON and len(named) < 3:
            named |= self.everybody
        return sorted(name for name in named if not _is_named(name, source.text))

    def _named(self, document: Document, sort: Sort) -> frozenset[str]:
        if (key := (document.id, sort)) not in self._bearers:
            found = self.mentions(document.text, document)
            self._bearers[key] = frozenset(mention.bearer for mention in found if mention.sort is sort)
        return self._bearers[key]

    def has(self, words: str) -> bool:
        """Whether an article has these words in one piece, as a quotation would need them."""
        return normal(words) in self._whole

    @cached_property
    def _whole(self) -> str:
        return "\n".join(normal(document.text) for document in self.documents)

    def is_alone(self, word: str) -> bool:
        """Whether only one person of the archive bears this word of a name."""
        return len(_single_names(self.everybody).get(word, ())) == 1

    def borne_out(self, source: Faithful, altered: str, new: str) -> bool:
        """Whether a line other than the source's has the new words beside much of the altered sentence."""
        wanted, news = terms(altered), frozenset(terms(new))
        rest = {term: weight for term, weight in wanted.items() if term not in news}
        places = [self._places.get(term, frozenset()) for term in news]
        both = frozenset.intersection(*places) if places else frozenset()
        lines = (self._lines[at] for at in both)
        return any(coverage(rest, (held, 1.0)) >= BORNE_OUT for line, held in lines if not _is_source(line, source))

    @cached_property
    def _lines(self) -> list[tuple[Line, frozenset[str]]]:
        lines = [line for document in self.documents for line in article_lines(document)]
        return [(line, frozenset(terms(line.text))) for line in lines]

    @cached_property
    def _places(self) -> dict[str, frozenset[int]]:
        """The lines that have each term."""
        places: dict[str, set[int]] = {}
        for at, (_, held) in enumerate(self._lines):
            for term in held:
                places.setdefault(term, set()).add(at)
        return {term: frozenset(lines) for term, lines in places.items()}


@lru_cache(maxsize=2048)
def people_of(text: str) -> frozenset[str]:
    """Return the full names of people: capitalised words beside a title or a verb of saying, of no other sort."""
    found = set()
    for match in _RUN.finditer(text):
        led = _LEADING.match(match.group())
        name = match.group()[led.end() if led else 0 :].removesuffix("’s").removesuffix("'s")
        parts = name.lower().split()
        before, after = (
            text[: match.start()][-40:],
            text[match.start() : match.end() + 60][len(led.group() if led else "") + len(name) :],
        )
        placed = led or _BEFORE.search(before) or _AFTER.match(after)
        if placed and len(parts) > 1 and not _NO_PERSON & set(parts) and not _is_place(name):
            found.add(name)
    return frozenset(found)


def surname(name: str, text: str) -> str | None:
    """Return the word of a full name that stands for it in the text by itself."""
    for part in reversed(name.split()):
        if len(part) > 2 and re.search(
            rf"(?<![A-Z]\. )(?<![A-Z]\w\w\w )\b{re.escape(part)}\b(?! [A-Z])", text.replace(name, "")
        ):
            return part
    return None


@lru_cache(maxsize=1)
def countries() -> frozenset[str]:
    """Return the English names of countries that are nothing else."""
    names = {name for code, name in Locale("en").territories.items() if len(code) == 2 and code.isalpha()}
    plain = {name for name in names if re.fullmatch(r"[A-Z][a-z]+(?: [A-Z][a-z]+)?", name)}
    return frozenset(plain - {"Georgia", "Jordan", "Chad", "Jersey", "World", "Guernsey", "Togo"}) | {"United States"}


@lru_cache(maxsize=1)
def cities() -> frozenset[str]:
    """Return cities that a clock is named after, and seats of government."""
    zones = [zone.split("/") for zone in available_timezones()]
    named = {
        parts[-1].replace("_", " ")
        for parts in zones
        if len(parts) == 2 and parts[0] in ("America", "Asia", "Europe", "Africa", "Australia")
    }
    seats = {seat.capitalize() for seat in SEATS} - {"Kremlin"}
    return (
        frozenset(name for name in named | seats if re.fullmatch(r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+)?", name))
        - countries()
        - {"North", "South", "Center", "Eastern", "Nome", "Nelson", "Troll"}
    )


def _is_place(name: str) -> bool:
    return name in countries() or name in cities()


@lru_cache(maxsize=1)
def _places() -> re.Pattern[str]:
    names = sorted(countries() | cities(), key=len, reverse=True)
    return re.compile(rf"(?<![A-Z]\w )(?<![\w.’'-])(?:{'|'.join(map(re.escape, names))})(?!\w| [A-Z]\w+ [A-Z]|-)")


def _mentions(text: str, people: frozenset[str], everybody: frozenset[str]) -> Iterator[Mention]:
    """Yield the names in a text, the longer first; no two share a letter."""
    taken: list[Span] = []
    for sort, bearer, match in _candidates(text, people, everybody):
        place = Span(*match.span())
        if not any(span.overlap(place) for span in taken):
            taken.append(place)
            yield Mention(place, sort, match.group(), bearer or match.group())


def _candidates(
    text: str, people: frozenset[str], everybody: frozenset[str]
) -> Iterator[tuple[Sort, str, re.Match[str]]]:
    if everybody:
        yield from ((Sort.PERSON, match.group(), match) for match in _any_of(everybody).finditer(text))
    bearers = _single_names(everybody)
    for match in re.finditer(r"(?<![A-Z]\w\w )(?<![\w-])[A-Z][\w’-]*\w(?!\w|-\w| [A-Z])", text):
        part = re.sub(r"[’']s$", "", match.group())
        if len(own := bearers.get(part, frozenset())) == 1 and own <= people:
            short = re.compile(re.escape(part)).match(text, match.start())
            yield from [(Sort.PERSON, next(iter(own)), short)] if short else []
    for match in _places().finditer(text):
        yield Sort.COUNTRY if match.group() in countries() else Sort.CITY, "", match


@lru_cache(maxsize=8)
def _any_of(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?!\w|-\w)")


@lru_cache(maxsize=8)
def _single_names(everybody: frozenset[str]) -> dict[str, frozenset[str]]:
    bearers: dict[str, set[str]] = {}
    for name in everybody:
        for part in name.split():
            if len(part) > 2 and not _is_place(part):
                bearers.setdefault(part, set()).add(name)
    return {part: frozenset(names) for part, names in bearers.items()}


def _is_named(name: str, text: str) -> bool:
    aliases = {name, *name.split()} | {seat for seat, state in _STATES.items() if state.endswith(name)}
    state = _STATES.get(name)
    return any(re.search(rf"\b{re.escape(alias)}", text) for alias in (*aliases, *([state] if state else [])))


def _is_source(line: Line, source: Faithful) -> bool:
    return line.document.id == source.document.id and any(span.overlap(line.span) for span in source.spans)
