"""Which plots the report shows: a caption for each, the figures it was drawn from, or why it could not be drawn."""

from dataclasses import dataclass

from markupsafe import Markup

from eval import plots
from eval.means import percent
from eval.summary import Summary

BY_TYPE = ("answer_correct", "words_right", "abstention_right")
_STAGES = {
    "question": "understanding",
    "search": "searching",
    "evidence": "choosing evidence",
    "generate": "reading, writing",
    "verify": "checking",
    "first_token": "until first token",
    "total": "until answer stands",
}
_NO_CONFIDENCE = "No answer of this evaluation carries a confidence, so there is nothing to draw."


@dataclass(frozen=True, slots=True)
class Plate:
    """A plot as it stands in the report; `drawing` is None where the figures for it are missing."""

    title: str
    caption: str
    drawing: Markup | None
    absent: str = ""
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()  # its figures in words, the first of each a heading


def plates(summary: Summary) -> tuple[Plate, ...]:
    """Draw the report's plots."""
    return _types(summary), _latency(summary), _risk(summary), _calibration(summary)


def _types(summary: Summary) -> Plate:
    names = tuple(name.replace("_", " ") for name in BY_TYPE)
    sizes = {
        kind: max(mean.counted + mean.missing for mean in means.values()) for kind, means in summary.by_type.items()
    }
    labels = {kind: f"{kind.replace('_', ' ')} ({sizes[kind]})" for kind in summary.by_type}
    values = {labels[kind]: [means[name].value for name in BY_TYPE] for kind, means in summary.by_type.items()}
    return Plate(
        title="Scores by type of question",
        caption="Means for each type, with the number of its questions; no dot where a measure does not arise.",
        drawing=plots.by_type(values, names) if values else None,
        absent="There are no questions.",
        columns=("Type", *names),
        rows=tuple((label, *map(percent, found)) for label, found in values.items()),
    )


def _latency(summary: Summary) -> Plate:
    known = {said: (summary.latency[name].median, summary.latency[name].p95) for name, said in _STAGES.items()}
    stages = {name: (p50, p95) for name, (p50, p95) in known.items() if p50 is not None and p95 is not None}
    return Plate(
        title="Seconds by stage",
        caption="Half of the questions took no longer than the bar, 95 of 100 no longer than the line. "
        "The last two count from the question.",
        drawing=plots.latency(stages) if stages else None,
        absent="Nothing was timed.",
        columns=("Stage", "Median", "95th percentile"),
        rows=tuple((name, plots.seconds(p50), plots.seconds(p95)) for name, (p50, p95) in stages.items()),
    )


def _risk(summary: Summary) -> Plate:
    curve = summary.abstention.curve
    return Plate(
        title="Risk and coverage",
        caption="If only the most confident of the answers had been given, how many of them would not "
        "state every gold fact. Lower is better.",
        drawing=plots.risk_coverage(curve) if curve else None,
        absent=_NO_CONFIDENCE,
        columns=("Confidence from", "Answers kept", "Wrong among them"),
        rows=tuple((f"{one.confidence:.2f}", percent(one.coverage), percent(one.risk)) for one in curve),
    )


def _calibration(summary: Summary) -> Plate:
    held = [one for one in summary.abstention.bins if one.count]
    return Plate(
        title="Calibration",
        caption="How often the archive did answer where the system said how likely that was; on the dashed line both "
        "agree. The numbers count questions.",
        drawing=plots.calibration(held) if held else None,
        absent=_NO_CONFIDENCE,
        columns=("Confidence", "Questions", "Mean confidence", "Answerable"),
        rows=tuple(
            (f"{one.low:.1f} to {one.high:.1f}", str(one.count), percent(one.confidence), percent(one.share))
            for one in held
        ),
    )
