"""From a question to a checked, cited answer: read, search, choose evidence, decide, generate, check.

assistant = Assistant.load("artifacts/index")
answer = assistant.ask("What did Xi say at APEC?")
"""

import collections.abc
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from copy import copy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Self

from index.data import Filter
from index.errors import BadInput
from index.reranker import load_reranker
from index.search import Index
from rag.abstain import believe, is_open
from rag.data import AbstainReason, Answer, Turn, UsedModel
from rag.evidence import Evidence, gather, joined
from rag.generator import Generator, Message, Piece, load_generator
from rag.judge import Judge, load_judge
from rag.made import Made, Notes, used_models
from rag.memory import Given, Memory, Origin
from rag.open import open_index
from rag.prompt import messages, prompts_sha256
from rag.question import Part, read, read_with
from rag.reading import as_asked, as_text, quotable
from rag.reply import BROKEN_OFF, begun, split
from rag.searched import searched
from rag.settings import Settings
from rag.steps import Checked, Drafted, Event, Finished, Found, Understood
from rag.verdict import Bench, Draft, checked, judge

QUESTION_LIMIT = 2000  # characters
_HALF = re.compile(r"[\ud800-\udfff]")
RELATED = 0.3  # least cosine of a question and a passage on its subject
Exchange = tuple[str, str] | tuple[str, str, date | None]
History = Sequence[Exchange | str]
Writing = collections.abc.Generator[Drafted | Checked, None, str]
Drafting = collections.abc.Generator[Drafted | Checked, None, Draft]


class Assistant:
    """An index and a language model that answers from it. Threads may share it; they take turns at the model."""

    def __init__(
        self,
        index: Index,
        generator: Generator,
        settings: Settings | None = None,
        memory: Memory | None = None,
        judge: Judge | None = None,
    ) -> None:
        """Without a `memory` a question that is asked again is answered anew."""
        self.index, self.generator, self.settings, self.judge = index, generator, settings or Settings(), judge
        self._memory = memory

    @classmethod
    def load(
        cls,
        index: str | Path | None = None,
        model: str | None = None,
        settings: Settings | None = None,
        *,
        reranker: str | None = None,
        judge: str | None = None,
        remember: bool = True,
    ) -> Self:
        """Open an index, or index a folder of articles first (by default the sample archive), and load the model.

        `reranker` and `judge` name cross-encoders of your own, by folder or hub id: docs/models.md. Without `remember`
        a question that is asked again is answered anew. Raises IndexMissing, IndexMismatch, IndexBusy, ModelMissing,
        BadInput.
        """
        looks_again, second = load_reranker(reranker), load_judge(judge)
        opened = open_index(None if index is None else Path(index), reranker=looks_again)
        return cls(opened, load_generator(model), settings, Memory() if remember else None, second)

    @property
    def models(self) -> tuple[UsedModel, ...]:
        """The models that it answers with."""
        return used_models(self.index, self.generator, self.judge)

    def ask(
        self,
        question: str,
        *,
        as_of: date | None = None,
        history: History = (),
        since: date | None = None,
        until: date | None = None,
        outlet: str | None = None,
        time: bool = True,
        names: bool = True,
    ) -> Answer:
        """Answer a question. Raises BadInput where it is empty, over 2,000 characters long or not whole."""
        events = self.stream(
            question, as_of=as_of, history=history, since=since, until=until, outlet=outlet, time=time, names=names
        )
        return next(event.answer for event in events if isinstance(event, Finished))

    def stream(
        self,
        question: str,
        *,
        as_of: date | None = None,
        history: History = (),
        since: date | None = None,
        until: date | None = None,
        outlet: str | None = None,
        time: bool = True,
        names: bool = True,
    ) -> Iterator[Event]:
        """Yield what is being done, ending with the answer; closing the iterator stops the model.

        `history` is the conversation so far, oldest first: questions, their answers and the `as_of` of each. A bare
        string is a question whose answer is not known; an answer that may know of what came after `as_of` is not used.
        Without `time` it does not matter which time a question asks about; without `names` it is searched with its own
        names, not the archive's.
        """
        where = Filter(as_of=as_of, since=since, until=until, outlet=outlet and _whole(outlet, "the outlet"))
        # The copy answers from the index as it is now, whatever is taken up meanwhile.
        turns = [_turn(turn, as_of) for turn in history]
        return copy(self)._recalled(readable(question), turns, where, time, names)

    def renew(self) -> None:
        """Take up what has been written to the index since; questions under way keep to what it was."""
        self.index = self.index.renewed()

    def _recalled(self, text: str, history: Sequence[Turn], bounds: Filter, time: bool, names: bool) -> Iterator[Event]:
        """Yield what is told of an answer that was given before, or of one that is made now and remembered."""
        notes, asked = Notes(), (text, history, bounds, time, names)
        origin = self._origin(*asked)
        given = self._memory.recall(origin) if self._memory and origin else None
        if given:
            yield from (*given.told, Finished(given.again(notes.since_question())))
            return
        told: list[Understood | Found] = []
        with closing(self._stream(*asked, notes)) as events:
            for event in events:
                if isinstance(event, Understood | Found):
                    told.append(event)
                elif isinstance(event, Finished) and self._memory and origin and origin == self._origin(*asked):
                    self._memory.keep(origin, Given(tuple(told), event.answer))
                yield event

    def _origin(self, text: str, history: Sequence[Turn], bounds: Filter, time: bool, names: bool) -> Origin | None:
        """Return what an answer depends on, None where its model's weights are out of reach: they may have changed."""
        if self.generator.sha256 is None:
            return None
        return Origin(
            question=" ".join(text.split()),
            turns=tuple(read_with(text, history)),
            bounds=bounds,
            time=time,
            names=names,
            today=date.today(),
            index=self.index.state,
            generator=(self.generator.name, self.generator.sha256),
            prompts_sha256=prompts_sha256(),
            settings=self.settings,
            judge=(self.judge.name, self.judge.sha256) if self.judge else None,
        )

    def _stream(
        self, text: str, history: Sequence[Turn], bounds: Filter, time: bool, names: bool, notes: Notes
    ) -> collections.abc.Generator[Event, None, None]:
        asked = read(text, history, self.generator)
        notes.spend(asked.prompt_tokens, asked.completion_tokens)
        found = searched(asked, self.index, bounds, time, names)
        asked, told = found.asked, found.times
        notes.mark("question")
        yield Understood(asked.standalone, told, asked.names)
        parts = gather(self.index, asked, found.where, self.settings, found.near)
        evidence = joined(parts)
        notes.mark("search")
        yield Found(evidence.hits, tuple(hit.passage for hit in evidence.hits))
        made = Made(asked, bounds, told, evidence, self.index, self.generator, self.settings, notes, self.judge)
        if reason := self._hopeless(made):
            yield Finished(made.abstained(reason))
            return
        drafts, bench = [], Bench(evidence, self.index.encoder, self.settings, self.judge)
        for part, shown in zip(asked.parts, parts, strict=True):
            drafts.append((yield from self._drafted(part, shown, bench, notes)))
        verdict = judge(drafts, bench)
        yield Finished(made.answered(verdict) if verdict.claims else made.abstained(_unanswered(evidence), verdict))

    def _hopeless(self, made: Made) -> AbstainReason | None:
        """Return why a question cannot be answered whatever the model writes, None where it may be."""
        if not made.evidence.shown:
            return self._nothing_found(made.where)
        return AbstainReason.AMBIGUOUS if is_open(made.asked, made.evidence) else None

    def _drafted(self, part: Part, evidence: Evidence, bench: Bench, notes: Notes) -> Drafting:
        """Decide whether a part of the question has an answer, and have it written where it does."""
        belief = believe(part, evidence, self.generator, self.index.encoder)
        notes.spend(belief.prompt_tokens, 0)
        notes.mark("evidence")
        if not evidence.shown or belief.probability < self.settings.confidence:
            return Draft(part, evidence, belief, None)
        text = as_text(evidence.shown, part.wants, self.settings.evidence_order)
        prompt = messages("answer", evidence=text, question=as_asked(part.text, evidence.shown))
        reply = yield from self._written(prompt, quotable(evidence.shown), part, bench, notes)
        return Draft(part, evidence, belief, reply)

    def _written(self, prompt: list[Message], words: Sequence[str], part: Part, bench: Bench, notes: Notes) -> Writing:
        """Yield the reply as it comes, each sentence once it is checked; return it whole, marked where it broke off."""
        text, told, last = "", 0, Piece("", 0, 0)
        with closing(self.generator.generate(prompt, self.settings.answer_tokens, words)) as pieces:
            for last in pieces:
                notes.first("token")
                text += last.text
                yield Drafted(last.text)
                if last.text[:1].isspace() and len(whole := begun(text)) > told:
                    yield from _checks(part, whole, told, bench, notes)
                    told = len(whole)
        notes.spend(last.prompt_tokens, last.completion_tokens)
        text += BROKEN_OFF if last.completion_tokens >= self.settings.answer_tokens else ""
        yield from _checks(part, split(text), told, bench, notes)
        return text

    def _nothing_found(self, where: Filter) -> AbstainReason:
        undated = replace(where, as_of=None, since=None, until=None)
        outside = where != undated and self.index.coverage(undated).documents > 0
        return AbstainReason.OUTSIDE_DATES if outside else AbstainReason.NOT_IN_ARCHIVE


def _checks(part: Part, sentences: Sequence[str], told: int, bench: Bench, notes: Notes) -> Iterator[Checked]:
    """Yield the sentences of a reply after the first `told`, as the checks leave them."""
    notes.mark("generate")
    for sentence in checked(part, sentences, bench, told):
        if not sentence.withheld:
            notes.first("checked")
        yield sentence
    notes.mark("verify")


def _unanswered(evidence: Evidence) -> AbstainReason:
    """Tell an archive that has the subject from one that only has what is nearest."""
    nearest = max(hit.similarity for hit in evidence.hits)
    return AbstainReason.ONLY_RELATED if nearest >= RELATED else AbstainReason.NOT_IN_ARCHIVE


def readable(question: str) -> str:
    """Return a question. Raises BadInput where it is empty, too long or has half a character."""
    if not question.strip():
        raise BadInput("the question is empty: write one")
    if len(question) > QUESTION_LIMIT:
        long = f"{len(question):,} characters, at most {QUESTION_LIMIT:,} are read"
        raise BadInput(f"the question has {long}: shorten it")
    return _whole(question, "the question")


def _whole(text: str, what: str) -> str:
    """Return a text. Raises BadInput where it has a lone surrogate, which no text in UTF-8 has."""
    if broken := _HALF.search(text):
        raise BadInput(f"{what} has half a character at place {broken.start() + 1}: write it again, in UTF-8")
    return text


def _turn(turn: Exchange | str, as_of: date | None) -> Turn:
    """Return a turn of the conversation; its answer only where that was made of nothing later than is asked for."""
    question, answer, *bound = (turn, None) if isinstance(turn, str) else turn
    for said in (question, answer or ""):
        _whole(said, "the conversation")
    made_as_of = bound[0] if bound else None
    return Turn(question, answer if as_of is None or (made_as_of and made_as_of <= as_of) else None)
