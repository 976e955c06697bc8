"""A second look orders what was found by the user's cross-encoder, within the same bounds and by the same time."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from index.__main__ import main
from index.data import Filter, Period
from index.errors import BadInput, ModelMissing
from index.passages import context
from index.ranking import NEARNESS
from index.reranker import LOOKED_AT, CrossEncoderReranker, load_reranker
from index.search import Index
from tests.answering import ARTICLES, Article, assistant_of, make_index
from tests.conftest import HashedWords
from tests.tiny_models import NLI, save_cross_encoder

QUESTION = "Who was at the quay of Velm?"
IDENTITY = {"sentence_transformers": {"activation_fn": "torch.nn.modules.linear.Identity"}}


class Reads:
    """A reranker that likes passages by the first of its words that they have, and remembers what it read."""

    name, sha256 = "reads", "1" * 64

    def __init__(self, **liking: float) -> None:
        self.liking, self.read = liking, list[str]()

    def scores(self, question: str, passages: Sequence[str]) -> NDArray[np.float64]:
        self.read += passages
        liked = ([share for word, share in self.liking.items() if word in text] for text in passages)
        return np.array([shares[0] if shares else 0.0 for shares in liked])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> str:
    return save_cross_encoder(tmp_path_factory.mktemp("reranker"))


def with_reranker(index: Index, reranker: Reads) -> Index:
    return Index.open(Path(index.info.path), HashedWords(), reranker)


def fairs(path: Path, *years: int) -> Index:
    """An index of articles that are alike but for their year."""
    articles: dict[str, Article] = {
        f"fair-{year}": (
            "The fair",
            f"Outlet {year}",
            date(year, 5, 3),
            f"Crowds came to the fair. It was number {year}.",
        )
        for year in years
    }
    return make_index(path, articles)


@pytest.mark.parametrize("config", [{}, IDENTITY], ids=["its own logistic", "none saved with it"])
def test_the_order_is_the_cross_encoders_own(index: Index, tmp_path: Path, config: dict[str, object]) -> None:
    from sentence_transformers import CrossEncoder

    folder = save_cross_encoder(tmp_path / "model", **config)
    plain = index.search(QUESTION, 10)
    texts = {hit.passage: context(index.document(hit.passage.document_id), hit.passage) for hit in plain}
    told = CrossEncoder(folder, device="cpu").predict([(QUESTION, text) for text in texts.values()])
    share = 1 / (1 + np.exp(-told)) if config else told
    expected = sorted(zip(share.tolist(), texts, strict=True), key=lambda pair: -pair[0])

    with Index.open(Path(index.info.path), HashedWords(), load_reranker(folder)) as again:
        hits = again.search(QUESTION, 10)
    assert [hit.passage for hit in hits] == [passage for _, passage in expected]
    assert [hit.score for hit in hits] == pytest.approx([score for score, _ in expected], abs=1e-5)
    assert [hit.passage for hit in hits] != [hit.passage for hit in plain]
    assert {hit.passage: hit.similarity for hit in hits} == {hit.passage: hit.similarity for hit in plain}


def test_a_pair_is_read_alone_and_none_is_nothing(model: str) -> None:
    reranker = load_reranker(model)
    assert reranker is not None
    texts = ["Velm reopened its quay.", "The strike of nine days ended. " * 20, ""]
    alone = [float(reranker.scores(QUESTION, [text])[0]) for text in texts]
    assert reranker.scores(QUESTION, texts).tolist() == alone
    assert reranker.scores(QUESTION, []).shape == (0,)


def test_a_pair_is_read_once_while_it_is_remembered(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reranker, read = CrossEncoderReranker(model), list[tuple[str, str]]()
    predict = reranker._model.predict
    monkeypatch.setattr(reranker._model, "predict", lambda pairs, **how: read.extend(pairs) or predict(pairs, **how))
    first = reranker.scores("Who?", ["Velm", "the quay"]).tolist()
    assert reranker.scores("Who?", ["the quay", "Velm", "a strike"])[:2].tolist() == first[::-1]
    assert reranker.scores("Nine days?", ["Velm"])[0] != first[0]
    assert read == [("Who?", "Velm"), ("Who?", "the quay"), ("Who?", "a strike"), ("Nine days?", "Velm")]


def test_so_many_are_looked_at_again_and_one_far_down_can_come_first(tmp_path: Path) -> None:
    with fairs(tmp_path, *range(1990, 2020)) as index:
        order = [hit.passage.document_id for hit in index.search("crowds at the fair", 30)]
        low, below = order[LOOKED_AT - 1][-4:], order[LOOKED_AT][-4:]
        reranker = Reads(**{f"number {low}": 0.5, f"number {below}": 0.9})
        with with_reranker(index, reranker) as again:
            assert [hit.passage.document_id for hit in again.search("crowds at the fair", 2)] == [
                f"fair-{low}",
                order[0],
            ]
            assert len(reranker.read) == LOOKED_AT
            assert again.search("crowds at the fair", 30)[0].passage.document_id == f"fair-{below}"
            assert len(reranker.read) == LOOKED_AT + 30


@pytest.mark.parametrize(
    ("near", "far", "first", "score"),
    [(0.8, 0.8, "fair-2022", 0.8), (0.8, 0.9, "fair-2022", 0.8), (0.2, 0.9, "fair-2010", 0.9 * (1 - NEARNESS))],
    ids=["alike", "a little better and years away", "much better and years away"],
)
def test_distance_in_time_takes_its_share_of_the_score(
    tmp_path: Path, near: float, far: float, first: str, score: float
) -> None:
    reranker, may = Reads(**{"number 2022": near, "number 2010": far}), Period(date(2022, 5, 1), date(2022, 5, 31))
    with fairs(tmp_path, 2010, 2022) as index, with_reranker(index, reranker) as again:
        hits = again.search("crowds at the fair", 2, near=[may])
    assert hits[0].passage.document_id == first
    assert hits[0].score == pytest.approx(score)


@pytest.mark.parametrize(
    ("where", "seen"),
    [
        (Filter(as_of=date(2024, 6, 19)), {"quay", "lamps"}),
        (Filter(since=date(2024, 1, 1)), {"quay", "strike"}),
        (Filter(outlet="Coast Wire"), {"strike", "lamps"}),
        (Filter(document_id="quay"), {"quay"}),
    ],
    ids=lambda value: "" if isinstance(value, set) else str(value),
)
def test_what_the_bounds_hide_is_not_even_read(index: Index, where: Filter, seen: set[str]) -> None:
    reranker = Reads(strike=1.0, quay=0.9, lamps=0.8)
    with with_reranker(index, reranker) as again:
        hits = again.search(QUESTION, 10, where)
    assert {hit.passage.document_id for hit in hits} == seen
    titles = {ARTICLES[id][0] for id in seen}
    assert {title for title, *_ in ARTICLES.values() if any(title in text for text in reranker.read)} == titles


def test_a_copy_that_stands_for_a_hidden_one_is_what_is_read(tmp_path: Path) -> None:
    title, _, _, text = ARTICLES["quay"]
    copies = {"quay": ARTICLES["quay"], "reprint": (title, "Second Wire", date(2024, 5, 9), text)}
    reranker = Reads(Wire=0.5)
    with make_index(tmp_path, copies) as index, with_reranker(index, reranker) as again:
        hits = again.search(QUESTION, 3, Filter(outlet="Second Wire"))
    assert {hit.passage.document_id for hit in hits} == {"reprint"}
    assert all("Second Wire" in text for text in reranker.read)


def test_the_answer_names_it_and_what_was_found_with_another_is_another_state(index: Index) -> None:
    other = Reads()
    other.sha256 = "2" * 64
    with with_reranker(index, Reads(strike=1.0)) as one, with_reranker(index, other) as two:
        answer = assistant_of(one, "Velm reopened its northern quay on Friday.").ask(QUESTION)
        assert one.renewed().reranker is one.reranker
        assert len({index.state, one.state, two.state}) == 3
        assert one.state == one.renewed().state
    assert [(used.role, used.name, used.sha256) for used in answer.receipt.models] == [
        ("encoder", "hashed-words", "0" * 64),
        ("generator", "replays", None),
        ("reranker", "reads", "1" * 64),
    ]
    assert answer.consulted[0].document_id == "strike"


def test_equal_weights_have_equal_hashes_and_others_another(model: str, tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder

    other = CrossEncoder(model, device="cpu")
    other.model.classifier.bias.data += 1
    other.save_pretrained(str(tmp_path / "other"))
    (tmp_path / "other" / "modules.json").unlink(missing_ok=True)
    hashes = [load_reranker(name).sha256 for name in (model, model, str(tmp_path / "other"))]
    assert hashes[0] == hashes[1] != hashes[2]
    assert len(hashes[0]) == 64


def test_no_reranker_is_none() -> None:
    assert load_reranker(None) is None


def damaged(folder: Path) -> str:
    name = save_cross_encoder(folder)
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"hidden_size": 8}))
    return name


def without_words(folder: Path) -> str:
    name = save_cross_encoder(folder)
    for file in folder.glob("*token*"):
        file.unlink()
    return name


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (str, "name a folder or a hub id with --reranker"),
        (lambda folder: save_cross_encoder(folder, kind="BertModel"), "it is a BertModel and classifies nothing"),
        (without_words, "it has no tokenizer"),
        (damaged, "name a folder or a hub id with --reranker"),
    ],
    ids=["missing", "an encoder", "no tokenizer", "weights of another shape"],
)
def test_what_is_no_cross_encoder_is_said_so(tmp_path: Path, make: object, said: str) -> None:
    name = make(tmp_path / "model")
    with pytest.raises(ModelMissing, match=said) as raised:
        load_reranker(name)
    assert f"no cross-encoder {name!r}" in str(raised.value)


def test_a_model_of_several_labels_is_no_reranker(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is no reranker: it tells contradiction, entailment, neutral apart"):
        load_reranker(save_cross_encoder(tmp_path / "model", NLI))


def test_the_command_looks_again(
    index: Index, model: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("index.search.default_encoder", lambda *_: HashedWords())
    with Index.open(Path(index.info.path), HashedWords(), load_reranker(model)) as again:
        expected = [hit.score for hit in again.search(QUESTION, 3)]
    arguments = ["search", QUESTION, "-k", "3", "--json", "--index", index.info.path]
    assert main([*arguments, "--reranker", model]) == 0
    assert [hit["score"] for hit in json.loads(capsys.readouterr().out)] == expected
    assert main([*arguments, "--reranker", "/nowhere/model"]) == 2
    assert "error: no cross-encoder '/nowhere/model'" in capsys.readouterr().err
