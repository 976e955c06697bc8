"""Figures and dates: what holds in the words a sentence cites, by hand, and that a changed digit is seen."""

from dataclasses import replace
from datetime import date

import pytest
from conftest import make_document
from eval_cases import answer, row
from hypothesis import given
from hypothesis import strategies as st

from eval.data import Case
from eval.measures.figures import figures, figures_held
from eval.measures.named_dates import dates, stands_for
from index.data import DatePrecision
from rag.data import Citation, Sentence, Support

PUBLISHED = date(2024, 5, 4)  # a Saturday
DRY = (
    "The port said on Thursday that 1,250 ships came in three weeks. A pilot earned $5.5 million. Nine left last month."
)
WET = "Of 17 bridges 4 stand. They will open on Monday."


def cite(number: int, document, words: str) -> Citation:
    start = document.text.index(words)
    place = (words, start, start + len(words), document.sha256, False)
    return Citation(number, document.id, document.title, None, None, document.published, *place)


def held(text: str, words: str = "", published: date | None = PUBLISHED, **fields) -> float | None:
    """The measure of one sentence that cites these words of DRY, or nothing."""
    article = make_document("dry", DRY, published, **{"title": "The 40 days", "authors": ("Ada 7",), **fields})
    cited = (cite(1, article, words),) if words else ()
    asked = "How many ships came in the 3 weeks, and what of the 99?"
    given = answer(text, *cited, question=asked, standalone_question=asked)
    return figures_held(Case(row(), given, {"dry": article}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1,250 ships, 5.5 million, 2,3", ["1250", "5.5", "2", "3"]),
        ("Nine of twelve; one on one; two plus two; three-way; 24-year", ["9", "12", "2", "2", "24"]),
        ("on 2024-05-04, the 3rd, COVID-19, in the 1990s.", ["2024", "5", "4", "3", "19", "1990"]),
        ("attend, tend, often", []),
    ],
)
def test_figures_of_a_text(text, found):
    assert figures(text) == found


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("No number.", "The port said", None),
        ("1250 ships.", "1,250 ships came", 1),
        ("1251 ships.", "1,250 ships came", 0),
        ("12,50 ships.", "1,250 ships came", 0),
        ("Five million.", "A pilot earned $5.5 million.", 0),
        ("9 left.", "Nine left", 1),
        ("1,250 ships and 9.", "1,250 ships came", 0.5),
        ("1,250 ships.", "", 0),  # nothing cited
        ("The 3 weeks.", "The port said", 1),  # the question and the article have it
        ("The 99.", "The port said", 0),  # the question alone has it
        ("In 2024.", "The port said", 1),  # the year of publication
        ("In 2023.", "The port said", 0),
        ("The 40 days.", "The port said", 0),  # the title counts in a sentence on the article alone
        ("The article is The 40 days, by Ada 7.", "The port said", 1),
        ("It was published on 4 May 2024.", "Nine left", 1),
        ("It was published on 5 May 2024.", "Nine left", 0.5),  # the year alone holds
        ("It came on 4 May 2024.", "Nine left", 0.5),
        ("On May 2, 2024 it spoke.", "The port said on Thursday", 1),
        ("On Thursday, 2 May, it spoke.", "The port said on Thursday", 1),
        ("On 9 May it spoke.", "The port said on Thursday", 0),
        ("On May 6, 2024 it spoke.", "The port said on Thursday", 0.5),
        ("On May 2, 2023 it spoke.", "The port said on Thursday", 0),
        ("2 ships on 2 May.", "The port said on Thursday", 0.5),  # a date is no count
        ("In April 2024 they left.", "Nine left last month.", 1),
        ("In April 2023 they left.", "Nine left last month.", 0),
    ],
)
def test_a_number_holds_where_its_own_sentence_cites_it(text, words, value):
    assert held(text, words) == value


def test_days_are_worked_out_from_a_day_of_publication_only():
    words = "The port said on Thursday"
    assert held("On 2 May 2024.", words, published_precision=DatePrecision.MONTH) == 0.5
    assert held("On 2 May 2024.", words, published=None) == 0


@pytest.mark.parametrize(
    ("words", "day", "stands"),
    [
        ("on Thursday", "2 May 2024", True),
        ("on Saturday", "4 May 2024", True),
        ("on Saturday", "27 April 2024", False),
        ("last Saturday", "27 April 2024", True),
        ("on Monday", "29 April 2024", True),
        ("on Monday", "6 May 2024", False),
        ("will meet on Monday", "6 May 2024", True),
        ("next Monday", "6 May 2024", True),
        ("next Saturday", "11 May 2024", True),
        ("yesterday", "3 May", True),
        ("tomorrow", "5 May 2024", True),
        ("yesterday", "31 April 2024", False),
        ("on Thursday", "the 2nd", True),
        ("on Thursday", "the 3rd", False),
        ("on Thursday", "May 2024", True),
        ("last month", "3 April 2024", False),
        ("last month", "April 2024", True),
        ("last month", "March 2024", False),
        ("next month", "June 2024", True),
        ("Thursdays", "2 May 2024", False),
    ],
)
def test_what_the_words_of_an_article_stand_for(words, day, stands):
    [named] = dates(day)
    assert stands_for(words, named, PUBLISHED) is stands


def test_the_month_before_january_is_december():
    [named] = dates("December 2023")
    assert stands_for("last month", named, date(2024, 1, 9))
    assert not stands_for("this month", named, date(2024, 1, 9))


def test_the_year_is_that_of_the_day_meant():
    assert held("On Thursday, in 2023.", "The port said on Thursday", date(2024, 1, 2)) == 1
    assert held("On Thursday, in 2022.", "The port said on Thursday", date(2024, 1, 2)) == 0


def test_a_question_on_the_article_itself_may_be_answered_with_its_date():
    article = make_document("dry", DRY, PUBLISHED)
    for question, value in [("When was the story filed?", 1), ("When was it?", 0)]:
        given = answer("On 4 May.", cite(1, article, "Nine left"), question=question)
        assert figures_held(Case(row(), given, {"dry": article})) == value


def test_dates_are_read_in_both_orders():
    found = [
        (one.day, one.month, one.year)
        for one in dates("2nd of May, 2024; Sept. 30; 3 June 2023; marching 4; Mayor 7; May 1999; the 4th")
    ]
    assert found == [(2, 5, 2024), (30, 9, None), (3, 6, 2023), (None, 5, 1999), (4, None, None)]


def test_each_sentence_holds_by_its_own_citations():
    dry, wet = make_document("dry", DRY, PUBLISHED), make_document("wet", WET, PUBLISHED)
    sentences = (
        Sentence("1,250 ships came.", 0, 17, Support.SUPPORTED, 1.0, (1,)),
        Sentence("17 bridges, 4 stand.", 18, 38, Support.SUPPORTED, 1.0, (2,)),
    )
    cited = (cite(1, dry, "1,250 ships"), cite(2, wet, "Of 17 bridges 4 stand."))
    given = answer("1,250 ships came. 17 bridges, 4 stand.", *cited, sentences=sentences)
    found = Case(row(), given, {"dry": dry, "wet": wet})
    assert figures_held(found) == 1
    shuffled = tuple(replace(one, citations=(3 - one.citations[0],)) for one in sentences)
    assert figures_held(replace(found, answer=replace(given, sentences=shuffled))) == 0


@given(st.integers(13, 10**9), st.data())
def test_a_changed_digit_is_seen(number, data):
    text = f"Some {number} ships."
    article = make_document("dry", text, PUBLISHED)
    at = data.draw(st.integers(0, len(str(number)) - 1))
    digit = data.draw(st.sampled_from([one for one in "0123456789" if one != str(number)[at]]))
    changed = str(number)[:at] + digit + str(number)[at + 1 :]
    for said, value in [(str(number), 1), (f"{number:,}", 1), (changed, float(int(changed) == PUBLISHED.year))]:
        given = answer(f"{said} ships", cite(1, article, text))
        assert figures_held(Case(row(), given, {"dry": article})) == value
