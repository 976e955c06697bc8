"""Copies and accounts of a story: which are known, what of a copy is searched, what stays as it was."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from index.accounts import names, same_days, same_names
from index.build import add, build, remove
from index.check import verify
from index.data import Filter
from index.duplicates import carries, containment, key, read, revises, sample
from index.search import Index
from tests.answering import ARTICLES, Article, assistant_of, write_articles
from tests.conftest import HashedWords

ALL = Filter()
PARAGRAPHS = [
    "The old lighthouse at Orn was lit again on Monday for the first time since the winter storm broke its lamp.",
    "Keeper Maud Vane said the repair had cost 40,000 crowns, most of it given by fishing families of the coast.",
    "Twelve boats sailed past in the evening to greet the light, and the school choir sang on the pier below.",
    "The port office wants to keep the tower manned, which the ministry had planned to end next year.",
    "A second lamp is kept in the cellar in case the new one fails before the spring.",
]
FIRE: Article = ("Orn lighthouse shines again", "Orn Post", date(2024, 3, 5), "\n\n".join(PARAGRAPHS))


def copy_of(number: int, paragraphs: list[str], headline: str = "", day: int = 6) -> Article:
    text = "\n\n".join([f"HOLM, March {day} (Wire {number}) - {paragraphs[0]}", *paragraphs[1:]])
    return headline or f"Light returns {number}", f"Wire {number}", date(2024, 3, day), text


def flood(count: int = 50) -> dict[str, Article]:
    """Copies with another headline and dateline; every second has a paragraph more, every third loses its tail."""
    made = {}
    for number in range(count):
        kept = PARAGRAPHS[: 3 + number % 3]
        if number % 2:
            kept = [*kept[:2], f"Readers of paper number {number} may send letters to box {1000 + number}.", *kept[2:]]
        made[f"copy-{number:02}"] = copy_of(number, kept, day=6 + number % 3)
    return made


def indexed(path: Path, articles: dict[str, Article]) -> Index:
    path.mkdir(exist_ok=True)
    build(write_articles(path / "articles", articles), path / "index", HashedWords())
    return Index.open(path / "index", HashedWords())


def found(index: Index, question: str, where: Filter = ALL) -> list[str]:
    return [hit.passage.document_id for hit in index.search(question, 8, where)]


QUESTIONS = ["What did the repair of the lighthouse cost?", "Who spoke at the ceremony in Velm?", "Which strike ended?"]


def test_a_copy_is_told_by_the_runs_of_words_that_it_shares() -> None:
    text = FIRE[3]
    trimmed = "PARIS (Agency) - " + "\n\n".join(PARAGRAPHS[:3])
    assert containment(text, trimmed) == 1.0
    assert containment(text, ARTICLES["quay"][3]) == 0.0
    assert set(sample(trimmed)) <= set(sample(text)) != set()
    assert sample("Too short to be a copy of anything.") == []


def test_sentences_compare_without_case_dateline_and_light_words() -> None:
    assert key("The ship, Mr Roth said, sailed.") == key("Ship Roth said sailed") == "ship roth said sailed"
    for dateline in ("", "SEOUL (Readout Sample Wire) - ", "Holm, 6 March (Wire 7) - ", "LIMA, Peru — "):
        assert [one.key for one in read(f"{dateline}The ship sailed. It sank.")][:1] == ["ship sailed"]
    assert carries("A ship sailed. It sank at noon.", "The ship sailed.")
    assert not carries("A ship sailed. It sank at noon.", "The ship sailed. It sank.")
    assert revises("12 boats sailed past evening", "15 boats sailed past evening")
    assert not revises("12 boats sailed past evening", "choir sang on pier evening")


def test_accounts_are_of_the_same_days_and_names() -> None:
    assert names("On Monday Maud Vane paid 40,000 crowns. The port waits.") == {"monday", "maud", "vane", "40,000"}
    assert same_names("He met Maud Vane in Holm", "In Orn, they saw Maud Vane of Holm")
    assert not same_names("He met Maud Vane", "He met Tom Bell")
    assert same_days(date(2024, 3, 5), date(2024, 3, 7))
    assert same_days(None, date(2024, 3, 7))
    assert not same_days(date(2024, 3, 5), date(2024, 3, 8))


def test_fifty_copies_change_neither_the_ranking_nor_the_answer(tmp_path: Path) -> None:
    plain = {**ARTICLES, "fire": FIRE}
    before, after = indexed(tmp_path / "a", plain), indexed(tmp_path / "b", {**plain, **flood()})
    for question in QUESTIONS:
        assert after.search(question, 25) == before.search(question, 25)
    reply = "The repair had cost 40,000 crowns, Keeper Maud Vane said."
    one, other = (assistant_of(index, reply).ask(QUESTIONS[0]) for index in (before, after))
    assert (one.text, one.consulted, one.citations[0].document_id) == (other.text, other.consulted, "fire")
    assert one.citations[0].copies == ()
    assert set(other.citations[0].copies) == set(other.citations[0].also_in) == set(flood())


def test_every_copy_stays_listed_shown_and_found_by_its_own(tmp_path: Path) -> None:
    index = indexed(tmp_path, {**ARTICLES, "fire": FIRE, **flood(4)})
    assert {entry.id for entry in index.documents()} == {*ARTICLES, "fire", *flood(4)}
    assert index.stories() == dict.fromkeys(["fire", *flood(4)], "fire")
    assert index.kin("copy-02") == dict.fromkeys(["fire", "copy-00", "copy-03", "copy-01"], True)
    assert set(found(index, QUESTIONS[0], Filter(outlet="Wire 2"))) == {"copy-02"}
    assert set(found(index, QUESTIONS[0], Filter(document_id="copy-03"))) == {"copy-03"}
    assert found(index, QUESTIONS[0], Filter(since=date(2024, 3, 7)))[0] == "copy-01"
    assert found(index, "Readers of paper number 3 may send letters to box 1003")[0] == "copy-03"


def test_a_later_copy_is_not_seen_as_of_a_day_before(tmp_path: Path) -> None:
    plain = {**ARTICLES, "fire": FIRE}
    where = Filter(as_of=date(2024, 3, 6))
    before, after = indexed(tmp_path / "a", plain), indexed(tmp_path / "b", {**plain, **flood(7)})
    for question in QUESTIONS:
        seen = after.search(question, 25, where)
        assert [hit for hit in seen if not hit.passage.document_id.startswith("copy")] == before.search(
            question, 25, where
        )
    assert list(after.kin("fire", where)) == ["copy-00", "copy-03", "copy-06"]
    reply = "The repair had cost 40,000 crowns, Keeper Maud Vane said."
    answer = assistant_of(after, reply).ask(QUESTIONS[0], as_of=date(2024, 3, 5))
    assert answer.citations[0].also_in == ()


def test_what_a_correction_changes_stays_findable_and_is_told(tmp_path: Path) -> None:
    corrected = [text.replace("40,000", "55,000") for text in PARAGRAPHS]
    index = indexed(tmp_path, {**ARTICLES, "fire": FIRE, "corrected": copy_of(1, corrected)})
    (hit, *_) = index.search("The repair had cost 55,000 crowns, most of it given by fishing families", 8)
    assert hit.passage.span.of(index.document("corrected").text).startswith("Keeper Maud Vane said the repair had cost")
    assistant = assistant_of(index, "The repair had cost 40,000 crowns, Keeper Maud Vane said.")
    answer = assistant.ask(QUESTIONS[0])
    assert "55,000" in answer.conflicts[0].positions[0].text or "55,000" in answer.conflicts[0].positions[1].text
    assert all(citation.copies == () for citation in answer.citations)


def state(path: Path) -> list[tuple[object, ...]]:
    """The roles of all passages, by document and place, with what stands for the hidden ones."""
    with Index.open(path / "index", HashedWords()) as index:
        return index._record.rows(
            "SELECT d.id, p.start, p.role, o.id, q.start FROM passages p JOIN documents d ON d.number = p.document "
            "LEFT JOIN passages q ON q.number = p.original LEFT JOIN documents o ON o.number = q.document "
            "ORDER BY d.id, p.start, p.role"
        )


def test_adding_and_removing_come_to_the_same_as_building_anew(tmp_path: Path) -> None:
    copies = flood(5)
    indexed(tmp_path / "whole", {"fire": FIRE, **copies})
    indexed(tmp_path / "late", copies)  # the original comes last
    late = write_articles(tmp_path / "late" / "articles", {"fire": FIRE})
    add([late / "fire.md"], tmp_path / "late" / "index", HashedWords())
    assert state(tmp_path / "late") == state(tmp_path / "whole")
    add([late / "fire.md"], tmp_path / "late" / "index", HashedWords())
    assert state(tmp_path / "late") == state(tmp_path / "whole")
    remove(["fire"], tmp_path / "late" / "index", HashedWords())
    indexed(tmp_path / "without", copies)
    assert state(tmp_path / "late") == state(tmp_path / "without")
    with Index.open(tmp_path / "late" / "index", HashedWords()) as index:
        assert found(index, QUESTIONS[0])[0] == "copy-00"
    assert verify(tmp_path / "late" / "index") == []


def test_an_article_that_adds_more_than_it_repeats_stands_by_itself(tmp_path: Path) -> None:
    more = [
        f"Paragraph {number} of the long report tells of matter {number} in words of its own." for number in range(40)
    ]
    index = indexed(tmp_path, {"fire": FIRE, "report": copy_of(1, [*PARAGRAPHS, *more])})
    assert index.kin("fire") == {"report": True}
    assert all(row[2] != "added" for row in state(tmp_path))
    assert "report" in found(index, "What does part 7 of the long report tell?")


@pytest.mark.parametrize("days", [0, 1, 2])
def test_a_copy_that_comes_before_its_original_is_the_original(tmp_path: Path, days: int) -> None:
    title, outlet, day, text = FIRE
    index = indexed(tmp_path, {"fire": (title, outlet, day + timedelta(days=days), text), "b": copy_of(1, PARAGRAPHS)})
    first = "b" if days == 2 else "fire" if days == 0 else "b"
    assert found(index, QUESTIONS[0])[0] == first
