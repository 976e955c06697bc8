"""Additions: adverbs and claims that the sentence puts in where the source has nothing of them."""

from rag.data import Check
from rag.guard.alignment import Alignment
from rag.guard.quantity import QUANTITIES
from rag.guard.reading import Word, read
from rag.guard.verdict import verdict
from rag.terms import weight

_NEUTRAL = frozenset(  # adverbs of time and manner of telling that claim nothing by themselves
    """currently recently previously formerly earlier later respectively namely specifically especially particularly
    additionally approximately roughly nearly only likely family reply supply ally july italy apply comply rely early
    daily weekly monthly yearly annually friendly assembly addition moreover furthermore""".split()
)
_LIKE = {  # adverbs and what may stand for them in the source
    "jointly": "together both joint", "together": "both jointly joint and", "immediately": "once instantly right",
    "fully": "full complete completely whole entire", "completely": "full fully complete entire all whole",
    "entirely": "all whole entire fully", "personally": "himself herself person", "annually": "year annual",
    "closely": "close", "publicly": "public", "separately": "another own", "simultaneously": "same time",
    "subsequently": "then later after", "initially": "first", "originally": "first", "finally": "last",
    "previously": "before earlier had", "newly": "new",
    "largely": "most mostly mainly", "mainly": "most mostly chiefly",
    "mostly": "most mainly", "primarily": "mainly mostly first", "usually": "often normally", "directly": "direct",
    "officially": "formally official", "formally": "officially formal", "quickly": "fast rapidly quick",
    "rapidly": "fast quickly quick", "widely": "many wide", "strongly": "strong", "possibly": "may might could",
    "potentially": "may might could", "probably": "likely", "allegedly": "alleged accused",
    "reportedly": "report reports reported said", "firmly": "firm", "actually": "fact", "partly": "part",
    "partially": "part partly", "solely": "only", "simply": "only just",
}  # fmt: skip
_TELLING = frozenset("again finally still even first last".split())
_PRONOUNS = frozenset(
    "he she it they this that these those who which there here then".split()
)  # what they mean may be written out
MOVED = 6  # words left out that may stand elsewhere in other words; more are just left out
ALL_NEW = 2  # telling words at the end of a sentence that are too many to stand for what it leaves out
RARE = 2.6  # the least weight of a word that claims something where it is put in


def check(laid: Alignment, question: str) -> Check:
    """Check the adverbs of the sentence, and what it puts in; words of the question claim nothing."""
    held = {word.low for word in laid.source}
    keys = laid.keys | laid.near | {word.key for word in read(question)}
    adverbs = [word.text for word in laid.said if _is_claim(word) and not _stands(word, held, keys)]
    new = [*adverbs, *_put_in(laid, keys)]
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


def _tells(word: Word) -> bool:
    return word.content and not word.name and word.low not in {*QUANTITIES, *_NEUTRAL} and weight(word.low) >= RARE


def _put_in(laid: Alignment, keys: frozenset[str]) -> list[str]:
    """Return what a sentence puts in that else follows its source word by word; at its end it may replace something."""
    faults = []
    moved = any(
        _has_content(edit.source) and not _has_content(edit.said) and len(edit.source) <= MOVED for edit in laid.edits
    )
    for edit in laid.edits:
        new = [word for word in edit.said if word.key not in keys and _tells(word)]
        left = [word for word in edit.source if word.content or word.low in _PRONOUNS]
        if (new and not left and not moved) or (len(new) >= ALL_NEW and (edit.cut or not left)):
            faults.append(" ".join(word.text for word in new))
    return faults


def _has_content(said: tuple[Word, ...]) -> bool:
    return any(word.content for word in said)
