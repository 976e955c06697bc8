"""The paraphrases: those written by hand stand on words of the sample archive, those by rule keep the truth."""

from collections import Counter
from datetime import date

import pytest

from eval.pairs.archive import Archive
from eval.pairs.command import CORPUS, read
from eval.pairs.data import OWN_WORDS, Faithful, Half, Kind
from eval.pairs.make import own_sentences, paraphrases
from eval.pairs.rewording import rewordings
from eval.pairs.written import ALTERATIONS, PARAPHRASES, altered_by_hand, written
from index.errors import BadInput
from rag.quotes import occurs, quotations
from tests.conftest import make_document

TEXT = (
    "Mayor Ida Roth opened the defence works on Friday. She said three ships lay there. "
    "However, the works (a wall) cost more than 5 million crowns, Roth said. "
    "According to the harbour office, ships will call on Monday. "
    "“The wall is sound,” Roth said. “We are proud of the wall,” Roth said. "
    "Italian President Carl Moss praised the wall. It is new."
)
ARTICLE = make_document("quay", TEXT, date(2024, 5, 4))


def reworded(start: str) -> dict[str, str]:
    sources = own_sentences([ARTICLE])
    source = next(one for one in sources if one.text.startswith(start))
    return {one.wording: one.text for one in rewordings(source, Archive([ARTICLE]))}


@pytest.mark.parametrize(
    ("start", "wording", "text"),
    [
        ("Mayor", "day", "Mayor Ida Roth opened the defence works on 3 May 2024."),
        ("Mayor", "spelling", "Mayor Ida Roth opened the defense works on Friday."),
        ("She", "figure", "She said 3 ships lay there."),
        ("However", "synonym", "However, the works (a wall) cost over 5 million crowns, Roth said."),
        ("However", "shorter", "The works (a wall) cost more than 5 million crowns, Roth said."),
        ("According", "order", "Ships will call on Monday, according to the harbour office."),
        ("“The wall", "unquoted", "The wall is sound, Roth said."),
        ("Italian", "office", "Carl Moss, the Italian president, praised the wall."),
    ],
)
def test_each_rule_keeps_the_truth(start: str, wording: str, text: str) -> None:
    assert reworded(start)[wording] == text


def test_a_rule_that_cannot_be_sure_makes_nothing() -> None:
    assert "day" not in reworded("According")  # "on Monday" looks ahead
    assert "unquoted" not in reworded("“We are")  # whose "we" it is would be lost


def test_two_sentences_are_joined_with_the_spans_of_both() -> None:
    sources = own_sentences([ARTICLE])
    joined = [one for source in sources for one in rewordings(source, Archive([ARTICLE])) if one.wording == "joined"]
    assert "Mayor Ida Roth opened the defence works on Friday, and she said three ships lay there." in {
        one.text for one in joined
    }
    assert all(len(one.spans) == 2 for one in joined)


@pytest.fixture(scope="module")
def by_hand() -> list[Faithful]:
    return written(read(CORPUS, None, 0))


def test_every_paraphrase_stands_on_words_of_the_sample_archive(by_hand) -> None:
    assert len(by_hand) == len(PARAPHRASES.read_text("utf-8").splitlines()) >= 240
    assert len({one.text for one in by_hand}) == len(by_hand)
    for one in by_hand:
        (span,) = one.spans
        assert 0 <= span.start < span.end <= len(one.document.text)
        assert one.text not in " ".join(one.document.text.split())


def test_every_paraphrase_quotes_verbatim(by_hand) -> None:
    quoted = [(one, quotation.inner.of(one.text)) for one in by_hand for quotation in quotations(one.text)]
    assert len(quoted) > 30
    assert [words for one, words in quoted if not occurs(words.rstrip(","), one.document.text)] == []


def test_the_paraphrases_are_varied_and_fall_in_both_halves(by_hand) -> None:
    wordings = Counter(one.wording for one in by_hand)
    assert len(wordings) > 10
    assert OWN_WORDS not in wordings
    assert wordings["free"] > len(by_hand) / 5
    assert 0.4 < sum(one.half is Half.REPORT for one in by_hand) / len(by_hand) < 0.6


def test_articles_that_were_paraphrased_by_hand_are_not_reworded_by_rule() -> None:
    sample = read(CORPUS, None, 0)[0]
    both = [sample, ARTICLE]
    found = paraphrases(own_sentences(both), Archive(both))
    assert [one for one in found if one.document.id == sample.id] == written([sample])
    assert any(one.document.id == ARTICLE.id for one in found)


def test_every_alteration_has_its_true_sentence_among_the_paraphrases(by_hand) -> None:
    pairs = altered_by_hand(read(CORPUS, None, 0))
    assert len({pair.altered for pair in pairs}) == len(pairs) == len(ALTERATIONS.read_text("utf-8").splitlines())
    assert {pair.faithful.text for pair in pairs} <= {one.text for one in by_hand}
    assert not {pair.altered for pair in pairs} & {one.text for one in by_hand}
    assert {pair.kind for pair in pairs} == set(Kind)
    assert 0.4 < sum(pair.half is Half.REPORT for pair in pairs) / len(pairs) < 0.6


def test_words_that_are_not_in_the_article_are_named_with_their_line(tmp_path) -> None:
    path = tmp_path / "wrong.jsonl"
    path.write_text(
        '{"document_id": "quay", "first": "No such", "last": "words", "wording": "free", "text": "None."}\n', "utf-8"
    )
    with pytest.raises(BadInput, match=r"wrong.jsonl:1: quay does not say 'No such'"):
        written([ARTICLE], path)
