"""The figures: how much of what is wrong is kept back, how much of what is true; by kind, by half, in all."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.table import Table

from eval.means import percent, wilson
from eval.pairs.data import OWN_WORDS, Half, Kind
from eval.pairs.judging import JudgedFaithful, JudgedPair

SEEN_BY = 2  # checks named in a row of the table


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many, and by what."""

    hits: int
    counted: int
    seen_by: dict[str, int]  # check: how many it saw, alone or with others

    @property
    def value(self) -> float | None:
        """The share, None of nothing."""
        return self.hits / self.counted if self.counted else None

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON types, with the interval."""
        return {**asdict(self), "share": self.value, "interval": wilson(self.hits, self.counted)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """All sentences, judged."""

    pairs: tuple[JudgedPair, ...]
    faithful: tuple[JudgedFaithful, ...]

    def of(self, half: Half) -> "Outcome":
        """Return the sentences of one half."""
        return Outcome(
            tuple(one for one in self.pairs if one.pair.half is half),
            tuple(one for one in self.faithful if one.faithful.half is half),
        )

    @property
    def detection(self) -> Share:
        """Altered sentences of which the alteration is not shown."""
        return _detected(self.pairs)

    @property
    def told_apart(self) -> Share:
        """Altered sentences kept back whose true sentence is shown."""
        return Share(sum(one.detected and one.faithful_shown for one in self.pairs), len(self.pairs), {})

    @property
    def alarms(self) -> Share:
        """Paraphrases that are withheld; the articles' own sentences stand apart, by their wording."""
        return _alarms([one for one in self.faithful if one.faithful.wording != OWN_WORDS])

    def by_kind(self) -> dict[str, Share]:
        """Return the detection of each kind."""
        return {kind: _detected([one for one in self.pairs if one.pair.kind is kind]) for kind in Kind}

    def by_making(self) -> dict[str, Share]:
        """Return the detection of what a rule made and of what was written by hand."""
        made = dict.fromkeys(one.pair.made for one in self.pairs)
        return {name: _detected([one for one in self.pairs if one.pair.made == name]) for name in made}

    def by_wording(self) -> dict[str, Share]:
        """Return the false alarms of each wording."""
        wordings = sorted({one.faithful.wording for one in self.faithful})
        return {name: _alarms([one for one in self.faithful if one.faithful.wording == name]) for name in wordings}

    def to_dict(self) -> dict[str, Any]:
        """Return every figure as JSON types."""
        return {
            "detection": self.detection.to_dict(),
            "told_apart": self.told_apart.to_dict(),
            "false_alarms": self.alarms.to_dict(),
            "by_kind": {name: share.to_dict() for name, share in self.by_kind().items()},
            "by_making": {name: share.to_dict() for name, share in self.by_making().items()},
            "by_wording": {name: share.to_dict() for name, share in self.by_wording().items()},
        }


def write(outcome: Outcome, made: dict[str, Any], out: Path) -> None:
    """Write pairs.json, the figures, and the sentences one a line."""
    out.mkdir(parents=True, exist_ok=True)
    whole = {"made": made, "all": outcome.to_dict(), **{half.value: outcome.of(half).to_dict() for half in Half}}
    (out / "pairs.json").write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", "utf-8")
    _write_lines(out / "altered.jsonl", map(_pair_row, outcome.pairs))
    _write_lines(out / "faithful.jsonl", map(_faithful_row, outcome.faithful))


def tables(outcome: Outcome) -> list[Table]:
    """Lay out detection by kind and false alarms by wording, both halves side by side."""
    halves = {"all": outcome, **{half.value: outcome.of(half) for half in Half}}
    return [
        _table(
            "altered sentences detected",
            "all",
            {name: (one.by_kind() | one.by_making(), one.detection) for name, one in halves.items()},
        ),
        _table(
            "true sentences withheld",
            "all paraphrases",
            {name: (one.by_wording(), one.alarms) for name, one in halves.items()},
        ),
    ]


def failures(outcome: Outcome) -> list[str]:
    """Describe what was shown and should not have been, and what was withheld and is true."""
    missed = [
        f"{one.pair.kind}: {one.pair.faithful.document.id}\n  true     {one.pair.faithful.text}\n"
        f"  altered  {one.pair.altered}\n  shown    {one.shown}"
        for one in outcome.pairs
        if not one.detected
    ]
    alarms = [
        f"false alarm ({one.faithful.wording}; {', '.join(one.seen_by)}): {one.faithful.document.id}\n"
        f"  {one.faithful.text}"
        for one in outcome.faithful
        if one.alarm
    ]
    return missed + alarms


def _table(title: str, whole: str, columns: dict[str, tuple[dict[str, Share], Share]]) -> Table:
    shown = Table(title=title, title_justify="left")
    for name in ("", "of", "share", "95 %", *Half, "seen by"):
        shown.add_column(name, justify="left" if name in ("", "seen by") else "right", no_wrap=name != "seen by")
    rows, total = columns["all"]
    for name, share in (*rows.items(), (whole, total)):
        halves = (columns[half][1] if name == whole else columns[half][0].get(name) for half in Half)
        shown.add_row(name, *_cells(share), *(percent(half.value if half else None) for half in halves), _seen(share))
    return shown


def _cells(share: Share) -> tuple[str, ...]:
    interval = wilson(share.hits, share.counted)
    between = f"{100 * interval[0]:.0f}–{100 * interval[1]:.0f}" if interval else ""
    return f"{share.hits} / {share.counted}", percent(share.value), between


def _seen(share: Share) -> str:
    """Return the checks that saw most; the file has all."""
    return ", ".join(f"{name} {count}" for name, count in list(share.seen_by.items())[:SEEN_BY])


def _detected(some: Sequence[JudgedPair]) -> Share:
    return Share(sum(one.detected for one in some), len(some), _counts(some))


def _alarms(some: Sequence[JudgedFaithful]) -> Share:
    return Share(sum(one.alarm for one in some), len(some), _counts(some))


def _counts(some: Iterable[JudgedPair | JudgedFaithful]) -> dict[str, int]:
    return dict(Counter(name for one in some for name in dict.fromkeys(one.seen_by)).most_common())


def _pair_row(one: JudgedPair) -> dict[str, Any]:
    pair = one.pair
    return {
        "kind": pair.kind,
        "made": pair.made,
        "half": pair.half,
        "document_id": pair.faithful.document.id,
        "spans": [[span.start, span.end] for span in pair.faithful.spans],
        "faithful": pair.faithful.text,
        "wording": pair.faithful.wording,
        "altered": pair.altered,
        "detected": one.detected,
        "seen_by": one.seen_by,
        "shown": one.shown,
        "faithful_shown": one.faithful_shown,
    }


def _faithful_row(one: JudgedFaithful) -> dict[str, Any]:
    true = one.faithful
    return {
        "half": true.half,
        "document_id": true.document.id,
        "spans": [[span.start, span.end] for span in true.spans],
        "wording": true.wording,
        "text": true.text,
        "withheld": one.alarm,
        "seen_by": one.seen_by,
    }


def _write_lines(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
