"""Reading a reply sign by sign: whether it stands inside a quotation, and whether that is still verbatim.

What `rag.quotes.quotations` finds in a finished text is found here while it is written: a sign that would open what
cannot be quoted, carry a quotation away from the evidence, or close it inside a word, is refused.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from rag.quotable import Places, Quotable

CLOSING = {"“": "”", '"': '"', "„": "“”", "«": "»", "「": "」", "『": "』"}  # by the mark that opens
SINGLE = "’'"
_STRAY = frozenset("”»」』‟")  # close, and open nothing
_ENDED = frozenset(".,!?;:)]}%…’”'»")  # a straight mark right after one of these closes, and opens nothing
_SENTENCE_S = frozenset(".,")  # may be the sentence's and stand inside the marks: American style
_ELISIONS = ("00s", "tis", "twas", "em", "til", "n")  # the '90s, rock 'n' roll; 0 for any digit


class Mode(StrEnum):
    """Where in a quotation a text stands."""

    OUTSIDE = "outside"
    OPENED = "opened"  # after a single mark and word signs that may yet be "'90s"
    INSIDE = "inside"
    LEFT = "left"  # after the sentence's own comma or full stop: only the closing mark may follow
    APOSTROPHE = "apostrophe"  # after a single mark that closes unless a letter follows


@dataclass(frozen=True, slots=True)
class State:
    """How a text ends, as far as its quotations go."""

    mode: Mode = Mode.OUTSIDE
    last: str = " "
    closing: str = ""  # the marks that close the quotation
    places: Places = ()  # where in the evidence it may stand
    word: str = ""  # since a single mark opened it
    may_end: bool = True  # whether the text may end here


def read(state: State | None, text: str, quotable: Quotable) -> State | None:
    """Return the state after further text, None where a sign of it is refused."""
    for sign in text:
        if state is None:
            return None
        state = _STEPS[state.mode](state, sign, quotable)
    return state


def _outside(state: State, sign: str, quotable: Quotable) -> State | None:
    outside = State(last=sign)
    if sign in "‘'":
        opens = not _in_word(state.last)
        return State(Mode.OPENED, sign, SINGLE, quotable.starts) if opens else outside
    if sign in _STRAY:
        return None
    if sign not in CLOSING or (sign == '"' and state.last.isdecimal()):  # 12" is a length
        return outside
    if not quotable.starts or (sign == '"' and (_in_word(state.last) or state.last in _ENDED)):
        return None
    return State(Mode.INSIDE, sign, CLOSING[sign], quotable.starts, may_end=False)


def _opened(state: State, sign: str, quotable: Quotable) -> State | None:
    if not _in_word(sign):
        elided = re.sub(r"\d", "0", state.word.lower()) in ("", *_ELISIONS)
        as_before = State(last=state.last) if elided else replace(state, mode=Mode.INSIDE, may_end=False)
        return read(as_before, sign, quotable)
    word = state.word + sign
    bare = re.sub(r"\d", "0", word.lower())
    places = quotable.after(state.places, sign)
    if any(elision.startswith(bare) for elision in _ELISIONS):
        return State(Mode.OPENED, sign, SINGLE, places, word, bare in _ELISIONS)
    return State(Mode.INSIDE, sign, SINGLE, places, may_end=False) if places else None


def _inside(state: State, sign: str, quotable: Quotable) -> State | None:
    if sign in state.closing:
        return _closed(state, sign, quotable)
    if sign in _never(state.closing):
        return None
    if places := quotable.after(state.places, sign):
        return replace(state, last=sign, places=places)
    if sign == " " and state.closing == "»" and state.places == quotable.starts:
        return state
    leaves = sign in _SENTENCE_S or (sign == " " and state.closing == "»")
    return replace(state, mode=Mode.LEFT, last=sign, places=()) if leaves and _may_close(state, quotable) else None


def _closed(state: State, sign: str, quotable: Quotable) -> State | None:
    closes = _may_close(state, quotable)
    if state.closing != SINGLE:
        return State(last=sign) if closes else None
    places = quotable.after(state.places, sign) if _in_word(state.last) else ()
    return replace(state, mode=Mode.APOSTROPHE, last=sign, places=places, may_end=closes) if places or closes else None


def _left(state: State, sign: str, quotable: Quotable) -> State | None:
    if sign not in state.closing:
        return None
    if state.closing != SINGLE:
        return State(last=sign)
    return replace(state, mode=Mode.APOSTROPHE, last=sign, may_end=True)


def _apostrophe(state: State, sign: str, quotable: Quotable) -> State | None:
    if not _in_word(sign):
        return read(State(last=state.last), sign, quotable) if state.may_end else None
    places = quotable.after(state.places, sign)
    return replace(state, mode=Mode.INSIDE, last=sign, places=places, may_end=False) if places else None


_STEPS = {
    Mode.OUTSIDE: _outside,
    Mode.OPENED: _opened,
    Mode.INSIDE: _inside,
    Mode.LEFT: _left,
    Mode.APOSTROPHE: _apostrophe,
}


def _may_close(state: State, quotable: Quotable) -> bool:
    if state.places == quotable.starts:  # nothing is quoted yet
        return False
    if state.closing == "»" and state.last == " ":
        return quotable.may_end(tuple(place - 1 for place in state.places))
    return quotable.may_end(state.places)


def _never(closing: str) -> str:
    """Return the signs that cannot stand inside a quotation which one of these marks closes."""
    if closing == SINGLE:
        return "‘[\n\r"
    return "\n\r" + "".join(opening for opening, marks in CLOSING.items() if marks == closing and opening != '"')


def _in_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_"
