"""What kind of thing a question asks for, and which texts hold it."""

import pytest

from rag.wants import Wants, holds, wants


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who wrote the story about the quay?", Wants.BYLINE),
        ("Which journalists covered the strike?", Wants.BYLINE),
        ("Who were the reporters in Velm?", Wants.BYLINE),
        ("Which reporters are credited with the Coast Wire story?", Wants.BYLINE),
        ("Name the reporters who wrote the article.", Wants.BYLINE),
        ("By whom was the story about the quay written?", Wants.BYLINE),
        ("Who is the author of this piece?", Wants.BYLINE),
        ("Who reported on the strike for Coast Wire?", Wants.BYLINE),
        ("Who wrote about the strike?", Wants.BYLINE),
        ("Whose byline is on it?", Wants.BYLINE),
        ("Who wrote about his captivity in a memoir?", Wants.NAME),  # from here on something else was written, or done
        ("Who wrote the letter to the king?", Wants.NAME),
        ("Who wrote the story of her life?", Wants.NAME),
        ("Who wrote the short story about the sea?", Wants.NAME),
        ("Who filed the lawsuit against the port?", Wants.NAME),
        ("Who edited the video?", Wants.NAME),
        ("Who is the author of the bill?", Wants.NAME),
        ("Which author won the prize?", Wants.OTHER),
        ("Which journalist was arrested in Velm?", Wants.OTHER),
        ("Which journalist was fired over the story about the quay?", Wants.OTHER),
        ("Whose correspondent was killed in Velm?", Wants.OTHER),
        ("What reporters were expelled from Ostland?", Wants.OTHER),
        ("Who were the journalists killed in Velm?", Wants.NAME),
        ("Which company carried the new story?", Wants.OTHER),
        ("Who published an article on gulls and fish?", Wants.NAME),  # any article, told of in one
        ("Which outlet published the piece on the quay?", Wants.OUTLET),
        ("Who published the story about the quay?", Wants.OUTLET),
        ("Which news agency carried that story?", Wants.OUTLET),
        ("Where was the article about the strike published?", Wants.OUTLET),
        ("Which office published the tide tables?", Wants.OTHER),  # no article
        ("Which minister told reporters of the strike?", Wants.NAME),  # reporters who are told things wrote nothing
        ("What did the mayor tell reporters?", Wants.OTHER),
        ("What were the mayor's exact words?", Wants.WORDS),
        ("Quote the mayor on the quay.", Wants.WORDS),
        ("What did the ministers agree on fishing quotas?", Wants.OTHER),
        ("When did the quay reopen?", Wants.TIME),
        ("On what date did the strike end?", Wants.TIME),
        ("In which years was the wall repaired?", Wants.TIME),
        ("How many ships are expected?", Wants.NUMBER),
        ("Where did the mayor speak?", Wants.PLACE),
        ("In which city is the quay?", Wants.PLACE),
        ("Who opened the quay?", Wants.NAME),
        ("With whom did the union talk?", Wants.NAME),
        ("Which ministers came to Velm?", Wants.NAME),
        ("Who is Ida Roth?", Wants.OTHER),  # asks what she is, not for a name
        ("What did the mayor say when she met the union?", Wants.OTHER),  # its "when" asks for nothing
        ("What did the union, whose leader is Carl Moss, want?", Wants.OTHER),
        ("Roth met a minister of Ost in 2023 and Moss one of Velm in 2024. Who were they?", Wants.NAME),
    ],
)
def test_wants(question: str, kind: Wants) -> None:
    assert wants(question) is kind


@pytest.mark.parametrize(
    ("kind", "text", "question", "held"),
    [
        (Wants.TIME, "The quay reopened on Friday.", "When did it reopen?", True),
        (Wants.TIME, "The quay reopened after repairs.", "When did it reopen?", False),
        (Wants.TIME, "June 2024, Velm: the ministers met.", "In which years did they meet before 2024?", False),
        (Wants.TIME, "They met on Friday.", "In which years did they meet?", False),
        (Wants.TIME, "They had met in 2013 and in 2015.", "In which years did they meet before 2024?", True),
        (Wants.TIME, "They met on 18 June 2024.", "On which day in June 2024 did they meet?", True),
        (Wants.TIME, "They met in June 2024.", "On which day in June 2024 did they meet?", False),
        (Wants.NUMBER, "Fifteen ships came.", "How many ships came?", True),
        (Wants.NUMBER, "Forty-two ships came.", "How many ships came?", True),
        (Wants.NUMBER, "Dozens of ships came.", "How many ships came?", True),
        (Wants.NUMBER, "The two plus two talks were held.", "How many came to the two plus two talks?", False),
        (Wants.NUMBER, "Ships came.", "How many ships came?", False),
        (Wants.NUMBER, "In 2024 came 240 ships.", "How many ships came in 2024?", True),
        (Wants.PLACE, "She spoke in Ostburg.", "Where did she speak?", True),
        (Wants.PLACE, "She spoke of the harbour in Velm.", "Where in Velm did she speak?", False),
        (Wants.NAME, "Carl Moss led the strike.", "Who led the strike?", True),
        (Wants.NAME, "Ida Roth spoke with France.", "Who spoke with Ida Roth?", False),  # known, and a country
        (Wants.WORDS, "She said: “Never.”", "What were her exact words?", True),
        (Wants.WORDS, "She refused.", "What were her exact words?", False),
        (Wants.OTHER, "Anything.", "Why?", True),
    ],
)
def test_holds(kind: Wants, text: str, question: str, held: bool) -> None:
    assert holds(kind, text, question) is held
