"""The evaluation as one HTML page that needs nothing else: figures, changes, plots, every failure, all questions.

Jinja2 escapes whatever articles, models or gold rows say; a policy in the page forbids requests and other scripts.
"""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval.compare import Change, Comparison, Direction, Flip
from eval.means import Mean, percent
from eval.measures.catalogue import COSTS, MEASURES
from eval.measures.measure import Kind, Measure
from eval.plates import plates
from eval.shown import Shown, changed, shown
from eval.summary import Abstention, Score, Summary
from rag.data import Status
from rag.wording import day, reason

REPORT = "report.html"
HEADLINES = ("answer_correct", "article_right", "words_right", "quotations_exact", "abstention_right")
_TEMPLATES = Path(__file__).parent / "templates"
_KINDS = {Kind.PROMISE: "Promises", Kind.QUALITY: "Quality", Kind.DIAGNOSTIC: "Diagnostic"}
_VERDICTS = {Direction.BETTER: "better", Direction.WORSE: "worse", Direction.SAME: "within chance"}
_TONES = {Direction.BETTER: "good", Direction.WORSE: "bad", Direction.SAME: "faint"}


@dataclass(frozen=True, slots=True)
class Tile:
    """A headline figure."""

    value: str
    name: str
    meaning: str
    counted: str  # of how many
    missing: str = ""
    moved: str = ""
    tone: str = ""  # "good", "bad" or "faint": of the movement, or of the value where nothing moved


def write_page(
    out: Path, scores: Sequence[Score], summary: Summary, setup: Mapping[str, Any], comparison: Comparison | None = None
) -> Path:
    """Write `report.html` into the folder, replacing an earlier one, and return its path."""
    everything = [shown(number, score) for number, score in enumerate(scores, 1)]
    measures = [measure for measure in MEASURES if measure.name in summary.measures]
    script = (_TEMPLATES / "report.js").read_text("utf-8")
    page = (
        _environment()
        .get_template("report.html")
        .render(
            title=f"Evaluation of {setup.get('gold', 'Readout')}",
            style=_trusted((_TEMPLATES / "report.css").read_text("utf-8")),
            script=_trusted(script),
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            summary=summary,
            tiles=[*(_tile(measure, scores, summary, comparison) for measure in _named(HEADLINES)), *_totals(summary)],
            kinds={title: [one for one in measures if one.kind is kind] for kind, title in _KINDS.items()},
            refusing=_refusing(summary.abstention),
            costs=COSTS,
            made=_made(setup),
            comparison=comparison,
            flips=_flips_worst_first(comparison),
            verdicts=_VERDICTS,
            tones=_TONES,
            plots=plates(summary),
            failures=[one for one in everything if one.score.failed],
            all=everything,
            anchors={one.case.row.id: one.anchor for one in everything if one.score.failed},
            columns=_named(HEADLINES),
            meanings={measure.name: measure.meaning for measure in MEASURES},
        )
    )
    path = out / REPORT
    path.write_text(page, "utf-8")
    return path


def _points(value: float | None) -> str:
    """Write a difference of shares in signed percentage points, a dash for none."""
    return "–" if value is None else f"{100 * value:+.1f}".replace("-", "−")


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = {
        "share": percent,
        "points": _points,
        "amount": _amount,
        "words": _words,
        "cell": _cell,
        "day": day,
        "outcome": _outcome,
    }
    environment.filters.update(filters | {"changed": lambda texts: changed(*texts)})
    environment.globals["reason"] = reason
    return environment


def _tile(measure: Measure, scores: Sequence[Score], summary: Summary, comparison: Comparison | None) -> Tile:
    change = next((one for one in comparison.changes if one.measure == measure.name), None) if comparison else None
    mean = summary.measures[measure.name]
    values = [value for score in scores if (value := score.measures[measure.name]) is not None]
    return Tile(
        value=percent(mean.value),
        name=_words(measure.name),
        meaning=measure.meaning,
        counted=_counted(mean, values),
        missing=f"does not arise in {mean.missing}" if mean.missing else "",
        moved=_moved(change) if change else "",
        tone=_TONES[change.direction] if change else "",
    )


def _counted(mean: Mean, values: Sequence[float]) -> str:
    whole = sum(value == 1 for value in values)
    if set(values) <= {0.0, 1.0}:
        return f"{whole} of {mean.counted} questions"
    return f"mean of {mean.counted} questions, {whole} in full"


def _moved(change: Change) -> str:
    if change.difference is None:
        return "no question has it in both runs"
    return f"{_points(change.difference)} points since before, {_VERDICTS[change.direction]}"


def _totals(summary: Summary) -> list[Tile]:
    found, total = summary.outcomes, summary.costs["total_seconds"]
    refused = found.unanswerable - found.unanswerable_answered
    return [
        Tile(
            percent(found.abstained_share),
            "unanswerable refused",
            "of what the archive does not answer",
            f"{refused} of {found.unanswerable} questions",
        ),
        Tile(
            str(summary.violations),
            "breaches of contract",
            "of what must hold of every answer",
            f"{summary.questions} answers checked",
            tone="bad" if summary.violations else "",
        ),
        Tile(
            f"{_amount(total.median)} s",
            "to a complete answer",
            f"median; 9 of 10 within {_amount(total.p90)} s",
            f"{total.counted} of {summary.questions} questions",
        ),
    ]


def _refusing(found: Abstention) -> list[tuple[str, str, str]]:
    return [
        ("precision", percent(found.precision), "share of the refused that the archive does not answer"),
        ("recall", percent(found.recall), "share of what the archive does not answer that was refused"),
        (
            "balanced accuracy",
            percent(found.balanced_accuracy),
            "mean of recall and the share of the answerable answered",
        ),
        ("risk-coverage area", _amount(found.aurc), "0 is best; over the answered that have a confidence"),
        ("calibration error", _amount(found.ece), "0 is best; mean distance of confidence and share answerable"),
        ("with a confidence", str(found.confident), f"questions; {found.missing} without"),
    ]


def _made(setup: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """Return the setup as lines under headings, what is not nested first, under none."""
    groups = {name: _lines(value) for name, value in setup.items() if isinstance(value, (Mapping, list)) and value}
    return {"": {name: _line(value) for name, value in setup.items() if name not in groups}} | groups


def _lines(value: Mapping[str, Any] | list[Any]) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {str(name): _line(inner) for name, inner in value.items()}
    named = [
        (one.get("role", number) if isinstance(one, Mapping) else number, one) for number, one in enumerate(value, 1)
    ]
    return {str(name): _line(one) for name, one in named}


def _line(value: Any) -> str:
    if isinstance(value, Mapping):
        return " · ".join(f"{_words(name)} {_line(inner)}" for name, inner in value.items() if name != "role")
    if isinstance(value, (list, tuple)):
        return ", ".join(map(_line, value)) or "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value is None else str(value)


def _flips_worst_first(comparison: Comparison | None) -> list[Flip]:
    return sorted(comparison.flips, key=lambda flip: len(flip.rose) - len(flip.fell)) if comparison else []


def _named(names: Sequence[str]) -> list[Measure]:
    known = {measure.name: measure for measure in MEASURES}
    return [known[name] for name in names]


def _amount(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}" if value < 1 else f"{value:.1f}"


def _words(name: str) -> str:
    return str(name).replace("_", " ")


def _outcome(one: Shown, columns: Sequence[Measure]) -> str:
    """Say whether a question passed, with what its row does not show: other failures, and no plain answer."""
    beside = {measure.name for measure in columns}
    others = ", ".join(_words(name) for name in one.score.failed if name not in beside)
    status = one.case.answer.status
    said = f"failed: {others}" if others else "failed" if one.score.failed else "passed"
    return said if status is Status.ANSWERED else f"{said}; {status}"


def _cell(value: float | None) -> Markup:
    """Return a table's cell: met, not met, a number between, or a dash, with its value for sorting."""
    if value is None:
        return Markup('<td data-value=""><span aria-hidden="true">–</span><span class="vh">none</span></td>')
    if value not in (0, 1):
        return Markup('<td data-value="{0}">{0:.2f}</td>').format(value)
    sign, said, tone = ("✓", "met", "good") if value else ("✗", "not met", "bad")
    cell = Markup('<td data-value="{}" class="{}"><span aria-hidden="true">{}</span><span class="vh">{}</span></td>')
    return cell.format(value, tone, sign, said)


def _trusted(text: str) -> Markup:
    return Markup(text)  # this module's own style and script
