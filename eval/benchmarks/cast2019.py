"""TREC CAsT 2019 (Dalton et al. 2020): follow-up questions made to stand alone, beside what people made of them.

The folder holds evaluation_topics_v1.0.json and evaluation_topics_annotated_resolved_v1.0.tsv, or has them in
data/evaluation.
"""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.benchmarks.asking import commit_name, generator_name, shown
from eval.benchmarks.benchmark import Figure, Report, Run
from eval.benchmarks.files import find, read_json
from eval.benchmarks.kept import Kept, key_of
from eval.means import average
from index.errors import BadInput
from rag.data import Turn
from rag.generator import Generator, load_generator
from rag.prompt import prompts_sha256
from rag.question import read

TOPICS = "evaluation_topics_v1.0.json"
RESOLVED = "evaluation_topics_annotated_resolved_v1.0.tsv"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One turn of a conversation."""

    id: str
    raw: str
    resolved: str  # as a person rewrote it
    earlier: tuple[str, ...]  # the turns before it, as they were said


def run(run: Run, load: Callable[[str | None], Generator] = load_generator) -> Report:
    """Measure how near the rewritten turns come to the people's; the rewritings are kept in `run.work`."""
    turns = run.sample(read_turns(run.data))
    rows = _rewritten(turns, load(run.model), Kept(run.work / "rewritings.jsonl"))
    return Report("cast2019", _figures(rows), tuple(rows))


def read_turns(folder: Path) -> tuple[Utterance, ...]:
    """Return the turns of all conversations in order; raises BadInput where a file or a turn's rewriting is missing."""
    inner = folder / "data" / "evaluation"
    folder = inner if inner.is_dir() else folder
    topics, resolved = read_json(find(folder, TOPICS)), find(folder, RESOLVED)
    rewritings = dict(line.split("\t", 1) for line in resolved.read_text("utf-8").splitlines() if "\t" in line)
    turns = []
    for topic in topics:
        said: list[str] = []
        for turn in topic["turn"]:
            id, raw = f"{topic['number']}_{turn['number']}", " ".join(turn["raw_utterance"].split())
            if id not in rewritings:
                raise BadInput(f"{resolved} has no turn {id}, which {TOPICS} has; fetch both anew")
            turns.append(Utterance(id, raw, " ".join(rewritings[id].split()), tuple(said)))
            said.append(raw)
    return tuple(turns)


def _rewritten(turns: Sequence[Utterance], generator: Generator, kept: Kept) -> list[dict[str, Any]]:
    rouge1, commit = _rouge1(), commit_name()
    rows = []
    for turn in shown(turns, "rewriting"):
        key = key_of(generator_name(generator), prompts_sha256(), turn.raw, turn.earlier)
        if key not in kept:
            asked = read(turn.raw, [Turn(earlier) for earlier in turn.earlier], generator)
            kept.add(key, {"rewritten": asked.standalone, "generator": generator_name(generator), "commit": commit})
        scores = {
            "rouge1": rouge1(turn.resolved, kept[key]["rewritten"]),
            "rouge1_raw": rouge1(turn.resolved, turn.raw),
        }
        rows.append(asdict(turn) | kept[key] | scores)
    return rows


def _rouge1() -> Callable[[str, str], float]:
    """Return ROUGE-1 F of a text against a reference, words stemmed."""
    from rouge_score.rouge_scorer import RougeScorer

    scorer = RougeScorer(["rouge1"], use_stemmer=True)
    return lambda reference, text: float(scorer.score(reference, text)["rouge1"].fmeasure)


def _figures(rows: Sequence[dict[str, Any]]) -> tuple[Figure, ...]:
    later = [row for row in rows if row["earlier"]]
    changed = [row["rewritten"] != row["raw"] for row in later]
    needed = [row for row in later if row["resolved"] != row["raw"]]
    figures = []
    for which, some in (("all turns", rows), ("turns after the first", later)):
        figures += [
            Figure(f"ROUGE-1 F (stemmed), {which}, rewritten", average([row["rouge1"] for row in some]), len(some)),
            Figure(f"ROUGE-1 F (stemmed), {which}, as said", average([row["rouge1_raw"] for row in some]), len(some)),
        ]
    return (
        *figures,
        Figure("share of later turns rewritten", average(changed), len(later)),
        Figure("share of later turns left as said", average([not one for one in changed]), len(later)),
        Figure(
            "share left as said of the later turns that people rewrote",
            average([row["rewritten"] == row["raw"] for row in needed]),
            len(needed),
        ),
    )
