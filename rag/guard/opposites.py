"""Opposites: rose and fell, agreed and discussed, first and last. A sentence has the side that its source has."""

from functools import lru_cache
from pathlib import Path

from rag.data import Check
from rag.guard.alignment import REACH, Alignment
from rag.guard.negation import denied_places
from rag.guard.reading import Word, key
from rag.guard.verdict import verdict

LEAST = 2  # neighbours that the two must share
CLOSE = 2  # words on either side of one that stand right beside it
Contrast = tuple[int, int]  # the line of the file and the side of it


def check(laid: Alignment) -> Check:
    """Check the words that have an opposite."""
    faults = []
    denied = denied_places(laid.said), denied_places(laid.source)
    for at, word in enumerate(laid.said):
        for other in _against(laid, at):
            names = _begins_name(laid.said, at) and _begins_name(laid.source, other)  # North and South Korea
            if (at in denied[0]) == (other in denied[1]) and not names:
                faults.append(f"{word.text}, where the source has {laid.source[other].text}")
    return verdict("opposites", faults)


def _begins_name(said: tuple[Word, ...], at: int) -> bool:
    return all(word.text[:1].isupper() for word in said[at : at + 2])


def _against(laid: Alignment, at: int) -> list[int]:
    """Return the places of the source that say the opposite in the place where the sentence has this word."""
    sides = _sides_of(laid.said[at])
    return [place for line, side in sides if (place := _opposed(laid, at, line, side)) is not None]


def _opposed(laid: Alignment, at: int, line: int, side: int) -> int | None:
    """Return the place of the opposite that has the sentence's neighbours, where no word of its own side has them."""
    same, other = _held(laid.source, line, side)
    if not other:
        return None
    mine = _neighbours(laid.said, at)
    best = max(other, key=lambda place: _shared(mine, laid.source, place))
    alike = _shared(mine, laid.source, best)
    own = max((_shared(mine, laid.source, place) for place in same), default=0)
    if alike <= own or not (alike >= LEAST or _touches(laid, at, best)):
        return None
    if laid.source[best].key in {word.key for word in laid.said}:
        return None if not same else best
    turned = line in _converse() and not _describe_one(laid, at, best) and _is_turned(laid, at, best)
    return None if turned else best


def _held(source: tuple[Word, ...], line: int, side: int) -> tuple[list[int], list[int]]:
    """Return the places of the source's words of the same side, and of the other sides."""
    same: list[int] = []
    other: list[int] = []
    for place, word in enumerate(source):
        for held_line, held_side in _sides_of(word):
            if held_line == line:
                (same if held_side == side else other).append(place)
    return same, [place for place in other if place not in same]


def _neighbours(said: tuple[Word, ...], at: int) -> frozenset[str]:
    around = (*said[max(0, at - REACH) : at], *said[at + 1 : at + 1 + REACH])
    return frozenset(word.key for word in around if word.content)


def _shared(mine: frozenset[str], source: tuple[Word, ...], place: int) -> int:
    return len(mine & _neighbours(source, place))


def _touches(laid: Alignment, at: int, place: int) -> bool:
    """Whether a word right beside the one is right beside the other."""
    mine = laid.said[max(0, at - CLOSE) : at + CLOSE + 1]
    theirs = laid.source[max(0, place - CLOSE) : place + CLOSE + 1]
    return bool({word.key for word in mine if word.content} & {word.key for word in theirs if word.content})


def _describe_one(laid: Alignment, at: int, place: int) -> bool:
    """Whether both stand right before the same word, which they describe: "an earlier session", "a later session"."""
    mine, theirs = laid.said[at + 1 : at + 2], laid.source[place + 1 : place + 2]
    return bool(mine and theirs) and mine[0].content and mine[0].key == theirs[0].key


def _is_turned(laid: Alignment, at: int, place: int) -> bool:
    """Whether what stands before the word here stands after its opposite there: "A after B" is "B before A"."""
    before = [laid.places[other] for other in range(max(0, at - REACH), at) if other in laid.places]
    after = [laid.places[other] for other in range(at + 1, at + 1 + REACH) if other in laid.places]
    turned = sum(other > place for other in before) + sum(other < place for other in after)
    return turned * 2 > len(before) + len(after)


def _sides_of(word: Word) -> tuple[Contrast, ...]:
    """Return the sides of a word, or of what it is the comparative or the adverb of: "weaker", "strongly"."""
    bare = next((word.low[: -len(end)] + put for end, put in _ENDINGS if word.low.endswith(end)), "")
    own = _sides().get(word.key, ())
    return tuple(dict.fromkeys((*own, *_sides().get(key(bare), ())))) if len(bare) > 2 else own


_ENDINGS = (("ier", "y"), ("iest", "y"), ("ily", "y"), ("er", ""), ("est", ""), ("ly", ""), ("en", ""))


@lru_cache(maxsize=1)
def _sides() -> dict[str, tuple[Contrast, ...]]:
    """Return the sides of each word, by its key."""
    found: dict[str, tuple[Contrast, ...]] = {}
    for number, line in enumerate(_lines()):
        for side, words in enumerate(line.removeprefix("~").split("|")):
            for word in words.split():
                found[key(word)] = (*found.get(key(word), ()), (number, side))
    return found


@lru_cache(maxsize=1)
def _converse() -> frozenset[int]:
    return frozenset(number for number, line in enumerate(_lines()) if line.startswith("~"))


@lru_cache(maxsize=1)
def _lines() -> tuple[str, ...]:
    text = Path(__file__).with_name("opposites.txt").read_text(encoding="utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))
