"""What a question asks for: made to stand alone, with its years and the speaker whose words it wants.

A follow-up is completed from the conversation, by rule where its form tells how, else by the generator. What that
writes is used only where every word of it stands in the conversation and all that was asked stands in it: a rewriting
never adds a fact and drops none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.naming import Naming
from rag import elided, followup
from rag.asked_names import replaced
from rag.asked_words import quoted_words, wanted_speaker
from rag.clauses import on_its_matter
from rag.data import AskedName, Turn
from rag.generator import Generator
from rag.joined import LEAST, singles
from rag.prompt import messages
from rag.pronouns import without_told
from rag.quotes import quotations, with_quoted
from rag.terms import terms
from rag.wants import Wants, wants

_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|hers|its|their|that|this|those|these|there|then|one|ones|former|latter)\b",
    re.I,
)
_LEAD = re.compile(r"^(?:and|but|or|so|no)\b", re.I)
_ELLIPSIS = re.compile(r"(?:also|what about|how about|why|when|where|how)\b", re.I)
_OTHERS = re.compile(r"\b(?:else|other)\b")
LATEST = 3  # turns of the conversation that the generator reads


@dataclass(frozen=True, slots=True)
class Part:
    """One question, with what it wants."""

    text: str
    speaker: str | None  # whose words are wanted
    wants: Wants
    words: str | None = None  # quoted in it, whose speaker it asks for: "Who spoke of a 'new dawn'?"
    told: str = ""  # what the conversation has answered already, where it asks for others: "Who else?"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, read."""

    text: str
    standalone: str
    parts: tuple[Part, ...]  # the questions that it is made of, each answered by itself; itself where it is one
    names: tuple[AskedName, ...] | None = None  # that the archive's replaced; None where all are as they were asked
    prompt_tokens: int = 0  # what the rewriting cost
    completion_tokens: int = 0


def read(text: str, history: Sequence[Turn], generator: Generator) -> Asked:
    """Return the question as it is to be searched and answered."""
    text = " ".join(text.split())
    standalone, spent, written = (text, 0, 0)
    if told := read_with(text, history):
        by_rule = _by_rule(text, [turn.question for turn in told])
        standalone, spent, written = (by_rule, 0, 0) if by_rule else _completed(text, told[-LATEST:], generator)
    known = (told[-1].answer if told and _OTHERS.search(standalone) else None) or ""
    return Asked(
        text=text,
        standalone=standalone,
        parts=tuple(replace(part, told=known) for part in parts_of(standalone)),
        prompt_tokens=spent,
        completion_tokens=written,
    )


def renamed(asked: Asked, naming: Naming) -> Asked:
    """Return a question whose parts have the names that the archive has, so that all spellings are one question."""
    parts = [replace(_part(_unified(part.text, naming)), told=part.told) for part in asked.parts]
    names = [name for old, new in zip(asked.parts, parts, strict=True) for name in replaced(old.text, new.text)]
    whole = tuple(replace(part, speaker=naming.whole(part.speaker)) for part in parts)
    return replace(asked, parts=whole, names=tuple(dict.fromkeys(names)))


def _unified(text: str, naming: Naming) -> str:
    """Return a question with the names that the archive has, what it quotes as it is."""
    quoted = [quotation.inner for quotation in quotations(text)]
    unified = naming.unified(_without_quoted(text))
    places = [quotation.inner for quotation in quotations(unified)]
    if len(places) != len(quoted):
        return text
    for place, span in zip(reversed(places), reversed(quoted), strict=True):
        unified = f"{unified[: place.start]}{span.of(text)}{unified[place.end :]}"
    return unified


def _without_quoted(text: str) -> str:
    """Return a question with one letter for what stands between marks."""
    return with_quoted(text, lambda _: "x")


def read_with(text: str, history: Sequence[Turn]) -> Sequence[Turn]:
    """Return the turns of the conversation that a question is read with: all, where it depends on them."""
    return history if depends(" ".join(text.split())) else ()


def depends(text: str) -> bool:
    """Whether a question cannot be understood without what was said before it."""
    if _PRONOUN.search(_own_clauses(_without_quoted(text))) or _LEAD.match(text) or elided.is_elided(text):
        return True
    return len(terms(text)) <= 2 and (bool(_ELLIPSIS.match(text)) or not re.search(r"\b[A-Z]", text[1:]))


def _own_clauses(text: str) -> str:
    """Return the question without what it explains itself: "its" after a name, "that" in "the country that chairs"."""
    text = without_told(text)
    return (
        re.sub(r"(?<=\w)\s+(?:that|this)\s+(?=[a-z]+(?:s|ed|ing)?\b)", " ", text)
        if re.search(r"\w+ that \w+", text)
        else text
    )


def _by_rule(text: str, earlier: Sequence[str]) -> str | None:
    """Return a question completed by rule from those before it, oldest first; None where no rule does."""
    if not depends(text) or not earlier:
        return text
    before = _by_rule(earlier[-1], earlier[:-1])
    return (_filled(text, before) if before else None) or followup.completed(text, earlier)


def _filled(text: str, before: str) -> str | None:
    """Return a question with what it leaves to the one before put in; None where its form does not tell."""
    alone = _LEAD.sub("", text, count=1).strip(" ,?")
    whole = on_its_matter(alone, before.rstrip(" ?"))
    return elided.filled(text, before) or (f"{whole[:1].upper()}{whole[1:]}?" if whole != alone else None)


def _completed(text: str, history: Sequence[Turn], generator: Generator) -> tuple[str, int, int]:
    told = "\n".join(_told(turn) for turn in history)
    pieces = list(generator.generate(messages("standalone", conversation=told, question=text), max_tokens=48))
    reply = "".join(piece.text for piece in pieces).strip().splitlines()
    rewritten = reply[0].strip().strip('"') if reply else ""
    cost = (pieces[-1].prompt_tokens, pieces[-1].completion_tokens) if pieces else (0, 0)
    alone = len(terms(rewritten)) >= LEAST or not elided.is_elided(text)
    if alone and _adds_nothing(rewritten, f"{told} {text}") and terms(text).keys() <= terms(rewritten).keys():
        return rewritten, *cost
    return f"{history[-1].question.rstrip('?')} – {text}", *cost


def _told(turn: Turn) -> str:
    return f"Question: {turn.question}" + (f"\nAnswer: {turn.answer}" if turn.answer else "")


def _adds_nothing(rewritten: str, conversation: str) -> bool:
    return rewritten.endswith("?") and terms(rewritten).keys() <= terms(conversation).keys()


def parts_of(question: str) -> tuple[Part, ...]:
    """Return the questions over one thing each that a question is made of, read."""
    return tuple(map(_part, singles(question)))


def _part(text: str) -> Part:
    return Part(text, wanted_speaker(text), wants(text), quoted_words(text))
