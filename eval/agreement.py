"""What came of asking one question in several ways: which answers agree, their shares, and a page of what differed."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table

from eval.means import Mean, average, mean, percent


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of asking a gold question and what came of it: a line of consistency.jsonl."""

    gold_id: str
    kind: str  # "question", "paraphrase" or "order"
    number: int  # of the paraphrase or the order, from 1; 0 for the question itself
    asked: str
    made_sha256: str  # of all that shapes the answer: question, history, as_of, order, index, model, settings
    refused: bool
    met: tuple[int, ...]  # the gold groups that the answer states, from 0; none where it refuses
    text: str

    def agrees(self, other: "Variant") -> bool:
        """Whether both refuse, or both answer and state the same gold facts."""
        return (self.refused, self.met) == (other.refused, other.met)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A gold question and its variants. The shares run from 0 to 1; None where there is no variant of the kind."""

    question: Variant
    paraphrases: tuple[Variant, ...]
    orders: tuple[Variant, ...]  # those that put the evidence as no earlier one did

    @property
    def paraphrases_agree(self) -> float | None:
        """Share of the paraphrases that get the question's answer."""
        return self._share(self.paraphrases)

    @property
    def orders_agree(self) -> float | None:
        """Share of the other orders of the evidence that give the same answer."""
        return self._share(self.orders)

    @property
    def differing(self) -> tuple[Variant, ...]:
        """The variants that get another answer than the question."""
        return tuple(one for one in (*self.paraphrases, *self.orders) if not one.agrees(self.question))

    def _share(self, variants: Sequence[Variant]) -> float | None:
        return average([one.agrees(self.question) for one in variants])


@dataclass(frozen=True, slots=True)
class Consistency:
    """What all questions together say."""

    paraphrases: Mean
    orders: Mean
    agreements: tuple[Agreement, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON types, with the shares of every question."""
        questions = [
            {"id": one.question.gold_id, "paraphrases": one.paraphrases_agree, "orders": one.orders_agree}
            | {"differing": [f"{variant.kind} {variant.number}" for variant in one.differing]}
            for one in self.agreements
        ]
        return {"paraphrases": asdict(self.paraphrases), "orders": asdict(self.orders), "questions": questions}


def summarise(agreements: Sequence[Agreement]) -> Consistency:
    """Average the shares of the questions."""
    return Consistency(
        mean([one.paraphrases_agree for one in agreements]),
        mean([one.orders_agree for one in agreements]),
        tuple(agreements),
    )


def table(found: Consistency) -> Table:
    """Return the summary for the terminal."""
    shown = Table("consistency", "same answer", "questions", "does not arise", title="the same question again")
    for name, share in (("asked in other words", found.paraphrases), ("evidence in other orders", found.orders)):
        shown.add_row(name, percent(share.value), str(share.counted), str(share.missing))
    return shown


def page(found: Consistency) -> str:
    """Return in Markdown what differed, each answer under the question's own."""
    unsteady = [one for one in found.agreements if one.differing]
    blocks = [f"# {len(unsteady)} of {len(found.agreements)} questions got different answers", *map(_block, unsteady)]
    return "\n\n".join(blocks) + "\n"


def _block(one: Agreement) -> str:
    lines = [f"## {one.question.gold_id}", *(_line(variant) for variant in (one.question, *one.differing))]
    return "\n\n".join(lines)


def _line(variant: Variant) -> str:
    name = variant.kind if variant.kind == "question" else f"{variant.kind} {variant.number}"
    came = "refused" if variant.refused else f"gold facts {[group + 1 for group in variant.met]}"
    return f"- **{name}**: {variant.asked}\n  {came}: {' '.join(variant.text.split())}"
