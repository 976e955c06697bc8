"""Additions: adverbs and claims that the sentence puts in where the source has nothing of them."""

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from index.data import Document
from rag.data import Check
from rag.evidence import Line
from rag.guard.alignment import Alignment
from rag.guard.quantity import QUANTITIES
from rag.guard.reading import PREPOSITIONS, Word, as_written, key, read
from rag.guard.verdict import verdict
from rag.terms import weight

_NEUTRAL = frozenset(  # adverbs of time and manner of telling that claim nothing by themselves
    """currently recently previously formerly earlier later respectively namely specifically especially particularly
    additionally approximately roughly nearly only likely family reply supply ally july italy apply comply rely early
    daily weekly monthly yearly annually friendly assembly addition moreover furthermore""".split()
)
_LIKE = {  # adverbs and what may stand for them in the source
    "jointly": "together both joint", "together": "both jointly joint and",
    "joint": "together jointly", "immediately": "once instantly right",
    "fully": "full complete completely whole entire", "completely": "full fully complete entire all whole",
    "entirely": "all whole entire fully", "personally": "himself herself person", "annually": "year annual",
    "closely": "close", "publicly": "public", "separately": "another own", "simultaneously": "same time",
    "subsequently": "then later after", "initially": "first", "originally": "first", "finally": "last", "last": "since",
    "previously": "before earlier had", "newly": "new",
    "largely": "most mostly mainly", "mainly": "most mostly chiefly",
    "mostly": "most mainly", "primarily": "mainly mostly first", "usually": "often normally", "directly": "direct",
    "officially": "formally official", "formally": "officially formal", "quickly": "fast rapidly quick",
    "rapidly": "fast quickly quick", "widely": "many wide", "strongly": "strong", "possibly": "may might could",
    "potentially": "may might could", "probably": "likely", "allegedly": "alleged accused",
    "reportedly": "report reports reported said", "firmly": "firm", "actually": "fact", "partly": "part",
    "partially": "part partly", "solely": "only", "simply": "only just", "even": "still", "still": "even",
}  # fmt: skip
_TELLING = frozenset("again finally still even first last".split())
_ADDING = PREPOSITIONS | frozenset("and or because so".split())
_LIGHT = frozenset(  # verbs and nouns that claim little by themselves
    map(
        key,
        """give take make have do get go come put set hold keep let bring become seem mean work use include involve
        concern regard respond say tell add note matter thing way part case fact issue subject side time place point
        people person number level respect leader official man woman country nation state government member""".split(),
    )
)
ALL_NEW = 2  # telling words in a row that are too many to stand for what the sentence leaves out
RARE = 2.6  # the least weight of a word that claims something where it is put in
BESIDE = 4  # places of the source within which two words stand side by side


def check(laid: Alignment, cited: Sequence[Line], question: str) -> Check:
    """Check the adverbs of the sentence, and what it puts in; words of the question claim nothing."""
    held = {word.low for word in laid.source}
    keys = laid.keys | laid.near | {word.key for word in read(question)}
    anchored = laid.anchored
    adverbs = [
        word.text
        for at, word in enumerate(laid.said)
        if _is_claim(word) and at not in anchored and not _stands(word, held, keys)
    ]
    articles = frozenset().union(*(_keys(line.document) for line in cited))
    new = [*adverbs, *_put_in(laid, keys, articles)]
    return verdict("additions", [f"the source has nothing of it: {words}" for words in new])


def _is_claim(word: Word) -> bool:
    adverb = word.low.endswith("ly") and len(word.low) > 4 and word.low not in _NEUTRAL
    return not word.name and (word.low in _TELLING or adverb)


def _stands(word: Word, held: set[str], keys: frozenset[str]) -> bool:
    if word.low == "again" and any(other.startswith("re") for other in held):
        return True
    if word.low in held or word.key in keys or set(_LIKE.get(word.low, "").split()) & held:
        return True
    root = word.low.removesuffix("ly").rstrip("i")
    return len(root) > 3 and any(other.startswith(root[: max(4, len(root) - 1)]) for other in held)


@lru_cache(maxsize=512)
def _keys(document: Document) -> frozenset[str]:
    return frozenset(word.key for word in read(document.text))


def _put_in(laid: Alignment, keys: frozenset[str], articles: frozenset[str]) -> list[str]:
    """Return what is put in between two words that stand side by side in the source, or follows all that it has."""
    anchored = laid.anchored
    held = {word.low for word in laid.source}
    known = [
        at
        for at, word in enumerate(laid.said)
        if at in anchored or word.name or word.figure or (word.content and word.key in keys)
    ]
    faults = []
    for before, after in pairwise([*known, len(laid.said)]):
        new = [word for word in laid.said[before + 1 : after] if _tells(word) and not _stands(word, held, keys)]
        between = before in anchored and after in anchored and _are_beside(laid, anchored[before], anchored[after])
        adjunct = len(new) >= ALL_NEW and _opens_adjunct(laid.said, before + 1)
        if adjunct or (between and any(word.key not in articles for word in new)):
            faults.append(as_written(new))
    return faults


def _are_beside(laid: Alignment, one: int, other: int) -> bool:
    """Whether two places of the source follow one another, with nothing that tells between them."""
    taken = frozenset(laid.anchored.values())
    around = range(max(0, one - 2), min(len(laid.source), other + 3))
    whole = all(place in taken or not laid.source[place].content for place in around)
    return 0 < other - one <= BESIDE and whole


def _opens_adjunct(said: tuple[Word, ...], at: int) -> bool:
    """Whether a word opens what only adds to a statement: with a preposition or a conjunction, or after a comma."""
    at += said[at].low in ("said", "says")
    return at < len(said) and (said[at].low in _ADDING or said[at].part != said[at - 1].part)


def _tells(word: Word) -> bool:
    plain = word.content and not word.name and word.low not in {*QUANTITIES, *_NEUTRAL}
    return plain and word.key not in _LIGHT and weight(word.low) >= RARE
