"""Numbers: each must stand in the words cited, with its unit, its bound ("at least", "nearly") and what it counts."""

import math
import re
from collections.abc import Iterator, Sequence

from index.data import Document
from rag.data import Check
from rag.days import meanings
from rag.evidence import Line
from rag.guard.alignment import Alignment
from rag.guard.reading import Word, lows
from rag.guard.verdict import missing, verdict
from rag.wording import byline

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_IN_DATE = re.compile(
    rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?!\w)|\b{_MONTH}\s+(\d{{1,2}})(?:st|nd|rd|th)?\b|\b((?:19|20)\d\d)\b"
)
PUBLISHED = re.compile(r"\b(?:publish\w*|dated|filed|appeared|article|story|report)\b")
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "dozen": 12}
TIMES = frozenset("second minute hour day night week month year decade centuri season".split())
_PERIODS = TIMES - {"second", "season"}
_PERIODIC = {
    "annual": "year", "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week", "daily": "day",
    "hourly": "hour", "overnight": "night", "decades": "year", "centuries": "year",
}  # fmt: skip
_UNITS = TIMES | frozenset(
    """hundr thousand million billion trillion dozen percent percentag point degre km kilomet kilometr mile metr meter
    cm centimet centimetr millimet feet foot inch yard knot ton tonn kilogram kg gram pound ounc litr liter gallon
    barrel     acr hectar watt kilowatt megawatt gigawatt volt dollar euro yen won yuan rupe rubl peso crown
    franc cent pound
    time peopl""".split()
)
_BEFORE = {
    "least": "least", "more than": "least", "over": "least", "above": "least", "exceeding": "least",
    "fewer than": "most", "less than": "most", "under": "most", "below": "most", "up to": "most", "most": "most",
    "many as": "most", "much as": "most", "nearly": "nearly", "almost": "nearly", "close to": "nearly",
    "about": "about", "around": "about", "roughly": "about", "approximately": "about", "some": "about",
    "estimated": "about",
}  # fmt: skip
_FRACTIONS = frozenset("half third quarter".split())
_OVER = {"once": "1.0", "twice": "2.0", "thrice": "3.0"}
_IN_NAME = re.compile(r"\b[A-Za-z]+-?\d+\b")
_TWO = re.compile(r"[A-Z]\w+ and (?:the )?[A-Z]\w+")
_TURNED = {"least": "most", "most": "least"}


def numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text, spelled ones as figures, thousands without separators."""
    return frozenset(low for low in lows(text) if low[:1].isdigit())


def check(sentence: str, laid: Alignment, cited: Sequence[Line], question: str) -> Check:
    """Check every number of the sentence."""
    unknown = _unknown(sentence, laid, cited, question)
    if unknown:
        return missing("numbers", unknown)
    return verdict(
        "numbers",
        [*_other_units(laid), *_other_bounds(laid), *_counting_another(laid), *_replaced(laid), *_other_periods(laid)],
    )


def _unknown(sentence: str, laid: Alignment, cited: Sequence[Line], question: str) -> list[str]:
    source = " ".join(line.text for line in cited)
    articles = list({line.document.id: line.document for line in cited}.values())
    days = frozenset().union(*(numbers(meanings(source, article)) for article in articles)) & _dated_numbers(sentence)
    asks_published = PUBLISHED.search(question) is not None
    dates = " ".join(byline(article) if asks_published else _year(article) for article in articles)
    bodies = frozenset().union(*(numbers(article.text) for article in articles)) if articles else frozenset()
    held = numbers(f"{source} {dates}") | days | (numbers(question) & bodies)
    values = set(_values(laid.source).values())
    held |= {_cardinal(number) for number in held} | _pairs(laid, source)
    held |= {laid.said[at].low for at in _values(laid.said) if _is_counted_before(laid, at)}
    said = ((laid.said[at].low, value) for at, value in _values(laid.said).items())
    unknown = [number for number, value in said if not {number, _cardinal(number)} & held and value not in values]
    return sorted([*unknown, *_in_names(sentence, source, question, articles)])


def _in_names(sentence: str, source: str, question: str, articles: Sequence[Document]) -> list[str]:
    """Return the names with a number in them ("COVID-19") that neither the words cited nor the question has."""
    there = source.lower()
    asked = [name.lower() for name in _IN_NAME.findall(question)]
    held = {name for name in asked if any(name in article.text.lower() for article in articles)}
    return [name for name in _IN_NAME.findall(sentence) if name.lower() not in there and name.lower() not in held]


def _is_counted_before(laid: Alignment, at: int) -> bool:
    """Whether the sentence before the words cited counts the same: "the three countries", said twice."""
    counted = _counted(laid.said, at)
    same = (place for place, word in enumerate(laid.before) if word.low == laid.said[at].low)
    return counted is not None and any(_counted(laid.before, place) == counted for place in same)


def _pairs(laid: Alignment, source: str) -> set[str]:
    """Return 2 where the source says "both" or "twice", or names two with "and"."""
    words = {word.low for word in laid.source}
    return {"2"} if words & {"both", "twice", "pair"} or _TWO.search(source) else set()


def _cardinal(number: str) -> str:
    return number.rstrip("stndrh")


def _values(said: tuple[Word, ...]) -> dict[int, float]:
    """Return what each number comes to with the scale after it: 1.2 million is 1,200,000."""
    found: dict[int, float] = {}
    for at, word in enumerate(said):
        if is_half_a_scale(said, at):
            found[at] = _scale(said, at + 1) / 2
        elif word.figure and (plain := re.match(r"\d+(?:\.\d+)?$", word.low)):
            found[at] = float(plain.group()) * _scale(said, at)
        elif word.figure:
            found[at] = math.nan
    return found


def is_half_a_scale(said: tuple[Word, ...], at: int) -> bool:
    """Whether a "half" is of a million or another scale: "half a million"."""
    after = [word.low for word in said[at + 1 : at + 2]]
    return said[at].low == "half" and after in (["a"], ["an"]) and _scale(said, at + 1) > 1


def _scale(said: tuple[Word, ...], at: int) -> int:
    return _SCALES.get(said[at + 1].low.rstrip("s"), 1) if at + 1 < len(said) else 1


def _dated_numbers(text: str) -> frozenset[str]:
    """Return the numbers of a text that are a day beside the name of its month, or a year."""
    return frozenset(number for match in _IN_DATE.finditer(text) for number in match.groups() if number)


def _year(article: Document) -> str:
    """Return the year of publication, which is that of what a report tells as new; its day is not."""
    return str(article.published.year) if article.published else ""


def _shared(laid: Alignment) -> Iterator[tuple[int, list[int]]]:
    """Yield the place of each number in the sentence with its places in the source, where it has any."""
    for at, word in enumerate(laid.said):
        counts = word.figure or (word.low in _FRACTIONS and not is_half_a_scale(laid.said, at))
        places = [place for place, other in enumerate(laid.source) if counts and other.low == word.low]
        if places:
            yield at, places


def _other_periods(laid: Alignment) -> list[str]:
    """Return the periods that the sentence has where the source has only others: hours and years."""
    mine = {word.key: word.text for word in laid.said if word.key in _PERIODS}
    theirs = {word.key for word in laid.source if word.key in _PERIODS}
    held = laid.keys | {_PERIODIC.get(word.low, "") for word in laid.source}
    return [
        f"{text}, where the source has {' '.join(sorted(theirs))}"
        for name, text in mine.items()
        if theirs and name not in held
    ]


def _other_units(laid: Alignment) -> list[str]:
    faults = []
    for at, places in _shared(laid):
        unit = _units(laid.said, at)
        if unit and not any(unit <= _units(laid.source, place) for place in places):
            faults.append(f"{laid.said[at].low} {' '.join(sorted(unit))}")
    return faults


def _units(said: tuple[Word, ...], at: int) -> frozenset[str]:
    """Return the units right after a number, and a currency sign before it; years count no units."""
    found = set()
    if at and said[at - 1].text in "$€£¥":
        found.add(said[at - 1].key)
    for word in said[at + 1 : at + 4]:
        if word.key not in _UNITS or word.part != said[at].part:
            break
        found.add(word.key)
    return frozenset(found)


def _other_bounds(laid: Alignment) -> list[str]:
    faults = []
    for at, places in _shared(laid):
        mine, theirs = _bound(laid.said, at), {_bound(laid.source, place) for place in places}
        if mine in theirs or (mine in ("", "about") and theirs <= {"", "about"}):
            continue
        faults.append(f"{mine or 'exactly'} {laid.said[at].low}, where the source has it {' or '.join(sorted(theirs))}")
    return faults


def _bound(said: tuple[Word, ...], at: int) -> str:
    """Return how a number is bounded by the words before it: "least", "most", "nearly", "about" or not at all."""
    if re.fullmatch(r"(?:19|20)\d\d", said[at].low):
        return ""
    start = at - 1 if at and said[at - 1].text in "$€£¥" else at
    before = [word.low for word in said[max(0, start - 3) : start] if word.part == said[at].part]
    bound = _BEFORE.get(" ".join(before[-2:])) or _BEFORE.get(before[-1] if before else "", "")
    if before[-1:] in (["over"], ["under"], ["around"], ["about"]) and _units(said, at) & TIMES and bound != "about":
        return ""
    turned = len(before) == 3 and before[0] in ("no", "not")
    return _TURNED.get(bound, bound) if turned else bound


def _counting_another(laid: Alignment) -> list[str]:
    """Return the numbers that count something which the source counts by another number."""
    faults = []
    for at, places in _shared(laid):
        counted = _counted(laid.said, at)
        if counted is None or any(_has_near(laid.source, place, counted) for place in places):
            continue
        others = [
            place for place, word in enumerate(laid.source) if word.figure and _counted(laid.source, place) == counted
        ]
        if others:
            faults.append(f"{laid.said[at].low} {counted}, where the source has {laid.source[others[0]].low}")
    return faults


def _counted(said: tuple[Word, ...], at: int) -> str | None:
    """Return the word that a number counts: the first after it that carries meaning, within three."""
    after = [word for word in said[at + 1 : at + 4] if word.part == said[at].part and word.content and not word.figure]
    return next((word.key for word in after if word.key not in _SCALES), None)


def _has_near(source: tuple[Word, ...], place: int, counted: str) -> bool:
    return any(word.key == counted for word in source[max(0, place - 4) : place + 7])


def _replaced(laid: Alignment) -> list[str]:
    """Return the numbers in place of others, and scales left out, where the sentence follows its source."""
    faults = []
    for edit in laid.edits:
        mine, theirs = _amounts(edit.said), _amounts(edit.source)
        scale_left_out = not mine and len(edit.source) == 1 and edit.source[0].low.rstrip("s") in _SCALES
        if not edit.cut and theirs and ((mine and not mine & theirs) or scale_left_out):
            faults.append(f"{' '.join(sorted(mine))}, where the source has {' '.join(sorted(theirs))}")
    return faults


def _amounts(said: tuple[Word, ...]) -> set[str]:
    """Return the numbers of a stretch, "once" and "twice" among them, or the scales that stand by themselves."""
    scales = {word.low for word in said if word.low.rstrip("s") in _SCALES}
    values = {str(value) for value in _values(said).values()} | {_OVER[word.low] for word in said if word.low in _OVER}
    return values or scales
