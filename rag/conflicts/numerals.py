"""Numbers as articles write them: digits, words, scales ("5.5 million", "twenty-five", "dozens"), as values."""

import re

_UNITS = {
    word: at
    for at, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
}
_TENS = {
    word: 10 * at for at, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9,
}  # fmt: skip
# What says no more than an order of size, as the least and the most that it may mean.
VAGUE = {
    "several": (3, 12), "a few": (2, 9), "a couple of": (2, 3), "a handful of": (3, 8), "a dozen": (10, 14),
    "dozens": (20, 200), "scores": (30, 400), "hundreds": (150, 5_000), "thousands": (1_500, 100_000),
    "tens of thousands": (15_000, 500_000), "hundreds of thousands": (150_000, 5_000_000),
    "millions": (1_500_000, 1e9), "half a dozen": (5, 7),
}  # fmt: skip
_WORD = "|".join((*_UNITS, *_TENS))
_SCALE = r"hundred|thousand|millions?|billions?|trillions?"
_DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
WRITTEN = (
    rf"(?:{_DIGITS})(?:\s?(?:{_SCALE})\b|(?:k|mn?|bn)\b)?"
    rf"|\b(?:an?\s+(?:{_SCALE})|(?:{_WORD}))(?:(?:-|\s+|\s+and\s+)(?:{_WORD}|{_SCALE})\b)*\b"
)
_TOKEN = re.compile(rf"(?P<digits>{_DIGITS})|(?P<word>[a-z]+)")


def value(words: str) -> float:
    """Return what a number written in digits, in words or both comes to."""
    total, current = 0.0, 0.0
    for token in _TOKEN.finditer(words.lower()):
        word = (token["word"] or "").removesuffix("s")
        if token["digits"]:
            current += float(token["digits"].replace(",", ""))
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word, _TENS.get(word, 0))
        elif word == "hundred":
            current = 100 * (current or 1)
        elif word in _SCALES:
            total, current = total + (current or 1) * _SCALES[word], 0.0
    return total + current


def is_number(word: str) -> bool:
    """Whether a word is a number written in letters, alone or with a hyphen."""
    return re.fullmatch(rf"(?:{_WORD})(?:-(?:{_WORD}))?", word, re.IGNORECASE) is not None


def rounding(words: str) -> float:
    """Return by how much a written number may differ from the exact one that it rounds: half of its last place.

    Whole numbers below 100 are taken as counted: 0.
    """
    number = value(words)
    digits = re.match(_DIGITS, words)
    scaled = re.search(rf"(?:{_SCALE}|k|mn?|bn)\b", words)
    if digits and (decimals := re.search(r"\.(\d+)", digits.group())):
        unit = float(10 ** -len(decimals[1]))
        return unit / 2 * (number / float(digits.group().replace(",", "")) if scaled else 1)
    if number < 100:
        return 0.0
    figures = f"{number:.0f}".rstrip("0")
    return 10 ** (len(f"{number:.0f}") - len(figures)) / 2 if len(figures) < len(f"{number:.0f}") else 0.0
