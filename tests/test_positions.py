"""What one person said over time, and two sides of a meeting: on made-up articles, worked out by hand."""

from dataclasses import replace
from datetime import date

from page_archive import article

from rag.positions import likeness, positions, speakers, topics
from rag.sides import two_sides

FIRST = article(
    "first",
    "Mayor speaks of the quay",
    "Mayor Ida Roth said on Monday the northern quay will reopen in May. She said that ships will pay a harbour toll.",
    date(2024, 3, 5),
    outlet="Ostland Times",
)
COPY = article(
    "copy",
    "Quay to reopen",
    "Mayor Ida Roth said on Monday the northern quay will reopen in May.",
    date(2024, 3, 6),
    outlet="Coast Wire",
)
LATER = article(
    "later",
    "Mayor again",
    "Mayor Ida Roth said the northern quay will reopen in June after repairs.",
    date(2024, 4, 9),
    outlet="Coast Wire",
)
OTHER = article(
    "other",
    "Engineer speaks",
    "Tom Bell said the crane is broken. The crane stood still, Ida Roth said.",
    date(2024, 4, 20),
    outlet="Coast Wire",
)
ALL = (LATER, COPY, OTHER, FIRST)


def test_statements_stand_in_order_of_time_each_once_and_word_by_word_as_the_articles_have_them():
    found = positions("Ida Roth", ALL)
    assert [item.text for item in found] == [
        "Mayor Ida Roth said on Monday the northern quay will reopen in May.",
        "She said that ships will pay a harbour toll.",
        "Mayor Ida Roth said the northern quay will reopen in June after repairs.",
        "The crane stood still, Ida Roth said.",
    ]
    assert [[each.id for each in item.also] for item in found] == [["copy"], [], [], []]
    assert all(item.text in item.document.text for item in found)


def test_what_is_new_in_the_wording_of_a_later_statement_is_marked():
    later = positions("Roth", ALL)[2]
    assert later.earlier.document.id == "first"
    assert [span.of(later.text) for span in later.fresh] == ["June after repairs"]
    assert positions("Roth", ALL)[0].earlier is None


def test_the_same_words_weeks_later_are_a_statement_of_their_own():
    again = replace(COPY, id="again", published=date(2024, 6, 3))
    assert [item.document.id for item in positions("Ida Roth", (FIRST, again), "quay")] == ["first", "again"]


def test_a_topic_keeps_what_has_one_of_its_words():
    assert [item.document.id for item in positions("Ida Roth", ALL, "toll")] == ["first"]
    assert positions("Ida Roth", ALL, "zeppelin") == []
    assert positions("Carl Moss", ALL) == []


def test_topics_are_words_of_several_statements_and_never_the_speaker():
    offered = topics(positions("Ida Roth", ALL))
    assert "quay" in offered
    assert not {"Ida", "Roth", "toll"} & set(offered)


def test_people_who_speak_are_named_the_most_quoted_first():
    assert speakers(ALL)[:2] == ["Ida Roth", "Tom Bell"]


def test_likeness_is_the_share_of_all_telling_words():
    assert likeness("quay", "quay") == 1
    assert likeness("quay", "crane") == likeness("", "") == 0
    assert 0 < likeness("the old quay", "the new quay") < 1


ONE = article(
    "one",
    "Ministers meet",
    "Ostland President Ida Roth said fishing quotas must fall. "
    "Ida Roth also said trains will cross the border in spring.",
    date(2024, 3, 5),
)
TWO = article(
    "two",
    "Talks in Velm",
    "Westland President Carl Moss said fishing quotas would stay. Carl Moss called the dinner excellent, he said.",
    date(2024, 3, 5),
)


def test_two_sides_stand_beside_each_other_by_topic_and_empty_cells_stay_empty():
    sides = two_sides((ONE, TWO))
    assert {sides.first, sides.second} == {("Ida Roth",), ("Carl Moss",)}
    first = sides.topics[0]
    assert set(first.words) == {"fishing", "quotas"}
    assert {first.first.document.id, first.second.document.id} == {"one", "two"}
    assert all((topic.first is None) != (topic.second is None) for topic in sides.topics[1:])
    assert any("trains" in (topic.first or topic.second).text for topic in sides.topics[1:])


def test_one_who_speaks_alone_has_no_second_side():
    assert two_sides((ONE,)) is None
    assert two_sides(()) is None
