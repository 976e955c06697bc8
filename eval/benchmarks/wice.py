"""WiCE dev (Kamoi et al. 2023): are claims told apart into supported and not, by the judge and by the system's checks.

The folder holds oracle_chunks_claim_*.jsonl. A claim has up to three chunks of its article, each with all sentences
that one annotator needed; it counts as supported where any chunk supports it, the published figures' rule. Partial
support counts as none. Whatever is fitted or chosen is fitted to one half of the claims, told by a hash, and measured
on the other.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from eval.benchmarks.asking import shown
from eval.benchmarks.benchmark import Figure, Report, Run
from eval.benchmarks.files import find, read_lines
from eval.benchmarks.thresholds import area_under_curve, balanced_accuracy
from eval.judge import Judge, default_judge
from index.data import Document
from index.encoder import Encoder, default_encoder
from rag.evidence import Evidence
from rag.settings import Settings
from rag.support import Supported, support

CHUNKS = "oracle_chunks_claim_*.jsonl"
FITTED = "oracle_chunks_claim_dev.jsonl"  # whose reporting half gave the accuracy that the judge states
SUPPORTS = 0.5  # the least probability of support, the judge's and the system's
TOLERANCE = 0.005  # between the accuracy that the judge states and the one measured
_PUBLISHED = (0.817, "T5-3B fitted to ANLI; with WiCE .907, GPT-4 .787, GPT-3.5 .564", "theirs are 100 test claims")


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with the chunks of its article."""

    id: str
    text: str
    label: str
    chunks: tuple[tuple[str, ...], ...]  # each a few sentences

    @property
    def fitting(self) -> bool:
        """Whether the claim is of the half that things are fitted to."""
        return int(hashlib.sha256(self.text.encode()).hexdigest()[0], 16) % 2 == 0


@dataclass(frozen=True, slots=True)
class Judged:
    """What the judge and the system made of a claim, at its best chunk."""

    id: str
    label: str
    half: str  # "fitting" or "reporting"
    judge: float  # probability
    score: float  # of rag.support
    passed: bool  # whether the system would show it: its score and all checks

    @property
    def supported(self) -> bool:
        """Whether the evidence supports all of the claim."""
        return self.label == "supported"


def run(run: Run, encoder: Encoder | None = None) -> Report:
    """Measure the judge and the system's support checker."""
    encoder = encoder or default_encoder()
    judge, least = default_judge(encoder), Settings().support
    claims = run.sample(read_claims(run.data))
    rows = [_judged(claim, judge, encoder, least) for claim in shown(claims, "judging")]
    stated = run.limit is None and find(run.data, CHUNKS).name == FITTED
    return Report("wice", figures(rows, judge, stated), tuple(map(asdict, rows)))


def read_claims(folder: Path) -> tuple[Claim, ...]:
    """Return the claims in the order of the file; raises BadInput where it is missing or not WiCE's."""
    chunks: dict[str, list[tuple[str, ...]]] = {}
    told: dict[str, tuple[str, str]] = {}
    for row in read_lines(find(folder, CHUNKS), ("label", "claim", "evidence", "meta")):
        key = row["meta"]["id"]
        told[key] = (row["claim"], row["label"])
        chunks.setdefault(key, []).append(tuple(row["evidence"]))
    return tuple(Claim(key, *told[key], tuple(found)) for key, found in chunks.items())


def figures(rows: Sequence[Judged], judge: Judge, stated: bool) -> tuple[Figure, ...]:
    """Return the figures; `stated` tells whether the judge's word of itself can be checked on these rows."""
    halves = {half: [row for row in rows if row.half == half] for half in ("fitting", "reporting")}
    deciders: tuple[tuple[str, Callable[[Judged], bool]], ...] = (
        (f"judge ({judge.name})", lambda row: row.judge >= SUPPORTS),
        ("the system as it is set, score and checks", lambda row: row.passed),
        ("the system's score alone, at even odds", lambda row: row.score >= SUPPORTS),
    )
    found = [
        Figure(f"balanced accuracy, {name}, {half} half", _accuracy(some, accepts), len(some), *published)
        for name, accepts in deciders
        for half, some in halves.items()
        for published in [_PUBLISHED if half == "reporting" else (None, "", "what was fitted or chosen has seen these")]
    ]
    scores: tuple[tuple[str, Callable[[Judged], float]], ...] = (
        ("judge", lambda row: row.judge),
        ("the system's score", lambda row: row.score),
    )
    areas = [
        Figure(f"area under the ROC curve, {name}, {half} half", _area(some, score), len(some))
        for name, score in scores
        for half, some in halves.items()
    ]
    return (*found, *areas, *([_stated(judge, found[1])] if stated else []))


def as_document(sentences: Sequence[str]) -> Document:
    """Return the sentences as an article without title, one paragraph each."""
    text = "\n\n".join(" ".join(sentence.split()) for sentence in sentences)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(digest[:12], "", text, digest, "", digest, datetime.now(UTC))


def _judged(claim: Claim, judge: Judge, encoder: Encoder, least: float) -> Judged:
    found = [_carried(claim.text, chunk, encoder) for chunk in claim.chunks]
    return Judged(
        id=claim.id,
        label=claim.label,
        half="fitting" if claim.fitting else "reporting",
        judge=max(judge.support(claim.text, chunk) for chunk in claim.chunks),
        score=max(one.score for one in found),
        passed=any(one.score >= least and not one.failed for one in found),
    )


def _carried(claim: str, chunk: Sequence[str], encoder: Encoder) -> Supported:
    return support(claim, "", Evidence((), (), (as_document(chunk),)), encoder)


def _stated(judge: Judge, measured: Figure) -> Figure:
    """Return what the judge says of itself, beside what was measured just now."""
    stated = judge.balanced_accuracy
    agrees = measured.value is not None and abs(stated - measured.value) <= TOLERANCE
    return Figure(
        "balanced accuracy that the judge states of itself",
        stated,
        measured.counted,
        comparable="as measured here"
        if agrees
        else "NOT what is measured here: mend BALANCED_ACCURACY in eval/judge.py",
    )


def _accuracy(rows: Sequence[Judged], accepts: Callable[[Judged], bool]) -> float | None:
    return balanced_accuracy(_truth(rows), [accepts(row) for row in rows])


def _area(rows: Sequence[Judged], score: Callable[[Judged], float]) -> float | None:
    return area_under_curve(_truth(rows), [score(row) for row in rows])


def _truth(rows: Sequence[Judged]) -> list[bool]:
    return [row.supported for row in rows]
