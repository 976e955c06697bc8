"""Short answers against accepted ones, as strings: exact match and token F1.

SQuAD's definitions (Rajpurkar et al. 2016) as RealTime QA uses them (Kasai et al. 2023): articles are kept.
"""

import string
import unicodedata
from collections import Counter
from collections.abc import Sequence


def normalised(text: str) -> str:
    """Return the text in lower case, punctuation dropped ("U.S." is "us"), white space folded, articles kept."""
    return " ".join("".join(mark for mark in text.lower() if not _is_punctuation(mark)).split())


def exact_match(answer: str, alternatives: Sequence[str]) -> float:
    """1 if the answer is one of the alternatives, both normalised, else 0; there is at least one alternative."""
    return max(float(normalised(answer) == normalised(accepted)) for accepted in alternatives)


def token_f1(answer: str, alternatives: Sequence[str]) -> float:
    """Return the best harmonic mean, 0 to 1, of precision and recall of the answer's words over the alternatives.

    Words count as often as they occur. Where either has no words, 1 if neither has, else 0 (SQuAD 2).
    """
    return max(_f1(normalised(answer).split(), normalised(accepted).split()) for accepted in alternatives)


def _f1(answer: list[str], accepted: list[str]) -> float:
    if not (answer and accepted):
        return float(answer == accepted)
    return 2 * (Counter(answer) & Counter(accepted)).total() / (len(answer) + len(accepted))


def _is_punctuation(mark: str) -> bool:
    """Whether a mark is dropped: ASCII's as SQuAD drops them, currency signs included, and Unicode's own."""
    return mark in string.punctuation or unicodedata.category(mark).startswith("P")
