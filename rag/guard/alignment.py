"""A sentence laid beside the words it cites: which word of the source each of its words stands for.

Where the source has a word more than once, the place counts whose neighbours are also the sentence's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rag.days import meanings
from rag.evidence import Line, article_lines
from rag.guard.reading import GIVING, SENTENCE, TAKING, Word, read
from rag.thesaurus import near
from rag.wording import byline

VERBATIM = 0.6  # the share of a sentence in the source's own order from which on it follows it word by word
LEAD = 3  # words more than the sentence's that the source may have before what they share first
RUN = 2  # words in a row that count as the source's own
REACH = 5  # words on either side that count as neighbours
MOST_PLACES = 24  # of one word in the lines cited, the first


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of the sentence that stands where its source has another one; either may be empty."""

    said: tuple[Word, ...]
    source: tuple[Word, ...]
    at: int  # where it begins in the sentence
    place: int  # where it begins in the source
    last: bool  # whether it ends the sentence

    @property
    def cut(self) -> bool:
        """Whether the source may just go on where the sentence ends."""
        return self.last and len(_content(self.said)) < len(_content(self.source))


def _content(said: tuple[Word, ...]) -> list[Word]:
    return [word for word in said if word.content]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Words of the sentence, of its source, and the place in the source of each word that stands there."""

    said: tuple[Word, ...]
    source: tuple[Word, ...]
    places: dict[int, int]
    reworded: dict[int, int]  # the places of words for which the source has others that can stand for them
    near: frozenset[str]  # keys of what stands round the source: the sentence before it, days as dates, the title
    before: tuple[Word, ...]  # the sentence before each line
    edits: tuple[Edit, ...]  # what differs, where the sentence follows its source word by word; else none

    @property
    def anchored(self) -> dict[int, int]:
        """The place in the source of each word that stands there, itself or in other words."""
        return self.places | self.reworded

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the source."""
        return frozenset(word.key for word in self.source)


def align(sentence: str, cited: Sequence[Line]) -> Alignment:
    """Lay a sentence beside the lines it cites."""
    said, source = read(sentence), _joined(tuple(cited))
    beside = frozenset().union(*(_near(line) for line in cited))
    places = _places(said, source)
    before = read("\n".join(article_lines(line.document)[line.number - 1].text for line in cited if line.number))
    return Alignment(said, source, places, _reworded(said, source, places), beside, before, _edits(said, source))


def _edits(said: tuple[Word, ...], source: tuple[Word, ...]) -> tuple[Edit, ...]:
    """Return what differs between words that stand on both sides of it, where most of the sentence is the source's."""
    steps = SequenceMatcher(None, [word.key for word in said], [word.key for word in source], autojunk=False)
    runs = [block for block in steps.get_matching_blocks() if block.size >= RUN]
    if sum(block.size for block in runs) < VERBATIM * len(said):
        return ()
    begins = _begin_of_sentence(source, runs[0].b)
    at, place = 0, begins if runs[0].b - begins <= runs[0].a + LEAD else runs[0].b - runs[0].a
    found = []
    for block in [*runs, None]:
        end, stop = (block.a, block.b) if block else (len(said), _end_of_sentence(source, place))
        if at < end or place < stop:
            found.append(Edit(said[at:end], source[max(0, place) : stop], at, max(0, place), block is None))
        at, place = (block.a + block.size, block.b + block.size) if block else (end, stop)
    return tuple(found)


def _begin_of_sentence(source: tuple[Word, ...], place: int) -> int:
    """Return where the sentence begins that the word at a place stands in."""
    return place - sum(word.part > source[place].part - SENTENCE for word in source[:place])


def _end_of_sentence(source: tuple[Word, ...], place: int) -> int:
    """Return where the sentence ends that the word before a place stands in."""
    parts = [word.part for word in source[place - 1 :]]
    return place - 1 + sum(part < parts[0] + SENTENCE for part in parts)


@lru_cache(maxsize=4096)
def _joined(cited: tuple[Line, ...]) -> tuple[Word, ...]:
    return read("\n".join(line.text.replace("\n", " ") for line in cited))


@lru_cache(maxsize=4096)
def _near(line: Line) -> frozenset[str]:
    before = article_lines(line.document)[line.number - 1].text if line.number else ""
    dated = meanings(line.text, line.document)
    header = f"{line.document.title} {byline(line.document)} {line.document.place or ''}"
    return frozenset(word.key for word in read(f"{before}\n{dated}\n{line.speaker or ''}\n{header}"))


def _places(said: tuple[Word, ...], source: tuple[Word, ...]) -> dict[int, int]:
    where: dict[str, list[int]] = {}
    for at, word in enumerate(source):
        if word.content and len(same := where.setdefault(word.key, [])) < MOST_PLACES:
            same.append(at)
    found = {}
    for at, word in enumerate(said):
        if word.content and word.key in where:
            found[at] = max(where[word.key], key=lambda place: (_likeness(said, at, source, place), -place))
    return found


def _reworded(said: tuple[Word, ...], source: tuple[Word, ...], places: dict[int, int]) -> dict[int, int]:
    """Return the places of those words of the source that no word of the sentence repeats, for others near to them."""
    taken = {source[place].key for place in places.values()}
    free = [at for at, word in enumerate(source) if _may_be_reworded(word) and word.key not in taken]
    found = {}
    for at, word in enumerate(said):
        if _may_be_reworded(word) and at not in places:
            options = [place for place in free if source[place].key in near(word.key) | _family(word.key)]
            if options:
                found[at] = max(options, key=lambda place: (_likeness(said, at, source, place), -place))
    return found


def _family(stem: str) -> frozenset[str]:
    return next((family for family in (GIVING, TAKING) if stem in family), frozenset())


def _may_be_reworded(word: Word) -> bool:
    return word.content and not word.name and not word.figure


def _likeness(said: tuple[Word, ...], at: int, source: tuple[Word, ...], place: int) -> float:
    """Return how alike the neighbours of two places are; the nearer and the fuller a word, the more it counts."""
    around: dict[str, float] = {}
    for step in range(-REACH, REACH + 1):
        if step and 0 <= place + step < len(source):
            neighbour = source[place + step].key
            around[neighbour] = max(around.get(neighbour, 0.0), 1 / abs(step))
    total = 0.0
    for step in range(-REACH, REACH + 1):
        if step and 0 <= at + step < len(said):
            word = said[at + step]
            total += around.get(word.key, 0.0) * (1.0 if word.content else 0.3) / abs(step)
    return total
