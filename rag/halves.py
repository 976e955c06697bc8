"""A sentence that joins two statements, as a sentence for each: "A opened the quay, and closed the lock in Ost".

So what no single article carries may be carried by one each, and what is wrong in one half costs only that half.
"""

import re
from collections.abc import Iterator
from itertools import islice

from rag.attribution import speaker
from rag.guard.reading import BE, HAVE, MODALS, is_past, read
from rag.quotes import stray_marks

LONGEST = 8  # words of a subject
MOST_JOINTS = 8  # that are tried
_JOINT = re.compile(r"(?:;|,?\s+(?:and|but|while|whereas))\s+")
_WORDS = rf"(?:\s+[\w.’'-]+){{0,{LONGEST - 1}}}\s+"
_NOUN = re.compile(rf"(?:[Tt]he|[A-Z][\w.’'-]*){_WORDS}")  # what may be a subject: no comma in it
_NAME = r"(?:the )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*"
_SUBJECT_BEGUN = re.compile(rf"\bthat {_NAME}$")  # cut within a subject of two: "… that Ost | and Velm denied it"
_OF_BOTH = re.compile(rf"{_NAME} (?:have|were|are|do)\b")  # "… Ost | and Velm have denied it"
_OWNER = re.compile(r"[A-Z][\w.-]*(?:\s+[A-Z][\w.-]*)*['’]s?\b")


def halves(sentence: str) -> list[str]:
    """Return the two statements that a sentence joins, the first's subject named in both; none where it is one."""
    return next(_cuts(sentence), [])


def _cuts(sentence: str) -> Iterator[list[str]]:
    subject, owner = _subject(sentence), _OWNER.match(sentence)
    for joint in islice(_JOINT.finditer(sentence, len(subject)), MOST_JOINTS) if subject else ():
        first, second = sentence[: joint.start()], sentence[joint.end() :]
        if owner:
            second = re.sub(r"^(?:his|her|its|their)\b", owner.group(), second)
        if _is_verb(second):
            second = f"{subject}{second}"
        if _subject(second) and not _breaks(first, second):
            yield [f"{first}.", f"{second[:1].upper()}{second[1:]}"]


def _subject(text: str) -> str:
    """Return what a text begins with, up to its verb; nothing where that cannot be told."""
    places = islice(re.finditer(r"\s+(?=[a-z])", text), LONGEST)
    found = next((text[: place.end()] for place in places if _is_verb(text[place.end() :])), "")
    return found if _NOUN.fullmatch(found) else ""


def _is_verb(text: str) -> bool:
    """Whether a text begins with a verb in the past or with an auxiliary."""
    word = read(text.split(maxsplit=1)[0] if text.strip() else "")[:1]
    return bool(word) and word[0].text.islower() and (word[0].low in BE | HAVE | MODALS or is_past(word[0]))


def _breaks(first: str, second: str) -> bool:
    """Whether a quotation or a subject of two is cut, or words that somebody said lose the one who said them."""
    if _SUBJECT_BEGUN.search(first) or _OF_BOTH.match(second):
        return True
    return stray_marks(first) or stray_marks(second) or (speaker(first) is not None and speaker(second) is None)
