"""The Answer object, made once, at the end, with how it came about: times, tokens, what was consulted, the receipt."""

import time
import uuid
from dataclasses import dataclass, field

from index.data import Filter, Hit
from index.search import Index
from rag.asked_time import narrowed
from rag.compose import Composed, compose
from rag.conflicts import conflicts_of, find, told
from rag.data import (
    AbstainReason,
    Answer,
    AskedTime,
    Conflict,
    Consulted,
    Receipt,
    Status,
    Timings,
    Usage,
    UsedModel,
)
from rag.evidence import Evidence
from rag.explain import lacking, nearest
from rag.generator import Generator
from rag.judge import Judge
from rag.prompt import prompts_sha256
from rag.question import Asked
from rag.seal import sealed
from rag.settings import Settings
from rag.verdict import Verdict
from rag.wording import abstention


@dataclass(slots=True)
class Notes:
    """Milliseconds and tokens, noted while an answer is made."""

    started: float = field(default_factory=time.perf_counter)
    last: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=dict)
    usage: Usage = field(default_factory=Usage)

    def mark(self, stage: str) -> None:
        """Note that a stage ends now; a stage that comes again, for another part of the question, adds up."""
        now = time.perf_counter()
        self.stages[stage] = round(self.stages.get(stage, 0.0) + 1000 * (now - self.last), 1)
        self.last = now

    def first(self, what: str) -> None:
        """Note the time from the question to the first of something; later calls change nothing."""
        self.stages.setdefault(f"first_{what}", self.since_question())

    def spend(self, prompt_tokens: int, completion_tokens: int) -> None:
        """Note the tokens of one call of the model."""
        self.usage = Usage(self.usage.prompt_tokens + prompt_tokens, self.usage.completion_tokens + completion_tokens)

    def since_question(self) -> float:
        """Return the milliseconds since the question came in."""
        return round(1000 * (time.perf_counter() - self.started), 1)


@dataclass(frozen=True, slots=True)
class Made:
    """What every answer to a question is made of, whether it answers or abstains."""

    asked: Asked
    bounds: Filter  # as they were given
    time: tuple[AskedTime, ...] | None
    evidence: Evidence
    index: Index
    generator: Generator
    settings: Settings
    notes: Notes
    judge: Judge | None = None

    @property
    def where(self) -> Filter:
        """The bounds within which articles were seen."""
        return narrowed(self.bounds, self.time or ())

    def answered(self, verdict: Verdict) -> Answer:
        """Return the answer of the claims that hold."""
        status = Status.PARTIAL if verdict.unanswered else Status.ANSWERED
        disputes = find(verdict.claims, self.evidence.documents)
        missing = tuple(draft.part.text for draft in verdict.unanswered)
        composed = compose(told(verdict.claims, disputes), missing, self.evidence.copies)
        return self._answer(status, None, composed, verdict, missing, conflicts_of(disputes, composed.citations))

    def abstained(self, reason: AbstainReason, verdict: Verdict | None = None) -> Answer:
        """Return the abstention for a reason, with what is missing and what is nearest."""
        missing = lacking(self.asked.parts, self.evidence)
        text = abstention(reason, missing, self.index.coverage(self.where), nearest(self.evidence))
        return self._answer(Status.ABSTAINED, reason, Composed(text, text, (), ()), verdict, missing)

    def _answer(
        self,
        status: Status,
        reason: AbstainReason | None,
        composed: Composed,
        verdict: Verdict | None,
        missing: tuple[str, ...],
        conflicts: tuple[Conflict, ...] = (),
    ) -> Answer:
        self.notes.mark("verify")
        answer = Answer(
            id=uuid.uuid4().hex,
            question=self.asked.text,
            standalone_question=self.asked.standalone,
            as_of=self.where.as_of,
            status=status,
            abstain_reason=reason,
            text=composed.text,
            text_without_citations=composed.plain,
            sentences=composed.sentences,
            citations=composed.citations,
            withheld=verdict.withheld if verdict else (),
            conflicts=conflicts,
            consulted=tuple(_consulted(rank, hit) for rank, hit in enumerate(self.evidence.hits, 1)),
            coverage=self.index.coverage(self.where),
            receipt=self._receipt(),
            timings_ms=Timings(**self.notes.stages, total=self.notes.since_question()),
            usage=self.notes.usage,
            confidence=round(verdict.confidence, 3) if verdict else None,
            missing=missing,
            nearest=nearest(self.evidence) if status is Status.ABSTAINED else (),
            time=self.time,
            names=self.asked.names,
        )
        return sealed(answer)

    def _receipt(self) -> Receipt:
        info = self.index.info
        return Receipt(
            index_generation=info.generation,
            index_sha256=info.sha256,
            models=used_models(self.index, self.generator, self.judge),
            prompt_sha256=prompts_sha256(),
            settings_sha256=self.settings.sha256,
            seed=self.settings.seed,
            since=self.bounds.since,
            until=self.bounds.until,
            outlet=self.bounds.outlet,
            passages=self.settings.passages,
        )


def used_models(index: Index, generator: Generator, judge: Judge | None) -> tuple[UsedModel, ...]:
    """Return the models that answers are made with, the user's own second looks last and only where there are such."""
    seconds = [("reranker", index.reranker), ("judge", judge)]
    return (
        UsedModel("encoder", index.info.encoder_name, index.info.encoder_sha256),
        UsedModel("generator", generator.name, generator.sha256),
        *(UsedModel(role, model.name, model.sha256) for role, model in seconds if model),
    )


def _consulted(rank: int, hit: Hit) -> Consulted:
    return Consulted(
        document_id=hit.passage.document_id,
        passage_start=hit.passage.start,
        passage_end=hit.passage.end,
        rank=rank,
        scores={
            "fused": round(hit.score, 6),
            "similarity": round(hit.similarity, 4),
            "dense_rank": hit.dense_rank,
            "lexical_rank": hit.lexical_rank,
        },
    )
