"""The gold sets: well formed, balanced, and, for the sample archive, true of its articles."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import make_document

from eval.data import GoldRow, QuestionType, load_gold
from eval.wording import fold, says
from index.data import Document
from index.errors import DocumentMissing
from rag.data import AbstainReason

ROOT = Path(__file__).parents[1]
SAMPLE, SEEDS = ROOT / "eval/gold/sample.jsonl", ROOT / "eval/gold/seeds.jsonl"
FIELDS = [
    "id", "question", "paraphrases", "history", "as_of", "answerable", "reason", "answers", "articles", "spans",
    "speaker", "type", "notes",
]  # fmt: skip
NOT_IN_THE_WORDS = ("derived:", "metadata:")  # how a note opens where the cited words do not hold the answer itself
EACH_SET = pytest.mark.parametrize("path", [SAMPLE, SEEDS], ids=["sample", "seeds"])


def _article(path: Path) -> tuple[dict[str, Any], str]:
    _, front, body = path.read_text("utf-8").split("---\n", 2)
    return yaml.safe_load(front), body.strip()


ARTICLES = {path.stem: _article(path) for path in sorted((ROOT / "corpus").glob("*.md"))}


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _document_of(document_id: str) -> Document:
    if document_id not in ARTICLES:
        raise DocumentMissing(document_id)
    front, body = ARTICLES[document_id]
    return make_document(document_id, body, front.get("published"))


@pytest.fixture(scope="module")
def rows() -> tuple[GoldRow, ...]:
    """Every article exists and every span was found, or this raises."""
    return load_gold(SAMPLE, _document_of)


def _published(document_id: str) -> date | None:
    return ARTICLES[document_id][0].get("published")


def test_sample_articles_are_short_dispatches_with_front_matter():
    assert 16 <= len(ARTICLES) <= 18
    for name, (front, body) in ARTICLES.items():
        assert set(front) <= {"title", "outlet", "authors", "published", "place"}, name
        assert front["title"], name
        assert "Sample" in front["outlet"], name
        assert front["authors"], name
        assert 120 <= len(body.split()) <= 320, name


def test_file_names_carry_the_date_and_one_article_is_undated():
    undated = [name for name in ARTICLES if _published(name) is None]
    assert undated == ["background-north-korean-workers"]
    assert all(name.startswith(str(_published(name))) for name in ARTICLES if name not in undated)


@EACH_SET
def test_every_line_holds_the_fields_in_order(path):
    for row in _lines(path):
        assert list(row) == [name for name in FIELDS if name != "paraphrases" or row.get(name)], row["id"]


@EACH_SET
def test_ids_and_questions_are_not_repeated(path):
    lines = _lines(path)
    asked = Counter((row["question"], json.dumps(row["history"]), row["as_of"]) for row in lines)
    assert max(Counter(row["id"] for row in lines).values()) == 1
    assert max(asked.values()) == 1


@EACH_SET
def test_sets_are_large_and_hold_every_type(path):
    counts = Counter(row["type"] for row in _lines(path))
    assert counts.total() >= 60
    assert set(counts) == set(QuestionType)
    assert min(counts.values()) >= 4
    assert counts["unanswerable"] >= 14


@EACH_SET
def test_unanswerable_rows_give_a_reason_and_nothing_else(path):
    for row in _lines(path):
        assert row["answerable"] == (row["type"] != "unanswerable"), row["id"]
        assert row["answerable"] == (row["reason"] is None), row["id"]
        assert row["answerable"] == bool(row["answers"]) == bool(row["articles"]), row["id"]
        assert row["answerable"] or row["reason"] in set(AbstainReason), row["id"]
        assert row["answerable"] or row["spans"] == [], row["id"]


@EACH_SET
def test_spans_are_marked_by_a_few_words_and_lie_in_the_articles(path):
    for row in _lines(path):
        for span in (span for group in row["spans"] for span in group):
            assert list(span) == ["document_id", "first", "last"], row["id"]
            assert span["document_id"] in row["articles"], row["id"]
            assert all(3 <= len(span[end].split()) <= 7 for end in ("first", "last")), row["id"]


@EACH_SET
def test_types_carry_what_they_are_named_for(path):
    for row in _lines(path):
        assert row["type"] != "followup" or row["history"], row["id"]
        assert row["type"] != "as_of" or row["as_of"], row["id"]
        assert row["reason"] != "outside_dates" or row["as_of"], row["id"]
        assert row["type"] != "two_article" or len(row["answers"]) == len(row["spans"]) == 2, row["id"]
        assert row["type"] != "two_article" or len(row["articles"]) >= 2, row["id"]


def test_the_documented_example_is_a_row_of_the_set():
    example = (ROOT / "docs/gold.md").read_text("utf-8").split("```json\n")[1].split("```")[0]
    assert json.loads(example) in _lines(SAMPLE)


@EACH_SET
def test_a_dozen_questions_and_more_of_most_types_are_asked_in_three_other_ways(path):
    reworded = [row for row in _lines(path) if "paraphrases" in row]
    kinds = Counter(row["type"] for row in reworded)
    assert len(reworded) >= 12
    assert {"fact", "quotation", "list", "attribution", "two_article", "time", "as_of"} <= set(kinds)
    for row in reworded:
        asked = [row["question"], *row["paraphrases"]]
        assert row["answerable"], row["id"]
        assert len({fold(words) for words in asked}) == 4, row["id"]


@EACH_SET
def test_a_paraphrase_does_not_give_the_answer_away(path):
    for row in _lines(path):
        for words in row.get("paraphrases", ()):
            given = [any(says(row["question"], one) for one in group) for group in row["answers"]]
            told = [any(says(words, one) for one in group) for group in row["answers"]]
            assert told <= given, (row["id"], words)


def test_spans_are_a_sentence_or_two(rows):
    golds = [(row.id, one) for row in rows for group in row.spans for one in group]
    spans = [(name, one.span.of(_document_of(one.document_id).text)) for name, one in golds]
    assert len(spans) > 100
    assert [(name, words) for name, words in spans if len(words.split()) > 60 or "\n\n" in words] == []


def test_answers_stand_in_the_words_cited(rows):
    checked = [row for row in rows if row.answerable and not row.notes.startswith(NOT_IN_THE_WORDS)]
    failed = [row.id for row in checked if not _words_hold_the_answers(row)]
    assert len(checked) >= 40
    assert len(failed) <= len(checked) // 10, failed


def _words_hold_the_answers(row: GoldRow) -> bool:
    words = [one.span.of(_document_of(one.document_id).text) for group in row.spans for one in group]
    return all(any(says(text, fact) for text in words for fact in group) for group in row.answers)


def test_rows_without_spans_rest_on_metadata(rows):
    bare = [row for row in rows if row.answerable and not row.spans]
    assert all(row.notes.startswith("metadata:") for row in bare)
    for row in bare:
        front = json.dumps([ARTICLES[name][0] for name in row.articles], default=str)
        assert all(any(says(front, fact) for fact in group) for group in row.answers), row.id


def test_as_of_rows_rest_on_articles_published_by_then(rows):
    asked = [row for row in rows if row.as_of and row.answerable]
    assert len(asked) >= 4
    for row in asked:
        dates = [_published(name) for name in row.articles]
        assert all(day is not None and day <= row.as_of for day in dates), row.id


@EACH_SET
def test_quotation_rows_name_their_speaker(path):
    assert [row["id"] for row in _lines(path) if row["type"] == "quotation" and not row["speaker"]] == []
