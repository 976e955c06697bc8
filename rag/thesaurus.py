"""Words that can stand for one another, by their stems: synonyms, derivations, and the next wider word, of WordNet.

The data (`thesaurus.txt`, with its licence) know no context: that two words are near says that one may be a rewording
of the other, never that it is.
"""

from functools import lru_cache
from pathlib import Path


def near(stem: str) -> frozenset[str]:
    """Return the stems of the words that may stand for the word of this stem."""
    return _pairs().get(stem, frozenset())


@lru_cache(maxsize=1)
def _pairs() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in Path(__file__).with_name("thesaurus.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            head, *others = line.split()
            found.setdefault(head, set()).update(others)
            for other in others:
                found.setdefault(other, set()).add(head)
    return {stem: frozenset(others) for stem, others in found.items()}
