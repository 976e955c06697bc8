"""The whole command over a stand-in system: asked once, kept, continued, reported."""

import csv
import json
import shlex
from datetime import date

import pytest
from eval_cases import TEXTS, StandIn, answer, cite, row

from eval.__main__ import main
from eval.page import write_page
from eval.run import Setup, ask_all, begin
from index.errors import IndexMissing
from rag.data import Receipt, Timings, UsedModel

REOPENED = "The harbour of Velm reopened on 3 May."
COST = "The bridge over the Ost cost $5.5 million."
GOLD = (
    {
        "id": "right",
        "question": "When did the harbour reopen?",
        "answerable": True,
        "answers": [["3 May", "May 3"]],
        "articles": ["harbour"],
        "spans": [[{"document_id": "harbour", "first": "The harbour", "last": "3 May."}]],
        "type": "fact",
    },
    {
        "id": "wrong",
        "question": "And the cost?",
        "history": [["What is over the Ost?", "A bridge."], ["Who built it?", None]],
        "as_of": "2024-06-01",
        "answerable": True,
        "answers": [["5.5 million"]],
        "articles": ["bridge"],
        "spans": [[{"document_id": "bridge", "first": "The bridge", "last": "million."}]],
        "type": "followup",
    },
    {
        "id": "refused",
        "question": "Is it safe?",
        "answerable": True,
        "answers": [["safe"]],
        "articles": ["bridge"],
        "type": "fact",
    },
    {
        "id": "none",
        "question": "Who is the king?",
        "answerable": False,
        "reason": "not_in_archive",
        "type": "unanswerable",
    },
)
REPLIES = {
    "When did the harbour reopen?": answer("It reopened on 3 May. [1]", cite(1, "harbour", REOPENED)),
    "And the cost?": answer(
        'It cost "5.4 million" [1]', cite(1, "harbour", REOPENED), timings_ms=Timings(10, 20, 70, 700, 900, 40, 3000)
    ),
    "Is it safe?": answer(timings_ms=Timings(10, 20, 30, None, 0, 0, 100)),
}


@pytest.fixture
def run(tmp_path, without_page):
    """Run the command on the gold above in a folder of its own, whichever system is put in."""
    gold, out = tmp_path / "gold.jsonl", tmp_path / "out"
    gold.write_text("".join(json.dumps(row) + "\n" for row in GOLD), "utf-8")

    def run(system, *options):
        return main([str(gold), "--out", str(out), *options], load=lambda setup: system)

    run.gold, run.out = gold, out
    return run


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def interrupt():
    raise KeyboardInterrupt


def test_each_question_is_asked_as_its_row_says(run):
    system = StandIn(REPLIES)
    assert run(system) == 0
    assert system.asked == [
        ("When did the harbour reopen?", None, ()),
        ("And the cost?", date(2024, 6, 1), (("What is over the Ost?", "A bridge."), "Who built it?")),
        ("Is it safe?", None, ()),
        ("Who is the king?", None, ()),
    ]


def test_scores_are_by_question_first(run):
    run(StandIn(REPLIES))
    right, wrong, refused, none = lines(run.out / "scores.jsonl")
    assert (right["answer_correct"], right["words_right"], right["quotations_exact"], right["failed"]) == (
        1,
        1,
        None,
        [],
    )
    assert wrong["failed"] == [
        *("answer_correct", "article_right", "words_right"),
        *("quotations_exact", "quotations_cited", "figures_held"),
    ]
    assert (refused["failed"], refused["words_right"]) == (["answer_correct", "abstention_right"], None)
    assert (none["failed"], none["answer_correct"], none["status"]) == ([], None, "abstained")
    with (run.out / "scores.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["id"], row["answer_correct"], row["violations"]) for row in table] == [
        ("right", "1.0", "0"),
        ("wrong", "0.0", "0"),
        ("refused", "0.0", "0"),
        ("none", "", "0"),
    ]


def test_the_summary_holds_means_counts_and_spreads(run):
    run(StandIn(REPLIES))
    summary = json.loads((run.out / "summary.json").read_text("utf-8"))
    assert summary["questions"] == 4
    assert summary["measures"]["answer_correct"] == {"value": pytest.approx(1 / 3), "counted": 3, "missing": 1}
    assert summary["measures"]["article_right"] == {"value": 0.5, "counted": 2, "missing": 2}
    assert summary["by_type"]["fact"]["abstention_right"] == {"value": 0.5, "counted": 2, "missing": 0}
    assert list(summary["by_type"]) == ["fact", "followup", "unanswerable"]
    assert summary["outcomes"] == {
        "answerable": 3,
        "answerable_refused": 1,
        "refused_share": pytest.approx(1 / 3),
        "unanswerable": 1,
        "unanswerable_answered": 0,
        "answered_share": 0,
        "abstained_share": 1,
    }
    assert summary["costs"]["total_seconds"]["median"] == 1.0
    assert summary["costs"]["total_seconds"]["p90"] == pytest.approx(2.4)  # of 0.1, 1, 1, 3
    assert (summary["costs"]["first_token_seconds"]["counted"], summary["costs"]["first_token_seconds"]["missing"]) == (
        3,
        1,
    )
    assert summary["costs"]["prompt_tokens"]["total"] == 1200
    assert 1 < summary["peak_mb"] < 100_000


def test_the_terminal_shows_the_figures(run, capsys):
    run(StandIn(REPLIES))
    shown = " ".join(capsys.readouterr().out.split())
    assert "answer_correct 33.3 % 3 1" in shown
    assert "answerable: 3, of them refused 1 (33.3 %)" in shown
    assert "unanswerable: 1, of them answered 0 (0.0 %), refused as they should be 100.0 %" in shown
    assert "to complete answer 1.00 2.70 4 0" in shown
    assert "contract violations: 0" in shown


def test_failures_are_written_out_with_gold_beside_answer(run):
    run(StandIn(REPLIES))
    page = (run.out / "failures.md").read_text("utf-8")
    assert page.startswith("# 2 of 4 questions failed\n")
    assert "## wrong (followup): answer_correct, article_right, words_right, quotations_exact" in page
    assert "Before: Who built it? → no answer" in page
    assert "**And the cost?** (as of 2024-06-01)" in page
    assert f"- bridge 0:{len(COST)} “{COST}”" in page
    assert f"- [1] harbour 0:{len(REOPENED)} “{REOPENED}”" in page
    assert "## right" not in page


def test_a_broken_contract_is_counted_and_shown(run):
    lying = answer(abstain_reason=None)
    run(StandIn(REPLIES | {"Who is the king?": lying}))
    assert json.loads((run.out / "summary.json").read_text("utf-8"))["violations"] == 1
    page = (run.out / "failures.md").read_text("utf-8")
    assert "## none (unanswerable): contract" in page
    assert "- Broken contract: an abstention gives no reason" in page


def test_the_page_is_written(run, monkeypatch, capsys):
    monkeypatch.setattr("eval.commands.write_page", write_page)
    assert run(StandIn(REPLIES)) == 0
    assert "When did the harbour reopen?" in (run.out / "report.html").read_text("utf-8")
    assert f"to be read: {run.out / 'report.html'}" in capsys.readouterr().out


def test_an_interrupted_run_keeps_what_is_done_and_continues(run, capsys):
    assert run(StandIn(REPLIES | {"Is it safe?": interrupt}), "--limit", "4") == 130
    assert [line["gold_id"] for line in lines(run.out / "answers.jsonl")] == ["right", "wrong"]
    command = capsys.readouterr().err.strip().splitlines()[-1].removeprefix("stopped; to continue: ")
    assert command.startswith("python -m eval ")
    system = StandIn(REPLIES)
    assert main(shlex.split(command)[3:], load=lambda setup: system) == 0
    assert [question for question, *_ in system.asked] == ["Is it safe?", "Who is the king?"]
    assert [line["gold_id"] for line in lines(run.out / "answers.jsonl")] == ["right", "wrong", "refused", "none"]
    assert json.loads((run.out / "summary.json").read_text("utf-8"))["questions"] == 4


def test_an_answer_is_on_disk_before_the_next_question(tmp_path):
    begin(tmp_path, Setup("gold", "index"))
    asking = ask_all([row(id="one"), row(id="two")], StandIn({}), tmp_path)
    assert next(asking).gold_id == "one"
    assert [line["gold_id"] for line in lines(tmp_path / "answers.jsonl")] == ["one"]


def test_a_line_cut_short_is_asked_again(run):
    run(StandIn(REPLIES), "--limit", "2")
    answers = run.out / "answers.jsonl"
    answers.write_bytes(answers.read_bytes()[:-20])
    system = StandIn(REPLIES)
    assert run(system, "--limit", "2") == 0
    assert [question for question, *_ in system.asked] == ["And the cost?"]
    assert [line["gold_id"] for line in lines(answers)] == ["right", "wrong"]


def test_a_limit_takes_the_first_and_can_be_raised(run):
    assert run(StandIn(REPLIES), "--limit", "1") == 0
    assert [row["id"] for row in lines(run.out / "scores.jsonl")] == ["right"]
    system = StandIn(REPLIES)
    assert run(system) == 0
    assert len(system.asked) == 3
    assert len(lines(run.out / "scores.jsonl")) == 4


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--model", "other"), "with model None and is now asked for 'other'"),
        (("--reranker", "own"), "with reranker None and is now asked for 'own'"),
        (("--judge", "own"), "with judge None and is now asked for 'own'"),
        (("--index", "x"), "with index"),
    ],
)
def test_another_model_or_index_does_not_continue(run, capsys, options, said):
    run(StandIn(REPLIES), "--limit", "1")
    capsys.readouterr()
    system = StandIn(REPLIES)
    assert run(system, *options) == 2
    assert said in capsys.readouterr().err
    assert system.asked == []


@pytest.mark.parametrize(
    ("receipt", "said"),
    [
        (Receipt(1, "index-b", (), "prompt", "settings", 0), "the index has changed"),
        (Receipt(1, "index-a", (), "prompt", "changed", 0), "the settings has changed"),
        (
            Receipt(1, "index-a", (UsedModel("generator", "toy", "bad"),), "prompt", "settings", 0),
            "the generator model has changed",
        ),
    ],
)
def test_an_answer_made_otherwise_is_not_mixed_in(run, capsys, receipt, said):
    changing = StandIn(REPLIES | {"And the cost?": answer("x", receipt=receipt)})
    assert run(changing) == 2  # at once
    assert said in " ".join(capsys.readouterr().err.split())
    assert run(changing) == 2  # and as a continuation
    assert said in " ".join(capsys.readouterr().err.split())
    assert len(lines(run.out / "answers.jsonl")) == 1


def test_gold_may_be_corrected_without_asking_again_but_a_question_may_not_change(run, capsys):
    run(StandIn(REPLIES))
    corrected = [GOLD[0], GOLD[1] | {"answers": [["5.4 million"]]}, *GOLD[2:]]
    run.gold.write_text("".join(json.dumps(row) + "\n" for row in corrected), "utf-8")
    system = StandIn(REPLIES)
    assert run(system) == 0
    assert system.asked == []
    assert lines(run.out / "scores.jsonl")[1]["answer_correct"] == 1
    run.gold.write_text(json.dumps(GOLD[1] | {"question": "Its cost?"}) + "\n", "utf-8")
    assert run(system) == 2
    assert "the gold questions wrong have changed" in capsys.readouterr().err


def test_the_users_mistakes_are_said_in_a_line(run, capsys):
    run.gold.write_text(json.dumps(GOLD[0] | {"articles": ["tunnel"]}) + "\n", "utf-8")
    assert run(StandIn(REPLIES)) == 2
    assert f"error: {run.gold}:1: right: spans in harbour" in capsys.readouterr().err
    assert not run.out.exists()

    def no_index(setup):
        raise IndexMissing("no index at x; run python -m index build")

    assert main([str(run.gold)], load=no_index) == 2
    assert capsys.readouterr().err == "error: no index at x; run python -m index build\n"
    assert main(["absent.jsonl"], load=no_index) == 2
    assert capsys.readouterr().err == "error: there is no gold file absent.jsonl\n"
    with pytest.raises(SystemExit) as left:
        main([str(run.gold), "--limit", "0"], load=no_index)
    assert left.value.code == 2


def test_answers_without_their_setup_are_not_continued(run, capsys):
    run(StandIn(REPLIES))
    (run.out / "run.json").unlink()
    assert run(StandIn(REPLIES)) == 2
    assert "holds answers but no run.json" in " ".join(capsys.readouterr().err.split())


def test_a_cited_document_that_is_gone_is_a_violation_and_not_a_crash(run, monkeypatch):
    run(StandIn(REPLIES))
    monkeypatch.delitem(TEXTS, "harbour")
    run.gold.write_text(json.dumps(GOLD[1]) + "\n", "utf-8")
    assert run(StandIn(REPLIES)) == 0
    assert lines(run.out / "scores.jsonl")[0]["violations"] == [
        "citation 1 cites 'harbour', which the index does not hold"
    ]
