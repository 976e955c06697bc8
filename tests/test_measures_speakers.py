"""Who is given the words, and what a question as of a day may have seen: by hand."""

from dataclasses import replace
from datetime import date

import pytest
from eval_cases import answer, case, cite, document_of, row, span

from eval.data import Case
from eval.measures.as_of import as_of_kept
from eval.measures.speakers import speaker_right
from index.data import DatePrecision
from rag.data import Consulted

SHIPS = "Some 1,250 ships are expected this year."
SAID = "We will not close it again"


def spoken(speaker: str | None, quotation: bool = True, words: str = SAID, number: int = 1):
    return replace(cite(number, "harbour", words), speaker=speaker, quotation=quotation)


@pytest.mark.parametrize(
    ("gold", "speaker", "right"),
    [
        ("Ida Roth", "Ida Roth", 1),
        ("Ida Roth", "Roth", 1),
        ("Ida Roth", "Mayor Roth", 1),
        ("Ida Roth", "the Velm mayor Ida Roth", 1),
        ("Ida Roth", "Tom Bell", 0),
        ("Ida Roth", "Tom Roth", 0),
        ("Ida Roth", None, 0),
        ("Ida Roth", "the mayor", 0),
        ("Kim Seon-ho", "Vice Defence Minister Kim Seon-ho", 1),
        ("Kim Seon-ho", "Kim Tae-hyo", 0),
        ("Xi Jinping", "Chinese President Xi", 1),
        ("Xi Jinping", "The Chinese", 0),
        ("South Korean foreign ministry", "the South Korean ministry", 1),
        ("South Korea", "North Korea", 0),
    ],
)
def test_a_citation_names_the_speaker(gold, speaker, right):
    given = answer("“We will not close it again” [1]", spoken(speaker))
    assert speaker_right(case(row(("x",), speaker=gold), given)) == right


@pytest.mark.parametrize(
    ("gold", "text", "right"),
    [
        ("Ida Roth", "Ida Roth promised it.", 1),
        ("Ida Roth", "It was Mayor Roth's promise.", 1),
        ("Ida Roth", "But Roth promised it.", 1),
        ("Ida Roth", "Tom Roth promised it.", 0),
        ("Ida Roth", "She promised it.", 0),
        ("South Korea", "South Korea hopes so.", 1),
        ("South Korea", "North Korea hopes so.", 0),
        ("the harbour office", "The Harbour Office said so.", 1),
        ("the harbour office", "The office said so.", 0),
    ],
)
def test_the_text_names_the_speaker(gold, text, right):
    assert speaker_right(case(row(("x",), speaker=gold), answer(text, spoken(None)))) == right


def test_a_quotation_of_another_is_wrong_and_a_paraphrase_is_not():
    gold = row(("x",), speaker="Ida Roth")
    text = "Ida Roth promised it."
    assert speaker_right(case(gold, answer(text, spoken("Tom Bell")))) == 0
    assert speaker_right(case(gold, answer(text, spoken("Tom Bell", quotation=False)))) == 1
    assert speaker_right(case(gold, answer(text, spoken("her office")))) == 1


def test_citations_that_meet_the_gold_words_count_alone():
    gold = row(("x",), speaker="Ida Roth", spans=((span("harbour", SAID),),))
    aside = spoken("Tom Bell", words=SHIPS, number=2)
    assert speaker_right(case(gold, answer("So she said. [1][2]", spoken("Ida Roth"), aside))) == 1
    assert speaker_right(case(gold, answer("So she said. [2]", replace(aside, speaker="Ida Roth")))) == 1
    assert speaker_right(case(gold, answer("So. [1][2]", spoken(None), replace(aside, speaker="Ida Roth")))) == 0


def test_no_speaker_no_value():
    assert speaker_right(case(row(("x",)), answer("Ida Roth"))) is None
    assert speaker_right(case(row(("x",), speaker="Ida Roth"), answer())) is None
    assert speaker_right(case(row(answerable=False, speaker="Ida Roth"), answer("Ida Roth"))) is None


@pytest.mark.parametrize(
    ("as_of", "precision", "kept"),
    [
        (date(2024, 5, 4), DatePrecision.DAY, 1),
        (date(2024, 5, 3), DatePrecision.DAY, 0),
        (date(2024, 5, 30), DatePrecision.MONTH, 0),
        (date(2024, 5, 31), DatePrecision.MONTH, 1),
        (date(2024, 12, 30), DatePrecision.YEAR, 0),
        (date(2024, 12, 31), DatePrecision.YEAR, 1),
        (date(2999, 1, 1), DatePrecision.UNKNOWN, 0),
        (None, DatePrecision.DAY, None),
    ],
)
def test_nothing_later_had_a_part(as_of, precision, kept):
    document = replace(document_of("harbour"), published_precision=precision)
    cited = answer("x", cite(1, "harbour", SHIPS))
    consulted = answer(consulted=(Consulted("harbour", 0, 9, 1),))
    for given in (cited, consulted):
        found = Case(row(("x",), as_of=as_of), given, {"harbour": document})
        assert as_of_kept(found) == kept


def test_undated_or_missing_documents_break_as_of_and_reading_nothing_keeps_it():
    undated = replace(document_of("harbour"), published=None, published_precision=DatePrecision.UNKNOWN)
    gold, given = row(("x",), as_of=date(2999, 1, 1)), answer("x", cite(1, "harbour", SHIPS))
    assert as_of_kept(Case(gold, given, {"harbour": undated})) == 0
    assert as_of_kept(Case(gold, given, {})) == 0
    assert as_of_kept(Case(gold, answer(), {})) == 1
