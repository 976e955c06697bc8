"""How altered sentences are judged: withheld, corrected, or shown with what is wrong in them."""

import json
from datetime import date

from eval.pairs.archive import Archive
from eval.pairs.command import main, measure
from eval.pairs.data import Faithful, Kind, Pair
from eval.pairs.judging import Judge, changes, states
from eval.pairs.report import failures
from index.data import Span
from tests.conftest import HashedWords, make_document

TEXT = (
    "Mayor Ida Roth said on Friday that 1,250 ships are expected at Velm. "
    "“We will not close the old northern quay again before the winter,” Roth said. "
    "She called the harbour a “deep success” for the town."
)
ARTICLE = make_document("quay", TEXT, date(2024, 5, 3), title="Velm opens its quay")
SHIPS, CLOSE, SUCCESS = (
    TEXT[: TEXT.index("“We") - 1],
    TEXT[TEXT.index("“We") : TEXT.index("She") - 1],
    TEXT[TEXT.index("She") :],
)


def pair(kind: Kind, faithful: str, altered: str) -> Pair:
    start = TEXT.index(faithful)
    return Pair(kind, Faithful(ARTICLE, (Span(start, start + len(faithful)),), faithful), altered)


def judge() -> Judge:
    return Judge(Archive([ARTICLE]), HashedWords())


def test_a_wrong_number_is_withheld_and_the_check_named() -> None:
    judged = judge().pair(pair(Kind.NUMBER, SHIPS, SHIPS.replace("1,250", "1,350")))
    assert judged.detected
    assert judged.seen_by == ("numbers",)
    assert judged.faithful_shown
    assert judged.shown == ""


def test_a_stitched_quotation_that_loses_its_marks_is_detected() -> None:
    stitched = pair(Kind.STITCHED, CLOSE, CLOSE.replace(" the old northern quay", ""))
    assert states("“We will not close again before the winter,” Roth said.", stitched)
    assert not states("We will not close again before the winter, Roth said.", stitched)
    assert not states("", stitched)


def test_an_altered_quotation_that_loses_its_marks_still_says_it_and_is_withheld() -> None:
    altered = pair(Kind.QUOTATION, SUCCESS, SUCCESS.replace("deep", "slight"))
    assert changes(altered) == ["a slight success"]
    assert states("She called the harbour a slight success for the town.", altered)
    assert not states("She called the harbour a “deep success” for the town.", altered)
    judged = judge().pair(altered)  # the marks go, the wrong word would stay
    assert judged.detected
    assert judged.seen_by == ("quotation",)


def test_words_left_out_are_stated_where_the_gap_is_closed() -> None:
    dropped = pair(Kind.DROPPED, SHIPS, SHIPS.replace(" on Friday", ""))
    assert changes(dropped) == ["said that"]
    assert states(dropped.altered, dropped)
    assert not states(SHIPS, dropped)


def test_a_sentence_of_which_a_part_is_lost_before_the_checks_is_withheld(monkeypatch) -> None:
    monkeypatch.setattr("eval.pairs.judging.split", lambda text: [text.split(" ", 1)[1]])
    judged = judge().faithful(Faithful(ARTICLE, (Span(0, len(SHIPS)),), SHIPS))
    assert judged.alarm
    assert judged.seen_by == ("split",)


def test_true_sentences_pass_and_false_alarms_are_counted_by_wording() -> None:
    outcome = measure([ARTICLE], HashedWords())
    assert outcome.by_wording()["own words"].counted == 3
    assert outcome.alarms.hits == sum(one.alarm for one in outcome.faithful)
    assert len(failures(outcome)) == sum(not one.detected for one in outcome.pairs) + outcome.alarms.hits


def test_the_command_writes_its_figures(tmp_path, capsys) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "quay.md").write_text(f"---\ntitle: Velm\npublished: 2024-05-03\n---\n\n{TEXT}\n", "utf-8")
    assert main(["--articles", str(tmp_path / "articles"), "--out", str(tmp_path / "out")], HashedWords()) == 0
    whole = json.loads((tmp_path / "out" / "pairs.json").read_text("utf-8"))
    rows = [json.loads(line) for line in (tmp_path / "out" / "altered.jsonl").read_text("utf-8").splitlines()]
    assert whole["all"]["detection"]["counted"] == len(rows)
    assert whole["all"]["detection"]["hits"] == sum(row["detected"] for row in rows)
    assert whole["made"]["documents"] == 1
    assert "altered sentences detected" in capsys.readouterr().out
