"""Direction: who does it and to whom. Passives are turned round; what both sides do together has no direction."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.data import Check
from rag.guard.alignment import Alignment
from rag.guard.parties import Party
from rag.guard.reading import BE, MODALS, PREPOSITIONS, Word, is_irregular, is_past
from rag.guard.roles import Roles, roles, transfers
from rag.guard.verdict import verdict

_MUTUAL = frozenset(
    """meet talk agre cooper negoti differ discuss joint togeth share marri trade compet play clash fight summit dialogu
    relat tie talk hold link border neighbor neighbour between both resum bilater sign war conflict""".split()
)
_MEETING = frozenset("meet talk negoti cooper marri".split())
_ON = frozenset("attack assault raid ban tax strike claim".split())
_LEADING = frozenset("in on at during since until till within amid despite without as per among via throughout".split())
_FROM = frozenset({"from"})
_TO = frozenset("to into toward towards onto".split())
_OPPOSED = ((_FROM, _TO), (frozenset({"for"}), frozenset({"against"})), (frozenset({"with"}), frozenset({"without"})))
_ARTICLES = frozenset("a an the its his her their this that these those".split())
_BARRIERS = frozenset("that which who and but while whereas".split())
_LED_PASSIVE = BE | frozenset("become became becomes get got made make makes".split())
ASIDE = 2  # punctuation marks that may stand between a verb and a name
WINDOW = 8  # words on either side of a verb among which its agent and its patient stand


@dataclass(frozen=True, slots=True)
class _Sides:
    """The places of the words before and after a verb, and whether it is a passive with an agent."""

    before: frozenset[int]
    after: frozenset[int]
    passive: bool


def check(laid: Alignment) -> Check:
    """Check what stands on both sides of every verb, and the ways that "from", "to" and "against" point."""
    faults = [_exchange(laid, at, place) for at, place in laid.places.items() if _relates(laid, at)]
    found = (*faults, *_turned_prepositions(laid), *_swapped(laid), *_other_parties(laid), *_other_transfers(laid))
    return verdict("direction", [fault for fault in found if fault])


def _other_parties(laid: Alignment) -> list[str]:
    """Return the words beside which the sentence names another party than the source does, in the same role."""
    faults = []
    theirs = roles(laid.source)
    for at, mine in roles(laid.said).items():
        key = laid.said[at].key
        same = [one for place, one in theirs.items() if laid.source[place].key == key or place == laid.reworded.get(at)]
        if same and (key not in _MUTUAL or key == "war") and (other := _other(mine, same)):
            faults.append(f"{' '.join(sorted(other.words))} beside {laid.said[at].text}")
    return faults


def _other(mine: Roles, theirs: Sequence[Roles]) -> Party | None:
    """Return a party that the source has in no such role, though another of its sort is in it, or it in another."""
    agents = [party for one in theirs for party in one.agents]
    patients = [party for one in theirs for party in one.patients]
    return _stranger(mine.agents, agents, patients) or _stranger(mine.patients, patients, agents)


def _stranger(mine: Sequence[Party], held: Sequence[Party], across: Sequence[Party]) -> Party | None:
    for is_state in (True, False):
        own = [party for party in mine if party.is_state is is_state]
        rivals = [party for party in held if party.is_state is is_state]
        if own and not _meet(own, rivals) and (rivals or _meet(own, across)):
            return own[0]
    return None


def _meet(some: Sequence[Party], others: Sequence[Party]) -> bool:
    return any(one.is_same(other) for one in some for other in others)


def _other_transfers(laid: Alignment) -> list[str]:
    """Return who gives to whom in the sentence where in the source nothing goes from and to the same."""
    theirs = list(transfers(laid.source))
    return [
        "who gives it to whom is exchanged"
        for mine in transfers(laid.said)
        if theirs and not any(_fit(mine, other) for other in theirs)
    ]


def _fit(mine: Roles, other: Roles) -> bool:
    """Whether two transfers can be one: neither side is named differently."""
    sides = ((mine.givers, other.givers), (mine.takers, other.takers))
    return not any(_stranger(one, two, ()) for one, two in sides)


def _swapped(laid: Alignment) -> list[str]:
    """Return the pairs that have changed places in a sentence that else follows its source word by word."""
    faults = []
    for one, two in combinations(laid.edits, 2):
        mine, theirs = (_telling(one.said), _telling(two.said)), (_telling(one.source), _telling(two.source))
        between = laid.said[one.at + len(one.said) : two.at]
        related = any(word.low in PREPOSITIONS - {"of"} or is_past(word) or word.low in MODALS for word in between)
        listed = not related or any(word.key in _MEETING for word in between)
        if all(mine) and mine == theirs[::-1] and not listed:
            faults.append(f"{' '.join(sorted(mine[0]))} and {' '.join(sorted(mine[1]))} have changed places")
    return faults


def _telling(said: tuple[Word, ...]) -> frozenset[str]:
    return frozenset(word.key for word in said if word.content)


def _relates(laid: Alignment, at: int) -> bool:
    """Whether a word can stand between an agent and a patient: no name, figure or title, and nothing mutual."""
    word = laid.said[at]
    if word.name or word.figure or word.joined or word.key in _MUTUAL or word.low.endswith("ly"):
        return False
    verb = any(is_past(form) or is_irregular(form) for form in (word, laid.source[laid.places[at]]))
    return verb or word.low.endswith("ing") or _is_led(laid.said, at) or _leads(laid.said, at)


def _is_led(said: tuple[Word, ...], at: int) -> bool:
    return at > 0 and (
        said[at - 1].low == "to"
        or said[at - 1].low in ("will", "would", "may", "might", "can", "could", "must", "should", "not")
    )


def _leads(said: tuple[Word, ...], at: int) -> bool:
    """Whether a noun leads to what it acts on: "war against", "victory over", "attack on"."""
    following = said[at + 1].low if at + 1 < len(said) else ""
    return following in ("over", "against", "by") or (following == "on" and said[at].key in _ON)


def _exchange(laid: Alignment, at: int, place: int) -> str:
    """Say what is exchanged round a verb; empty where nothing is."""
    if _acts_unnamed(laid.said, at) or _acts_unnamed(laid.source, place):
        return ""
    mine, theirs = _sides(laid.said, at), _sides(laid.source, place)
    left = {laid.places[other] for other in mine.before if other in laid.places}
    right = {laid.places[other] for other in mine.after if other in laid.places}
    keys = _keys(laid.source, theirs.before), _keys(laid.source, theirs.after)
    before, after = _keys(laid.source, left), _keys(laid.source, right)
    flipped = bool(before & (keys[1] - keys[0])) and bool(after & (keys[0] - keys[1]))
    straight = bool(before & (keys[0] - keys[1])) and bool(after & (keys[1] - keys[0]))
    if (flipped and mine.passive == theirs.passive) or (straight and not flipped and mine.passive != theirs.passive):
        return f"who {laid.said[at].text} whom is exchanged"
    return ""


def _acts_unnamed(said: tuple[Word, ...], at: int) -> bool:
    """Whether a verb is a passive that names no agent, so that what follows it is none."""
    led = {word.low for word in said[max(0, at - 3) : at]} & _LED_PASSIVE
    after = [word.low for word in said[at + 1 : at + 5]]
    agent = "by" in after and not BE & set(after[: after.index("by")])
    return is_past(said[at]) and bool(led) and not agent


def _keys(source: tuple[Word, ...], places: frozenset[int] | set[int]) -> frozenset[str]:
    return frozenset(source[place].key for place in places)


def _sides(said: tuple[Word, ...], at: int) -> _Sides:
    before = _stretch(said, range(at - 1, max(-1, at - 1 - WINDOW), -1), at)
    after = _stretch(said, range(at + 1, min(len(said), at + 1 + WINDOW)), at)
    by = [word.low for word in said[at + 1 : at + 5]]
    passive = (
        is_past(said[at])
        and "by" in by
        and (by[0] == "by" or bool(BE & {word.low for word in said[max(0, at - 3) : at]}))
    )
    return _Sides(before, after, passive)


def _stretch(said: tuple[Word, ...], places: range, at: int) -> frozenset[int]:
    """Return the places of the nouns and names on one side, without those that tell when and where."""
    found = []
    for place in places:
        word, apart = said[place], abs(said[place].part - said[at].part)
        if apart > ASIDE or word.low in _BARRIERS:
            break
        named = word.name or not apart  # beyond a comma only names count
        if named and word.content and not word.figure and not word.low.endswith("ly") and not _is_setting(said, place):
            found.append(place)
    return frozenset(found)


def _is_setting(said: tuple[Word, ...], place: int) -> bool:
    """Whether a word stands after a preposition of time or place."""
    for word in reversed(said[max(0, place - 4) : place]):
        if word.low in _LEADING:
            return True
        if not (word.low in _ARTICLES or word.name or word.figure):
            return False
    return False


def _turned_prepositions(laid: Alignment) -> list[str]:
    faults = []
    for at, place in laid.places.items():
        mine, theirs = _preposition(laid.said, at), _preposition(laid.source, place)
        if _are_opposed(mine, theirs) and not _elsewhere(laid, at, mine):
            faults.append(f"{mine} {laid.said[at].text}, where the source has {theirs}")
    return faults


def _are_opposed(one: str, other: str) -> bool:
    return any((one in left and other in right) or (one in right and other in left) for left, right in _OPPOSED)


def _elsewhere(laid: Alignment, at: int, preposition: str) -> bool:
    return any(
        word.key == laid.said[at].key and _preposition(laid.source, place) == preposition
        for place, word in enumerate(laid.source)
    )


def _preposition(said: tuple[Word, ...], at: int) -> str:
    """Return the preposition right before a noun or name, over its articles and the other parts of the name."""
    for word in reversed(said[max(0, at - 4) : at]):
        if word.part != said[at].part:
            return ""
        if any(word.low in side for pair in _OPPOSED for side in pair):
            return word.low
        if not (word.low in _ARTICLES or (word.name and said[at].name)):
            return ""
    return ""
