"""Quantity words: all, most, some, few, both, none, only, half. What the source counts so, the sentence counts so."""

from rag.data import Check
from rag.guard.alignment import Alignment
from rag.guard.numbers import TIMES, is_half_a_scale
from rag.guard.reading import Word
from rag.guard.verdict import verdict

_CLASSES = {
    "all": "all every each everyone everything everybody always",
    "most": "most majority mostly mainly largely usually chiefly primarily principally main",
    "many": "many numerous dozens hundreds thousands scores often lots",
    "some": "some several certain sometimes various",
    "few": "few little handful minority rarely seldom",
    "both": "both",
    "either": "either",
    "half": "half",
    "only": "only solely exclusively alone merely sole",
    "nearly": "nearly almost virtually",
    "hardly": "hardly barely scarcely",
    "another": "another other",
}
QUANTITIES = {word: name for name, words in _CLASSES.items() for word in words.split()}
_LEFT_OUT = frozenset({"some", "many", "both", "all", "either", "another"})  # a source's own that may be left out
_WIDE = frozenset({"all", "most", "only", "few", "half", "nearly", "hardly"})  # never to be brought in
_BOUNDS = frozenset("some nearly almost most just little few".split())  # before a figure they are the numbers'
_EXCEPTING = frozenset("besides except sole single".split())
REACH = 5  # words after a quantity word among which its own stands


def check(laid: Alignment) -> Check:
    """Check the quantity words of the sentence, and those that it leaves out."""
    mine, theirs = _quantities(laid.said), _quantities(laid.source)
    known = frozenset(theirs.values()) | _excepting(laid.source)
    faults = [laid.said[at].text for at, name in mine.items() if not _held(laid, at, name, theirs, known)]
    dropped = [laid.source[place].text for place, name in theirs.items() if _is_dropped(laid, place, name, mine)]
    return verdict(
        "quantity", [f"the source has no such {word}" for word in faults] + [f"without {word}" for word in dropped]
    )


def _excepting(source: tuple[Word, ...]) -> frozenset[str]:
    """Return the class of "only" where the source denies all besides one."""
    return frozenset({"only"} if any(word.low in _EXCEPTING for word in source) else ())


def _held(laid: Alignment, at: int, name: str, theirs: dict[int, str], known: frozenset[str]) -> bool:
    """Whether the source counts the same thing with a word of this class, or nothing speaks against it."""
    if name not in known:
        others = {theirs.get(place) for place in _counters(laid, at, theirs)}
        return name not in _WIDE and not others
    counted = _counters(laid, at, theirs)
    return not counted or name in {theirs[place] for place in counted}


def _counters(laid: Alignment, at: int, theirs: dict[int, str]) -> list[int]:
    """Return the quantity words of the source before the word that this one counts."""
    head = _counted(laid.said, at)
    if head is None or head not in laid.places:
        return []
    return [place for place in theirs if _counted(laid.source, place) == laid.places[head]]


def _is_dropped(laid: Alignment, place: int, name: str, mine: dict[int, str]) -> bool:
    """Whether the sentence takes over what the source counts, without counting it."""
    head = _counted(laid.source, place)
    if name in _LEFT_OUT or name in mine.values() or head is None:
        return False
    heads = [at for at, other in laid.places.items() if other == head]
    return bool(heads) and not any(_counted(laid.said, at) in heads for at in mine)


def _quantities(said: tuple[Word, ...]) -> dict[int, str]:
    """Return the places of a text's quantity words with their classes; "at most 5" and "more than" are numbers'."""
    found = {}
    for at, word in enumerate(said):
        before = said[at - 1].low if at else ""
        after = said[at + 1] if at + 1 < len(said) else None
        if word.low not in QUANTITIES or (before in ("at", "the") and word.low in ("most", "all", "few")):
            continue
        if after is not None and word.low in ("each", "every") and after.key in TIMES:
            continue  # "each year" is "a year"
        if is_half_a_scale(said, at):
            continue  # "half a million" is the numbers'
        if after is not None and (after.figure or after.text in "$€£¥") and word.low in _BOUNDS:
            continue
        found[at] = QUANTITIES[word.low]
    return found


def _counted(said: tuple[Word, ...], at: int) -> int | None:
    """Return the place of the first word after a quantity word that carries meaning."""
    for place in range(at + 1, min(at + 1 + REACH, len(said))):
        if said[place].part != said[at].part:
            return None
        if said[place].content and not said[place].figure and said[place].low not in QUANTITIES:
            return place
    return None
