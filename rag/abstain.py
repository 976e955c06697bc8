"""Whether the archive answers a question: a probability, worked out before a word of the answer is written.

A prompt that allows refusal makes a small model refuse half of what it has in front of it, so the model is asked to
answer and this module decides. It weighs what the evidence lacks of the question (names, years, the speaker wanted),
how near it comes and, where the model can be asked, what it thinks itself: the odds of its "Yes" to whether exactly
this question is answered, and a linear reading of its inner state at that moment. The weights are data,
`rag/abstention.json`, fitted by `python -m eval.training`; docs/answering.md has the figures.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

from index.data import Document
from index.encoder import Encoder
from rag.article import whole, years_missing
from rag.asked_names import capitalised, names_missing, names_of
from rag.evidence import Evidence, Line, article_lines
from rag.generator import Generator, Opines, Opinion
from rag.on_record import on_record
from rag.prompt import messages
from rag.question import Asked, Part
from rag.reading import as_asked, as_text
from rag.speakers import bearers, own_words, same_speaker
from rag.terms import terms
from rag.weights import weights_for

ON_RECORD = 0.9  # where who wrote or published it is asked for and on record
BARE, PEOPLE = 2, 3  # a question of so few telling words is open where its name is that of so many people


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against the evidence answering a question."""

    likeness: float  # cosine of the question and the line nearest to it
    names_missing: float  # share of the question's names that no article shown has
    years_missing: float  # 1 where the question names a year that no article shown has
    speaker_missing: float  # 1 where it wants the words of somebody whom no article shown lets speak
    heard: float  # 1 where it wants somebody's words and a line shown is theirs
    yes: float = 0.0  # the model's log odds of Yes
    state: float = 0.0  # log odds of an answer, read off its inner state


@dataclass(frozen=True, slots=True)
class Belief:
    """How probable it is that the evidence answers a part of the question."""

    probability: float
    signals: Signals | None = None  # None where there is no evidence
    prompt_tokens: int = 0  # that asking the model took


def believe(part: Part, evidence: Evidence, generator: Generator, encoder: Encoder) -> Belief:
    """Weigh the evidence for a part of a question; the probability is 0 where there is none."""
    if not evidence.shown:
        return Belief(0.0)
    weights = weights_for(generator.sha256)
    found = signals(part, evidence, encoder)
    if on_record(part, evidence):
        return Belief(ON_RECORD * (1 - found.names_missing), found)
    asked = ask(part, evidence, generator) if weights.asks and isinstance(generator, Opines) else None
    if asked is None or asked.state is None:
        return Belief(weights_for(None).probability(asdict(found)), found)
    found = replace(found, yes=asked.yes, state=weights.read(asked.state))
    return Belief(weights.probability(asdict(found)), found, asked.prompt_tokens)


def signals(part: Part, evidence: Evidence, encoder: Encoder) -> Signals:
    """Return what can be told without a model of a part of a question and its evidence, some of which is shown."""
    articles = {line.document.id: line.document for line in evidence.shown}.values()
    vectors = encoder.encode([part.text, *(line.text for line in evidence.shown)])
    names = names_of(part.text)
    return Signals(
        likeness=max(0.0, float((vectors[1:] @ vectors[0]).max())),
        names_missing=len(names_missing(part.text, map(whole, articles))) / len(names) if names else 0.0,
        years_missing=float(bool(years_missing(part.text, articles))),
        speaker_missing=float(speaker_missing(part, articles)),
        heard=float(_is_heard(part, evidence.shown)),
    )


def ask(part: Part, evidence: Evidence, generator: Opines) -> Opinion:
    """Ask the model whether exactly this question is answered.

    The prompt begins as that of the answer does, which costs less for it.
    """
    text, question = as_text(evidence.shown, part.wants), as_asked(part.text, evidence.shown)
    return generator.opinion(messages("answerable", evidence=text, question=question))


def speaker_missing(part: Part, articles: Iterable[Document]) -> bool:
    """Whether a question wants the words of somebody whom none of the articles lets speak."""
    return _is_named(part) and not _is_heard(part, [line for article in articles for line in article_lines(article)])


def is_open(asked: Asked, evidence: Evidence) -> bool:
    """Whether the question names only somebody who could be any of several people in the articles found."""
    wanted = terms(asked.standalone)
    if len(wanted) > BARE:
        return False
    text = "\n".join(article.text for article in evidence.documents)
    people = [bearers(word.lower(), text) for word in capitalised(asked.standalone)]
    return bool(people) and all(len(same) >= PEOPLE for same in people)


def _is_named(part: Part) -> bool:
    return part.speaker is not None and bool(own_words(part.speaker))


def _is_heard(part: Part, lines: Iterable[Line]) -> bool:
    return _is_named(part) and any(line.speaker and same_speaker(line.speaker, str(part.speaker)) for line in lines)
