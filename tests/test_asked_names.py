"""Names of a question: told where replaced, found by their initials too, shown, spelt out for the model."""

from datetime import date
from pathlib import Path

import pytest

from index.data import Filter
from rag.asked_names import has, names_missing, replaced, spelt_out
from rag.evidence import LEAST_WORDS, gather
from rag.question import read
from rag.settings import Settings
from tests.answering import Article, Replays, make_index

LONG = "Northern Ocean Fisheries Alliance"
SUMMIT = f"Tom Bell met Ida Roth on the sidelines of the {LONG} in Holm."


def test_a_name_is_had_as_it_is_by_its_initials_or_by_its_seat_of_government() -> None:
    assert has("holm", SUMMIT)
    assert has("nofa", SUMMIT)
    assert not has("velm", SUMMIT)
    assert names_missing("What did Roth say at NOFA in Velm?", [SUMMIT]) == ["velm"]


def test_a_long_name_that_is_known_is_had_in_any_of_its_forms() -> None:
    asked = "What did Roth say at the Asia-Pacific Economic Cooperation summit?"
    assert names_missing(asked, ["Roth came to the Asia-Pacific Economic Cooperation summit."]) == []
    assert names_missing(asked, ["Roth came to APEC."]) == []
    assert names_missing(asked, ["Roth spoke of the economy."]) != []


@pytest.mark.parametrize(
    ("asked", "searched", "names"),
    [
        ("What did Roth say?", "What did Ida Roth say?", {"Roth": "Ida Roth"}),
        ("Did Kim meet Roth?", "Did Kim Jong Un meet Ida Roth?", {"Kim": "Kim Jong Un", "Roth": "Ida Roth"}),
        ("Roth’s reply to Costa?", "Ida Roth’s reply to Paul Costa?", {"Roth": "Ida Roth", "Costa": "Paul Costa"}),
        ("Did Kim Jong-un come?", "Did Kim Jong Un come?", {"Kim Jong-un": "Kim Jong Un"}),
        ("Was the French president late?", "Was Paul Costa late?", {"the French president": "Paul Costa"}),
        ("Did Mr. Costa, who won, sing?", "Did Paul Costa, who won, sing?", {"Mr. Costa": "Paul Costa"}),
        ("Did the king of Ost, Paul Roth, sing?", "Did Paul Roth sing?", {"the king of Ost, Paul Roth": "Paul Roth"}),
        ("In Velm, is the US in the VHA?", "In Velm, is the U.S. in the Union?", {"US": "U.S.", "VHA": "Union"}),
        ("Will Moscow and Tokyo answer?", "Will Russia and Japan answer?", {"Moscow": "Russia", "Tokyo": "Japan"}),
        ("In Velm?", "In Ostland?", {"Velm": "Ostland"}),
        ("When did Paul Costa come?", "When did Paul Costa come?", {}),
    ],
)  # fmt: skip
def test_what_was_replaced_is_told_name_by_name(asked: str, searched: str, names: dict[str, str]) -> None:
    assert {one.words: one.name for one in replaced(asked, searched)} == names


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (SUMMIT, f"What did Roth say at NOFA ({LONG})?"),
        (f"{SUMMIT} NOFA is new.", "What did Roth say at NOFA?"),  # the text has it itself
        ("Ida Roth spoke in Holm.", "What did Roth say at NOFA?"),
    ],
)
def test_an_abbreviation_that_texts_only_spell_out_is_spelt_out(text: str, whole: str) -> None:
    assert spelt_out("What did Roth say at NOFA?", [text]) == whole


def test_what_says_that_it_was_at_the_event_is_shown_though_another_speaks(tmp_path: Path) -> None:
    things = "quay lamps harbour ferry bridge market school museum theatre station library stadium".split()
    said = [f"Ida Roth said that the {thing} of the town would be open to all who come in summer." for thing in things]
    told = f"“We must work together,” Tom Bell told a crowd on the sidelines of the {LONG} in Holm. " + " ".join(said)
    article: Article = ("Roth on the town", "Coast Wire", date(2024, 3, 5), told)

    def shown(question: str) -> list[str]:
        asked = read(question, [], Replays([]))
        (evidence,) = gather(index, asked, Filter(), Settings(evidence_words=60), [()])
        return [line.text for line in evidence.shown]

    with make_index(tmp_path, {"talks": article}) as index:
        assert not any(LONG in line for line in shown("What did Ida Roth say of the town?"))
        lines = shown("What did Ida Roth say at NOFA?")
    assert sum(LONG in line for line in lines) == 1
    assert sum("Ida Roth said" in line for line in lines) > 2
    assert sum(len(line.split()) for line in lines) <= LEAST_WORDS
