"""Each kind of alteration is what it says, and is not made where it could be true."""

import re
from datetime import date
from random import Random

import pytest

from eval.pairs.archive import Archive, people_of
from eval.pairs.command import CORPUS, read
from eval.pairs.data import Faithful, Half, Kind
from eval.pairs.make import OF_ONE, RULES, own_sentences, pairs
from eval.pairs.rewriting import put
from index.data import Span
from rag.evidence import article_lines
from rag.quotes import occurs, quotations
from tests.conftest import make_document

TEXT = (
    "Mayor Ida Roth told President Carl Moss on Friday that 1,250 ships would call at Velm. "
    "“We will not close the old northern quay again before the winter,” Roth said. "
    "Roth asked Moss to help if the money runs out. "
    "More than 40 crews have worked there for six weeks, and most of them agreed to stay. "
    "Engineer Vera Lund said that all walls are stronger than in 2019. "
    "Lund called the harbour a “deep success” for France, which sent stone to Peru. "
    "Roth denied that she was hiring. "
    "Moss, the president, may visit the port."
)
ARTICLE = make_document("quay", TEXT, date(2024, 5, 3))
LINES = [line.text for line in article_lines(ARTICLE)]
SEVERAL = 20  # chances, so that every choice of a rule is seen


def made(kind: Kind, sentence: str) -> set[str]:
    line = next(line for line in article_lines(ARTICLE) if line.text == sentence)
    source = Faithful(ARTICLE, (line.span,), sentence)
    return {text for seed in range(SEVERAL) for text in RULES[kind](source, Archive([ARTICLE]), Random(seed))}


def test_the_article_is_cut_as_the_cases_expect() -> None:
    assert len(LINES) == 8
    assert people_of(TEXT) == {"Ida Roth", "Carl Moss", "Vera Lund"}


@pytest.mark.parametrize(
    ("kind", "line", "part"),
    [
        (Kind.UNIT, 3, "for six months, and"),
        (Kind.NAME, 0, "told President Vera Lund on Friday"),
        (Kind.TITLE, 0, "Governor Ida Roth told"),
        (Kind.TITLE, 7, "Moss, the prime minister, may"),
        (Kind.NEGATION, 6, "Roth confirmed that she was hiring"),
        (Kind.NEGATION, 4, "all walls are not stronger"),
        (Kind.MODALITY, 7, "Moss, the president, will visit"),
        (Kind.DIRECTION, 0, "President Carl Moss told Mayor Ida Roth on Friday"),
        (Kind.DIRECTION, 2, "Moss asked Roth to help"),
        (Kind.SPEAKER, 4, "Engineer Carl Moss said that all walls"),
        (Kind.SPEAKER, 1, "again before the winter,” Moss said"),
        (Kind.QUANTITY, 3, "and few of them agreed"),
        (Kind.QUANTITY, 4, "said that few walls"),
        (Kind.COMPARISON, 4, "walls are weaker than in 2019"),
        (Kind.COMPARISON, 3, "Less than 40 crews"),
        (Kind.QUOTATION, 5, "a “slight success” for France"),
        (Kind.QUOTATION, 1, "again after the winter,”"),
        (Kind.DROPPED, 2, "Roth asked Moss to help."),
        (Kind.DROPPED, 6, "Roth said that she was hiring."),
        (Kind.ADDED, 2, "Roth angrily asked Moss"),
    ],
)
def test_what_each_kind_makes(kind: Kind, line: int, part: str) -> None:
    found = made(kind, LINES[line])
    assert any(part in text for text in found), found


def test_a_number_is_moved_where_what_stands_before_it_does_not_reach() -> None:
    found = {int(match[1]) for text in made(Kind.NUMBER, LINES[3]) if (match := re.match(r"More than (\d+) ", text))}
    assert min(found - {40}) > 40


def test_thousands_keep_their_comma() -> None:
    figures = {re.search(r"[\d,]+", text)[0] for text in made(Kind.NUMBER, LINES[0])}
    assert figures
    assert "1,250" not in figures
    assert all(re.fullmatch(r"\d{3}|\d,\d{3}", figure) for figure in figures)


def test_a_weekday_becomes_another_and_a_year_is_a_date_and_no_number() -> None:
    days = {re.search(r"on (\w+day)", text)[1] for text in made(Kind.DATE, LINES[0])}
    assert len(days) > 2
    assert "Friday" not in days
    assert made(Kind.NUMBER, LINES[4]) == set()
    assert all("than in 20" in text and "2019" not in text for text in made(Kind.DATE, LINES[4]))


def test_a_quotation_without_its_middle_is_two_real_pieces() -> None:
    whole = "We will not close the old northern quay again before the winter,"
    for text in made(Kind.STITCHED, LINES[1]):
        (quoted,) = [quotation.inner.of(text) for quotation in quotations(text)]
        assert not occurs(quoted, TEXT)
        words, true = quoted.split(), whole.split()
        kept = next(at for at, word in enumerate(words) if word != true[at])
        assert words[kept:] == true[-(len(words) - kept) :]
        assert len(true) - len(words) >= 3


def test_nothing_between_quotation_marks_is_touched_by_the_other_kinds() -> None:
    for kind in set(Kind) - {Kind.QUOTATION, Kind.STITCHED}:
        assert all(
            "“We will not close the old northern quay again before the winter,”" in t for t in made(kind, LINES[1])
        )


def test_a_name_that_another_line_bears_out_is_not_put_in() -> None:
    text = (
        "Ida Roth, the mayor, opened the northern quay on Friday. "
        "Carl Moss, the engineer, opened the northern quay on Friday too. Vera Lund, a singer, sang."
    )
    article = make_document("open", text)
    line = article_lines(article)[0]
    source = Faithful(article, (line.span,), line.text)
    found = {t for seed in range(SEVERAL) for t in RULES[Kind.NAME](source, Archive([article]), Random(seed))}
    assert any(t.startswith("Vera Lund, the mayor") for t in found)
    assert not any("Carl Moss" in t for t in found)


def test_words_put_in_take_capital_and_article() -> None:
    assert put("An important step.", Span(3, 12), "minor") == "A minor step."
    assert put("Most of them left.", Span(0, 4), "few") == "Few of them left."
    assert put("They, if asked, go.", Span(4, 14), "") == "They, go."


@pytest.fixture(scope="module")
def sample() -> list:
    documents = read(CORPUS, None, 0)
    return pairs(own_sentences(documents), Archive(documents))


def test_the_sample_archive_gives_enough_of_every_kind(sample) -> None:
    assert len(sample) >= 400
    assert {pair.kind for pair in sample} == set(Kind)
    assert len({pair.altered for pair in sample}) == len(sample)
    assert all(
        sum(other.kind is pair.kind and other.faithful == pair.faithful for other in sample) <= OF_ONE
        for pair in sample
    )


def test_pairs_name_their_source(sample) -> None:
    for pair in sample:
        (span,) = pair.faithful.spans
        assert " ".join(span.of(pair.faithful.document.text).split()) == pair.faithful.text
        assert pair.altered != pair.faithful.text


def test_the_same_seed_makes_the_same_pairs_and_another_one_others() -> None:
    sources, archive = own_sentences([ARTICLE]), Archive([ARTICLE])
    once, again, other = (pairs(sources, archive, seed) for seed in (0, 0, 1))
    assert [pair.altered for pair in once] == [pair.altered for pair in again]
    assert {pair.altered for pair in other} != {pair.altered for pair in once}


def test_both_halves_hold_a_fair_part(sample) -> None:
    share = sum(pair.half is Half.DEVELOPMENT for pair in sample) / len(sample)
    assert 0.4 < share < 0.6
