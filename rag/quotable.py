"""Words that may be quoted, and where in them a quotation begins, stands and may end.

The places of a quotation that is being written are the ends of its occurrences: with each sign those that do not
continue with it fall away. For the few hundred words of a prompt that is the suffix structure that is needed.
"""

from collections.abc import Sequence

from rag.quotes import AFTER, BEFORE, Edge, folded

_BETWEEN = "\0"  # stands between two texts, in no token and so in no quotation
_LEADING = "\"'($€£¥"  # what may stand before the first word of a quotation
_NOT_LAST = f"([{_BETWEEN}$€£¥-"
Places = tuple[int, ...]  # offsets into the folded texts, ascending


class Quotable:
    """Texts under the published normalisation, with the way back to how they are written."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._raw = _BETWEEN.join(texts)
        self._text, self._origins = folded(self._raw)
        self.starts: Places = tuple(at for at in range(len(self._text)) if self._begins(at))
        self._stops = frozenset(at for at in range(1, len(self._text) + 1) if self._ends(at))

    def after(self, places: Places, sign: str) -> Places:
        """Return the places that are left once a sign is written; what it folds to must follow there."""
        plain = folded(sign)[0]
        return tuple(at + len(plain) for at in places if self._text.startswith(plain, at))

    def may_end(self, places: Places) -> bool:
        """Whether words end at one of the places."""
        return any(at in self._stops for at in places)

    def following(self, place: int, length: int) -> tuple[str, str]:
        """Return the text from a place on, as it is written and as it is folded, at most so many signs of it."""
        end = self._text.find(_BETWEEN, place)
        plain = self._text[place : min(place + length, len(self._text) if end < 0 else end)]
        if not plain:
            return "", ""
        return self._raw[self._origins[place] : self._origins[place + len(plain) - 1] + 1], plain

    def _begins(self, at: int) -> bool:
        sign = self._text[at]
        return (sign.isalnum() or sign in _LEADING) and BEFORE[Edge.of(sign)].match(self._text, at) is not None

    def _ends(self, at: int) -> bool:
        before, sign = self._text[at - 2 : at - 1], self._text[at - 1]
        if sign.isspace() or sign in _NOT_LAST or (sign in "\"'" and not before.strip()):
            return False
        return AFTER[Edge.of(sign)].match(self._text, at) is not None
