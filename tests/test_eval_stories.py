"""The measures of duplicates and spellings: what a reprint is, which pairs count, when evidence is the same."""

from datetime import date

from eval.duplicates.reprints import KINDS, reprints
from eval.duplicates.run import Pairs, measure
from eval.spellings.run import Outcome
from index.data import Passage
from tests.conftest import HashedWords, make_document

TEXTS = {
    "storm": "storm wind roof harbour wave cliff rescue gull",
    "vote": "ballot mayor council turnout ward recount tally clerk",
}


def article(id: str) -> str:
    words = TEXTS[id].split()
    said = [" ".join(f"{word}{number}{at}" for at, word in enumerate(words)) for number in range(12)]
    return "\n\n".join(f"On {line} it was said. Then {line.upper()} came." for line in said)


DOCUMENTS = [make_document(id, article(id), date(2024, 5, 3)) for id in TEXTS]


def test_a_reprint_has_the_words_of_its_article_under_another_headline() -> None:
    made = reprints(DOCUMENTS)
    assert [(one.original, one.kind) for one in made] == [(id, kind) for id in TEXTS for kind in KINDS]
    for one in made[:4]:
        paragraphs = article("storm").split("\n\n")
        held = [part for part in paragraphs if part in one.article["text"]]
        assert held == paragraphs[: len(held)]
        assert (len(held) < 12) == ("trimmed" in one.kind)
        assert ("ballot" in one.article["text"]) == ("inserted" in one.kind)
        assert one.article["title"] != "Storm"
    assert reprints(DOCUMENTS) == made != reprints(DOCUMENTS, seed=1)


def test_short_articles_are_not_reprinted() -> None:
    assert reprints([make_document("short", "Nothing happened.")]) == []


def test_every_print_of_an_article_is_found() -> None:
    outcome = measure(DOCUMENTS, HashedWords())
    assert (len(outcome.copies.there), outcome.copies.precision, outcome.copies.recall) == (20, 1.0, 1.0)
    assert outcome.to_dict()["tail trimmed"] == {"there": 2, "found": 2, "precision": 1.0, "recall": 1.0}


def test_one_text_under_two_names_is_one_article() -> None:
    twice = [*DOCUMENTS, make_document("again", article("storm"), date(2024, 5, 4))]
    assert measure(twice, HashedWords()).copies.precision == 1.0


def test_precision_and_recall() -> None:
    ab, bc, cd = frozenset("ab"), frozenset("bc"), frozenset("cd")
    pairs = Pairs(frozenset([ab, bc]), frozenset([ab, cd, frozenset("ad"), frozenset("bd")]))
    assert (pairs.precision, pairs.recall) == (0.5, 0.25)
    assert (Pairs(frozenset(), frozenset()).precision, Pairs(frozenset(), frozenset()).recall) == (None, None)


def test_evidence_is_the_same_or_overlaps() -> None:
    one, two, three = (Passage("a", at, at + 1) for at in range(3))
    same = Outcome(("p", "q"), (frozenset([one]), frozenset([one])))
    other = Outcome(("p", "q", "r"), (frozenset([one, two]), frozenset([one]), frozenset([three])))
    assert (same.same, same.overlap) == (True, 1.0)
    assert (other.same, other.overlap) == (False, 0.5 / 3)
