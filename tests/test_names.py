"""Names: what a list and an archive know of them, and that all spellings of a question are one question."""

from datetime import date
from pathlib import Path

import pytest

from index.build import add, build, remove
from index.data import Filter
from index.mentions import Kind, keys, letters, mentions, sound, spoken
from index.names import FILE, Names, known
from index.search import Index
from rag.data import AskedName
from rag.question import Asked, parts_of, renamed
from rag.receipt import faults
from rag.steps import Finished, Understood
from tests.answering import Article, assistant_of, write_articles
from tests.conftest import HashedWords

COUNTRY: dict[str, Article] = {
    "old": (
        "Brandt opens the fair",
        "Coast Wire",
        date(2021, 5, 3),
        "French President Anne Brandt opened the fair on Monday. The crowd cheered Brandt for an hour.",
    ),
    "new": (
        "Costa meets Mayor Roth",
        "Coast Wire",
        date(2024, 5, 3),
        "Paul Costa, the French president, met Ida Roth in Velm. In the evening Costa spoke at the Velm Harbour "
        "Authority (VHA). Otto Roth, a cousin, was away, and nobody asked Roth why.",
    ),
    "north": (
        "Leaders speak by telephone",
        "Ostland Times",
        date(2024, 5, 4),
        "North Korea's leader, Kim Jong Un, spoke with President Costa. The call with Kim lasted an hour.",
    ),
}


@pytest.fixture
def index(tmp_path: Path) -> Index:
    folder = write_articles(tmp_path / "articles", COUNTRY)
    build(folder, tmp_path / "index", HashedWords())
    return Index.open(tmp_path / "index", HashedWords())


@pytest.mark.parametrize(
    ("text", "unified"),
    [
        (
            "Did N.K. and the united nations tell us about the US?",
            "Did North Korea and the U.N. tell us about the U.S.?",
        ),
        ("the Democratic People’s Republic of Korea", "North Korea"),
        ("N. Korean and Filipino workers", "North Korean and Philippine workers"),
        ("a nuke of the usual kind", "a nuke of the usual kind"),
    ],
)
def test_spellings_become_the_name(text: str, unified: str) -> None:
    assert known().unified(text) == unified


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("What did Pyongyang and Moscow deny?", "What did North Korea and Russia deny?"),
        ("What happened in Pyongyang?", "What happened in Pyongyang?"),
        ("The Kim Moscow affair at New London", "The Kim Moscow affair at New London"),
        ("What was said of the Jakarta summit?", "What was said of the Jakarta summit?"),
        ("How did Moscow and Pyongyang answer?", "How did Russia and North Korea answer?"),
        ("In Moscow, who spoke?", "In Moscow, who spoke?"),
    ],
)
def test_a_seat_of_government_is_its_state_where_it_is_no_place(text: str, states: str) -> None:
    assert known().governments(text) == states


def test_an_archive_can_bring_names_of_its_own(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text(
        "name,word,also,people,seats\nOstland,ostland,Republic of Ostland;O.L.,Ostlander,Velm\n"
    )
    names = Names.read(tmp_path)
    assert names.governments(names.unified("Did Velm reply to the Republic of Ostland and the DPRK?")) == (
        "Did Ostland reply to Ostland and North Korea?"
    )
    assert Names.read(tmp_path / "elsewhere") is known()


def test_an_article_says_who_holds_an_office_and_who_a_surname_is() -> None:
    found = mentions(COUNTRY["new"][3], known())
    assert {(one.kind, one.key, one.name) for one in found if one.kind is not Kind.PERSON} == {
        (Kind.OFFICE, "France president", "Paul Costa"),
        (Kind.SHORT, "vha", "Velm Harbour Authority"),
    }
    assert {one.name for one in found if one.key == "roth"} == {"Ida Roth", "Otto Roth"}
    assert not any(one.kind is Kind.OFFICE for one in mentions("Former French President Anne Brandt came.", known()))


def test_transliterations_have_one_key() -> None:
    assert letters("Kim Jong-un") == letters("Kim Jong Un") == "kimjongun"
    assert letters("Gilberto C. Teodoro") == letters("Gilberto Teodoro")
    assert spoken("Shoygu") == spoken("Shoigu") != spoken("Shogun")
    assert sound("Yoon Suk Yeol") == sound("Yun Sok-yol") != sound("Yoon Suk Yun")
    assert keys("Paul Costa", ["Costa"]) == {"+paulcosta", sound("Paul Costa"), "costa", "=costa"}


@pytest.mark.parametrize(
    ("question", "unified"),
    [
        ("What did Mr. Costa say to Kim Jong-un?", "What did Paul Costa say to Kim Jong Un?"),
        ("What did the French president say to North Korea's leader?", "What did Paul Costa say to Kim Jong Un?"),
        ("What did French President Costa say to Kim?", "What did Paul Costa say to Kim Jong Un?"),
        ("What did the president of France, Paul Costa, say to Kim?", "What did Paul Costa say to Kim Jong Un?"),
        ("Who is the French president?", "Who is the French president?"),
        ("What did the French president open in 2021?", "What did Anne Brandt open in 2021?"),
        ("Did Roth come?", "Did Roth come?"),  # there are two
        ("Will Costa speak at the VHA in May?", "Will Paul Costa speak at the Velm Harbour Authority in May?"),
        ("What did the German chancellor say to Hansen?", "What did the German chancellor say to Hansen?"),
    ],
)
def test_a_question_has_the_names_of_the_archive(index: Index, question: str, unified: str) -> None:
    assert index.names().unified(question) == unified


TOWN: dict[str, Article] = {
    "shop": (
        "Rolls for the fair",
        "Coast Wire",
        date(2024, 5, 1),
        "Holly Market said on Monday that she would bake. The crowd cheered Market. Jon Billow said he would help, "
        "said Nadia Kuzmin. The Velm Harbour Authority's (VHA) barge came late.",
    ),
    **{
        f"stall-{number}": (f"Stall {number}", f"Wire {number}", date(2024, 5, 2), f"The market sold {thing}.")
        for number, thing in enumerate("apples bread carrots dates eggs figs grapes honey ice jam kale".split())
    },
}


@pytest.mark.parametrize(
    ("question", "unified"),
    [
        ("Did Market Street open?", "Did Market Street open?"),
        ("Did Market speak?", "Did Market speak?"),  # twelve articles have the word, one means her
        ("Did Holly Market speak to Nadia Cuzmeen?", "Did Holly Market speak to Nadia Kuzmin?"),
        ("Was it built in the Jo-Anbello years?", "Was it built in the Jo-Anbello years?"),  # Jon Billow by consonants
        ("What came to the VHA?", "What came to the Velm Harbour Authority?"),
    ],
)
def test_a_word_or_a_sound_is_a_name_only_where_the_archive_uses_it_so(
    tmp_path: Path, question: str, unified: str
) -> None:
    build(write_articles(tmp_path / "articles", TOWN), tmp_path / "index", HashedWords())
    with Index.open(tmp_path / "index", HashedWords()) as index:
        assert index.names().unified(question) == unified


def test_a_word_is_weighed_only_in_the_articles_that_a_question_may_see(tmp_path: Path) -> None:
    build(write_articles(tmp_path / "articles", TOWN), tmp_path / "index", HashedWords())
    with Index.open(tmp_path / "index", HashedWords()) as index:
        naming = index.names(Filter(as_of=date(2024, 5, 1)))
        assert naming.unified("Did Market speak?") == "Did Holly Market speak?"


def test_articles_with_a_phrase_are_counted_no_further_than_is_asked(tmp_path: Path) -> None:
    build(write_articles(tmp_path / "articles", TOWN), tmp_path / "index", HashedWords())
    with Index.open(tmp_path / "index", HashedWords()) as index:
        record = index.names().record
        assert [record.holding("market", Filter(), most) for most in (1, 5, 12, 99)] == [1, 5, 12, 12]
        assert record.holding("market sold", Filter(), 99) == 11
        assert record.holding("sold market", Filter(), 99) == 0
        assert record.holding("market", Filter(as_of=date(2024, 5, 1)), 99) == 1


def test_names_are_those_of_the_articles_that_a_question_may_see(index: Index) -> None:
    naming = index.names(Filter(as_of=date(2022, 1, 1)))
    assert naming.unified("What did the French president say to Costa?") == "What did Anne Brandt say to Costa?"


def test_names_come_and_go_with_their_articles(tmp_path: Path, index: Index) -> None:
    remove(["new"], tmp_path / "index")
    assert index.refresh()
    assert index.names().unified("Did the French president come?") == "Did Anne Brandt come?"
    add([tmp_path / "articles" / "new.md"], tmp_path / "index", HashedWords())
    assert index.refresh()
    assert index.names().unified("Did the French president come?") == "Did Paul Costa come?"


def test_the_parts_of_a_question_are_read_again_with_its_names(index: Index) -> None:
    question = "What did the French president say, and where did Kim go?"
    asked = renamed(Asked(question, question, parts_of(question)), index.names())
    assert (asked.standalone, [(part.text, part.speaker) for part in asked.parts]) == (
        question,
        [("What did Paul Costa say?", "Paul Costa"), ("Where did Kim Jong Un go?", None)],
    )


def test_names_are_told_before_the_search_and_can_be_switched_off(index: Index) -> None:
    question = "What did the French president say, and where did Kim and Kim go?"
    told = (AskedName("the French president", "Paul Costa"), AskedName("Kim", "Kim Jong Un"))
    events = list(assistant_of(index, "No.", "No.").stream(question))
    assert isinstance(events[0], Understood)
    assert isinstance(events[-1], Finished)
    assert events[0].names == events[-1].answer.names == told
    assert faults(events[-1].answer.to_dict(), index) == []
    assert assistant_of(index, "No.").ask("Did Paul Costa come?").names == ()


def test_without_names_the_words_of_the_question_are_searched(index: Index) -> None:
    question = "What did the French president open?"
    searched = []
    for names in (True, False):
        assistant = assistant_of(index, "No.")
        answer = assistant.ask(question, names=names)
        searched.append("Question: What did Paul Costa open?" in assistant.generator.asked[-1])
        assert (answer.names is None, answer.time) == (not names, ())
        assert faults(answer.to_dict(), index) == []
    assert searched == [True, False]


def test_copies_of_one_article_count_once(tmp_path: Path) -> None:
    rival = "\n\n".join(
        [
            "Friends of Hugo Roth said on Monday that the painter would come back to Velm for the summer show.",
            "Nobody had asked Roth for a picture in nine years, and the town had forgotten that he was born there.",
            "The show opens in June and lasts until the last ship of the season has left the northern quay.",
        ]
    )
    copies: dict[str, Article] = {
        f"copy-{number}": (f"Painter {number}", f"Wire {number}", date(2024, 6, 1 + number), rival)
        for number in range(9)
    }
    mayor: Article = (
        "Mayor",
        "Coast Wire",
        date(2024, 5, 1),
        "On Friday Ida Roth spoke. The band played for Roth.",
    )
    build(write_articles(tmp_path / "articles", {"mayor": mayor, **copies}), tmp_path / "index", HashedWords())
    with Index.open(tmp_path / "index", HashedWords()) as index:
        assert index.names().unified("Did Roth come?") == "Did Roth come?"
