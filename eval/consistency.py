"""Whether a question gets the same answer in other words, and with its evidence in another order.

`list(measure(rows, assistant, out))` asks, `write(out, agreements)` reports; `eval.agreement` says what agrees.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from eval.agreement import Agreement, Consistency, Variant, page, summarise
from eval.data import GoldRow, load_results
from eval.reading import prompts_read
from eval.run import ANSWERS, drop_torn_line, told
from eval.wording import says
from index.errors import BadInput
from rag.assistant import Assistant
from rag.data import Answer, Receipt, Status
from rag.prompt import prompts_sha256

ORDERS = (1, 4, 6)  # seeds of Settings.evidence_order: three different orders, wherever there are three articles
VARIANTS = "consistency.jsonl"
SUMMARY = "consistency.json"
PAGE = "consistency.md"


def measure(rows: Sequence[GoldRow], assistant: Assistant, out: Path) -> Iterator[Agreement]:
    """Ask the questions that have paraphrases in every way, one agreement a question, each answer kept when it comes.

    An answer of the evaluation in `out`, or of an earlier call, is used again where nothing that shapes it has changed.
    Raises BadInput where a kept line is damaged.
    """
    out.mkdir(parents=True, exist_ok=True)
    desk = _Asking(assistant, out, _kept(out / VARIANTS), _evaluated(out / ANSWERS, assistant))
    return (desk.agreement(row) for row in reworded(rows))


def reworded(rows: Sequence[GoldRow]) -> list[GoldRow]:
    """Return the rows that `measure` asks."""
    return [row for row in rows if row.paraphrases]


def write(out: Path, agreements: Sequence[Agreement]) -> Consistency:
    """Write the figures and, to be read, every answer that differed; returns the summary."""
    found = summarise(agreements)
    (out / SUMMARY).write_text(json.dumps(found.to_dict(), ensure_ascii=False, indent=2) + "\n", "utf-8")
    (out / PAGE).write_text(page(found), "utf-8")
    return found


@dataclass(frozen=True, slots=True)
class _Asking:
    assistant: Assistant
    out: Path
    kept: dict[str, Variant]  # by what made them
    evaluated: dict[str, Answer]  # of the evaluation in the folder, by the hash of what was asked

    def agreement(self, row: GoldRow) -> Agreement:
        reworded = (replace(row, question=words) for words in row.paraphrases)
        return Agreement(
            self._variant(row, "question", 0, 0),
            tuple(self._variant(asked, "paraphrase", number, 0) for number, asked in enumerate(reworded, 1)),
            tuple(self._variant(row, "order", order, order) for order in self._orders(row)),
        )

    def _orders(self, row: GoldRow) -> list[int]:
        """Return the orders that show the model the evidence as no earlier one does."""
        seen = {prompts_read(self.assistant, row)}
        new = []
        for order in ORDERS:
            shown = prompts_read(self._ordered(order), row)
            if shown not in seen:
                seen.add(shown)
                new.append(order)
        return new

    def _variant(self, row: GoldRow, kind: str, number: int, order: int) -> Variant:
        assistant = self._ordered(order)
        made = _made_sha256(row, assistant)
        if made in self.kept:
            return replace(self._again(self.kept[made], row), kind=kind, number=number)
        answer = None if order else self.evaluated.get(row.asked_sha256)
        answer = answer or assistant.ask(row.question, as_of=row.as_of, history=told(row))
        refused = answer.status is Status.ABSTAINED
        text = answer.text_without_citations
        variant = Variant(row.id, kind, number, row.question, made, refused, _met(row, refused, text), text)
        with (self.out / VARIANTS).open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(variant), ensure_ascii=False) + "\n")
        self.kept[made] = variant
        return variant

    def _again(self, kept: Variant, row: GoldRow) -> Variant:
        """Return a kept variant held against the gold answers of today."""
        return replace(kept, gold_id=row.id, met=_met(row, kept.refused, kept.text))

    def _ordered(self, order: int) -> Assistant:
        settings = replace(self.assistant.settings, evidence_order=order)
        assistant = self.assistant
        return Assistant(assistant.index, assistant.generator, settings, judge=assistant.judge)


def _met(row: GoldRow, refused: bool, text: str) -> tuple[int, ...]:
    met = (at for at, group in enumerate(row.answers) if any(says(text, words) for words in group))
    return () if refused else tuple(met)


def _evaluated(path: Path, assistant: Assistant) -> dict[str, Answer]:
    """Return the answers of the evaluation that this assistant would have made."""
    results = load_results(path) if path.exists() else ()
    return {result.asked_sha256: result.answer for result in results if _made_alike(result.answer.receipt, assistant)}


def _made_alike(receipt: Receipt, assistant: Assistant) -> bool:
    models = {model.name for model in receipt.models if model.role == "generator"}
    made = (receipt.index_sha256, receipt.settings_sha256, receipt.prompt_sha256)
    return made == _made_with(assistant) and models <= {assistant.generator.name}


def _made_sha256(row: GoldRow, assistant: Assistant) -> str:
    generator = assistant.generator
    made = [row.asked_sha256, *_made_with(assistant), generator.name, generator.sha256]
    return hashlib.sha256(json.dumps(made).encode()).hexdigest()


def _made_with(assistant: Assistant) -> tuple[str, str, str]:
    return assistant.index.info.sha256, assistant.settings.sha256, prompts_sha256()


def _kept(path: Path) -> dict[str, Variant]:
    """Return the variants asked so far; a last line that an interruption cut short is dropped."""
    if not path.exists():
        return {}
    drop_torn_line(path)
    reader, kept = TypeAdapter(Variant), dict[str, Variant]()
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            variant = reader.validate_json(line)
        except ValidationError as error:
            raise BadInput(f"{path}:{number} is damaged; remove the line to ask it again") from error
        kept[variant.made_sha256] = variant
    return kept
