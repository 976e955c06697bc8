"""Offices: the title that a sentence gives to somebody is one that the article gives to the same person."""

from collections.abc import Sequence
from functools import lru_cache

from index.data import Document
from rag.data import Check
from rag.evidence import Line
from rag.guard.alignment import Alignment, Edit
from rag.guard.reading import Word, as_written, names_in, read
from rag.guard.verdict import verdict

HEADS = frozenset(
    """president premier minister secretary ambassador mayor governor chancellor king queen prince princess senator
    chairman chairwoman chair director general admiral colonel captain commander spokesman spokeswoman judge justice
    professor doctor bishop pope emperor sultan envoy commissioner congressman congresswoman representative speaker
    treasurer coach founder owner author editor engineer adviser
    advisor marshal lieutenant sergeant consul negotiator lawmaker delegate""".split()
)
MARKS = frozenset("vice deputy former acting prime first interim assistant ex late honorary top".split())
FIELDS = frozenset(
    """foreign defense finance interior trade economy health education justice energy security state affair national
    unification commerce labor transport culture environment agriculture""".split()
)
_BODIES = {"ministry": "ministry", "ministries": "ministry", "minister": "minister", "ministers": "minister",
           "secretary": "secretary", "department": "department"}  # fmt: skip
_SECRETARY = 4  # words in which "of defense" follows "secretary"
_GENERAL = frozenset("leader official politician diplomat head man woman person side".split())
TITLE = HEADS | MARKS | FIELDS
REACH = 6  # words on either side of a name among which its title stands


def check(sentence: str, laid: Alignment, cited: Sequence[Line]) -> Check:
    """Check the titles that stand right before the names of the sentence."""
    faults = []
    documents = list({line.document.id: line.document for line in cited}.values())
    for name, title in _titled(read(sentence)):
        given = [held for document in documents for held in _titles(document, name)]
        unheard = not given and bool(title & HEADS) and not _is_heard(title, laid)
        if unheard or (given and not any(_agree(title, held) for held in given)):
            faults.append(f"{' '.join(sorted(title))} {name}")
    return verdict("offices", [*faults, *_replaced(laid), *_other_fields(laid, documents)])


def _is_heard(title: frozenset[str], laid: Alignment) -> bool:
    """Whether the words cited or those before have the office of somebody to whom the article gives none."""
    return bool(title & HEADS & {word.low.rstrip("s") for word in (*laid.source, *laid.before)})


def _other_fields(laid: Alignment, documents: Sequence[Document]) -> list[str]:
    """Return the fields of ministries and ministers that are not those of the words cited, nor of the article."""
    theirs = _fields(laid.source) or _fields(laid.before)
    whole = frozenset().union(*(_fields(read(document.text)) for document in documents))
    strange = _fields(laid.said) - theirs
    return [f"{field} {body}" for field, body in sorted(strange) if theirs or (field, body) not in whole]


def _fields(said: tuple[Word, ...]) -> frozenset[tuple[str, str]]:
    """Return the fields of a text's offices: ("defense", "minister"); a ministry's are its minister's too."""
    found = set()
    for at, word in enumerate(said):
        if word.low in _BODIES:
            after = said[at + 2 : at + _SECRETARY] if said[at + 1 : at + 2] and said[at + 1].low == "of" else ()
            beside = (*said[max(0, at - 1) : at], *after)
            found |= {other.low for other in beside if other.low in FIELDS and other.low != "national"}
    return frozenset((field, "office") for field in found)


def _replaced(laid: Alignment) -> list[str]:
    """Return the titles in place of others, and "vice" left out or put in, where the sentence follows its source."""
    held = laid.keys | laid.near
    return [
        f"{as_written(edit.said) or 'no title'}, where the source has {as_written(edit.source) or 'none'}"
        for edit in laid.edits
        if not edit.cut and (_is_other(edit, held) or _is_marked(edit.source, edit.said) or _is_put_in(edit, held))
    ]


def _is_other(edit: Edit, held: frozenset[str]) -> bool:
    """Whether a title stands in place of another one; names and general words may stand for a title."""
    mine, theirs = _titles_in(edit.said), _titles_in(edit.source)
    if any(word.name and word.low not in TITLE for word in (*edit.said, *edit.source)) or not theirs - FIELDS:
        return False
    new = {word.low for word in edit.said if word.content and word.key not in held} - _GENERAL
    return bool(mine - theirs) or (bool(new) and len(new) <= len(theirs))


def _is_marked(text: tuple[Word, ...], other: tuple[Word, ...]) -> bool:
    """Whether all that one side has beyond the other is a "vice" or "former"."""
    left = {word.low for word in text if word.content}
    return bool(left) and left <= MARKS - {"first"} and not any(word.content for word in other)


def _is_put_in(edit: Edit, held: frozenset[str]) -> bool:
    return _is_marked(edit.said, edit.source) and not all(word.key in held for word in edit.said if word.content)


def _titles_in(said: tuple[Word, ...]) -> set[str]:
    return {word.low.rstrip("s") for word in said} & TITLE


def _agree(title: frozenset[str], held: frozenset[str]) -> bool:
    """Whether the article gives this title: its words, and no "vice" or "former" that is left out."""
    return title <= held and (held & MARKS <= title or not title & HEADS)


def _titled(said: tuple[Word, ...]) -> list[tuple[str, frozenset[str]]]:
    """Return each name with a title beside it, as the key of its first word, and the words of the title."""
    return [
        (said[first].key, title) for first, last in names_in(said, but=TITLE) for title in _beside(said, first, last)
    ]


@lru_cache(maxsize=4096)
def _titles(document: Document, name: str) -> tuple[frozenset[str], ...]:
    """Return the titles that an article puts beside a name."""
    said = read(document.text)
    named = [run for run in _names(document) if name in {word.key for word in said[run[0] : run[1] + 1]}]
    return tuple(dict.fromkeys(title for first, last in named for title in _beside(said, first, last)))


@lru_cache(maxsize=4096)
def holder(document: Document, heads: frozenset[str]) -> frozenset[str]:
    """Return the words of the first name beside which an article puts an office."""
    said = read(document.text)
    for first, last in _names(document):
        if any(heads <= title for title in _beside(said, first, last)):
            return frozenset(word.low for word in said[first : last + 1])
    return frozenset()


@lru_cache(maxsize=512)
def _names(document: Document) -> tuple[tuple[int, int], ...]:
    """Return the first and last places of the names of an article, titles left out."""
    return names_in(read(document.text), but=TITLE)


def _beside(said: tuple[Word, ...], first: int, last: int) -> list[frozenset[str]]:
    """Return the titles right before a name and right after the comma that follows it."""
    found = []
    if first and said[first - 1].low in HEADS and said[first].part - said[first - 1].part <= 1:
        found.append(_title(said, first - 1))
    if said[last + 1 : last + 2] and said[last + 1].low in ("and", "or", "while", "but"):
        return found
    after = [
        place for place in range(last + 1, min(len(said), last + 1 + REACH)) if said[place].part == said[last].part + 1
    ]
    owned = ("'s", "’s", "'", "’")
    heads = [place for place in after if said[place].low in HEADS and not said[place].text.endswith(owned)]
    return found + [_title(said, place) for place in heads[:1] if after[0] == last + 1]


def _title(said: tuple[Word, ...], at: int) -> frozenset[str]:
    """Return the words of a title that end at a place."""
    first = at
    while first and said[first - 1].low in TITLE and said[first - 1].part == said[at].part:
        first -= 1
    return frozenset(word.low for word in said[first : at + 1])
