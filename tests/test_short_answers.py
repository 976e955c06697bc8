"""Exact match and token F1 against values worked out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.measures.short_answers import exact_match, normalised, token_f1


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The U.S.  dollar\n", "the us dollar"),
        ("“Two-year” plan — now", "twoyear plan now"),
        ("$5.5 million", "55 million"),
        ("?!…", ""),
    ],
)
def test_words_are_normalised_and_articles_kept(text, plain):
    assert normalised(text) == plain


@pytest.mark.parametrize(
    ("answer", "alternatives", "match", "f1"),
    [
        ("On 3 May.", ["3 may", "on 3 may"], 1, 1),
        ("on 3 May", ["3 May"], 0, 4 / 5),  # 2 shared of 3 and 2 words
        ("the harbour", ["harbour"], 0, 2 / 3),
        ("no, no, no", ["no no"], 0, 4 / 5),
        ("a b", ["c d", "b"], 0, 2 / 3),
        ("", ["Velm"], 0, 0),
        ("...", [""], 1, 1),
        ("Velm", ["Ost"], 0, 0),
    ],
)
def test_match_and_f1(answer, alternatives, match, f1):
    assert exact_match(answer, alternatives) == match
    assert token_f1(answer, alternatives) == pytest.approx(f1)


@given(st.text(), st.lists(st.text(), min_size=1))
def test_a_match_has_full_f1_and_f1_lies_between_0_and_1(answer, alternatives):
    assert 0 <= token_f1(answer, alternatives) <= 1
    if exact_match(answer, alternatives):
        assert token_f1(answer, alternatives) == 1
