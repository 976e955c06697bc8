"""A sentence that names where two met is cited to the line that says so too, and to no other place."""

from datetime import date

import pytest

from rag.evidence import Evidence
from rag.support import Supported, support
from tests.conftest import HashedWords, make_document

MEETING = make_document(
    "meeting",
    "Mayor Ida Roth asked union leader Carl Moss on Friday to end the long strike at the northern quay. "
    "The strike has cost the port 5 million crowns. "
    "“I hope that we will agree soon,” Roth told Moss at the talks in Ostburg. "
    "Engineer Tom Bell waited for both in Velm.",
    date(2024, 5, 3),
    title="Roth asks Moss to end strike",
)


def held(sentence: str) -> Supported:
    return support(sentence, "Where was it?", Evidence((), (), (MEETING,)), HashedWords())


def test_the_place_of_a_meeting_is_cited_beside_what_was_said() -> None:
    found = held("Mayor Ida Roth asked union leader Carl Moss in Ostburg to end the strike.")
    assert [line.number for line in found.cited] == [0, 2]
    assert found.failed == ()


@pytest.mark.parametrize("place", ["Velm", "Paris"])
def test_a_place_where_the_two_are_not_told_to_have_met_is_caught(place: str) -> None:
    found = held(f"Mayor Ida Roth asked union leader Carl Moss in {place} to end the strike.")
    assert "names" in {check.name for check in found.failed}
