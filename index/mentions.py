"""What an article says of names: who is meant by a surname, who holds an office, what an abbreviation stands for."""

import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import dropwhile

from index.names import Names, known

TABLES = (
    """CREATE TABLE names (
        kind TEXT NOT NULL,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
        PRIMARY KEY (kind, key, name, document)
    ) WITHOUT ROWID""",
    "CREATE INDEX names_by_document ON names (document)",
)
_PART = r"[A-Z][\w’'-]*[a-z][\w’'-]*"
PERSON = rf"{_PART}(?: [A-Z]\.)*(?: {_PART}){{1,3}}"
OFFICE = (
    r"(?:(?:vice|deputy|first|acting|prime|foreign|defen[cs]e|interior|finance)[ -]){0,3}"
    r"(?:president|premier|minister|chancellor|secretary of (?:state|defen[cs]e)|king|queen|emperor|leader)"
)
COURTESY = r"(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Sir|Dame|Lord)\.?"
NO_PERSON = frozenset(  # words of places, bodies, events and times
    """southeast northeast southwest northwest asian african american european arab pacific atlantic
    the new north south east west northern southern eastern western united republic kingdom city state states council
    ministry minister minister's ministers meeting summit conference committee commission court party university
    mayor governor senator secretary spokesman spokeswoman chairman ambassador adviser judge professor captain coach
    county valley center centre press tribune gazette journal herald wire media news corp inc service services police
    republican democratic republicans democrats party gov sen rep dr st ms mr mrs director attorney general leader
    speaker minority majority prince princess queen king duke day week season series cup league team games award
    tropical storm hurricane covid-19 bureau center administration authority commissioner
    institute association organization organisation union bank times post news street house sea ocean river island
    islands lake mount park airport school college hospital church board department agency office army navy force forces
    nations international national world group company security foreign defense defence president premier prime vice
    first january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday in on at by from for of and""".split()
)
_LONG = r"(?P<long>(?:[A-Z][\w’'-]*[ -](?:(?:of|for|and|the|on|in) )*){1,7}[A-Z][\w’'-]*)"
_ABBREVIATED = re.compile(
    rf"{_LONG}(?: \((?P<brackets>[A-Z][\w&.-]{{1,11}})\)"
    r"|,? (?:also |better )?(?:known|abbreviated) as (?:the )?(?P<known>[A-Z][A-Z][\w&.+-]*))"
)
_CAPITALS = re.compile(
    r"\b(?P<run>[A-Z][\w’'-]*(?:(?: [A-Z]\.)* [A-Z][\w’'-]*){0,6}),?(?: also)?(?: (?P<next>[a-z]+))?"
)
_WORDS = re.compile(r"[\w.]+(?= $)")
_SAYS = frozenset(
    """said says told tells added wrote tweeted asked replied warned insisted argued announced declined called urged met
    spoke thanked promised pledged resigned testified who""".split()
)
_TITLES = frozenset(  # and verbs whose subject may follow
    """president premier minister chancellor king queen emperor leader mr mr. mrs mrs. ms ms. dr dr. gen gen. sen sen.
    rep rep. gov gov. mayor governor senator said told asked""".split()
)
_GIVEN = re.compile(r" [A-Z][a-z]+-[a-z]+$")  # "Kim Tae-hyo"
_VOWELS = re.compile(r"[aeiouyw]+")
_SOUNDS = tuple(pair.split("=") for pair in "ph=f ck=k kh=h zh=j sch=sh tz=ts c=k q=k z=s g=k".split())
_LETTERS = tuple(pair.split("=") for pair in "ph=f ck=k kh=h tz=ts cz=ts oo=u ou=u ye=e ie=e w=v y=i".split())


OPENING = frozenset(  # what opens a question, and is a name only elsewhere
    """who whom whose what which when where why how did does do is are was were has have had will would can could may
    might must should shall if after before during since until under over with without as give name list tell describe
    quote say any all as but besides so then both among while though although because like unlike despite not""".split()
)


class Kind(StrEnum):
    """What a name is looked up as."""

    PERSON = "person"
    OFFICE = "office"
    SHORT = "short"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Mention:
    """That something is called by a name: "xi" is Xi Jinping, "China president" too, "bls" a bureau.

    A listed name is also called by the spelling that the article uses: "U.S." is "US".
    """

    kind: Kind
    key: str
    name: str


def mentions(text: str, names: Names) -> frozenset[Mention]:
    """Return what a text says of names."""
    spellings = _spellings(text, names)
    text = names.unified(" ".join(text.replace("\n\n", " . ").split()))
    offices = frozenset(_offices(text, names))
    people = {mention.name: [mention.name.split()[-1]] for mention in offices} | _people(text, names)
    named = {Mention(Kind.PERSON, key, person) for person, alone in people.items() for key in keys(person, alone)}
    return offices | named | frozenset(_abbreviations(text)) | spellings


def note(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Note in the record what an article that has just come in says of names."""
    rows = [(found.kind, found.key, found.name, number) for found in mentions(text, known())]
    connection.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", rows)


def letters(name: str) -> str:
    """Return the letters of a name alone, initials apart, so that "Kim Jong-un" is "Kim Jong Un"."""
    plain = unicodedata.normalize("NFKD", re.sub(r" [A-Z]\.(?= )", "", name)).casefold()
    return "".join(sign for sign in plain if sign.isalnum())


def full_key(name: str) -> str:
    """Return what a full name is looked up by: "White House" is no Mr Whitehouse."""
    return "+" + letters(name)


def sound(name: str) -> str:
    """Return the consonants of a full name, those alike in sound made one: of transliterations mostly the same."""
    heard = letters(name)
    for written, spoken in _SOUNDS:
        heard = heard.replace(written, spoken)
    return "~" + heard[:1] + re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", heard[1:]))


def spoken(word: str) -> str:
    """Return a name with what transliterations write in several ways made one: "Shoygu" is "Shoigu"."""
    heard = letters(word)
    for written, said in _LETTERS:
        heard = heard.replace(written, said)
    return "=" + re.sub(r"(.)\1+", r"\1", heard)


def keys(person: str, alone: Iterable[str]) -> frozenset[str]:
    """Return what a person is looked up by: the whole name, how it sounds, and the words of it that stand alone."""
    single = (key for part in alone for key in (letters(part), spoken(part)))
    return frozenset([full_key(person), sound(person), *single])


def office_key(state: str, office: str) -> str:
    """Return what the holder of an office is looked up by."""
    return f"{state} {office.lower().replace('defence', 'defense').replace('-', ' ')}"


@lru_cache(maxsize=8)
def _holders(adjectives: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    state = rf"(?P<state>{'|'.join(map(re.escape, adjectives))})"
    office = rf"(?P<office>(?i:{OFFICE}))"
    person = rf"(?P<person>{PERSON})"
    return (
        re.compile(rf"\b{state}(?:['’]s)? {office},? {person}"),
        re.compile(rf"\b{office} {person} of {state}\b"),
        re.compile(rf"\b{person}, (?:the )?{state}(?:['’]s)? {office}\b(?! [A-Z])"),
        re.compile(rf"\b{person}, (?:the )?{office} of {state}\b"),
    )


def _offices(text: str, names: Names) -> Iterator[Mention]:
    for pattern in _holders(names.adjectives):
        for found in pattern.finditer(text):
            state, before = names.state(found["state"]), text[max(0, found.start() - 12) : found.start("office")]
            person = _bare(found["person"], names)
            if state and person and not re.search(r"\b(?:former|ex|late|then)\b", before, re.IGNORECASE):
                yield Mention(Kind.OFFICE, office_key(state, found["office"]), person)


def _people(text: str, names: Names) -> dict[str, list[str]]:
    """Return the full names of those who do what people do or have a title, with their words that stand alone."""
    runs: dict[str, bool] = {}
    for run, acts in _runs(text, names):
        runs[run] = runs.get(run, False) or acts
    full = {run: [part for part in (run.split()[0], run.split()[-1]) if part in runs] for run in runs if " " in run}
    return {
        run: alone
        for run, alone in full.items()
        if _bare(run, names) == run and (_GIVEN.search(run) or any(runs[one] for one in (run, *alone)))
    }


def _runs(text: str, names: Names) -> Iterator[tuple[str, bool]]:
    """Yield the runs of capitalised words without titles before them, and whether each acts as people do."""
    for found in _CAPITALS.finditer(text):
        parts = _parts(found["run"])
        kept = list(dropwhile(lambda part: part.lower() in NO_PERSON | OPENING or part in names.parts, parts))
        before = [*_WORDS.findall(text[max(0, found.start() - 20) : found.start()])[-1:], *parts[: -len(kept)]]
        acts = found["next"] in _SAYS or any(word.lower() in _TITLES for word in before)
        if kept:
            yield " ".join(kept), acts


def _parts(run: str) -> list[str]:
    return re.sub(r"['’]s?$", "", run).split()


def _spellings(text: str, names: Names) -> frozenset[Mention]:
    """Return the spelling of each listed name that a text uses most."""
    used = names.spellings(text)
    most = {name: max(spelt, key=lambda one: (spelt[one], one)) for name, spelt in used.items()}
    return frozenset(Mention(Kind.SPELLING, name, spelt) for name, spelt in most.items())


def _bare(run: str, names: Names) -> str | None:
    """Return the person's name that a run of capitalised words ends in, None where that is another's name."""
    parts = list(dropwhile(lambda part: part.lower() in NO_PERSON | OPENING, _parts(run)))
    if not 2 <= len([part for part in parts if not part.endswith(".")]) <= 4 or parts[0].endswith("ing"):
        return None
    other = any(part.lower() in NO_PERSON or part[-1].isdigit() or part.endswith(("'s", "’s")) for part in parts)
    state = any(word in names.parts for part in parts for word in part.split("-"))
    return None if other or state else " ".join(parts)


def _abbreviations(text: str) -> Iterator[Mention]:
    for found in _ABBREVIATED.finditer(text):
        short = found["brackets"] or found["known"]
        if long := _spelling(found["long"], short):
            yield Mention(Kind.SHORT, letters(short), long)


def _spelling(long: str, short: str) -> str | None:
    """Return the words whose capitals an abbreviation is made of; None where none are."""
    capitals = [found.start() for found in re.finditer(r"\b[A-Z]", long)]
    wanted = re.split(r"[-+]", short.replace(".", "").replace("&", ""))[0].lower()
    for at, start in enumerate(capitals):
        if "".join(long[place] for place in capitals[at:]).lower().startswith(wanted) and len(wanted) > 1:
            return long[start:]
    return None
