"""What came of it: each system's seconds, memory and answers in figures, over the questions that all were asked."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import compress
from typing import Any

from pydantic import TypeAdapter
from rich.console import RenderableType
from rich.table import Table

from bench.peers.asking import Run, is_alone
from bench.peers.foreign import Reply, answer_of
from bench.peers.systems import READOUT, System
from bench.timing import Series, ratio
from eval.data import DocumentOf, GoldRow, Result
from eval.means import percent, spread
from eval.summary import Summary, score, summarise
from rag.data import Answer, Status

MEASURES = (
    "answer_correct",
    "facts_present",
    "article_right",
    "article_recall",
    "words_right",
    "quotations_exact",
    "unanswerable_refused",
)
COLUMNS = (
    "system", "index", "first word", "answer", "p90", "× Readout", "× where both answer", "tokens read", "memory",
    "correct", "article right", "gold article cited", "quotations exact", "refused rightly", "refused wrongly",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Measured:
    """A system with its replies to the questions compared."""

    system: System
    indexed: dict[str, Any]
    replies: tuple[dict[str, Any], ...]
    answered: tuple[bool, ...]  # each question, rather than declined
    summary: Summary

    @property
    def seconds(self) -> Series:
        """The seconds of each complete answer."""
        return Series(self.system.name, tuple(reply.get("seconds", 0.0) for reply in self.replies))


def compared(run: Run, rows: Sequence[GoldRow]) -> tuple[GoldRow, ...]:
    """Return the questions that every system was asked."""
    kept = run.kept
    return tuple(row for row in rows if all(run.ask_key(system, row) in kept for system in run.systems))


def measured(run: Run, rows: Sequence[GoldRow], document_of: DocumentOf) -> list[Measured]:
    """Return every system with its answers to the rows, scored by the measures of the evaluation."""
    kept, found = run.kept, []
    for system in run.systems:
        replies = tuple(kept[run.ask_key(system, row)] for row in rows)
        results = [_result(row, reply, document_of) for row, reply in zip(rows, replies, strict=True)]
        scores = [score(row, result, document_of) for row, result in zip(rows, results, strict=True)]
        answered = tuple(result.answer.status is not Status.ABSTAINED for result in results)
        found.append(Measured(system, kept[run.index_key(system)], replies, answered, summarise(scores)))
    return found


def figures(all_measured: Sequence[Measured]) -> dict[str, Any]:
    """Return the figures of each system as JSON types."""
    own = next((one for one in all_measured if one.system.name == READOUT), None)
    return {one.system.name: _figures(one, own) for one in all_measured}


def table(found: dict[str, Any]) -> RenderableType:
    """Return the figures for the terminal."""
    shown = Table(*COLUMNS)
    for one in found.values():
        quality, refusing = one["measures"], one["outcomes"]
        shown.add_row(
            one["shown"],
            f"{one['index_seconds']:.1f} s",
            _seconds(one["first_token"]["median"]),
            _seconds(one["answer"]["median"]),
            _seconds(one["p90"]),
            *("–" if one[name] is None else f"{one[name]:.1f}" for name in ("times_readout", "times_where_answered")),
            f"{one['prompt_tokens']:.0f}",
            f"{(one['peak_mb'] + one['server_mb']) / 1000:.1f} GB",
            *(percent(quality[name]["value"]) for name in ("answer_correct", "article_right", "article_recall")),
            percent(quality["quotations_exact"]["value"]),
            percent(quality["unanswerable_refused"]["value"]),
            percent(refusing["refused_share"]),
        )
    return shown


def _result(row: GoldRow, reply: dict[str, Any], document_of: DocumentOf) -> Result:
    if "answer" in reply:
        answer = TypeAdapter(Answer).validate_python(reply["answer"])
    else:
        answer = answer_of(row.question, Reply.from_dict(reply), document_of)
    return Result(row.id, row.asked_sha256, answer, reply.get("seconds", 0.0), reply["peak_mb"])


def _figures(one: Measured, own: Measured | None) -> dict[str, Any]:
    summary, answered = one.summary, spread([reply.get("seconds") for reply in one.replies])
    means = {name: asdict(summary.measures[name]) for name in MEASURES}
    return {
        "shown": one.system.shown,
        "settings": one.system.settings,
        "questions": len(one.replies),
        "failed": sum("error" in reply for reply in one.replies),
        "pieces": one.indexed["pieces"],
        "index_seconds": one.indexed["seconds"],
        "first_evidence": asdict(spread([reply.get("first_evidence") for reply in one.replies])),
        "first_token": asdict(spread([reply.get("first_token") for reply in one.replies])),
        "first_checked": asdict(spread([reply.get("first_checked") for reply in one.replies])),
        "answer": one.seconds.summary(),
        "p90": answered.p90,
        "times_readout": ratio(one.seconds, own.seconds) if own else None,
        "times_where_answered": _where_answered(one, own) if own else None,
        "prompt_tokens": _tokens(one, "prompt_tokens"),
        "completion_tokens": _tokens(one, "completion_tokens"),
        "peak_mb": max(reply["peak_mb"] for reply in one.replies),
        "server_mb": 0.0 if is_alone(one.system) else max(reply.get("server_mb", 0.0) for reply in one.replies),
        "measures": means,
        "outcomes": asdict(summary.outcomes) | {"refused_share": summary.outcomes.refused_share},
    }


def _where_answered(one: Measured, own: Measured) -> float | None:
    """Return the ratio over the questions that both answered, since declining is quick."""
    both = [slow and fast for slow, fast in zip(one.answered, own.answered, strict=True)]
    if not any(both):
        return None
    slower, faster = (Series(each.system.name, tuple(compress(each.seconds.seconds, both))) for each in (one, own))
    return ratio(slower, faster)


def _tokens(one: Measured, name: str) -> float:
    """Return the median of what the model read or wrote for an answer: as the server counts it, or Readout itself."""
    if is_alone(one.system):
        return one.summary.costs[name].median or 0.0
    return spread([reply.get(name) for reply in one.replies]).median or 0.0


def _seconds(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f} s"
