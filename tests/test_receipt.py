"""A stored answer is checked again without a model, and whatever was changed since is caught.

Each forger here seals the answer anew: what is caught is what can be derived from the index and from the answer itself.
"""

import copy
import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from index.search import Index
from rag.receipt import faults, notes
from rag.seal import with_seal
from tests.answering import ARTICLES, assistant_of, make_index
from tests.conftest import HashedWords

REPLY = "“We will not close it again,” Mayor Ida Roth said. She said that 1,250 ships are expected this year."
QUESTION = "What did Ida Roth say about ships and closing the quay?"
BOUNDS = {"as_of": date(2024, 12, 31), "since": date(2023, 1, 1)}
Forger = Callable[[Any], None]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


@pytest.fixture(scope="module")
def answer(index: Index) -> dict[str, Any]:
    made = assistant_of(index, REPLY).ask(QUESTION, **BOUNDS).to_dict()
    assert [citation["document_id"] for citation in made["citations"]] == ["quay", "quay"]
    assert {passage["document_id"] for passage in made["consulted"]} == {"quay", "strike", "lamps"}
    return made


def said(answer: Any, archive: Index) -> list[str]:
    """What is found wrong with an answer that was sealed anew."""
    return [fault.what for fault in faults(with_seal(answer), archive)]


def test_an_answer_as_it_was_given_is_sound(index: Index, answer: dict[str, Any]) -> None:
    assert faults(answer, index) == []
    assert faults(json.loads(json.dumps(answer, indent=3)), index) == []


def test_an_abstention_is_sound(index: Index) -> None:
    assert faults(assistant_of(index, "?", confidence=1.0).ask("Who?").to_dict(), index) == []


def test_the_bounds_of_the_question_are_in_the_receipt(index: Index) -> None:
    bounds = {"since": date(2024, 1, 1), "until": date(2024, 5, 30), "outlet": "ostland times"}
    receipt = assistant_of(index, REPLY).ask(QUESTION, **bounds).to_dict()["receipt"]
    assert {name: receipt[name] for name in bounds} == {
        "since": "2024-01-01",
        "until": "2024-05-30",
        "outlet": "ostland times",
    }
    assert receipt["passages"] == 8


def cited(at: int, **changes: Any) -> Forger:
    return lambda answer: answer["citations"][at].update(changes)


def in_sentence(at: int, **changes: Any) -> Forger:
    return lambda answer: answer["sentences"][at].update(changes)


def in_answer(**changes: Any) -> Forger:
    return lambda answer: answer.update(changes)


def in_receipt(**changes: Any) -> Forger:
    return lambda answer: answer["receipt"].update(changes)


def throughout(old: str, new: str) -> Forger:
    """Change words in all three places that show them."""

    def change(answer: Any) -> None:
        for holder, name in [
            (answer, "text"),
            (answer, "text_without_citations"),
            *((sentence, "text") for sentence in answer["sentences"]),
        ]:
            holder[name] = holder[name].replace(old, new)

    assert len(old) == len(new)
    return change


def dropped_citation(answer: Any) -> None:
    del answer["citations"][1]


def same_citation_twice(answer: Any) -> None:
    answer["citations"][1] = {**answer["citations"][0], "number": 2}


def exchanged_citations(answer: Any) -> None:
    for at, number in ((0, 2), (1, 1)):
        answer["citations"][at]["number"] = number
        answer["sentences"][at]["citations"] = [number]
    answer["citations"].reverse()
    answer["text"] = answer["text"].replace("[1]", "[0]").replace("[2]", "[1]").replace("[0]", "[2]")


def consulted(**changes: Any) -> Forger:
    return lambda answer: answer["consulted"][-1].update(changes)


def in_conflict(text: str, *citations: int) -> Forger:
    position = {"text": text, "citations": list(citations)}
    return in_answer(conflicts=[{"about": "ships", "kind": "conflict", "positions": [position]}])


def another_sentence(answer: Any) -> None:
    answer["text"] += " All is well."


def failed_check(answer: Any) -> None:
    answer["sentences"][0]["checks"][0]["passed"] = False


@pytest.mark.parametrize(
    ("forge", "named"),
    [
        (cited(1, cited_text="She said that 1,260 ships are expected this year."), r"citation \[2\], quay: its words"),
        (cited(0, source_start=1), r"citation \[1\], quay: its words at 1 are"),
        (cited(0, source_start=-3), r"citation \[1\], quay: its words at -3 are “”"),
        (cited(0, source_sha256="0" * 64), r"citation \[1\], quay: the article has changed since \(SHA-256"),
        (cited(0, title="Velm closes its northern quay"), r"citation \[1\], quay: its title is “Velm reopens"),
        (cited(0, outlet="Coast Wire"), r"citation \[1\], quay: its outlet is “Ostland Times”, not “Coast Wire”"),
        (cited(0, url="https://example.org/"), r"citation \[1\], quay: its url is unknown, not “https"),
        (cited(0, published="2024-05-04"), r"citation \[1\], quay: its published is “2024-05-03”, not “2024-05-04”"),
        (cited(0, quotation=False), r"citation \[1\], quay: a sentence of the answer quotes some of these words"),
        (cited(1, quotation=True), r"citation \[2\], quay: no sentence of the answer quotes any of these words"),
        (cited(0, speaker="Tom Bell"), r"citation \[1\], quay: its speaker is “.*Ida Roth”, not “Tom Bell”"),
        (cited(0, also_in=["harbour"]), r"citation \[1\], quay: also_in harbour: no document 'harbour'"),
        (cited(0, document_id="quays"), r"citation \[1\], quays: no document 'quays' .* did you mean quay\?"),
        (cited(0, document_id="strike"), r"citation \[1\], strike: the article has changed since"),
        (cited(0, number=3), r"citation \[3\] stands in place 1"),
        (dropped_citation, r"sentence 2: there is no citation \[2\]"),
        (same_citation_twice, r"citation \[2\] is \[1\] again"),
        (exchanged_citations, r"citation \[1\] is first used after \[2\]"),
        (in_sentence(0, citations=[1, 1]), r"sentence 1: its citations are \[1, 1\]"),
        (in_sentence(1, citations=[1]), r"citation \[2\] carries nothing"),
        (in_sentence(0, support="unsupported"), "sentence 1: it is shown, but unsupported"),
        (in_sentence(1, answer_start=40), "sentence 2: its place is 55, not 40"),
        (failed_check, "sentence 1: it is shown, but failed the check of numbers"),
        (throughout("1,250", "1,350"), "sentence 2: no article that it cites has 1350"),
        (throughout("not close", "now close"), "quotation at 1: “We will now close it again,” stands in no article"),
        (in_answer(text="“We will not close it again,” Mayor Ida Roth said. [1]"), "sentence 2: the text has “” there"),
        (another_sentence, "text: “ All is well.” belongs to no sentence"),
        (in_answer(text_without_citations="Nothing."), "text_without_citations: it is not the sentences alone"),
        (in_conflict("1,350 ships are expected", 2), "conflict 1, position 1: it does not stand in the words cited"),
        (in_conflict("1,250 ships are expected", 1), "conflict 1, position 1: it does not stand in the words cited"),
        (in_conflict("1,250 ships are expected", 3), r"conflict 1, position 1: there is no citation \[3\]"),
        (in_answer(status="abstained"), "an abstention cites nothing, and this one does"),
        (in_answer(abstain_reason="conflict"), "abstain_reason: the answer is answered and gives none"),
        (in_answer(sentences=[]), "sentences: only an abstention has none"),
        (in_answer(as_of="2024-05-02"), r"citation \[1\], quay: quay \(Ostland Times, 3 May 2024\) is outside the"),
        (
            in_answer(as_of="2024-06-01"),
            r"consulted \d, strike: strike .* is outside the bounds .*, as_of 2024",
        ),
        (in_receipt(since="2024-01-01"), r"consulted \d, lamps: lamps .*, as_of 2024-12-31, since 2024-01-01"),
        (in_receipt(until="2024-05-02"), r"citation \[2\], quay: quay .*, until 2024-05-02"),
        (in_receipt(outlet="coast wire"), r"citation \[1\], quay: quay .*, outlet coast wire"),
        (consulted(passage_end=9999), r"consulted \d, lamps: 0 to 9999 is not within its \d+ characters"),
        (consulted(document_id="lamp"), r"consulted \d, lamp: no document 'lamp'"),
        (consulted(rank=9), "consulted: the rank 9 stands in place"),
        (in_answer(consulted=[]), r"citation \[1\]: quay is not among those consulted"),
        (
            in_answer(coverage={"documents": 4, "first": "2023-02-01", "last": "2024-06-20", "undated_left_out": 0}),
            "coverage: the index has 3 from 2023-02-01 to 2024-06-20 and 0 undated, not 4 from",
        ),
        (in_answer(names=[{"words": "Roth", "name": "Ida Roth"}, {"words": "Ro", "name": "Ida Roth"}]), "name 2: the"),
        (in_answer(names=[{"words": "Ida Roth", "name": "Ida Roth"}]), "name 1: “Ida Roth” is the question's own"),
        (cited(0, source_start="91"), r"citations\.0\.source_start: Input should be a valid integer"),
        (cited(0, published="May"), r"citations\.0\.published: "),
    ],
)
def test_a_change_is_caught_although_the_answer_is_sealed_anew(
    index: Index, answer: dict[str, Any], forge: Forger, named: str
) -> None:
    forged = copy.deepcopy(answer)
    forge(forged)
    found = said(forged, index)
    assert any(re.match(named, fault) for fault in found), found


def test_an_account_that_is_cited_holds(index: Index, answer: dict[str, Any]) -> None:
    forged = copy.deepcopy(answer)
    in_conflict("1,250 ships are expected", 2)(forged)
    assert said(forged, index) == []


def test_a_missing_field_is_named(index: Index, answer: dict[str, Any]) -> None:
    forged = copy.deepcopy(answer)
    del forged["citations"][0]["source_start"]
    found = faults(with_seal(forged), index)
    assert [fault.place for fault in found] == [("citations", 0, "source_start")]


def test_an_abstention_says_its_reason_and_no_more(index: Index) -> None:
    abstention = assistant_of(index, "?", confidence=1.0).ask("Who?").to_dict()
    forged = {**abstention, "text": "The mayor resigned.", "text_without_citations": "The mayor resigned."}
    assert [fault.split(":")[0] for fault in said(forged, index)] == ["text", "text_without_citations"]
    assert "gives its reason" in said({**abstention, "abstain_reason": None}, index)[0]


@pytest.fixture
def damaged(tmp_path: Path) -> Iterator[Callable[..., Index]]:
    """An index of the same articles on whose record a statement was run."""
    make_index(tmp_path).close()
    opened = []

    def run(sql: str, *values: object) -> Index:
        with closing(sqlite3.connect(tmp_path / "index" / "readout.db")) as record, record:
            record.execute(sql, values)
        opened.append(Index.open(tmp_path / "index", HashedWords()))
        return opened[-1]

    yield run
    for index in opened:
        index.close()


def test_a_damaged_row_is_told_from_a_changed_article(answer: dict[str, Any], damaged: Callable[..., Index]) -> None:
    index = damaged("UPDATE documents SET text = replace(text, 'eighty', 'eighth') WHERE id = 'quay'")
    found = [fault.what for fault in faults(answer, index)]
    assert re.match(r"citation \[1\], quay: the index is damaged, its text has the SHA-256 .*: rebuild it", found[0])
    assert not any("changed since" in fault for fault in found)


def test_a_row_that_cannot_be_read_is_named(answer: dict[str, Any], damaged: Callable[..., Index]) -> None:
    index = damaged("UPDATE documents SET text = CAST(x'ff41' AS TEXT) WHERE id = 'quay'")
    assert re.match(r"citation \[1\], quay: its row cannot be read \(.*\): rebuild it", faults(answer, index)[0].what)


def test_a_damaged_date_is_named(answer: dict[str, Any], damaged: Callable[..., Index]) -> None:
    index = damaged("UPDATE documents SET published = '2024-O5-03' WHERE id = 'quay'")
    assert "its row cannot be read" in faults(answer, index)[0].what


def test_an_article_that_is_gone_is_named_with_the_way_out(tmp_path: Path, answer: dict[str, Any]) -> None:
    with make_index(tmp_path, {"strike": ARTICLES["strike"], "lamps": ARTICLES["lamps"]}) as index:
        found = [fault.what for fault in faults(answer, index)]
        assert re.match(r"citation \[1\], quay: no document 'quay' .*; add the article again, or name", found[0])
        assert "has other articles" in notes(answer, index)[0]


def test_an_article_that_was_changed_is_named_with_both_hashes(tmp_path: Path, answer: dict[str, Any]) -> None:
    title, outlet, published, text = ARTICLES["quay"]
    with make_index(
        tmp_path, ARTICLES | {"quay": (title, outlet, published, text.replace("eighty", "ninety"))}
    ) as index:
        found = [fault.what for fault in faults(answer, index)]
    old, hashes = answer["citations"][0]["source_sha256"], r"\(SHA-256 [0-9a-f]{64} instead of "
    assert re.match(rf"citation \[1\], quay: the article has changed since {hashes}{old}\), .*still stand", found[0])
    assert len(found) == 2


def test_an_index_with_one_article_more_is_noted_and_no_fault(tmp_path: Path, answer: dict[str, Any]) -> None:
    with make_index(tmp_path, ARTICLES | {"again": ARTICLES["quay"]}) as index:
        assert faults(answer, index) == []
        assert notes(answer, index)[0].startswith("the index is not as it was (generation 1, then 1) and has other")


def test_what_was_made_otherwise_is_noted(index: Index, answer: dict[str, Any]) -> None:
    assert notes(answer, index) == ["it was made with other settings than the usual ones"]  # its confidence
    other = copy.deepcopy(answer)
    other["receipt"] |= {"prompt_sha256": "0" * 64, "index_generation": 7}
    other["receipt"]["models"][0]["sha256"] = "1" * 64
    assert said(other, index) == []
    assert [note.split(",")[0] for note in notes(other, index)] == [
        "the index is not as it was (generation 1",
        "the index has been made anew with another encoder",
        "the prompts have changed since",
        "it was made with other settings than the usual ones",
    ]
