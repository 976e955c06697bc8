"""A small evaluation of two questions, right and wrong, written as a page, with and without what moved since."""

from dataclasses import replace

from eval_cases import answer, cite, document_of, row, span

from eval.compare import Change, Comparison, Cost, Flip
from eval.data import Result
from eval.page import write_page
from eval.summary import score, summarise

RIGHT = answer(
    "It reopened on 3 May. [1]", cite(1, "harbour", "The harbour of Velm reopened on 3 May."), confidence=0.9
)
WRONG = answer("It reopened in June. [1]", cite(1, "harbour", "Velm reopened on 3 May"), confidence=0.6)
GOLD = row(("3 May",), spans=((span("harbour", "reopened on 3 May"),),))
SETUP = {
    "gold": "small.jsonl",
    "commit": {"sha": "0123abc", "dirty": False},
    "models": [{"role": "generator", "name": "toy", "sha256": "f00"}],
    "machine": {"cpu": "Zilog Z80", "cores": 1},
}


def scored(given, gold=GOLD):
    return score(gold, Result(gold.id, gold.asked_sha256, given, 1.5, 100.0), document_of)


def write(out, *scores, comparison=None, setup=SETUP, again=None):
    return write_page(out, scores, summarise(scores, again), setup, comparison).read_text("utf-8")


def small(out, **more):
    return write(out, scored(RIGHT), scored(WRONG, replace(GOLD, id="q2", question="When did it open again?")), **more)


def moved():
    return Comparison(
        before="run one",
        after="run two",
        changes=(Change("answer_correct", 0.5, 0.75, 0.25, 0.05, 0.45, 8), Change("speaker_right", *[None] * 5, 0)),
        flips=(
            Flip("q2", "When did it open again?", ("words_right",), (), "It opened on 3 May.", "It opened in June."),
        ),
        costs=(Cost("total_seconds", 4.0, 5.5),),
        notes=("also different: models",),
    )
