"""Numbers, units and dates made wrong."""

import re
from collections.abc import Iterator
from random import Random

from eval.pairs.archive import Archive
from eval.pairs.data import Faithful
from eval.pairs.rewriting import exchanged, is_quoted, put, table
from index.data import Span

WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
NUMBER_WORDS = """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen eighteen
    twenty""".split()
_MONTH = rf"(?:{'|'.join(MONTHS)}|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
_YEAR = re.compile(r"(?<![\w.,$€£-])(?:19|20)\d\d(?![\w,-]*\d|-)")
_DAY = re.compile(rf"(?<![\w.,-])(?P<day>\d{{1,2}})(?=(?:st|nd|rd|th)? {_MONTH})|\b{_MONTH} (?P<after>\d{{1,2}})(?!\d)")
_FIGURE = re.compile(r"(?<![\w.,:/-])(?P<figure>\d{1,3}(?:,\d{3})+|\d+)(?P<decimals>\.\d+)?(?![\d:/]|[-–]\d|\w|,\d)")
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(NUMBER_WORDS)})\b", re.IGNORECASE)
_AT_LEAST = re.compile(r"(?:more than|at least|over|above|exceed\w*|no fewer than|beyond)\s+[$€£]?$", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:less than|fewer than|up to|under|below|at most|almost|nearly)\s+[$€£]?$", re.IGNORECASE)
_UNITS = table(
    (r"(?<=\d )million", "billion"),
    (r"(?<=\d )billion", "million"),
    (r"(?<=\d )trillion", "billion"),
    (r"(?<=several )hundred", "thousand"),
    (r"(?<=[ah] )year(?=[.,;]| in| from)", "month"),
    (r"(?<=\d )kilomet(?:er|re)s", "miles"),
    (r"(?<=\d )miles", "kilometers"),
    (r"(?<=\d )met(?:er|re)s", "kilometers"),
    (r"(?<=\d )feet", "inches"),
    (r"(?<=\d )pounds", "tons"),
    (r"(?<=\d )tons", "pounds"),
    (r"(?<=\d )percent", "million"),
)
_PERIODS = ("minute", "hour", "day", "week", "month", "year")
_PERIOD = re.compile(
    rf"(?P<count>\b(?:\d+|{'|'.join(NUMBER_WORDS)}|several|few|many|once an?|each|per|only|just))"
    rf"(?P<gap>[ -])(?P<unit>{'|'.join(_PERIODS)})(?P<plural>s?)\b",
    re.IGNORECASE,
)
_CURRENCY = re.compile(r"(?<!\w)[$€£¥](?=\d)")
_RELATIVE = table(
    (r"yesterday", "today"),
    (r"tomorrow", "today"),
    (r"(?<!late )(?<!early )last (?=week|month|year)", "next "),
    (r"next (?=week|month|year)", "last "),
    (r"this (?=week|month|year)", "last "),
    (r"late (?=last|this|in|May)", "early "),
    (r"early (?=last|this|in|next)", "late "),
)


def numbers(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Change a number, in the direction that what stands before it ("more than") does not allow."""
    text = source.text
    for match in _FIGURE.finditer(text):
        if not (_YEAR.match(text, match.start()) or _is_day(text, match.start()) or is_quoted(text, match.span())):
            yield put(text, Span(*match.span("figure")), _other(match, text[: match.start()], chance))
    for match in _NUMBER_WORD.finditer(text):
        if not is_quoted(text, match.span()):
            at = NUMBER_WORDS.index(match.group().lower())
            yield put(
                text,
                Span(*match.span()),
                NUMBER_WORDS[at + 1 if at == 0 else chance.choice([at - 1, (at + 2) % len(NUMBER_WORDS)])],
            )


def units(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Change what a number counts: its period, measure, order of magnitude or currency."""
    text = source.text
    yield from exchanged(text, _UNITS)
    for match in _PERIOD.finditer(text):
        if not is_quoted(text, match.span()):
            others = [unit for unit in _PERIODS[1:] if unit != match["unit"].lower()]
            yield put(text, Span(*match.span("unit")), chance.choice(others))
    for match in _CURRENCY.finditer(text):
        yield put(text, Span(*match.span()), chance.choice([sign for sign in "$€£" if sign != match.group()]))


def dates(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Change a weekday, a day of the month, a month, a year or a "last month"."""
    text = source.text
    for match in re.finditer(rf"\b(?:{'|'.join(WEEKDAYS)})\b", text):
        others = [day for day in WEEKDAYS if day not in text]
        yield put(text, Span(*match.span()), chance.choice(others))
    for match in _YEAR.finditer(text):
        years = [int(match.group()) + step for step in (-2, -1, 1)]
        yield put(text, Span(*match.span()), str(chance.choice([year for year in years if str(year) not in text])))
    for match in _DAY.finditer(text):
        day = int(match["day"] or match["after"])
        place = match.span("day") if match["day"] else match.span("after")
        yield put(
            text, Span(*place), str(chance.choice([other for other in range(1, 28) if abs(other - day) in (1, 2, 7)]))
        )
    for match in re.finditer(
        rf"\b(?:{'|'.join(MONTHS)})(?= (?:\d|late)|[.,]| and\b)|(?<=[Ii]n )(?:{'|'.join(MONTHS)})\b", text
    ):
        yield put(text, Span(*match.span()), chance.choice([month for month in MONTHS if month not in text]))
    yield from exchanged(text, _RELATIVE)


def _is_day(text: str, start: int) -> bool:
    return any(start in (match.start("day"), match.start("after")) for match in _DAY.finditer(text))


def _other(match: re.Match[str], before: str, chance: Random) -> str:
    """Return another figure of the same look, further off than "about" could mean."""
    value = int(match["figure"].replace(",", ""))
    up, down = (
        max(value + 1, round(value * chance.choice([1.4, 1.8, 3]))),
        round(value * chance.choice([0.3, 0.5, 0.6])),
    )
    new = up if _AT_LEAST.search(before) else down if _AT_MOST.search(before) else chance.choice([up, down])
    new = up if new == value else new
    size = 10 ** max(0, len(str(new)) - 2) if value % 10 == 0 and value > 99 else 1
    new = round(new / size) * size
    return f"{new:,}" if "," in match["figure"] else str(new)
