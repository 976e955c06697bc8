"""Conditions and reservations: "if", "until", "alleged", "reportedly" are not dropped from what they limit."""

from collections.abc import Sequence

from index.outlets import looks_like_outlet
from rag.attribution import speaker
from rag.data import Check
from rag.evidence import Line
from rag.guard.alignment import Alignment
from rag.guard.reading import BE, HAVE, Word, is_past, key
from rag.guard.verdict import verdict

_CONDITIONS = {
    "if": "if provided assuming should whether once when condition conditional depends depending case unless",
    "unless": "unless if except without until",
    "until": "until till before",
    "provided": "provided providing if condition",
    "except": "except excluding but besides apart",
    "lest": "lest",
}
_HEDGES = frozenset(
    """alleged allegedly allegation allegations alleges allege reportedly reported reports purported purportedly
    suspected     suspicion suspects accused accuses accusation unconfirmed rumored rumoured rumours rumors
    apparently apparent
    presumably presumed likely probably perhaps possibly maybe supposedly supposed seems seemed seem appears appeared
    appear believed thought claimed claims claim potentially potential expected unlikely doubt doubts could may might
    can""".split()
)
_STRONG = frozenset(
    """allegedly alleged reportedly purported purportedly suspected unconfirmed rumored rumoured apparently presumably
    likely probably perhaps possibly maybe supposedly potentially""".split()
)
_OWN = frozenset({"if", "unless", "until", "except"})  # conditions that a sentence may not bring in
_TELLING = frozenset("according report reports reported told newspaper account accounts media".split())
_DOUBTING = _HEDGES | frozenset("accused meant intended planned hoped wanted tried sought said whether".split())
_DEMANDING = frozenset("must should ought demand demands demanded cannot".split())
_ENDING = frozenset(map(key, "end stop halt cease ban forbid".split()))
_COSTS = (["cost"], ["expense"], ["risk"], ["price"])
_ATTITUDES = frozenset(
    map(key, "fear worry hope doubt suspicion concern rumor allegation speculation possibility".split())
)
_OPENLY = frozenset(
    "whether if unclear question questions undecided decide decided ask asked not no could might".split()
)
ATTITUDE = 4  # words before "that" among which a fear or a hope stands
BESIDE = 3  # words on either side of what is left out among which another reservation may stand
_DEFINITE = frozenset("the this that these those his her its their our my".split())
_SPEAKING = frozenset(map(key, "say tell report add note believe think agree hope deny claim fear know warn".split()))
LEAST = 2  # words that carry meaning which the sentence must share with what a condition limits


def check(sentence: str, laid: Alignment, cited: Sequence[Line]) -> Check:
    """Check that what limits a statement of the source limits it in the sentence too."""
    said = {word.low for word in laid.said}
    taken = frozenset(laid.places.values())
    anchored = frozenset(laid.anchored.values())
    faults = [
        f"without {word.text}"
        for at, word in enumerate(laid.source)
        if _is_dropped(laid.source, at, said, taken) and not _is_kept(laid.source, at, anchored)
    ]
    return verdict(
        "conditions",
        [
            *faults,
            *_brought_in(laid),
            *_left_out(laid),
            *_hearsay(sentence, laid, cited),
            *_widened(laid),
            *_unlimited(laid),
            *_settled(laid),
        ],
    )


def _settled(laid: Alignment) -> list[str]:
    """Return what opens a clause that the source leaves open, where the sentence has the clause as a fact.

    "Did not say whether it came", "concern is widespread that it means": somebody asks or fears it, nobody tells it.
    """
    said = {word.low for word in laid.said} | {word.key for word in laid.said}
    if said & _OPENLY or said & _DOUBTING - {"said"} or not said.isdisjoint(_ATTITUDES):
        return []
    anchored = frozenset(laid.anchored.values())
    faults = []
    for at, word in enumerate(laid.source):
        if _leaves_open(laid.source, at):
            after = [place for place in range(at + 1, len(laid.source)) if laid.source[place].part == word.part]
            told = [place for place in after if laid.source[place].content]
            if len(told) >= LEAST and sum(place in anchored for place in told) * 2 > len(told):
                faults.append(f"without {word.text}")
    return faults


def _leaves_open(source: tuple[Word, ...], at: int) -> bool:
    """Whether a word opens a clause of which the source does not say that it is so."""
    if source[at].low == "whether":
        return True
    before = [word for word in source[max(0, at - ATTITUDE) : at] if word.part == source[at].part]
    return source[at].low == "that" and any(word.key in _ATTITUDES for word in before)


def _is_dropped(source: tuple[Word, ...], at: int, said: set[str], taken: frozenset[int]) -> bool:
    low = source[at].low
    if low in _STRONG:
        return not said & _HEDGES and _limits(source, at, taken)
    if low not in _CONDITIONS or _is_idiom(source, at) or said & set(_CONDITIONS[low].split()):
        return False
    return _main(source, at, taken)


def _is_kept(source: tuple[Word, ...], at: int, anchored: frozenset[int]) -> bool:
    """Whether the sentence has what a condition says in other form: "if it endangers", "that endanger"."""
    if source[at].low not in _CONDITIONS:
        return False
    after = [place for place in range(at + 1, len(source)) if source[place].part == source[at].part]
    told = [place for place in after if source[place].content]
    return bool(told) and sum(place in anchored for place in told) * 2 >= len(told)


def _unlimited(laid: Alignment) -> list[str]:
    """Return what limits a demand in the source and is left out: "arms that endanger peace must go", "arms must go"."""
    if not any(_demands(laid.said, at) for at in range(len(laid.said))):
        return []
    anchored = frozenset(laid.anchored.values())
    faults = []
    for at, word in enumerate(laid.source):
        limits = _limiting(laid.source, at)
        before = [place for place in range(max(0, at - 6), at) if laid.source[place].content]
        shared = sum(place in anchored for place in before) >= LEAST
        if limits and shared and not any(place in anchored for place in limits):
            faults.append(f"without {word.text} {' '.join(laid.source[place].text for place in limits)}")
    return faults


def _demands(said: tuple[Word, ...], at: int) -> bool:
    """Whether a word demands or ends something: "must", "has to", "demanded", "an end to"."""
    obliged = said[at].low in HAVE and said[at + 1 : at + 2] and said[at + 1].low == "to"
    return bool(obliged) or said[at].low in _DEMANDING or said[at].key in _ENDING


def _limiting(source: tuple[Word, ...], at: int) -> list[int]:
    """Return the places of the telling words that follow a "that" of a kind of things, or an "at the cost of"."""
    opens = source[at].low in ("that", "which") and at > 1 and source[at - 1].content and _is_indefinite(source, at)
    costs = source[at].low == "at" and [word.low for word in source[at + 1 : at + 3]][-1:] in _COSTS
    if not opens and not costs:
        return []
    places = []
    for place in range(at + 1, len(source)):
        if source[place].part != source[at].part or _demands(source, place):
            break
        places.append(place)
    return [place for place in places if source[place].content]


def _is_idiom(source: tuple[Word, ...], at: int) -> bool:
    """Whether an "if" asks or compares: "as if", "asked if", "if any", "even if"."""
    before = source[at - 1].low if at else ""
    after = source[at + 1].low if at + 1 < len(source) else ""
    if source[at].low == "provided":
        return after not in ("that", "the") or before in ("was", "were", "be", "is", "are", "has", "have", "had")
    return before in ("as", "even", "asked", "ask", "see", "know", "what", "only") or after in (
        "any",
        "necessary",
        "not",
    )


def _limits(source: tuple[Word, ...], at: int, taken: frozenset[int]) -> bool:
    """Whether the sentence takes over the word that a reservation stands before."""
    after = [place for place in range(at + 1, min(len(source), at + 5)) if source[place].content]
    return any(place in taken for place in after[:2])


def _main(source: tuple[Word, ...], at: int, taken: frozenset[int]) -> bool:
    """Whether the sentence takes over the clause that a condition limits: before it, or after it where it begins."""
    begins = at == 0 or source[at - 1].part != source[at].part
    before = _clause_before(source, at)
    main = before if before and not (begins and len(before) < LEAST) else _clause_after(source, at)
    shared = sum(place in taken for place in main)
    return shared >= LEAST and shared * 2 >= len(main[:6])


def _clause_before(source: tuple[Word, ...], at: int) -> list[int]:
    """Return the places of the words that carry meaning before a condition, in its stretch, nearest first."""
    part = source[at].part if at and source[at - 1].part == source[at].part else source[at].part - 1
    return [
        place for place in range(at - 1, max(-1, at - 12), -1) if source[place].part == part and source[place].content
    ]


def _clause_after(source: tuple[Word, ...], at: int) -> list[int]:
    """Return the places of the words that carry meaning in the stretch after the one of a condition."""
    part = source[at].part + 1
    return [place for place in range(at + 1, len(source)) if source[place].part == part and source[place].content]


def _brought_in(laid: Alignment) -> list[str]:
    """Return the conditions that the sentence has and the source has neither as such nor as other words."""
    held = {word.low for word in laid.source}
    faults = []
    for at, word in enumerate(laid.said):
        known = held & {word.low, *_CONDITIONS.get(word.low, "").split()}
        if word.low in _OWN and not known and not _is_idiom(laid.said, at) and not _follows_source(laid, at):
            faults.append(f"{word.text} is the sentence's own")
    return faults


def _follows_source(laid: Alignment, at: int) -> bool:
    """Whether most of what a condition says stands in the source: "arms that harm peace", "if they harm it"."""
    after = [place for place in range(at + 1, min(len(laid.said), at + 7)) if laid.said[place].content]
    return sum(place in laid.places for place in after) * 2 > len(after)


def _left_out(laid: Alignment) -> list[str]:
    """Return the reservations that are taken out of a sentence which else follows its source word by word."""
    faults = []
    for edit in laid.edits:
        theirs = [word.text for word in edit.source if word.low in _DOUBTING and _is_reservation(laid.source, word)]
        beside = laid.said[max(0, edit.at - BESIDE) : edit.at + len(edit.said) + BESIDE]
        if theirs and not edit.cut and not {word.low for word in beside} & (_DOUBTING - {"said"}):
            faults.append(f"without {' '.join(theirs)}")
    return faults


def _hearsay(sentence: str, laid: Alignment, cited: Sequence[Line]) -> list[str]:
    """Return the other outlet from which the article has what the sentence tells as known."""
    source = cited[0].speaker
    if source is None or not looks_like_outlet(source) or speaker(sentence):
        return []
    return [] if {word.low for word in laid.said} & _TELLING else [f"without {source}"]


def _is_reservation(source: tuple[Word, ...], word: Word) -> bool:
    """Whether a word reserves: "is reported to", "accused of", "meant to", "whether"; "he said" does not."""
    at = next(place for place, other in enumerate(source) if other is word)
    if word.low == "whether":
        return True
    led = word.low != "said" or (at > 0 and source[at - 1].low in BE)
    return led and at + 1 < len(source) and source[at + 1].low in ("to", "of") and source[at + 1].part == word.part


def _widened(laid: Alignment) -> list[str]:
    """Return the clauses that say which of a kind is meant, left out where the sentence follows its source."""
    faults = []
    for edit in laid.edits:
        opens = len(edit.source) > 1 and edit.source[0].low in ("that", "which", "who") and edit.place > 1
        if (
            opens
            and not edit.cut
            and not any(word.content for word in edit.said)
            and _is_indefinite(laid.source, edit.place)
        ):
            faults.append(f"without {' '.join(word.text for word in edit.source)}")
    return faults


def _is_indefinite(source: tuple[Word, ...], place: int) -> bool:
    """Whether the noun before a relative clause is of a kind, not a known one, and no comma stands between."""
    before = source[max(0, place - 5) : place]
    same = source[place].part == source[place - 1].part and not is_past(source[place - 1])
    return same and not any(word.low in _DEFINITE for word in before) and source[place - 1].key not in _SPEAKING
