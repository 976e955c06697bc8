"""Modality: what may, will, should or is planned to happen is not told as done, nor one of these as another."""

from rag.data import Check
from rag.guard.alignment import Alignment
from rag.guard.reading import BE, HAVE, PREPOSITIONS, Word, is_past, may_be_verb
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
    "invit": "ask", "persuad": "done", "get": "done", "manag": "done",
    "forc": "done",
    "certain": "certain", "sure": "certain", "bound": "certain", "guarante": "certain",
    "need": "must", "have": "must", "requir": "must", "oblig": "must", "mandat": "must", "compel": "must", "abl": "can",
    "tri": "try", "attempt": "try", "bid": "try", "begin": "begin", "start": "begin",
    "continu": "go on", "fail": "fail",
    "refus": "refuse", "declin": "refuse", "accus": "doubt", "suspect": "doubt", "alleg": "doubt", "think": "doubt",
    "believ": "doubt", "rumor": "doubt", "report": "doubt", "say": "doubt",
}  # fmt: skip
_TOLD = frozenset(("say", "report", "tell"))  # these govern only as passives: "is said to"
_OPEN = frozenset(
    {"will", "may", "must", "plan", "expect", "agree", "promise", "offer", "threaten", "ask", "try", "doubt"}
)
_SAME = (  # readings that one text may word as the other
    frozenset({"may", "can"}),
    frozenset({"will", "promise"}),
    frozenset({"must", "ask"}),
    frozenset({"agree", "will"}),
    frozenset({"agree", "promise"}),
    frozenset({"doubt", "expect"}),
)
_OBLIGES = frozenset("requir oblig mandat compel".split())  # keys of what a "must" may tell, wherever it stands
_ALLEGED = frozenset("allegedly reportedly supposedly apparently purportedly".split())
_MANAGING = frozenset(("manag", "succeed", "achiev"))  # what was tried is not told as done
_PLAIN = frozenset("will shall may might must should ought".split())  # "would" and "could" only tell what was said
_NEAR = {"possible": "may", "perhaps": "may", "possibly": "may", "if": "may", "unless": "may", "potential": "may",
         "never": "must", "requirement": "must", "obligation": "must", "next": "will", "future": "will",
         "whether": "may", "important": "must", "necessary": "must", "not": "must", "need": "must"}  # fmt: skip
_ALLOWED = (  # what a modal may say of what the source plans, expects or asks
    frozenset({"will", "plan"}),
    frozenset({"will", "expect"}),
    frozenset({"will", "certain"}),
    frozenset({"may", "expect"}),
    frozenset({"may", "doubt"}),
    frozenset({"must", "plan"}),
)
_NOUNS = frozenset({"ask", "plan", "promise", "offer"})
_WITH_OBJECT = frozenset({"ask", "done"})  # governors that may stand farther from "to": "urged China to act"
OWED = 3  # words before a noun among which a verb stands that promises or asks for it
SHORT = 4  # words within which a modal is looked for where only these differ
REACH = 10  # words before "to" among which these stand
_PASSED = frozenset("not also be been never still soon now then again already only to".split())


def check(laid: Alignment) -> Check:
    """Check the modality of every verb that stands on both sides."""
    faults = []
    for at, place in laid.anchored.items():
        mine, theirs = _modality(laid.said, at), _modality(laid.source, place) or _owed(laid.source, place)
        if _differs(mine, theirs) and not _elsewhere(laid, at, mine):
            faults.append(f"{laid.said[at].text} is {mine or 'plain'}, in the source {theirs or 'plain'}")
    return verdict("modality", [*faults, *_replaced(laid), *_brought_in(laid)])


def _brought_in(laid: Alignment) -> list[str]:
    """Return the modals of the sentence to which nothing in the source or before it comes near."""
    around = (*laid.source, *laid.before)
    held = (
        _modals(around)
        | {_GOVERNOR.get(word.key, "") for at, word in enumerate(around) if not _merely_tells(around, at)}
        | {_NEAR.get(word.low, "") for word in around}
    )
    mine = {word.low: _MODAL[word.low] for word in laid.said if word.low in _PLAIN and not word.name}
    managed = [word.text for word in laid.said if word.key in _MANAGING and not _MANAGING & laid.keys]
    return managed + [
        f"the source has no such {modal}"
        for modal, name in mine.items()
        if not any({name, other} <= same for other in held for same in (*_SAME, *_ALLOWED, {name}))
    ]


def _merely_tells(said: tuple[Word, ...], at: int) -> bool:
    return said[at].key in _TOLD and not _is_told(said, at)


def _replaced(laid: Alignment) -> list[str]:
    """Return the modals put in, left out or in place of others where the sentence follows its source word by word."""
    faults = []
    for edit in laid.edits:
        mine, theirs = _modals(edit.said), _modals(edit.source)
        if edit.cut or mine == theirs or len(edit.source) > SHORT or len(edit.said) > SHORT:
            continue
        alike = any(mine <= same and theirs <= same for same in _SAME)
        told = mine == {"must"} and not theirs and bool(_OBLIGES & laid.keys)
        if not told and not (alike and mine and theirs):
            faults.append(f"{' '.join(mine) or 'plain'}, where the source has {' '.join(theirs) or 'plain'}")
    return faults


def _modals(said: tuple[Word, ...]) -> frozenset[str]:
    """Return what the modals of a stretch make of it."""
    found = {_MODAL[word.low] for word in said if word.low in _MODAL and not word.name}
    obliged = {"must" for at, word in enumerate(said[1:]) if word.low == "to" and said[at].low in HAVE}
    due = {"will" for at, word in enumerate(said[1:]) if word.low == "to" and said[at].low in BE | {"due", "set"}}
    return frozenset(found | obliged | due | {"can" for word in said if word.low == "able"})


def _differs(mine: str, theirs: str) -> bool:
    if mine == theirs or "" in (mine, theirs) or mine == "doubt":  # more doubt than the source's does no harm
        return False
    if "done" in (mine, theirs):
        return bool({mine, theirs} & _OPEN)
    return not any({mine, theirs} <= same for same in _SAME)


def _elsewhere(laid: Alignment, at: int, mine: str) -> bool:
    """Whether the source has the word in this modality in another place."""
    key = laid.source[laid.anchored[at]].key
    return any(word.key == key and _modality(laid.source, place) == mine for place, word in enumerate(laid.source))


def _modality(said: tuple[Word, ...], at: int) -> str:
    """Return "done", "will", "may", "must" and so on for a verb; empty where the words do not tell."""
    if not may_be_verb(said, at) and not _is_base(said, at):
        return ""
    chain = _before(said, at)
    if governed := _governed(said, at, chain):
        return governed
    if any(word.low in _ALLEGED for word in chain):
        return "doubt"
    modal = next((_MODAL[word.low] for word in chain if word.low in _MODAL), "")
    return modal or _told_plainly(said, at, chain)


def _told_plainly(said: tuple[Word, ...], at: int, chain: list[Word]) -> str:
    """Return what a verb without modal or governor tells: "done", "doubt" in "accused of doing", or nothing."""
    going_on = said[at].low.endswith("ing")
    if (going_on or any(word.low == "having" for word in chain)) and (doubt := _of_doubt(said, at)):
        return doubt
    if going_on:
        return "done" if any(word.low in BE for word in chain) else ""
    if _is_described(said, at):
        return ""
    if is_past(said[at]) or any(word.low in HAVE for word in chain):
        return "done"
    return _coordinated(said, at)


def _owed(said: tuple[Word, ...], at: int) -> str:
    """Return what the verb right before a noun makes of it: "promised close work", "offered help"."""
    for word in reversed(said[max(0, at - OWED) : at]):
        if word.part != said[at].part or word.low in PREPOSITIONS:
            return ""
        if is_past(word) and (governor := _GOVERNOR.get(word.key, "")) in _NOUNS:
            return governor
    return ""


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
        return _intended(said, to - 1)
    for place in range(to - 1, max(-1, to - 1 - REACH), -1):
        word = said[place]
        governor = (
            ""
            if (word.key == "call" and said[place + 1].low not in ("on", "upon", "for"))
            or (word.low == "order" and place and said[place - 1].low == "in")
            else _GOVERNOR.get(word.key, "")
        )
        if word.part != said[to].part or (governor == "doubt" and not _is_told(said, place)):
            continue
        if governor and (governor in _WITH_OBJECT or word in said[max(0, to - 2) : to]):
            return governor
    return ""


def _intended(said: tuple[Word, ...], be: int) -> str:
    """Return what the noun before "was to" makes of a verb: "their request to the city was to build"."""
    before = (word for word in reversed(said[max(0, be - REACH) : be]) if word.part == said[be].part)
    return next((_GOVERNOR[word.key] for word in before if _GOVERNOR.get(word.key) in _NOUNS), "will")


def _is_told(said: tuple[Word, ...], at: int) -> bool:
    """Whether a participle is a passive: "is reported to", "stands accused"."""
    return at > 0 and said[at - 1].low in BE | {"stands", "stand", "stood", "widely", "also", "now"}


def _of_doubt(said: tuple[Word, ...], at: int) -> str:
    """Return "doubt" for what somebody is "accused of doing" or "suspected, they say, of having done"."""
    of = next((place for place in range(at - 1, max(-1, at - 4), -1) if said[place].low == "of"), 0)
    governors = (_GOVERNOR.get(word.key) for word in said[max(0, of - REACH) : of])
    return "doubt" if "doubt" in governors else ""


def _is_described(said: tuple[Word, ...], at: int) -> bool:
    """Whether a participle describes the noun after it: "urged aligned efforts"."""
    after = said[at + 1 : at + 2]
    return at > 0 and is_past(said[at - 1]) and bool(after) and after[0].content and not after[0].name


def _coordinated(said: tuple[Word, ...], at: int) -> str:
    """Return the modality of the verb that a bare one is joined to: "will visit Seoul and meet Xi"."""
    for place in range(at - 1, max(-1, at - 12), -1):
        if said[place].part != said[at].part:
            return ""
        if said[place].low in _MODAL:
            return _MODAL[said[place].low]
    return ""
