"""Denials: a sentence denies what its source denies, and affirms what its source affirms."""

import re
from collections.abc import Iterator

from rag.data import Check
from rag.guard.alignment import Alignment, Edit
from rag.guard.reading import BE, HAVE, NEGATORS, SENTENCE, Word, key
from rag.guard.verdict import verdict
from rag.terms import weight

_NOT = NEGATORS | {"cannot", "hardly", "scarcely", "barely"}
_DENYING = frozenset(  # verbs and adjectives that deny what follows them
    map(
        key,
        """deny refuse decline fail reject unable dismiss rule avoid lack stop prevent forbid ban free spare withhold
        omit         denial refusal failure rejection absence absent""".split(),
    )
)
_DENYING_VERBS = frozenset(map(key, ("deny", "refuse", "decline", "fail", "denial", "refusal", "failure")))
_SOFT = frozenset(  # words that deny in a manner
    map(
        key,
        "lapse suspend end stop halt remain stay last until instead rather break cut".split(),
    )
)
_SELVES = frozenset("itself himself herself themselves".split())
_PASSED = HAVE | BE | frozenset("yet also only to a an the any so very far his her its their this that be".split())
_PREFIXED = re.compile(
    r"(?:(?:un|non|dis)(?P<plain>\w{4,})|(?:in|im|ir|il)(?P<adjective>\w{2,}(?:ble|[ae]nt|al|ate|ive|ous|ect|plete)))$"
)
_BESIDES = frozenset("besides except but beyond other".split())
_IDIOMS = frozenset(("only", "least", "fewer", "less", "more", "later", "longer", "doubt", "just", "merely"))
COMMON = 4.5  # the greatest weight of what is left of a word without a prefix that denies
ALONE = 7  # words after a denial among which "alone" stands
REACH = 2  # words that carry meaning after a denial which it denies


def check(laid: Alignment) -> Check:
    """Check the denials of both sides."""
    mine, theirs = denied_places(laid.said), denied_places(laid.source)
    if theirs and not mine and _ended(laid):
        return Check("negation", True)
    return verdict(
        "negation",
        [
            *_added(laid, mine, theirs),
            *_dropped(laid, mine, theirs),
            *_prefixed(laid),
            *_put_in(laid),
            *_affirmed(laid, mine),
        ],
    )


def _added(laid: Alignment, mine: dict[int, int], theirs: dict[int, int]) -> list[str]:
    """Return what the sentence denies and the source does not."""
    if not mine:
        return []
    loose = _loosely(laid.source, theirs)
    anchored = laid.anchored
    beside = loose or _loosely(laid.before, denied_places(laid.before))
    if not _denials(laid.source) and not beside and not _is_soft(laid):
        return ["the sentence denies what its source does not"]
    heads = {negator: [at for at, by in mine.items() if by == negator] for negator in set(mine.values())}
    faults = []
    for places in heads.values():
        held = [anchored[at] for at in places if at in anchored]
        if held and not _may_deny(laid, places, held, theirs, loose):
            faults.append(f"the sentence denies it: {' '.join(laid.said[at].text for at in places)}")
    return faults


def _may_deny(
    laid: Alignment, places: list[int], held: list[int], theirs: dict[int, int], loose: frozenset[int]
) -> bool:
    """Whether the source denies what a negator of the sentence denies, first of all its first word.

    Where that word is the sentence's own, a denial of something that the sentence words otherwise may be meant.
    """
    if places[0] in laid.anchored:
        return held[0] in loose or any(place in theirs for place in held)
    reworded = {at for at in theirs if _first(theirs, at)} - set(laid.anchored.values())
    open_ended = any(_denies(laid.source, at) and at not in theirs.values() for at in range(len(laid.source)))
    return bool(reworded) or open_ended or any(place in theirs or place in loose for place in held)


def _dropped(laid: Alignment, mine: dict[int, int], theirs: dict[int, int]) -> list[str]:
    """Return what the source denies and the sentence affirms."""
    loose = _loosely(laid.said, mine)
    if mine and len(set(mine.values())) >= len(set(theirs.values())):
        return []  # it denies as often
    if any(word.low == "only" for word in laid.said) and any(word.low in _BESIDES for word in laid.source):
        return []  # "names no country besides" is "names only"
    return [
        f"its source denies it: {laid.said[at].text}"
        for at, place in laid.anchored.items()
        if place in theirs
        and _first(theirs, place)
        and at not in mine
        and at not in loose
        and not _elsewhere(laid, at, theirs)
    ]


def _ended(laid: Alignment) -> bool:
    """Whether the sentence says when something was last that has not been since: "last met in 2019"."""
    places = frozenset(laid.anchored.values())
    since = any(word.low == "since" and at + 1 in places for at, word in enumerate(laid.source))
    said = {word.low for word in laid.said}
    return since and "last" in said and "since" not in said


def _is_soft(laid: Alignment) -> bool:
    """Whether the source denies in a manner, "has lapsed since", and has not the very word that the sentence denies."""
    heads = {by: at for at, by in sorted(denied_places(laid.said).items(), reverse=True)}
    unsaid = all(at not in laid.places and at not in laid.reworded for at in heads.values())
    return unsaid and any(word.key in _SOFT for word in laid.source)


def _elsewhere(laid: Alignment, at: int, theirs: dict[int, int]) -> bool:
    """Whether the source also has the word where nothing denies it."""
    key = laid.source[laid.anchored[at]].key
    return any(word.key == key and place not in theirs for place, word in enumerate(laid.source))


def _affirmed(laid: Alignment, mine: dict[int, int]) -> list[str]:
    """Return the words that only the sentence before has, and denies, in a sentence that denies nothing."""
    if mine or _loosely(laid.said, mine):
        return []
    denied = denied_places(laid.before)
    first = {laid.before[at].key for at, by in denied.items() if _first(denied, at)}
    plain = {word.key for at, word in enumerate(laid.before) if at not in denied}
    return [
        f"what stands before denies it: {word.text}"
        for word in laid.said
        if word.key in first - plain and word.key not in laid.keys and not word.name
    ]


def _first(denied: dict[int, int], place: int) -> bool:
    """Whether a word is the first that its negator denies."""
    return min(at for at, by in denied.items() if by == denied[place]) == place


def denied_places(said: tuple[Word, ...]) -> dict[int, int]:
    """Return the places of the words that are denied, each with the place of what denies it."""
    found: dict[int, int] = {}
    for at in range(len(said)):
        if _denies(said, at):
            for place in _scope(said, at):
                found.setdefault(place, at)
    return found


def _denies(said: tuple[Word, ...], at: int) -> bool:
    following = said[at + 1].low if at + 1 < len(said) else ""
    alone = any(word.low in ("alone", "only") for word in said[at + 1 : at + ALONE])  # "not the port alone"
    return (said[at].low in _NOT or said[at].key in _DENYING_VERBS) and following not in _IDIOMS and not alone


def _scope(said: tuple[Word, ...], at: int) -> Iterator[int]:
    """Yield the places of the next words after a negator that carry meaning."""
    count = 0
    for place in range(at + 1, min(at + 7, len(said))):
        if said[place].low in ("but", "because", "whether") or said[place].part > said[at].part or count == REACH:
            return
        if said[place].content and said[place].low not in _PASSED:
            count += 1
            yield place


def _loosely(said: tuple[Word, ...], denied: dict[int, int]) -> frozenset[int]:
    """Return the places near anything that denies, by a word of its own ("refused", "unchanged") or a negator."""
    near: set[int] = set()
    for at, word in enumerate(said):
        kept = word.low in _SELVES and at > 0 and said[at - 1].low == "to"  # "kept it to itself"
        if kept or word.key in _DENYING or at in denied.values() or _is_prefixed(word.low):
            turned = any(other.low in BE for other in said[max(0, at - 2) : at])  # "... was denied"
            around = range(max(0, at - (15 if turned else 3)), min(len(said), at + 9))
            near |= {place for place in around if abs(said[place].part - word.part) < SENTENCE and place != at}
    return frozenset(near)


def _is_prefixed(low: str) -> bool:
    bare = re.sub(r"^(?:un|non|dis|im|in)|less(?:ness)?$", "", low)
    return len(bare) > 3 and bare != low and weight(bare) < COMMON


def _prefixed(laid: Alignment) -> list[str]:
    """Return the words that differ from one of the source only in a prefix which denies: "likely", "unlikely"."""
    said, source = ({word.low: word for word in text if word.content} for text in (laid.said, laid.source))
    faults = []
    for mine, theirs in ((said, source), (source, said)):
        for low, word in mine.items():
            prefixed = _PREFIXED.match(low)
            bare = (prefixed["plain"] or prefixed["adjective"]) if prefixed else ""
            if bare in theirs and low not in theirs and bare not in mine:
                faults.append(f"{word.text} and {theirs[bare].text}")
    return [] if denied_places(laid.said) or denied_places(laid.source) else faults


def _put_in(laid: Alignment) -> list[str]:
    """Return the denials put in or taken out where the sentence follows its source word by word."""
    mine = [words for edit in laid.edits if (words := _denials(edit.said))]
    theirs = [words for edit in laid.edits if (words := _denials(edit.source)) or _is_reworded(edit)]
    if mine and not theirs:
        return [f"the source has no {words}" for words in mine]
    short = [edit for edit in laid.edits if not edit.cut and sum(word.content for word in edit.source) <= REACH]
    left = [words for edit in short if (words := _denials(edit.source))]
    otherwise = mine or any(word.key in _DENYING or _is_prefixed(word.low) for edit in laid.edits for word in edit.said)
    return [] if otherwise else [f"without {words}" for words in left]


def _is_reworded(edit: Edit) -> bool:
    return any(word.key in _DENYING or word.low in _SELVES for word in edit.source)


def _denials(said: tuple[Word, ...]) -> str:
    return " ".join(word.text for at, word in enumerate(said) if _denies(said, at))
