"""Consistency over a small real index: what is asked, what counts as the same answer, what is kept and asked again."""

import json
import re
from dataclasses import replace

import pytest
from answering import ARTICLES, assistant_of, make_index
from rich.console import Console

from eval.agreement import Agreement, Variant, page, summarise, table
from eval.consistency import measure, reworded, write
from eval.data import GoldRow, QuestionType, Result
from eval.reading import prompts_read
from index.errors import BadInput
from rag.data import Turn
from rag.generator import Piece
from rag.settings import Settings

ASKED = "How much did the repairs of the northern quay in Velm cost?"
OTHER = "What was paid for the repairs of the quay in Velm?"
THIRD = "The repairs of the northern quay in Velm cost what sum?"
COST = "The repairs of the northern quay cost 5.5 million crowns."
SHIPS = "Mayor Ida Roth said that 1,250 ships are expected this year."
REOPENED = "The northern quay of Velm reopened on Friday after repairs."


def gold(*answers, **fields) -> GoldRow:
    named = {"id": "q1", "question": ASKED, "paraphrases": (OTHER, THIRD), "articles": ("quay",)} | fields
    return GoldRow(type=QuestionType.FACT, answerable=True, answers=answers or (("5.5 million",),), **named)


class Scripted:
    """A generator that replies by what it is asked, and counts."""

    name, sha256 = "scripted", None

    def __init__(self, *rules, otherwise=COST):
        self.rules, self.otherwise, self.asked = rules, otherwise, []

    def generate(self, messages, max_tokens, quotable=()):
        prompt = "\n".join(message.content for message in messages)
        self.asked.append(prompt)
        yield Piece(next((reply for words, reply in self.rules if re.search(words, prompt)), self.otherwise), 100, 10)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    with make_index(tmp_path_factory.mktemp("archive")) as opened:
        yield opened


@pytest.fixture
def system(index):
    def build(*rules, **fields):
        assistant = assistant_of(index)
        assistant.generator = Scripted(*rules, **fields)
        return assistant

    return build


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_only_rows_with_paraphrases_are_asked():
    rows = [gold(), gold(id="q2", paraphrases=())]
    assert [row.id for row in reworded(rows)] == ["q1"]


def test_the_prompts_are_read_without_an_answer_being_asked_for(system):
    assistant = system()
    (prompt,) = prompts_read(assistant, gold())
    assert "5.5 million crowns" in prompt
    assert ASKED in prompt
    assert assistant.generator.asked == []


def test_a_follow_up_is_completed_before_its_prompt_is_read(system):
    assistant = system(otherwise="How much did the repairs of Velm cost?")
    row = gold(
        question="And how much did that cost?", history=(Turn("Who repaired the quay?", "The repairs of Velm."),)
    )
    (prompt,) = prompts_read(assistant, row)
    assert len(assistant.generator.asked) == 1
    assert prompt not in assistant.generator.asked


def test_the_same_answer_every_time_agrees_wholly(system, tmp_path):
    (one,) = measure([gold()], system(), tmp_path)
    assert (one.paraphrases_agree, one.orders_agree, one.differing) == (1.0, 1.0, ())
    assert [(one.kind, one.number) for one in one.paraphrases] == [("paraphrase", 1), ("paraphrase", 2)]
    assert (one.question.met, one.question.refused) == ((0,), False)
    assert 1 <= len(one.orders) <= 3


def test_a_paraphrase_that_loses_the_fact_differs(system, tmp_path):
    assistant = system((re.escape(OTHER), REOPENED))
    (one,) = measure([gold()], assistant, tmp_path)
    assert one.paraphrases_agree == 0.5
    assert one.orders_agree == 1.0
    assert [(other.asked, other.met) for other in one.differing] == [(OTHER, ())]
    assert OTHER in page(summarise([one]))


def test_another_order_of_the_evidence_can_change_the_answer(system, tmp_path):
    assistant = system()
    first = prompts_read(assistant, gold())[0]
    assistant.generator.rules = (("(?s)^(?!" + re.escape(first) + r"\Z).*" + re.escape(ASKED), SHIPS),)
    (one,) = measure([gold()], assistant, tmp_path)
    assert one.orders
    assert (one.question.met, one.orders_agree, one.paraphrases_agree) == ((0,), 0.0, 1.0)
    assert {other.kind for other in one.differing} == {"order"}


def test_orders_do_not_arise_where_one_article_is_the_evidence(tmp_path):
    with make_index(tmp_path, {"quay": ARTICLES["quay"]}) as index:
        assistant = assistant_of(index)
        assistant.generator = Scripted()
        (one,) = measure([gold()], assistant, tmp_path / "out")
    assert (one.orders, one.orders_agree, one.paraphrases_agree) == ((), None, 1.0)
    found = summarise([one])
    assert (found.orders.value, found.orders.counted, found.orders.missing) == (None, 0, 1)


def test_every_order_asked_shows_the_evidence_in_another_way(system, tmp_path):
    assistant = system()
    (one,) = measure([gold(paraphrases=(OTHER,))], assistant, tmp_path)
    assert len(set(assistant.generator.asked)) == len(assistant.generator.asked) == 2 + len(one.orders)
    shown = [prompt for prompt in assistant.generator.asked if ASKED in prompt]
    assert len({tuple(sorted(prompt.split("\n"))) for prompt in shown}) == 1


def test_it_goes_on_where_it_stopped(system, tmp_path):
    first, rows = system(), [gold(), gold(id="q2", question=THIRD, paraphrases=(OTHER,))]
    whole = list(measure(rows, first, tmp_path / "whole"))
    out = tmp_path / "out"
    next(measure(rows, first, out))
    kept = out / "consistency.jsonl"
    kept.write_text(kept.read_text("utf-8") + '{"gold_id": "q2", "kind', "utf-8")
    second = system()
    assert list(measure(rows, second, out)) == whole
    assert not any(ASKED in prompt for prompt in second.generator.asked)
    third = system()
    assert list(measure(rows, third, out)) == whole
    assert third.generator.asked == []


def test_what_was_asked_with_other_settings_is_asked_again(system, tmp_path):
    list(measure([gold()], system(), tmp_path))
    changed = system()
    changed.settings = replace(Settings(), confidence=0.0, passages=4)
    list(measure([gold()], changed, tmp_path))
    assert sum(ASKED in prompt for prompt in changed.generator.asked) >= 1


def test_kept_answers_are_held_against_the_gold_of_today(system, tmp_path):
    list(measure([gold()], system(), tmp_path))
    again = system()
    (one,) = measure([gold(("crowns",), ("francs",))], again, tmp_path)
    assert (one.question.met, again.generator.asked) == ((0,), [])


def test_the_answer_of_the_evaluation_is_used_where_it_was_made_alike(system, tmp_path):
    row, assistant = gold(), system()
    result = Result("q1", row.asked_sha256, assistant.ask(ASKED), 1.0, 100.0)
    (tmp_path / "answers.jsonl").write_text(result.to_json() + "\n", "utf-8")
    assistant.generator.asked.clear()
    (one,) = measure([row], assistant, tmp_path)
    assert one.question.text == result.answer.text_without_citations
    assert prompts_read(assistant, row)[0] not in assistant.generator.asked
    assistant.settings = replace(assistant.settings, passages=3)
    list(measure([row], assistant, tmp_path))
    assert prompts_read(assistant, row)[0] in assistant.generator.asked


def test_a_damaged_line_is_named(system, tmp_path):
    (tmp_path / "consistency.jsonl").write_text("{}\n", "utf-8")
    with pytest.raises(BadInput, match=r"consistency\.jsonl:1 is damaged; remove the line"):
        measure([gold()], system(), tmp_path)


def variant(kind="question", number=0, met=(0,), refused=False):
    return Variant("q1", kind, number, "Asked?", "sha", refused, () if refused else met, "Said.")


def test_refusing_and_answering_without_the_facts_are_two_answers():
    silent, wrong = variant(refused=True), variant(met=())
    assert not silent.agrees(wrong)
    assert silent.agrees(variant("order", 1, refused=True))
    assert not variant(met=(0, 1)).agrees(variant(met=(0,)))


def test_questions_count_alike_however_many_variants_they_have():
    whole = Agreement(variant(), (variant("paraphrase", 1),), ())
    half = Agreement(
        variant(),
        (variant("paraphrase", 1), variant("paraphrase", 2), variant("paraphrase", 3, ()), variant("x", 4, ())),
        (variant("order", 1, ()),),
    )
    found = summarise([whole, half])
    assert (found.paraphrases.value, found.paraphrases.counted, found.paraphrases.missing) == (0.75, 2, 0)
    assert (found.orders.value, found.orders.counted, found.orders.missing) == (0.0, 1, 1)


def test_the_report_has_the_figures_and_what_differed(tmp_path):
    one = Agreement(variant(), (variant("paraphrase", 1), variant("paraphrase", 2, ())), ())
    found = write(tmp_path, [one])
    assert json.loads((tmp_path / "consistency.json").read_text("utf-8")) == found.to_dict()
    assert found.to_dict()["questions"] == [
        {"id": "q1", "paraphrases": 0.5, "orders": None, "differing": ["paraphrase 2"]}
    ]
    written = (tmp_path / "consistency.md").read_text("utf-8")
    assert written.startswith("# 1 of 1 questions got different answers\n\n## q1\n\n- **question**: Asked?")
    assert "- **paraphrase 2**: Asked?\n  gold facts []: Said." in written
    screen = Console(width=100)
    with screen.capture() as shown:
        screen.print(table(found))
    assert re.search(r"asked in other words\W+50\.0 %\W+1\W+0", shown.get())
    assert re.search(r"evidence in other orders\W+0\W+1", shown.get())
