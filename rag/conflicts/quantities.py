"""Quantities in a sentence: a number with its hedge and its unit, what is counted, and what becomes of it.

Two quantities are comparable where they measure the same thing in the same unit, and agree where one number could be
both: rounded, hedged ("about", "more than", "dozens") or written another way.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from index.data import Span
from rag.conflicts.numerals import VAGUE, WRITTEN, rounding, value
from rag.terms import stem, weight, words

ABOUT, LEAST_ABOUT = 0.15, 2.0  # how far "about" reaches: as a share, but at least so far
_HEDGES = {
    "least": r"at least|no fewer than|no less than|a minimum of",
    "more": r"more than|over|above|upwards? of|exceed(?:s|ed|ing)?|in excess of",
    "less": r"at most|up to|fewer than|less than|under|below|no more than|as many as|as much as|a maximum of",
    "nearly": r"nearly|almost|close to|just under",
    "about": r"about|around|some|roughly|approximately|an estimated|estimated|just over",
}
_HEDGE = "|".join(f"(?P<{name}>{words})" for name, words in _HEDGES.items())
_VAGUE = "|".join(sorted((word.replace(" ", r"\s+") for word in VAGUE), key=len, reverse=True))
_SIGN = r"US\$|A\$|[$€£¥₩]"
_NUMBER = re.compile(
    rf"(?:\b(?:{_HEDGE})\s+)?(?:(?P<sign>{_SIGN})\s?)?(?<![\w.,/-])(?P<number>{WRITTEN})"
    rf"(?P<to>(?:(?:\s+votes)?\s+to\s+|[-–])(?P<other>{WRITTEN}))?(?P<percent>\s?%|\s+per\s?cent(?:age points?)?\b)?"
    rf"|\b(?P<vague>{_VAGUE})\b|\b(?P<none>no(?:\s+one|body)?|none|without)\b(?!\s+(?:longer|more|doubt|date|matter))",
    re.IGNORECASE,
)
_JOINED = re.compile(r"-[A-Za-z]|(?:st|nd|rd|th)\b|[’']|:\d")  # "12-year-old", "600-pound", "12th", "12:30"
_APART = re.compile(r"\b(?:another|other|others|additional|additionally|further|more|extra|including|included|among"
                    r"|of them|of those|of whom|of which|of the|them)\b", re.IGNORECASE)  # fmt: skip
_NAMED = re.compile(r"(?:[A-Z]\w+|\bNo\.|\barticle|\bsection|\bpage|\broom|\bgrade|\bphase)\s$")
_SMALL_START = re.compile(r"\b(?:The|Some|All|Only|Just|In|At|On|With|For|Of|By|After|About|Around|Nearly|Over|Almost"
                          r"|Killed|These|Those|Its|His|Her|Their|Our|And|But|Of|From|Between|Than)\s$")  # fmt: skip
_NOT_ONE = re.compile(r"\b(?:no|every|any|each|the|this|that|which|only|than|it|a|another)\s$", re.IGNORECASE)
_AFTER_ONE = re.compile(r"\s+(?:of|another|or|day|thing|who|that|side|by|is|more|time|way)\b", re.IGNORECASE)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\w*\.?"
_IS_DATE = re.compile(rf"(?:^\s+(?:of\s+)?{_MONTH}(?!\w))|(?:^\s*(?:a\.?m|p\.?m|o['’]clock)\b)", re.IGNORECASE)
_DATED = re.compile(rf"\b{_MONTH}\s$")
_END = re.compile(
    r"[,;:.!?()“”\"—–]|\b(?:were|was|are|is|have|has|had|in|on|at|to|from|for|by|with|when|after|and|or|that|who"
    r"|which|as|will|would|could|may|should|but|while|into|per|a|since|during|against|than|before)\b"
)

# What becomes of those who are counted: news has many words for few fates.
FATES = {
    "dead": "kill killing died die dies dead death deaths fatal fatality fatalities fatally bodies lives toll perished",
    "hurt": "injured injuring injuries injury wounded wounding hurt hospitalised hospitalized hospital",
    "missing": "missing unaccounted",
    "saved": "rescued rescuing saved survivors survived pulled",
    "held": "arrested arrests detained detaining custody jailed",
    "moved": "evacuated displaced evacuating homeless evacuees shelters",
    "ill": "infected infections cases sickened ill sick contracted",
    "released": "freed released pardoned",
}
FATE = {stem(word): fate for fate, named in FATES.items() for word in named.split()} | {stem("killed"): "dead"}
FATE_NAMES = {
    "dead": "dead", "hurt": "injured", "missing": "missing", "saved": "rescued", "held": "arrested",
    "moved": "displaced", "ill": "cases", "released": "released",
}  # fmt: skip
GROWING = frozenset({"dead", "hurt", "missing", "saved", "held", "moved", "ill"})
_ANYBODY = frozenset(stem(word) for word in "people person persons other individual victim one body casualty".split())
_UNITS = {
    stem(word): unit
    for unit, named in {
        "percent": "percent", "km": "km kilometres kilometers kilometre kilometer", "mile": "miles mile",
        "metre": "metres meters metre meter", "tonne": "tonnes tons tonne ton", "hour": "hours hour",
        "minute": "minutes minute", "day": "days day", "week": "weeks week", "month": "months month",
        "year": "years year", "degree": "degrees degree", "hectare": "hectares hectare", "acre": "acres acre",
        "dollar": "dollars dollar", "euro": "euros euro", "pound": "pounds pound", "yen": "yen", "won": "won",
        "crown": "crowns crown kroner kronor", "yuan": "yuan", "rupee": "rupees rupee", "franc": "francs franc",
    }.items()
    for word in named.split()
}  # fmt: skip
_SIGNS = {"$": "dollar", "us$": "dollar", "a$": "a-dollar", "€": "euro", "£": "pound", "¥": "yen", "₩": "won"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text: what it may be, in which unit, of what."""

    span: Span  # with its hedge and what is counted
    low: float
    high: float
    is_count: bool  # whether it is exact, or the least so far: neither rounded by a hedge nor vague
    unit: str  # "percent", "dollar", "hour", "score"; empty for a count
    nouns: frozenset[str]  # stems of what is counted, anybody left out
    noun: str  # what is counted, in the text's words


def quantities(text: str) -> list[Quantity]:
    """Return the quantities of a text in order; dates, ages, ordinals, names with numbers and parts are left out."""
    return [made for match in _NUMBER.finditer(text) if (made := _quantity(text, match))]


def agree(one: Quantity, other: Quantity) -> bool:
    """Whether one number could be both."""
    return one.low <= other.high and other.low <= one.high


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities have the same unit and count the same kind of thing."""
    if one.unit != other.unit:
        return False
    return bool(one.unit) or one.nouns == other.nouns or bool(one.nouns & other.nouns)


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    if match["number"] and _is_no_quantity(text, match):
        return None
    after = text[match.end() : match.end() + 60]
    noun_words, end = _counted(after)
    if _APART.match(after.lstrip(" ,")) or re.search(_APART.pattern + r"\s*$", text[: match.start()][-20:]):
        return None
    unit = _unit(match, noun_words)
    if match["none"] and not _is_none_of(match["none"].lower(), noun_words):
        return None
    low, high = _bounds(match)
    nouns = frozenset(stem(word) for word in noun_words)
    return Quantity(
        Span(match.start(), match.end() + end),
        low,
        high,
        bool(match["number"]) and not any(match[name] for name in _HEDGES if name != "least"),
        unit,
        frozenset() if unit else nouns - _ANYBODY - set(FATE),
        " ".join(noun_words),
    )


def _is_none_of(word: str, noun_words: list[str]) -> bool:
    """Whether a "no" or "without" counts people or fates: "no one", "no injuries", "without deaths"."""
    if word.startswith(("no one", "nobody", "none")):
        return True
    stems = {stem(noun) for noun in noun_words}
    return bool(stems & (FATE.keys() if word == "without" else FATE.keys() | _ANYBODY))


def _is_no_quantity(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start("number")], text[match.end() :]
    number = match["number"]
    if _JOINED.match(after) or _IS_DATE.match(after) or _DATED.search(before):
        return True
    if re.fullmatch(r"(?:19|20)\d\d", number) and not match["sign"] and not match["percent"]:
        return True
    if _NAMED.search(before) and not _SMALL_START.search(before) and not match["sign"]:
        return True
    return number.lower() == "one" and bool(_NOT_ONE.search(before) or _AFTER_ONE.match(after))


def _unit(match: re.Match[str], noun_words: list[str]) -> str:
    if match["percent"]:
        return "points" if "point" in match["percent"] else "percent"
    if match["sign"]:
        return _SIGNS[match["sign"].lower()]
    if match["to"] and value(match["number"]) > value(match["other"]):
        return "score"
    return next((_UNITS[stem(word)] for word in noun_words[:2] if stem(word) in _UNITS), "")


def _bounds(match: re.Match[str]) -> tuple[float, float]:
    if match["none"]:
        return 0.0, 0.0
    if match["vague"]:
        low, high = VAGUE[" ".join(match["vague"].lower().split())]
        return float(low), float(high)
    number, slack = value(match["number"]), rounding(match["number"])
    if match["to"] and match.string[: match.start()].endswith("from "):
        return value(match["other"]), value(match["other"])
    if match["to"]:
        return _pair(number, value(match["other"]))
    about = ABOUT * number if match["percent"] or match["sign"] else max(ABOUT * number, LEAST_ABOUT)
    reach = {
        "least": (number, 1e15),
        "more": (number, 2 * number),
        "less": (0.0, number),
        "nearly": (number - about, number),
        "about": (number - about, number + about),
    }
    name = next((name for name in _HEDGES if match[name]), "")
    return reach.get(name, (number - slack, number + slack))


def _pair(one: float, other: float) -> tuple[float, float]:
    """Return a range as it is, and a score ("9 to 4") as one number that no other score has."""
    return (one, other) if one <= other else (1e6 * one + other, 1e6 * one + other)


@lru_cache(maxsize=4096)
def _counted(after: str) -> tuple[list[str], int]:
    """Return the words that say what is counted, at most three, and where they end in what follows the number."""
    stop = _END.search(after)
    head = after[: stop.start()] if stop else after
    found = [match for match in re.finditer(r"[A-Za-z][\w’'-]*", head)][:3]
    fates = (at for at, match in enumerate(found) if stem(match.group().lower()) in FATE)
    if (fate := next(fates, None)) is not None:
        found = found[: fate or 1]  # "fifteen people", who died; "fifteen dead"
    telling = [match for match in found if weight(match.group().lower()) > 1.5]
    return [word for match in telling for word in words(match.group())], found[-1].end() if found else 0
