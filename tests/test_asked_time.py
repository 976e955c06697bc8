"""The time a question asks about, in a small archive: what is understood, and what the search makes of it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.data import Filter, Period
from index.search import Index
from rag.asked_time import narrowed, understand
from rag.data import Applied, AskedTime, KnownFrom
from rag.question import Asked, parts_of
from rag.receipt import faults
from rag.steps import Finished, Understood
from tests.answering import Article, assistant_of, make_index

CROWDS = "Crowds came to the fair of Ost. The mayor said it was fine."
FAIR: dict[str, Article] = {
    "fair-old": ("Crowds at the fair", "Coast Wire", date(2023, 5, 2), CROWDS),
    "talks": (
        "Fishing talks open in Holm",
        "Coast Wire",
        date(2024, 3, 5),
        "The NOFA summit opened in Holm on Monday. Ministers of four coasts came to the NOFA talks.",
    ),
    "talks-end": (
        "Fishing talks end",
        "Ostland Times",
        date(2024, 3, 8),
        "Delegates left the NOFA meeting in Holm on Thursday without a deal.",
    ),
    "fair-new": ("Crowds at the fair", "Coast Wire", date(2024, 5, 3), CROWDS),
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("time"), FAIR) as index:
        yield index


def times(index: Index, question: str, where: Filter = Filter()) -> list[tuple[AskedTime, ...]]:  # noqa: B008
    return understand(Asked(question, question, parts_of(question)), index, where)


def first(index: Index, question: str, **bounds: object) -> str:
    answer = assistant_of(index, "No.").ask(question, **bounds)
    return answer.consulted[0].document_id


def test_an_event_has_the_days_on_which_the_articles_say_it_was(index: Index) -> None:
    expected = AskedTime(
        "at NOFA in Holm", date(2024, 3, 4), date(2024, 3, 7), KnownFrom.ARCHIVE, Applied.PREFERENCE
    )  # Monday and Thursday of that week; the articles are of the days after
    assert times(index, "What was said at NOFA in Holm?") == [(expected,)]


def test_an_event_whose_abbreviation_one_article_explains_is_found_by_both_names(tmp_path: Path) -> None:
    told = "The Northern Ocean Fisheries Alliance (NOFA) opened its summit in Holm on Monday."
    explained = FAIR | {"talks": ("Fishing talks open in Holm", "Coast Wire", date(2024, 3, 5), told)}
    with make_index(tmp_path, explained) as index:
        ((time,),) = times(index, "What was said at NOFA in Holm?")
    assert (time.words, time.first, time.last) == ("at NOFA in Holm", date(2024, 3, 4), date(2024, 3, 7))


def test_before_an_event_ends_the_day_before_it(index: Index) -> None:
    ((time,),) = times(index, "Who came before the NOFA summit?")
    assert (time.first, time.last) == (None, date(2024, 3, 3))


def test_an_event_is_not_known_before_it_is_reported(index: Index) -> None:
    bound = date(2024, 3, 7)  # one of its two articles
    ((time,),) = times(index, "What was said at NOFA in Holm?", Filter(as_of=bound))
    assert time == AskedTime("", bound, bound, KnownFrom.AS_OF, Applied.PREFERENCE)


def test_last_week_counts_from_the_latest_article_or_from_as_of(index: Index) -> None:
    ((late,),) = times(index, "Who came last week?")
    ((early,),) = times(index, "Who came last week?", Filter(as_of=date(2024, 3, 13)))
    assert (late.first, late.last) == (date(2024, 4, 22), date(2024, 4, 28))
    assert (early.first, early.last) == (date(2024, 3, 4), date(2024, 3, 10))


def test_what_is_recent_is_near_the_latest_article(index: Index) -> None:
    ((time,),) = times(index, "What did the mayor recently say?")
    assert time == AskedTime("recently", date(2024, 5, 3), date(2024, 5, 3), KnownFrom.ARCHIVE, Applied.PREFERENCE)


def test_a_part_without_a_time_has_that_of_the_whole(index: Index) -> None:
    one, other = times(index, "What did the mayor say of the fair in May 2023, and how did crowds behave?")
    assert one == other
    assert one[0].words == "in May 2023"


def test_a_time_outside_the_archive_is_not_understood(index: Index) -> None:
    assert times(index, "What did the mayor say in 1987?") == [()]


def test_an_equal_article_nearer_to_the_time_comes_first(index: Index) -> None:
    question = "What did the mayor say of the crowds at the fair"
    assert first(index, f"{question} in May 2023?") == "fair-old"
    assert first(index, f"{question} in May 2024?") == "fair-new"
    assert first(index, f"{question}?", as_of=date(2024, 5, 5)) == "fair-new"
    assert first(index, f"{question}?", as_of=date(2023, 5, 5)) == "fair-old"


def test_a_time_of_one_clause_hides_nothing_from_the_other(tmp_path: Path) -> None:
    articles = {
        f"fair-{day:02}": ("The fair", "Wire", date(2024, 5, day), f"Crowds came to fair {day}.")
        for day in range(1, 20)
    }
    articles["deal"] = ("The deal", "Wire", date(2023, 1, 9), "Ministers made the deal on nets in Holm.")
    with make_index(tmp_path, articles) as archive:
        asked = "What crowds came to the fair in May 2024, and what was the deal on nets?"
        for question in (
            asked,
            "What crowds came to the fair in May 2024 and what deal on nets was made in January 2023?",
        ):
            answer = assistant_of(archive, "No.", "No.").ask(question)
            assert "deal" in {passage.document_id for passage in answer.consulted}


def test_a_question_for_articles_of_a_time_sees_no_others(index: Index) -> None:
    answer = assistant_of(index, "No.").ask("What did reports from May 2023 say of the fair?")
    assert answer.time is not None
    assert [time.applied for time in answer.time] == [Applied.FILTER]
    assert {passage.document_id for passage in answer.consulted} == {"fair-old"}
    assert answer.coverage.documents == 1
    assert answer.receipt.since is None  # nobody gave it as a bound


def test_time_is_told_before_the_search_and_can_be_switched_off(index: Index) -> None:
    question = "What did reports from May 2023 say of the fair?"
    with_time = list(assistant_of(index, "No.").stream(question))
    assert isinstance(with_time[0], Understood)
    assert isinstance(with_time[-1], Finished)
    assert with_time[0].time == with_time[-1].answer.time != ()
    without = assistant_of(index, "No.").ask(question, time=False)
    assert without.time is None
    assert without.coverage.documents == 4


def test_filters_only_narrow() -> None:
    time = AskedTime("from May 2023", date(2023, 5, 1), date(2023, 5, 31), KnownFrom.CALENDAR, Applied.FILTER)
    given = Filter(since=date(2023, 5, 9), until=date(2024, 1, 1))
    assert narrowed(given, [time]) == Filter(since=date(2023, 5, 9), until=date(2023, 5, 31))


def test_a_time_is_told_in_the_words_of_the_question_whatever_the_archive_calls_its_event(tmp_path: Path) -> None:
    """ "NOFA" is sought as the Northern Ocean Fisheries Alliance, and told as NOFA, so that the answer verifies."""
    told = "The Northern Ocean Fisheries Alliance (NOFA) summit began in Holm on Monday."
    explained = {
        "ministers": ("Ministers gather in Holm", "Coast Wire", date(2024, 3, 4), told),
        "boats": ("Boats stay out for the talks", "Ostland Times", date(2024, 3, 5), told),
    }
    with make_index(tmp_path, FAIR | explained) as index:
        question = "What was said at NOFA in Holm?"
        assert "Northern Ocean Fisheries Alliance" in index.names().unified(question)
        answer = assistant_of(index, "No.").ask(question)
        assert answer.time is not None
        assert [time.words for time in answer.time] == ["at NOFA in Holm"]
        assert faults(answer.to_dict(), index) == []


def test_what_is_asked_as_of_a_day_prefers_that_day_too_and_the_time_it_names_more(index: Index) -> None:
    may, then = Filter(as_of=date(2024, 5, 10)), [Period(date(2023, 5, 1), date(2023, 5, 31))]
    year = [Period(date(2023, 1, 1), date(2024, 12, 31))]

    def best(near: list[Period]) -> str:
        return index.search("crowds at the fair", 1, may, near)[0].passage.document_id

    assert best(then) == "fair-old"
    assert best(year) == "fair-new"  # both are of those years, one is new on the day of asking
