"""Years are told from counts and prices of four figures."""

import pytest

from rag.years import years


@pytest.mark.parametrize(
    "text",
    [
        "Why were 2000 soldiers sent to the border?",
        "Why were the 2000 soldiers sent?",
        "Why were 2000 South Korean troops sent?",
        "Why were over 2000 armed men sent?",
        "Who sent some 1950 police officers?",
        "Were more than 2000 killed?",
        "Did 2024 people come?",
        "How did 1999 more ships come?",
        "What did 2000 of the workers want?",
        "Who paid $2000 for it?",
        "Who walked 2000 km?",
    ],
)
def test_a_count_is_no_year(text: str) -> None:
    assert [year[0] for year in years(text)] == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("Who won in 2022?", "2022"),
        ("What did Roth say at the 2022 summit?", "2022"),
        ("What did Roth say at the OSTA summit of 2022?", "2022"),
        ("What came of 2024's vote?", "2024"),
        ("Who won the 2022 elections?", "2022"),
        ("Who won Velm's 2022 elections?", "2022"),
        ("In 2022 soldiers crossed the border. Why?", "2022"),
        ("What did the May 2022 talks bring?", "2022"),
        ("What was said about 2022?", "2022"),
        ("Was the 2000 summit held?", "2000"),
        ("Why was 2022 dry?", "2022"),
        ("What does the 2030 Agenda demand?", "2030"),
    ],
)
def test_a_year_is_found(text: str, year: str) -> None:
    assert [year[0] for year in years(text)] == [year]
