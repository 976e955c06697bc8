"""How words are compared in the evaluation, against values worked out by hand."""

import pytest
from eval_cases import TEXTS
from hypothesis import given
from hypothesis import strategies as st

from eval.wording import fold, occurs, quotations, says, verbatim


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The U.S.-led talks", "the us led talks"),
        ("1,250 ships, 5.5 million", "1250 ships 5.5 million"),
        ("Xi’s “two-plus-two”…", "xi s two plus two"),
        ("in 2,3,4", "in 2 3 4"),
        ("It ended. Soon", "it ended soon"),
        ("12%", "12 %"),
        ("ﬁve\u00a0men", "five men"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_facts_are_found_as_whole_words():
    assert says("Some 1250 ships.", "1,250")
    assert says("Mayor Roth's plan", "ROTH")
    assert not says("Some 11,250 ships", "1,250")
    assert not says("It cost 5.5 million", "5 million")
    assert not says("Anything", "—")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She said "never" and "not now".', ["never", "not now"]),
        ("“One,” he said. „Zwei“, «trois»", ["One,", "Zwei", "trois"]),
        ("The leaders' plan isn't Roth's.", []),
        ("She called it 'a mayor's duty' today.", ["a mayor's duty"]),
        ("She said: \"He cried 'stop' twice.\"", ["He cried 'stop' twice."]),
        ('He said "we go on\n\nThen "no" he said', ["we go on", "no"]),
        ('Empty "" or "…" says nothing', []),
    ],
)
def test_quotations_are_taken_between_marks(text, quoted):
    assert quotations(text) == quoted


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        ("We will not close it again – ever.", True),
        ("We will\nnot close", True),
        ("We will not clo\u00adse it", True),
        ("We … close it", True),
        ("We will not [shut or] close it", True),
        ("[The city] will not close it . . . ever", True),
        ("close it … We will", False),
        ("we will not close it", False),
        ("We will close it", False),
        ("250 ships", False),
        ("Some 1", False),
        ("We will not close it again, ever", False),
        ("on 3 Ma", False),
    ],
)
def test_a_quotation_must_stand_verbatim(quotation, stands):
    assert occurs(quotation, TEXTS["harbour"]) is stands


@given(st.text(max_size=60))
def test_verbatim_and_fold_change_nothing_twice(text):
    assert verbatim(verbatim(text)) == verbatim(text)
    assert says(text, text) is bool(fold(text))


@given(st.data())
def test_whole_words_of_a_source_always_stand_in_it(data):
    words = TEXTS["harbour"].split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert occurs(" ".join(words[start:end]), TEXTS["harbour"])
