"""A text as the checks read it: words in order with their stems, clauses and whether they are names, figures or verbs.

No parser is needed: the closed classes of English (auxiliaries, prepositions, irregular verbs) mark the places.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rag.terms import stem, weight, words

RARE = 3.7  # the least weight of a word that names somebody even where it begins a sentence
BE = frozenset("be am is are was were been being".split())
HAVE = frozenset("have has had having".split())
MODALS = frozenset("will would shall should may might must can could ought 'll".split())
NEGATORS = frozenset("no not never none neither nor without nobody nothing nowhere".split())
PREPOSITIONS = frozenset(
    """of in on at by to from with for into onto over under about against between among through during before after
    since until till within without toward towards across along around behind beside near off out up upon via despite
    amid than as per inside outside above below beyond like including following alongside""".split()
)
SMALL = (
    frozenset(
        """a an the this that these those it its he she they them him his her hers their theirs who whom whose which
        what         i we you me us my our your there here and or but so if then while when where because
        although though whereas
        unless also too just very such own do does did doing done said say says saying according""".split()
    )
    | BE | HAVE | MODALS | NEGATORS | PREPOSITIONS
)  # fmt: skip
_TOKEN = re.compile(
    r"(?P<word>[$€£¥%]|\d+(?:[.,]\d+)*(?:(?:st|nd|rd|th)\b)?|[^\W\d_]+(?:['’.-][^\W\d_]+)*)|(?P<stop>[,;:()—–“”\"!?]|\s-\s|\.(?=\s|$)|\n)"
)
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]$")  # a point after these ends no sentence
_NEGATED = re.compile(r"(?:(?<=ca)n['’]t|n['’]t)\b", re.IGNORECASE)
_WONT = re.compile(r"\bwon['’]t\b", re.IGNORECASE)
_SYMBOLS = {"%": "percent", "$": "dollars", "€": "euros", "£": "pounds", "¥": "yen"}
SENTENCE = 10  # by how much the end of a sentence raises the number of a stretch
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_TEENS = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_ORDINALS = "fourth fifth sixth seventh eighth ninth tenth".split()
_SPELLED = (
    {word: str(number) for word, number in _TENS.items()}
    | {word: str(number) for number, word in enumerate(_TEENS, 13)}
    | {word: f"{number}th" for number, word in enumerate(_ORDINALS, 4)}
)
_OPENING = frozenset("and but or nor while whereas because although though which who when if unless until that".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text; `key` makes forms of one word equal."""

    text: str  # as written
    low: str  # lower case, nations and spelled numbers in one form
    key: str  # the stem of its base form
    part: int  # number of its stretch between punctuation marks; the end of a sentence or a quotation counts many
    name: bool  # whether it is written as a name
    joined: bool = False  # whether it is part of a hyphenated word
    quoted: bool = False  # whether it stands between quotation marks

    @property
    def figure(self) -> bool:
        """Whether it is a number in figures, or one that counts as such."""
        return self.low[:1].isdigit()

    @property
    def content(self) -> bool:
        """Whether it carries meaning by itself."""
        return self.low not in SMALL


@lru_cache(maxsize=20_000)
def read(text: str) -> tuple[Word, ...]:
    """Return the words of a text."""
    text = _NEGATED.sub(" not", _WONT.sub("will not", text))
    found: list[Word] = []
    part, starts, quoted = 0, True, False
    for match in _TOKEN.finditer(text):
        if match["stop"] == "." and found and _INITIALS.match(found[-1].text):
            continue
        if match["stop"]:
            ends = match["stop"] in '.!?“"\n'
            part += SENTENCE if ends else 1
            starts = starts or ends
            quoted = (
                match["stop"] == "“" or (match["stop"] == '"' and not quoted) or (quoted and match["stop"] not in '”"')
            )
            continue
        word = match["word"]
        name = _is_name(word, starts)
        pieces = _pieces(word)
        found += [Word(piece, low, key(low), part, name, len(pieces) > 1, quoted) for piece, low in pieces]
        starts = False
    return tuple(found)


def _pieces(word: str) -> list[tuple[str, str]]:
    """Return the parts of a hyphenated word, each as written and as compared; spelled numbers as figures."""
    if word[0].isdigit():
        return [(word, word.replace(",", ""))]
    parts = word.split("-")
    if len(parts) == 2 and parts[0].lower() in _TENS and words(parts[1])[:1] and words(parts[1])[0].isdigit():
        return [(word, str(_TENS[parts[0].lower()] + int(words(parts[1])[0])))]
    found = [(part, low) for part in parts for low in words(_SYMBOLS.get(part, part))]
    return [(part, _SPELLED.get(low, low).replace(",", "")) for part, low in found]


def lows(text: str) -> list[str]:
    """Return the words of a text as they are compared, without all else that is read off them."""
    return [low for match in _TOKEN.finditer(text) if match["word"] for _, low in _pieces(match["word"])]


def _is_name(word: str, starts: bool) -> bool:
    if not word[:1].isupper():
        return False
    return not starts or weight(word.lower()) >= RARE or (word.isupper() and len(word) > 1)


@lru_cache(maxsize=50_000)
def key(word: str) -> str:
    """Return the stem of a word's base form: "rose", "risen" and "rises" are one."""
    return stem(_bases().get(word, word))


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    lines = Path(__file__).with_name("irregular.txt").read_text(encoding="utf-8").splitlines()
    return {form: forms[0] for forms in map(str.split, lines) for form in forms}


@lru_cache(maxsize=1)
def _past_forms() -> frozenset[str]:
    forms = _bases()
    unchanged = frozenset(form for form, base in forms.items() if list(forms.values()).count(base) == 1)
    return unchanged | frozenset(form for form, base in forms.items() if form != base and not form.endswith("s"))


def is_past(word: Word) -> bool:
    """Whether a word has the form of a past tense or a participle."""
    return word.low in _past_forms() or (len(word.low) > 4 and word.low.endswith("ed"))


def is_irregular(word: Word) -> bool:
    """Whether a word is a form of an irregular verb, its base included."""
    return word.low in _bases()


def may_be_verb(said: tuple[Word, ...], at: int) -> bool:
    """Whether a word has the form of a verb, or stands where only one can."""
    word = said[at]
    if word.name or word.figure or word.joined or not word.content:
        return False
    if is_past(word) or word.low.endswith("ing"):
        return True
    lead = at - 1
    while lead > 0 and (said[lead].low in ("also", "again", "now", "soon") or said[lead].low.endswith("ly")):
        lead -= 1
    return lead >= 0 and (said[lead].low in MODALS or said[lead].low in ("to", "not"))


def as_written(said: Iterable[Word]) -> str:
    """Return words as their text has them, one space between."""
    return " ".join(word.text for word in said)


def names_in(said: tuple[Word, ...], but: frozenset[str] = frozenset()) -> tuple[tuple[int, int], ...]:
    """Return the first and last places of the names of a text, the words of `but` being none."""
    runs: list[tuple[int, int]] = []
    for at, word in enumerate(said):
        if not word.name or word.low in but or not word.content:
            continue
        if runs and runs[-1][1] == at - 1 and said[at - 1].part == word.part:
            runs[-1] = (runs[-1][0], at)
        else:
            runs.append((at, at))
    return tuple(runs)


def clause(said: tuple[Word, ...], at: int) -> range:
    """Return the places of the clause round a word: up to a punctuation mark or a word that opens another clause."""
    first = last = at
    while first and said[first - 1].part == said[at].part and said[first].low not in _OPENING:
        first -= 1
    while last + 1 < len(said) and said[last + 1].part == said[at].part and said[last + 1].low not in _OPENING:
        last += 1
    return range(first, last + 1)


# Words that hand something over, seen from the one side and from the other.
GIVING = frozenset(map(key, "give send supply sell lend ship provide deliver hand donate export transfer".split()))
TAKING = frozenset(map(key, "receive get obtain buy borrow acquire take import purchase".split()))
