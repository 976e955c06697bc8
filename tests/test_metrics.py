"""Each measure against values worked out by hand."""

from dataclasses import replace
from pathlib import Path

import pytest
from eval_cases import TEXTS, answer, case, cite, document_of, row, span
from hypothesis import given
from hypothesis import strategies as st

from eval import metrics
from eval.invariants import violations
from eval.metrics import COSTS, MEASURES
from eval.summary import mean, spread
from eval.wording import fold, occurs, quotations, says, verbatim
from rag.data import AbstainReason, Status, Timings

REOPENED = "The harbour of Velm reopened on 3 May."
SHIPS = "Some 1,250 ships are expected this year."
COST = "The bridge over the Ost cost $5.5 million."


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("The U.S.-led talks", "the us led talks"),
        ("1,250 ships, 5.5 million", "1250 ships 5.5 million"),
        ("Xi’s “two-plus-two”…", "xi s two plus two"),
        ("in 2,3,4", "in 2 3 4"),
        ("It ended. Soon", "it ended soon"),
        ("12%", "12 %"),
        ("ﬁve\u00a0men", "five men"),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


def test_facts_are_found_as_whole_words():
    assert says("Some 1250 ships.", "1,250")
    assert says("Mayor Roth's plan", "ROTH")
    assert not says("Some 11,250 ships", "1,250")
    assert not says("It cost 5.5 million", "5 million")
    assert not says("Anything", "—")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She said "never" and "not now".', ["never", "not now"]),
        ("“One,” he said. „Zwei“, «trois»", ["One,", "Zwei", "trois"]),
        ("The leaders' plan isn't Roth's.", []),
        ("She called it 'a mayor's duty' today.", ["a mayor's duty"]),
        ("She said: \"He cried 'stop' twice.\"", ["He cried 'stop' twice."]),
        ('He said "we go on\n\nThen "no" he said', ["we go on", "no"]),
        ('Empty "" or "…" says nothing', []),
    ],
)
def test_quotations_are_taken_between_marks(text, quoted):
    assert quotations(text) == quoted


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        ("We will not close it again – ever.", True),
        ("We will\nnot close", True),
        ("We will not clo\u00adse it", True),
        ("We … close it", True),
        ("We will not [shut or] close it", True),
        ("[The city] will not close it . . . ever", True),
        ("close it … We will", False),
        ("we will not close it", False),
        ("We will close it", False),
        ("250 ships", False),
        ("Some 1", False),
        ("We will not close it again, ever", False),
        ("on 3 Ma", False),
    ],
)
def test_a_quotation_must_stand_verbatim(quotation, stands):
    assert occurs(quotation, TEXTS["harbour"]) is stands


@given(st.text(max_size=60))
def test_verbatim_and_fold_change_nothing_twice(text):
    assert verbatim(verbatim(text)) == verbatim(text)
    assert says(text, text) is bool(fold(text))


@given(st.data())
def test_whole_words_of_a_source_always_stand_in_it(data):
    words = TEXTS["harbour"].split()
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert occurs(" ".join(words[start:end]), TEXTS["harbour"])


def test_answer_correct():
    gold = row(("3 May", "May 3"), ("Velm",))
    assert metrics.answer_correct(case(gold, answer("Velm reopened on May 3."))) == 1
    assert metrics.answer_correct(case(gold, answer("It reopened on May 3."))) == 0
    assert metrics.answer_correct(case(gold, answer("Velm, 3 May", status=Status.ABSTAINED))) == 0
    assert metrics.answer_correct(case(gold, answer("Velm, 3 May", status=Status.PARTIAL))) == 1
    assert metrics.answer_correct(case(row(answerable=False), answer("Velm, 3 May"))) is None


def test_the_answer_is_read_without_its_markers():
    assert metrics.answer_correct(case(row(("1",)), answer("It reopened. [1]", cite(1, "harbour", REOPENED)))) == 0


def test_article_right():
    gold = row(("3 May",), spans=((span("harbour", REOPENED),),), articles=("harbour", "bridge"))
    two = replace(gold, spans=(*gold.spans, (span("bridge", COST),)))
    harbour, bridge = cite(1, "harbour", SHIPS), cite(2, "bridge", COST)
    assert metrics.article_right(case(gold, answer("x", harbour))) == 1
    assert metrics.article_right(case(gold, answer("x", bridge))) == 0
    assert metrics.article_right(case(gold, answer("x"))) == 0
    assert metrics.article_right(case(two, answer("x", harbour))) == 0
    assert metrics.article_right(case(two, answer("x", harbour, bridge))) == 1
    assert metrics.article_right(case(replace(gold, articles=("harbour",)), answer("x", harbour, bridge))) == 0
    assert metrics.article_right(case(gold, answer())) is None
    assert metrics.article_right(case(row(answerable=False), answer("x", harbour))) is None


def test_words_right_and_span_precision():
    gold = row(("3 May",), spans=((span("harbour", REOPENED), span("bridge", COST)),))
    harbour, ships, bridge = cite(1, "harbour", REOPENED), cite(2, "harbour", SHIPS), cite(3, "bridge", COST)
    both = replace(gold, spans=((span("harbour", REOPENED),), (span("bridge", COST),)))
    for given_row, citations, right, precision in [
        (gold, (harbour,), 1, 1),
        (gold, (bridge, ships), 1, 0.5),
        (gold, (ships,), 0, 0),
        (both, (harbour,), 0, 1),
        (both, (harbour, ships, bridge), 1, 2 / 3),
        (gold, (), 0, None),
        (row(("3 May",)), (harbour,), None, None),
    ]:
        found = case(given_row, answer("x", *citations))
        assert (metrics.words_right(found), metrics.span_precision(found)) == (right, precision)
    assert metrics.words_right(case(gold, answer())) is None
    assert metrics.span_precision(case(gold, answer())) is None


def test_a_citation_meets_a_span_by_more_than_half_of_the_shorter():
    gold = row(("3 May",), spans=((span("harbour", "reopened on "),),))  # 12 code points
    assert metrics.words_right(case(gold, answer("x", cite(1, "harbour", "The harbour of Velm reopen")))) == 0
    assert metrics.words_right(case(gold, answer("x", cite(1, "harbour", "The harbour of Velm reopene")))) == 1
    assert metrics.words_right(case(gold, answer("x", cite(1, "harbour", "reo")))) == 1


def test_quotations_exact():
    harbour = cite(1, "harbour", SHIPS)
    assert metrics.quotations_exact(case(row(), answer("It reopened. [1]", harbour))) is None
    assert metrics.quotations_exact(case(row(), answer('"We will not close it" [1]', harbour))) == 1
    assert metrics.quotations_exact(case(row(), answer('"will not close" and "close never" [1]', harbour))) == 0.5
    assert metrics.quotations_exact(case(row(), answer('"It is safe," he said [1]', harbour))) == 0
    assert metrics.quotations_exact(case(row(), answer('"It is safe," he said'))) == 0


def test_the_pieces_of_a_quotation_stand_in_one_document():
    cited = answer('"We will not ... safe" [1][2]', cite(1, "harbour", SHIPS), cite(2, "bridge", COST))
    assert metrics.quotations_exact(case(row(), cited)) == 0


@pytest.mark.parametrize(("answerable", "text", "right"), [(1, "x", 1), (1, "", 0), (0, "x", 0), (0, "", 1)])
def test_abstention_right(answerable, text, right):
    assert metrics.abstention_right(case(row(answerable=bool(answerable)), answer(text))) == right


def test_costs_are_in_seconds_and_tokens():
    values = {cost.name: cost.of(case(row(), answer("x"))) for cost in COSTS}
    assert values == {
        "first_evidence_seconds": 0.06,
        "first_token_seconds": 0.5,
        "complete_seconds": 1.0,
        "prompt_tokens": 300,
        "completion_tokens": 20,
    }
    silent = answer(timings_ms=Timings(first_token=None, total=70))
    assert metrics.first_token_seconds(case(row(), silent)) is None


def test_a_missing_value_is_counted_and_not_taken_for_zero():
    found = mean([1.0, None, 0.0, None])
    assert (found.value, found.counted, found.missing) == (0.5, 2, 2)
    assert (mean([None]).value, mean([]).value) == (None, None)
    times = spread([1.0, 2.0, None, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 11.0])
    assert (times.median, times.p90, times.total, times.counted, times.missing) == (6.0, 10.0, 66.0, 11, 1)
    assert (spread([2.0]).p90, spread([]).median, spread([1.0, 2.0]).p90) == (2.0, None, pytest.approx(1.9))


SOUND = answer("It reopened on 3 May. [1]", cite(1, "harbour", REOPENED))


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({}, None),
        ({"citations": (replace(SOUND.citations[0], source_start=1),)}, "its place says 'he harbour"),
        ({"citations": (replace(SOUND.citations[0], source_end=900),)}, "covers 0:900 of a text of"),
        ({"citations": (replace(SOUND.citations[0], source_sha256="0"),)}, "made from another text of 'harbour'"),
        ({"citations": (replace(SOUND.citations[0], document_id="tunnel"),)}, "which the index does not hold"),
        ({"citations": ()}, "[1] has no citation"),
        ({"citations": SOUND.citations * 2}, "citation numbers repeat: [1, 1]"),
        ({"sentences": (replace(SOUND.sentences[0], answer_start=3),)}, "its place says 'reopened on 3 May.'"),
        ({"sentences": (replace(SOUND.sentences[0], citations=()),)}, "citation 1 carries no sentence"),
        ({"text": "It reopened on 3 May."}, "citation 1 is not marked in the text"),
        ({"text_without_citations": "It reopened on 4 May."}, "not the text without its markers"),
        ({"status": Status.ABSTAINED, "abstain_reason": AbstainReason.AMBIGUOUS}, "an abstention cites 1"),
    ],
)
def test_each_broken_promise_is_found_by_itself(broken, said):
    found = violations(replace(SOUND, **broken), {name: document_of(name) for name in TEXTS})
    assert [said in fault for fault in found] == [True] * (said is not None)


def test_every_measure_is_defined_in_the_documentation():
    page = (Path(__file__).parents[1] / "docs" / "measures.md").read_text("utf-8")
    for measure in (*MEASURES, *COSTS):
        assert f"`{measure.name}`" in page
