"""Whether two names mean one speaker, and which words of a name are its own."""

import pytest

from rag.speakers import own_words, same_speaker


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Roth", "Ida Roth", True),
        ("President Roth", "Ostland's President Ida Roth", True),
        ("Ida Roth", "Carl Roth", False),
        ("Roth", "Bell", False),
        ("Ida Jong-roth", "Ida Jong Roth", True),
        ("the minister", "the foreign minister", True),
        ("the president", "the prime minister", False),
        ("South Korea", "North Korea", False),
        ("the Chinese president", "the Russian president", False),
        ("Roth's", "Roth", True),
    ],
)
def test_two_ways_of_naming(one: str, other: str, same: bool) -> None:
    assert same_speaker(one, other) is same
    assert same_speaker(other, one) is same


def test_titles_are_not_a_name_s_own_words() -> None:
    assert own_words("the Foreign Minister Anna Roth-Bell") == {"anna", "roth", "bell"}
