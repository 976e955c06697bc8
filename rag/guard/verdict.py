"""How a check says what it found."""

from collections.abc import Sequence

from rag.data import Check


def verdict(name: str, faults: Sequence[str]) -> Check:
    """Return a check that fails where there are faults, and names them once each."""
    return Check(name, not faults, "; ".join(dict.fromkeys(faults)))


def missing(name: str, words: Sequence[str]) -> Check:
    """Return a check that fails where words of the sentence stand nowhere they should."""
    return Check(name, not words, f"not in the words cited: {', '.join(dict.fromkeys(words))}" if words else "")
