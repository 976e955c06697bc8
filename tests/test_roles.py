"""Who does what to whom, read off the words right beside it."""

import pytest

from rag.guard.parties import Party, parties
from rag.guard.reading import read
from rag.guard.roles import Roles, roles, transfers
from rag.thesaurus import near


def named(some: tuple[Party, ...]) -> list[str]:
    return [" ".join(sorted(party.words)) for party in some]


def of(text: str, word: str) -> Roles:
    said = read(text)
    return next(one for at, one in roles(said).items() if said[at].text == word)


@pytest.mark.parametrize("name", ["Seoul", "the South", "South Korea", "South Koreans", "South Korea’s"])
def test_a_country_is_one_party_by_all_its_names(name: str) -> None:
    (party,) = parties(read(f"They say {name} today."))
    assert party.is_state
    assert party.is_same(*parties(read("It is South Korea.")))
    assert not party.is_same(*parties(read("It is North Korea.")))


def test_a_people_before_a_person_is_a_party_of_its_own() -> None:
    assert named(parties(read("They met Chinese Premier Li Qiang."))) == ["china", "li qiang"]


@pytest.mark.parametrize(
    ("text", "word", "agents", "patients"),
    [
        ("Seoul has asked Beijing for help.", "asked", ["korea south"], ["china"]),
        ("Beijing was asked by Seoul for help.", "asked", ["korea south"], ["china"]),
        ("It was Seoul's second request.", "request", ["korea south"], []),
        ("Russia is accused of sending arms.", "sending", ["russia"], []),
        ("Russia is accused of sending arms.", "accused", [], ["russia"]),
        ("Carl Moss meant to visit Ida Roth.", "visit", ["carl moss"], ["ida roth"]),
        ("China and Russia warned Japan.", "warned", ["china", "russia"], ["japan"]),
        ("Officials in Seoul warned Japan.", "warned", [], ["japan"]),
        ("Japan, which China had warned, left.", "warned", ["china"], ["japan"]),
    ],
)
def test_roles(text: str, word: str, agents: list[str], patients: list[str]) -> None:
    found = of(text, word)
    assert (named(found.agents), named(found.patients)) == (agents, patients)


@pytest.mark.parametrize(
    "text", ["China sent arms to Japan.", "Japan received arms from China.", "Japan is said to buy arms from China."]
)
def test_giving_and_taking_are_one_transfer(text: str) -> None:
    (found,) = transfers(read(text))
    assert (named(found.givers), named(found.takers)) == (["china"], ["japan"])


def test_words_that_can_stand_for_one_another_and_opposites_that_cannot() -> None:
    assert "ceas" in near("stop")
    assert "denial" in near("deni")
    assert "decreas" not in near("increas")
    assert near("xyzzy") == frozenset()
