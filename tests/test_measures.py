"""Answers, citations and quotations: each measure against values worked out by hand."""

from dataclasses import replace

import pytest
from eval_cases import answer, case, cite, row, span

from eval.measures import answers, citations, quotations
from rag.data import Sentence, Status, Support

REOPENED = "The harbour of Velm reopened on 3 May."
SHIPS = "Some 1,250 ships are expected this year."
COST = "The bridge over the Ost cost $5.5 million."


def test_answer_correct():
    gold = row(("3 May", "May 3"), ("Velm",))
    assert answers.answer_correct(case(gold, answer("Velm reopened on May 3."))) == 1
    assert answers.answer_correct(case(gold, answer("It reopened on May 3."))) == 0
    assert answers.answer_correct(case(gold, answer("Velm, 3 May", status=Status.ABSTAINED))) == 0
    assert answers.answer_correct(case(gold, answer("Velm, 3 May", status=Status.PARTIAL))) == 1
    assert answers.answer_correct(case(row(answerable=False), answer("Velm, 3 May"))) is None


def test_the_answer_is_read_without_its_markers():
    assert answers.answer_correct(case(row(("1",)), answer("It reopened. [1]", cite(1, "harbour", REOPENED)))) == 0


def test_article_right():
    gold = row(("3 May",), spans=((span("harbour", REOPENED),),), articles=("harbour", "bridge"))
    two = replace(gold, spans=(*gold.spans, (span("bridge", COST),)))
    harbour, bridge = cite(1, "harbour", SHIPS), cite(2, "bridge", COST)
    assert citations.article_right(case(gold, answer("x", harbour))) == 1
    assert citations.article_right(case(gold, answer("x", bridge))) == 0
    assert citations.article_right(case(gold, answer("x"))) == 0
    assert citations.article_right(case(two, answer("x", harbour))) == 0
    assert citations.article_right(case(two, answer("x", harbour, bridge))) == 1
    assert citations.article_right(case(replace(gold, articles=("harbour",)), answer("x", harbour, bridge))) == 0
    assert citations.article_right(case(gold, answer())) is None
    assert citations.article_right(case(row(answerable=False), answer("x", harbour))) is None


def test_words_right_and_span_precision():
    gold = row(("3 May",), spans=((span("harbour", REOPENED), span("bridge", COST)),))
    harbour, ships, bridge = cite(1, "harbour", REOPENED), cite(2, "harbour", SHIPS), cite(3, "bridge", COST)
    both = replace(gold, spans=((span("harbour", REOPENED),), (span("bridge", COST),)))
    for given_row, cited, right, precision in [
        (gold, (harbour,), 1, 1),
        (gold, (bridge, ships), 1, 0.5),
        (gold, (ships,), 0, 0),
        (both, (harbour,), 0, 1),
        (both, (harbour, ships, bridge), 1, 2 / 3),
        (gold, (), 0, None),
        (row(("3 May",)), (harbour,), None, None),
    ]:
        found = case(given_row, answer("x", *cited))
        assert (citations.words_right(found), citations.span_precision(found)) == (right, precision)
    assert citations.words_right(case(gold, answer())) is None
    assert citations.span_precision(case(gold, answer())) is None


def test_a_citation_meets_a_span_by_more_than_half_of_the_shorter():
    gold = row(("3 May",), spans=((span("harbour", "reopened on "),),))  # 12 code points
    assert citations.words_right(case(gold, answer("x", cite(1, "harbour", "The harbour of Velm reopen")))) == 0
    assert citations.words_right(case(gold, answer("x", cite(1, "harbour", "The harbour of Velm reopene")))) == 1
    assert citations.words_right(case(gold, answer("x", cite(1, "harbour", "reo")))) == 1


def test_quotations_exact():
    harbour = cite(1, "harbour", SHIPS)
    assert quotations.quotations_exact(case(row(), answer("It reopened. [1]", harbour))) is None
    assert quotations.quotations_exact(case(row(), answer('"We will not close it" [1]', harbour))) == 1
    assert quotations.quotations_exact(case(row(), answer('"will not close" and "close never" [1]', harbour))) == 0.5
    assert quotations.quotations_exact(case(row(), answer('"It is safe," he said [1]', harbour))) == 0
    assert quotations.quotations_exact(case(row(), answer('"It is safe," he said'))) == 0


def test_the_pieces_of_a_quotation_stand_in_one_document():
    cited = answer('"We will not ... safe" [1][2]', cite(1, "harbour", SHIPS), cite(2, "bridge", COST))
    assert quotations.quotations_exact(case(row(), cited)) == 0


@pytest.mark.parametrize(("answerable", "text", "right"), [(1, "x", 1), (1, "", 0), (0, "x", 0), (0, "", 1)])
def test_abstention_right(answerable, text, right):
    assert answers.abstention_right(case(row(answerable=bool(answerable)), answer(text))) == right


@pytest.mark.parametrize(
    ("answerable", "text", "refused"),
    [(True, "", None), (True, "It did.", None), (False, "", 1), (False, "It did.", 0)],
)
def test_unanswerable_refused(answerable, text, refused):
    assert answers.unanswerable_refused(case(row(answerable=answerable), answer(text))) == refused


def test_facts_present_is_the_share_of_the_groups_met():
    gold = row(("3 May", "May 3"), ("Velm",), ("Roth",), ("ship",))
    assert answers.facts_present(case(gold, answer("Velm reopened on May 3 for ships."))) == 0.5
    assert answers.facts_present(case(gold, answer("Velm, 3 May", status=Status.ABSTAINED))) == 0
    assert answers.facts_present(case(row(answerable=False), answer("Velm"))) is None


def test_article_precision_and_recall():
    both = row(("x",), spans=((span("harbour", REOPENED),), (span("bridge", COST),)), articles=("harbour", "bridge"))
    harbour, bridge = cite(1, "harbour", SHIPS), cite(2, "bridge", COST)
    for gold, cited, precision, recall in [
        (both, (harbour,), 1, 0.5),
        (both, (harbour, bridge), 1, 1),
        (row(("x",), articles=("bridge",)), (harbour, bridge), 0.5, 1),
        (row(("x",), articles=("bridge",)), (harbour,), 0, 0),
        (row(("x",), articles=("bridge",)), (), None, 0),
    ]:
        found = case(gold, answer("x", *cited))
        assert (citations.article_precision(found), citations.article_recall(found)) == (precision, recall)
    assert citations.article_recall(case(both, answer())) is None
    assert citations.article_precision(case(row(answerable=False), answer("x", harbour))) is None


def test_span_recall_is_the_share_of_the_groups_met():
    gold = row(("x",), spans=((span("harbour", REOPENED), span("harbour", SHIPS)), (span("bridge", COST),)))
    assert citations.span_recall(case(gold, answer("x", cite(1, "harbour", SHIPS)))) == 0.5
    assert citations.span_recall(case(gold, answer("x", cite(1, "harbour", SHIPS), cite(2, "bridge", COST)))) == 1
    assert citations.span_recall(case(gold, answer("x"))) == 0
    assert citations.span_recall(case(row(("x",)), answer("x"))) is None


def two_sentences(first: tuple[int, ...], second: tuple[int, ...]):
    """An answer of two sentences that bear these citations: 1 of the harbour, 2 of the bridge."""
    texts = ("The harbour of Velm reopened.", "The bridge cost $5.5 million.")
    sentences = (
        Sentence(texts[0], 0, 29, Support.SUPPORTED, 1.0, first),
        Sentence(texts[1], 30, 59, Support.SUPPORTED, 1.0, second),
    )
    cited = (cite(1, "harbour", REOPENED), cite(2, "bridge", COST))
    return answer(" ".join(texts), *cited, sentences=sentences)


def test_citations_in_place_sees_that_two_were_exchanged():
    for first, second, value in [((1,), (2,), 1), ((2,), (1,), 0), ((1,), (1,), None), ((1,), (), None)]:
        assert citations.citations_in_place(case(row(), two_sentences(first, second))) == value


def test_quotations_must_stand_in_what_their_own_sentence_cites():
    said = cite(1, "harbour", "Mayor Ida Roth said: “We will not close it again — ever.”")
    for text, cited, in_article, in_words in [
        ('"We will not close it" [1]', (said,), 1, 1),
        ('"will not close", "1,250 ships" [1]', (said,), 1, 0.5),
        ('"will not close", "It is safe" [1]', (said,), 0.5, 0.5),
        ('"We will not close it"', (), 0, 0),
        ("It reopened. [1]", (said,), None, None),
    ]:
        found = case(row(), answer(text, *cited))
        assert (quotations.quotations_cited(found), quotations.quotations_in_words(found)) == (in_article, in_words)


def test_a_quotation_over_two_sentences_is_sought_in_the_citations_of_each():
    text = 'She said: "The harbour of Velm reopened on 3 May. The bridge over the Ost cost more."'
    cut = text.index(" The bridge")
    sentences = [
        Sentence(text[:cut], 0, cut, Support.SUPPORTED, 1.0, (1,)),
        Sentence(text[cut + 1 :], cut + 1, len(text), Support.SUPPORTED, 1.0, (2,)),
    ]
    cited = (cite(1, "harbour", REOPENED), cite(2, "bridge", COST))
    found = case(row(), answer(text, *cited, sentences=tuple(sentences)))
    assert (quotations.quotations_cited(found), quotations.quotations_in_words(found)) == (0.5, 0.5)
    swapped = (replace(sentences[0], citations=(2,)), replace(sentences[1], citations=(1,)))
    exchanged = replace(found, answer=replace(found.answer, sentences=swapped))
    assert (quotations.quotations_cited(exchanged), quotations.quotations_in_words(exchanged)) == (0, 0)
