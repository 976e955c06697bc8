"""From answers to figures: each question scored by itself, then means, spreads and counts over many."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from eval.agreement import Consistency
from eval.data import Case, DocumentOf, GoldRow, Result
from eval.invariants import violations
from eval.judge import Judge
from eval.means import Mean, Spread, mean, spread
from eval.measures import abstention
from eval.measures.catalogue import COSTS, MEASURES
from eval.measures.measure import Kind
from eval.measures.reading import abstained
from index.data import Document
from index.errors import DocumentMissing
from rag.data import Answer

PROMISES = tuple(measure.name for measure in MEASURES if measure.kind is Kind.PROMISE)
PASSING = ("answer_correct", "article_right", "words_right", "speaker_right", "abstention_right", *PROMISES)
STAGES = ("question", "search", "evidence", "first_token", "generate", "verify", "total")  # of the costs in seconds


@dataclass(frozen=True, slots=True)
class Score:
    """One question's measures; a question that does not arise is None."""

    case: Case
    measures: dict[str, float | None]
    costs: dict[str, float | None]
    violations: tuple[str, ...]
    seconds: float
    peak_mb: float

    @property
    def failed(self) -> tuple[str, ...]:
        """What this question failed at, empty when it passed."""
        low = [name for name in PASSING if (value := self.measures[name]) is not None and value < 1]
        return (*low, *(["contract"] if self.violations else []))


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Who was answered and who was refused, in counts."""

    answerable: int
    answerable_refused: int
    unanswerable: int
    unanswerable_answered: int

    @property
    def refused_share(self) -> float | None:
        """Share of the answerable that were refused."""
        return self.answerable_refused / self.answerable if self.answerable else None

    @property
    def answered_share(self) -> float | None:
        """Share of the unanswerable that were answered."""
        return self.unanswerable_answered / self.unanswerable if self.unanswerable else None

    @property
    def abstained_share(self) -> float | None:
        """Share of the unanswerable that were refused: abstentions right."""
        return None if self.answered_share is None else 1 - self.answered_share


@dataclass(frozen=True, slots=True)
class Abstention:
    """How well it was decided whom to refuse, and what the confidence of the answers is worth."""

    precision: float | None
    recall: float | None
    balanced_accuracy: float | None
    aurc: float | None  # over the answered that have a confidence
    curve: tuple[abstention.Point, ...]
    ece: float | None  # over all questions that have a confidence
    bins: tuple[abstention.Bin, ...]
    confident: int  # questions that have a confidence
    missing: int


@dataclass(frozen=True, slots=True)
class Judged:
    """Who judged support, and how good it is at that."""

    name: str
    balanced_accuracy: float


@dataclass(frozen=True, slots=True)
class Summary:
    """An evaluation in figures."""

    questions: int
    measures: dict[str, Mean]
    by_type: dict[str, dict[str, Mean]]
    outcomes: Outcomes
    abstention: Abstention
    violations: int
    costs: dict[str, Spread]
    seconds: float  # by the clock, summed over the questions
    peak_mb: float
    judge: Judged | None = None
    consistency: Consistency | None = None  # where it was measured

    @property
    def latency(self) -> dict[str, Spread]:
        """The seconds of each stage of an answer; `first_token` and `total` count from the question."""
        return {stage: self.costs[f"{stage}_seconds"] for stage in STAGES}

    def to_dict(self) -> dict[str, Any]:
        """Return the summary as JSON types, the shares of the outcomes and the latency by stage among them."""
        shares = {name: getattr(self.outcomes, name) for name in ("refused_share", "answered_share", "abstained_share")}
        latency = {stage: {"p50": spread.median, "p95": spread.p95} for stage, spread in self.latency.items()}
        plain = asdict(replace(self, consistency=None))
        plain["consistency"] = self.consistency and self.consistency.to_dict()
        return plain | {"outcomes": plain["outcomes"] | shares, "latency": latency}


def case_of(row: GoldRow, answer: Answer, document_of: DocumentOf, judge: Judge | None = None) -> Case:
    """Return a row and its answer with the documents that either names."""
    gold = [span.document_id for group in row.spans for span in group]
    cited = [citation.document_id for citation in answer.citations]
    read = [passage.document_id for passage in answer.consulted]
    return Case(row, answer, _documents((*gold, *cited, *read), document_of), judge)


def score(row: GoldRow, result: Result, document_of: DocumentOf, judge: Judge | None = None) -> Score:
    """Measure one answer against its gold row; without a judge the measures of support have no value."""
    case = case_of(row, result.answer, document_of, judge)
    return Score(
        case=case,
        measures={measure.name: measure.of(case) for measure in MEASURES},
        costs={cost.name: cost.of(case) for cost in COSTS},
        violations=violations(result.answer, case.documents),
        seconds=result.seconds,
        peak_mb=result.peak_mb,
    )


def summarise(scores: Sequence[Score], consistency: Consistency | None = None) -> Summary:
    """Sum up an evaluation, types in the order in which they first occur."""
    types = dict.fromkeys(score.case.row.type for score in scores)
    judges = {(judge.name, judge.balanced_accuracy) for score in scores if (judge := score.case.judge) is not None}
    return Summary(
        questions=len(scores),
        measures=_means(scores),
        by_type={str(kind): _means([one for one in scores if one.case.row.type is kind]) for kind in types},
        outcomes=_outcomes(scores),
        abstention=_abstention(scores),
        violations=sum(len(score.violations) for score in scores),
        costs={cost.name: spread([score.costs[cost.name] for score in scores]) for cost in COSTS},
        seconds=sum(score.seconds for score in scores),
        peak_mb=max((score.peak_mb for score in scores), default=0.0),
        judge=next((Judged(*judge) for judge in judges), None),
        consistency=consistency,
    )


def _means(scores: Sequence[Score]) -> dict[str, Mean]:
    return {measure.name: mean([score.measures[measure.name] for score in scores]) for measure in MEASURES}


def _outcomes(scores: Sequence[Score]) -> Outcomes:
    def count(wanted: Callable[[Case], bool]) -> int:
        return sum(wanted(score.case) for score in scores)

    return Outcomes(
        answerable=count(lambda case: case.row.answerable),
        answerable_refused=count(lambda case: case.row.answerable and abstained(case)),
        unanswerable=count(lambda case: not case.row.answerable),
        unanswerable_answered=count(lambda case: not case.row.answerable and not abstained(case)),
    )


def _abstention(scores: Sequence[Score]) -> Abstention:
    decided = abstention.decisions(
        [score.case.row.answerable for score in scores], [abstained(score.case) for score in scores]
    )
    known = [(sure, score) for score in scores if (sure := score.case.answer.confidence) is not None]
    answered = [(sure, score.measures["answer_correct"] == 1) for sure, score in known if not abstained(score.case)]
    curve = abstention.risk_coverage([sure for sure, _ in answered], [right for _, right in answered])
    bins = abstention.calibration([sure for sure, _ in known], [score.case.row.answerable for _, score in known])
    return Abstention(
        precision=decided.precision,
        recall=decided.recall,
        balanced_accuracy=decided.balanced_accuracy,
        aurc=abstention.aurc(curve),
        curve=curve,
        ece=abstention.expected_calibration_error(bins),
        bins=bins,
        confident=len(known),
        missing=len(scores) - len(known),
    )


def _documents(document_ids: Iterable[str], document_of: DocumentOf) -> dict[str, Document]:
    """Return the documents; one that the index lacks is left out, for the contract to report."""
    found = dict[str, Document]()
    for document_id in dict.fromkeys(document_ids):
        try:
            found[document_id] = document_of(document_id)
        except DocumentMissing:
            continue
    return found
