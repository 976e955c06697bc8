"""Writing gold rows in the terminal: a whole sitting from piped input, mistakes, leaving early, the file kept whole."""

import io
import json
import os
import stat

import pytest
from answering import make_index

from eval.data import append_row, load_gold
from eval.new import main, next_id
from eval.rows import Line, QuestionType, read_line
from index.errors import BadInput
from rag.data import AbstainReason

SHIPS = "How many ships are expected in Velm this year?"
PLAIN = ["", "", ""]  # no history, any day, answerable
WORDS = "1: She said … this year."


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return tmp_path_factory.mktemp("archive")


@pytest.fixture(scope="module")
def index(archive):
    with make_index(archive) as opened:
        yield opened


class Kept:
    """The index, not closed at the end of a sitting."""

    def __init__(self, index):
        self.index = index

    def __enter__(self):
        return self.index

    def __exit__(self, *_):
        pass


@pytest.fixture
def sit(tmp_path, index, monkeypatch, capsys):
    """Type lines at the prompts; returns the exit code and what the screen showed."""
    path = tmp_path / "gold.jsonl"

    def type_in(*lines):
        monkeypatch.setenv("COLUMNS", "400")
        monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        code = main([str(path)], load=lambda _: Kept(index))
        return code, capsys.readouterr().out

    type_in.path = path
    type_in.rows = lambda: load_gold(path, index.document)
    return type_in


def ships(*rest):
    """A whole row: its places, one answer, nothing more said, appended."""
    return [SHIPS, *PLAIN, WORDS, "", "1,250 | 1250", "", *["", "", "", "", ""], "", *rest]


def test_a_row_is_written_from_piped_lines(sit, index):
    code, shown = sit(*ships())
    assert code == 0
    assert "1.1  " in shown
    assert "Velm reopens its northern quay" in shown
    assert "Ostland Times · 2024-05-03 · quay" in shown
    (row,) = sit.rows()
    (gold,) = row.spans[0]
    assert (row.id, row.question, row.answers) == ("q01", SHIPS, (("1,250", "1250"),))
    assert gold.span.of(index.document("quay").text) == "She said that 1,250 ships are expected this year."
    assert (row.articles, row.type, row.speaker, row.notes) == (("quay",), "fact", None, "")
    assert shown.endswith(f"appended to {sit.path}: q01\n")


def test_rows_follow_one_another_and_the_ids_count_up(sit):
    assert sit(*ships(*ships()))[0] == 0
    assert [row.id for row in sit.rows()] == ["q01", "q02"]


def test_a_row_with_everything(sit):
    question = "What did the mayor say at the ceremony?"
    code, _ = sit(
        *(question, "Who reopened the quay?", "", "", "2024-05-10", "yes"),
        *("1.1-2", "", "not close it", "", "", "Ida Roth", ""),
        *("Which words did the mayor use?", "At the ceremony, what was said?", "", "mind the speaker", ""),
    )
    assert code == 0
    written = json.loads(sit.path.read_text("utf-8"))
    assert written["history"] == [["Who reopened the quay?", None]]
    assert written["paraphrases"] == ["Which words did the mayor use?", "At the ceremony, what was said?"]
    assert (written["as_of"], written["type"], written["speaker"]) == ("2024-05-10", "followup", "Ida Roth")
    assert written["notes"] == "mind the speaker"


def test_an_unanswerable_row_is_not_asked_for_answers(sit):
    code, _ = sit("Who is the king of Velm?", "", "", "because", "not_in_archive", "", "", "nobody reigns", "")
    assert code == 0
    (row,) = sit.rows()
    assert (row.answerable, row.reason, row.type) == (False, AbstainReason.NOT_IN_ARCHIVE, "unanswerable")
    assert (row.answers, row.spans, row.articles, row.notes) == ((), (), (), "nobody reigns")


def test_mistakes_are_said_and_asked_again(sit):
    code, shown = sit(
        *(SHIPS, "", "next May", "", "perhaps", ""),
        *("somewhere", "99.1", "1.77", "1: no such … words", WORDS, ""),
        *("1,250", "", "nowhere", "", "", "riddle", "", "", "", ""),
    )
    assert code == 0
    for message in (
        "'next May' is not a day; write it as 2024-11-15",
        "'perhaps' is no reason; there are not_in_archive",
        "'somewhere' names no place; type hit.sentence",
        "there is no hit 99; the hits on the screen are 1 to",
        "hit 1 has the sentences 1 to",
        "quay does not say 'no such' followed by 'words'",
        "nowhere",
        "'riddle' is no type; there are fact, quotation",
    ):
        assert message in shown
    assert len(sit.rows()) == 1


def test_an_answer_outside_the_marked_words_calls_for_a_note(sit):
    _, shown = sit(SHIPS, *PLAIN, WORDS, "", "over a thousand", "", "", "", "", "", "", "")
    assert "the marked words do not hold 'over a thousand'" in shown
    assert sit.rows()[0].notes == "derived:"


def test_a_row_without_places_rests_on_metadata(sit):
    sit("Which outlet wrote about the quay?", *PLAIN, "", "Ostland Times", "", "quay", "", "", "", "", "")
    (row,) = sit.rows()
    assert (row.notes, row.spans, row.articles) == ("metadata:", (), ("quay",))


def test_other_sentences_with_the_answer_are_offered(sit):
    code, shown = sit(
        *("Who is the mayor of Velm?", *PLAIN, "1: “We will … at the ceremony.", "", "Roth", ""),
        *("2.3", "", "", "", "", "", ""),
    )
    assert code == 0
    assert "an answer also stands in 2.3 (group 1)" in shown
    (row,) = sit.rows()
    assert [gold.document_id for gold in row.spans[0]] == ["quay", "strike"]
    assert row.articles == ("quay", "strike")


def test_another_search_goes_on_numbering(sit):
    _, shown = sit(SHIPS, *PLAIN, "? lamps of the lighthouse", "4.1", "", "lamps", "", "", "", "", "", "", "")
    assert "\n4  Lighthouse lamps go to a museum\n" in shown
    assert sit.rows()[0].articles == ("lamps",)


def test_a_field_is_changed_before_the_row_is_appended(sit):
    changed = ["colour", "speaker", "Nobody Known", "", "speaker", "", "id", "ships", ""]
    _, shown = sit(*ships()[:-1], *changed)
    assert "there is no field 'colour'; there are id, question" in shown
    assert "q01: no gold article names the speaker 'Nobody Known'" in shown
    (row,) = sit.rows()
    assert (row.id, row.speaker) == ("ships", None)


def test_an_id_that_is_taken_is_refused(sit):
    sit(*ships())
    _, shown = sit(*ships()[:-1], "id", "q01", "", "id", "q07", "")
    assert "the id 'q01' is taken; change id" in shown
    assert [row.id for row in sit.rows()] == ["q01", "q07"]


def test_a_dropped_row_is_not_written(sit):
    code, shown = sit(*ships()[:-1], "drop", *ships())
    assert (code, [row.id for row in sit.rows()]) == (0, ["q01"])
    assert "left out" not in shown


def test_leaving_in_the_middle_loses_only_the_row_in_hand(sit):
    code, shown = sit(*ships(SHIPS, *PLAIN, WORDS))
    assert code == 130
    assert f"appended to {sit.path}: q01; the unfinished row was left out" in shown
    assert len(sit.rows()) == 1


def test_interrupting_loses_only_the_row_in_hand(sit, index, monkeypatch, capsys):
    lines = iter([*ships(), SHIPS])

    def typed(_=""):
        try:
            return next(lines)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("builtins.input", typed)
    assert main([str(sit.path)], load=lambda _: Kept(index)) == 130
    assert "q01; the unfinished row was left out" in capsys.readouterr().out
    assert len(sit.rows()) == 1


def test_a_file_that_is_not_sound_is_named_before_anything_is_asked(sit):
    sit.path.write_text("{\n", "utf-8")
    with pytest.raises(BadInput, match=r"gold\.jsonl:1: the line: Invalid JSON"):
        sit(*ships())
    assert sit.path.read_text("utf-8") == "{\n"


def test_a_folder_that_is_not_there_is_named(index, tmp_path):
    with pytest.raises(BadInput, match=r"there is no folder .*absent; make it"):
        main([str(tmp_path / "absent" / "gold.jsonl")], load=lambda _: Kept(index))


LINE = Line("q1", "Who?", QuestionType.UNANSWERABLE, False, reason=AbstainReason.AMBIGUOUS)


def test_a_missing_end_of_line_is_added(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text(LINE.to_json(), "utf-8")
    append_row(path, LINE)
    append_row(path, LINE)
    assert path.read_text("utf-8") == f"{LINE.to_json()}\n" * 3


def test_a_row_that_cannot_be_written_is_not_lost_and_the_file_stays(tmp_path, monkeypatch):
    path = tmp_path / "gold.jsonl"
    path.write_text("whole\n", "utf-8")

    def full(_):
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(BadInput, match=r'no space left; append this line yourself: \{"id": "q1"'):
        append_row(path, LINE)
    assert path.read_text("utf-8") == "whole\n"
    assert stat.S_ISREG(path.stat().st_mode)


def test_the_next_id_is_free():
    assert next_id([]) == "q01"
    assert next_id(["s07", "s09", "g40"]) == "s10"
    assert next_id(["row-099"]) == "row-100"
    assert next_id(["only", "names"]) == "q01"


def test_a_row_of_the_sitting_reads_back(sit, index):
    sit(*ships())
    line = read_line(sit.path.read_text("utf-8"), index.document)
    assert line.to_json() + "\n" == sit.path.read_text("utf-8")
