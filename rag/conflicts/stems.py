"""The telling stems of a clause: no numbers, no days, no verbs of saying, and the words of one fate under one name."""

from rag.conflicts.numerals import is_number
from rag.conflicts.quantities import FATE
from rag.terms import stem, terms

_SAYING = frozenset(
    stem(word)
    for word in """said told reported announced added stated according confirmed claimed spokesman spokeswoman
    spokesperson statement officials official news agency reporters media monday tuesday wednesday thursday friday
    saturday sunday yesterday today tomorrow january february march april may june july august september october
    november december least number total toll local authorities""".split()
)


def content(text: str) -> dict[str, float]:
    """Return the telling stems of a text, those of one fate under its name, each with its weight."""
    return {
        FATE.get(term, term): value
        for term, value in terms(text).items()
        if not (term[0].isdigit() or is_number(term) or term in _SAYING) and value > 1.5
    }


def canonical(word: str) -> str:
    """Return a word's stem, or the name of the fate that it tells."""
    return FATE.get(stem(word), stem(word))


def telling(weights: dict[str, float]) -> float:
    """Return the weight of all stems together."""
    return sum(weights.values())
