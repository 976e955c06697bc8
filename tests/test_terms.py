"""Words made comparable, and how much of one text another covers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.terms import coverage, stem, terms, weight, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ida Roth’s quay", ["ida", "roth", "quay"]),
        ("Peña's O'Brien can't", ["pena", "o'brien", "can't"]),
        ("1,250.50 tons, 9.", ["1,250.50", "tons", "9"]),
        ("Twelve ships and two boats", ["12", "ships", "and", "2", "boats"]),
        ("co-operate with Kim Jong-un", ["co-operate", "with", "kim", "jong-un"]),
        (
            "The U.S. defence, the US defense, the us, told us",
            "the america defense the america defense the america told us",
        ),
        ("東京 ﬁne", ["東京", "fine"]),
        ("... – !", []),
    ],
)
def test_words(text: str, found: list[str] | str) -> None:
    assert words(text) == (found.split() if isinstance(found, str) else found)


def test_terms_are_stems_in_order_without_the_small_words() -> None:
    assert list(terms("What did the ministers say about the harbours, and the minister?")) == ["minist", "harbour"]
    assert terms("of the and us") == {}


def test_a_rare_word_and_a_number_weigh_more() -> None:
    assert weight("quay") > weight("ship") > weight("one")
    assert weight("1,250") == 5.0
    assert weight("zzqqxx") == 7.0
    assert weight("time") >= 0.5


def test_the_parts_of_a_hyphenated_word_are_stemmed_alone() -> None:
    assert stem("ministers-talks") == "minist-talk"


def test_coverage_takes_the_highest_credit() -> None:
    wanted = {"a": 1.0, "b": 3.0}
    assert coverage(wanted, (frozenset("a"), 1.0), (frozenset("ab"), 0.5)) == pytest.approx((1 + 1.5) / 4)
    assert coverage(wanted) == 0.0
    assert coverage({}, (frozenset("a"), 1.0)) == 0.0


@given(st.text())
def test_a_text_covers_itself(text: str) -> None:
    wanted = terms(text)
    assert coverage(wanted, (frozenset(wanted), 1.0)) == (pytest.approx(1.0) if wanted else 0.0)
    assert all(0.5 <= value <= 7 for value in wanted.values())
