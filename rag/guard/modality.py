"""Modality: what may, will, should or is planned to happen is not told as done, nor one of these as another."""

from rag.data import Check
from rag.guard.alignment import Alignment
from rag.guard.reading import BE, HAVE, Word, is_past, may_be_verb
from rag.guard.verdict import verdict

_MODAL = {
    "will": "will", "would": "will", "shall": "will", "'ll": "will", "may": "may", "might": "may", "could": "can",
    "can": "can", "must": "must", "should": "must", "ought": "must",
}  # fmt: skip
_GOVERNOR = {  # keys of the words before "to"
    "plan": "plan", "mean": "plan",
    "intend": "plan", "aim": "plan", "hope": "plan", "want": "plan", "wish": "plan", "seek": "plan",
    "prepar": "plan", "consid": "plan", "like": "expect", "expect": "expect", "set": "will", "due": "will",
    "schedul": "will", "slate": "will", "go": "will", "agre": "agree", "promis": "promise", "pledg": "promise",
    "vow": "promise", "commit": "promise", "decid": "agree", "offer": "offer", "propos": "offer",
    "threaten": "threaten",
    "urg": "ask", "ask": "ask", "request": "ask", "tell": "ask", "order": "ask", "demand": "ask", "call": "ask",
    "invit": "ask", "persuad": "ask", "need": "must", "have": "must", "requir": "must", "oblig": "must", "abl": "can",
    "tri": "try", "attempt": "try", "bid": "try", "begin": "begin", "start": "begin",
    "continu": "go on", "fail": "fail",
    "refus": "refuse", "declin": "refuse",
}  # fmt: skip
_OPEN = frozenset({"will", "may", "must", "plan", "expect", "agree", "promise", "offer", "threaten", "ask", "try"})
_SAME = (  # readings that one text may word as the other
    frozenset({"may", "can"}),
    frozenset({"will", "promise"}),
    frozenset({"must", "ask"}),
    frozenset({"agree", "will"}),
    frozenset({"agree", "promise"}),
)
_WITH_OBJECT = frozenset({"ask"})  # governors that may stand farther from "to": "urged China to act"
SHORT = 4  # words within which a modal is looked for where only these differ
REACH = 10  # words before "to" among which these stand
_PASSED = frozenset("not also be been never still soon now then again already only to".split())


def check(laid: Alignment) -> Check:
    """Check the modality of every verb that stands on both sides."""
    faults = []
    for at, place in laid.places.items():
        mine, theirs = _modality(laid.said, at), _modality(laid.source, place)
        if _differs(mine, theirs) and not _elsewhere(laid, at, mine):
            faults.append(f"{laid.said[at].text} is {mine or 'plain'}, in the source {theirs or 'plain'}")
    return verdict("modality", [*faults, *_replaced(laid)])


def _replaced(laid: Alignment) -> list[str]:
    """Return the modals put in, left out or in place of others where the sentence follows its source word by word."""
    faults = []
    for edit in laid.edits:
        mine, theirs = _modals(edit.said), _modals(edit.source)
        if edit.cut or mine == theirs or len(edit.source) > SHORT or len(edit.said) > SHORT:
            continue
        alike = any(mine <= same and theirs <= same for same in _SAME)
        if not (alike and mine and theirs):
            faults.append(f"{' '.join(mine) or 'plain'}, where the source has {' '.join(theirs) or 'plain'}")
    return faults


def _modals(said: tuple[Word, ...]) -> frozenset[str]:
    """Return what the modals of a stretch make of it."""
    return frozenset(_MODAL[word.low] for word in said if word.low in _MODAL and not word.name)


def _differs(mine: str, theirs: str) -> bool:
    if mine == theirs or "" in (mine, theirs):
        return False
    if "done" in (mine, theirs):
        return bool({mine, theirs} & _OPEN)
    return not any({mine, theirs} <= same for same in _SAME)


def _elsewhere(laid: Alignment, at: int, mine: str) -> bool:
    """Whether the source has the word in this modality in another place."""
    return any(
        word.key == laid.said[at].key and _modality(laid.source, place) == mine
        for place, word in enumerate(laid.source)
    )


def _modality(said: tuple[Word, ...], at: int) -> str:
    """Return "done", "will", "may", "must" and so on for a verb; empty where the words do not tell."""
    if not may_be_verb(said, at) and not _is_base(said, at):
        return ""
    chain = _before(said, at)
    governed = _governed(said, at, chain)
    if governed:
        return governed
    modal = next((_MODAL[word.low] for word in chain if word.low in _MODAL), "")
    if modal:
        return modal
    if said[at].low.endswith("ing"):
        return ""
    if is_past(said[at]) or any(word.low in HAVE for word in chain):
        return "done"
    return _coordinated(said, at)


def _is_base(said: tuple[Word, ...], at: int) -> bool:
    """Whether a word in its base form is joined to a verb by "and" or "or"."""
    return at > 1 and said[at - 1].low in ("and", "or") and said[at].content and not said[at].name


def _before(said: tuple[Word, ...], at: int) -> list[Word]:
    """Return the auxiliaries and adverbs right before a verb, nearest first."""
    chain: list[Word] = []
    for word in reversed(said[max(0, at - 5) : at]):
        if word.low in _MODAL or word.low in BE | HAVE | _PASSED or word.low.endswith("ly"):
            chain.append(word)
        else:
            break
    return chain


def _governed(said: tuple[Word, ...], at: int, chain: list[Word]) -> str:
    """Return what the word before "to" makes of a verb: "plans to visit", "urged China to act"."""
    to = next((place for place in range(at - 1, at - 2 - len(chain), -1) if place >= 0 and said[place].low == "to"), -1)
    if to < 1:
        return ""
    if said[to - 1].low in BE:
        return "will"
    for place in range(to - 1, max(-1, to - 1 - REACH), -1):
        word = said[place]
        governor = (
            ""
            if word.key == "call" and said[place + 1].low not in ("on", "upon", "for")
            else _GOVERNOR.get(word.key, "")
        )
        if governor and (governor in _WITH_OBJECT or word in said[max(0, to - 2) : to]):
            return governor
    return ""


def _coordinated(said: tuple[Word, ...], at: int) -> str:
    """Return the modality of the verb that a bare one is joined to: "will visit Seoul and meet Xi"."""
    for place in range(at - 1, max(-1, at - 12), -1):
        if said[place].part != said[at].part:
            return ""
        if said[place].low in _MODAL:
            return _MODAL[said[place].low]
    return ""
