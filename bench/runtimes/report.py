"""What came of it: seconds, tokens a second, memory and texts of each runtime, beside Readout's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from statistics import median
from typing import Any

from rich.console import RenderableType
from rich.table import Table

from bench.clocked import Pace, rate
from bench.runtimes.asking import Run
from bench.runtimes.engines import Reply
from bench.runtimes.systems import READOUT, Group, Runtime
from bench.timing import Series, ratio

COLUMNS = (
    "runtime", "load", "read", "written", "answer", "p90", "× Readout", "processor", "× Readout’s", "tokens",
    "memory", "same text", "differs after", "quotations held",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """Replies to one prompt: a runtime's, and Readout's of the same turn."""

    question: str
    reply: Reply
    own: Reply

    @property
    def alike(self) -> int:
        """How many first words the two have in common."""
        words = zip(self.reply["text"].split(), self.own["text"].split(), strict=False)
        return sum(1 for _ in takewhile(lambda both: both[0] == both[1], words))


@dataclass(frozen=True, slots=True)
class Measured:
    """A runtime with its replies."""

    runtime: Runtime
    loads: tuple[Reply, ...]
    pairs: tuple[Pair, ...]

    @property
    def error(self) -> str | None:
        """Why it has no replies, None where it has."""
        failed = [told["error"] for told in (*self.loads, *(pair.reply for pair in self.pairs)) if "error" in told]
        return failed[0] if failed else None

    @property
    def seconds(self) -> Series:
        """The seconds of each whole answer."""
        return self._series("seconds")

    def _series(self, figure: str) -> Series:
        return Series(self.runtime.shown, tuple(float(pair.reply[figure]) for pair in self.pairs))

    def _own(self, figure: str) -> Series:
        return Series(READOUT.shown, tuple(float(pair.own[figure]) for pair in self.pairs))

    def figures(self) -> dict[str, Any]:
        """Return its figures as JSON types."""
        known: dict[str, Any] = {"shown": self.runtime.shown, "held": self.runtime.held}
        if self.error or not self.pairs:
            return known | {"error": self.error or "not asked"}
        replies = [pair.reply for pair in self.pairs]
        differing = [pair.alike for pair in self.pairs if pair.reply["text"] != pair.own["text"]]
        return known | {
            "questions": len(replies),
            "load_seconds": median(told["seconds"] for told in self.loads),
            "read_a_second": rate([Pace(told["prompt_tokens"], told["reading"]) for told in replies]),
            "written_a_second": rate([Pace(told["tokens_after"], told["writing"]) for told in replies]),
            "answer": self.seconds.summary(),
            "p90": self.seconds.percentile(0.9),
            "times_readout": ratio(self.seconds, self._own("seconds")),
            "processor": self._series("processor").summary(),
            "times_processor": ratio(self._series("processor"), self._own("processor")),
            "prompt_tokens": median(told["prompt_tokens"] for told in replies),
            "completion_tokens": median(told["tokens_after"] + 1 for told in replies),
            "peak_mb": max(told["peak_mb"] for told in replies),
            "same_text": len(replies) - len(differing),
            "words_before_difference": median(differing) if differing else None,
            "texts": {pair.question: pair.reply["text"] for pair in self.pairs},
        }


def measured(run: Run) -> list[Measured]:
    """Return Readout's runtime with its replies of all groups, and every other with those of its own."""
    own = [one for group in run.groups for one in _of(run, group, READOUT)]
    together = Measured(READOUT, sum((one.loads for one in own), ()), sum((one.pairs for one in own), ()))
    others = [one for group in run.groups for other in group.others for one in _of(run, group, other)]
    return [together, *others]


def table(found: dict[str, Any]) -> RenderableType:
    """Return the figures for the terminal."""
    shown = Table(*COLUMNS)
    for one in found.values():
        shown.add_row(one["shown"], *(["failed"] if "error" in one else _cells(one)))
    return shown


def _of(run: Run, group: Group, runtime: Runtime) -> Iterator[Measured]:
    """Yield what a runtime did in a group, where it was loaded there."""
    kept = run.kept
    if (key := run.load_key(group, runtime)) not in kept:
        return
    keys = [
        (question, run.reply_key(group, runtime, question), run.reply_key(group, READOUT, question))
        for question in run.asked(group)
    ]
    pairs = [Pair(question, kept[his], kept[own]) for question, his, own in keys if his in kept and own in kept]
    yield Measured(runtime, (kept[key],), tuple(pairs))


def _cells(one: dict[str, Any]) -> Sequence[str]:
    differs = one["words_before_difference"]
    return (
        f"{one['load_seconds']:.1f} s",
        f"{one['read_a_second']:.0f}/s",
        f"{one['written_a_second']:.1f}/s",
        f"{one['answer']['median']:.1f} s",
        f"{one['p90']:.1f} s",
        f"{one['times_readout']:.2f}",
        f"{one['processor']['median']:.1f} s",
        f"{one['times_processor']:.2f}",
        f"{one['prompt_tokens']:.0f} + {one['completion_tokens']:.0f}",
        f"{one['peak_mb'] / 1000:.1f} GB",
        f"{one['same_text']} of {one['questions']}",
        "–" if differs is None else f"{differs:.0f} words",
        one["held"],
    )
