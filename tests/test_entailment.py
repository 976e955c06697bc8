"""The user's own judge of entailment can keep a sentence back, and lets nothing in that the checks refuse."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import app
from index.errors import BadInput, ModelMissing
from index.search import Index
from rag.assistant import Assistant
from rag.data import Status, Support
from rag.doctor import State, check_second_looks
from rag.judge import LEAST, Judge, load_judge
from rag.memory import Memory
from rag.settings import Settings
from rag.verify import faults
from tests.answering import Replays, make_index
from tests.tiny_models import NLI, save_cross_encoder

QUESTION = "How many ships are expected in Velm?"
SHIPS = "The mayor said that 1,250 ships are expected this year."
WRONG = "The mayor said that 2,500 ships are expected this year."
WORDS = "Velm reopened its northern quay on Friday."


@dataclass
class Doubts:
    """A judge that gives one probability, and remembers what it was asked."""

    probability: float
    name: str = "doubts"
    sha256: str = "3" * 64
    asked: list[tuple[str, str]] = field(default_factory=list)

    def entailment(self, sentence: str, words: str) -> float:
        self.asked.append((sentence, words))
        return self.probability


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


def assistant(index: Index, judge: Judge | None, *replies: str) -> Assistant:
    return Assistant(index, Replays(list(replies), sha256="w"), Settings(confidence=0.0), Memory(), judge)


@pytest.mark.parametrize("labels", [NLI, ("ENTAILMENT", "not_entailment"), ("neutral", "Entailment")])
def test_the_probability_is_the_cross_encoders_own(tmp_path: Path, labels: tuple[str, ...]) -> None:
    from sentence_transformers import CrossEncoder

    folder = save_cross_encoder(tmp_path / "model", labels)
    judge, own = load_judge(folder), CrossEncoder(folder, device="cpu")
    at = [label.lower() for label in labels].index("entailment")
    found = [judge.entailment(sentence, WORDS) for sentence in (SHIPS, WORDS)]
    told = own.predict([(WORDS, SHIPS), (WORDS, WORDS)], apply_softmax=True)
    assert found == pytest.approx(told[:, at].tolist(), abs=1e-5)
    assert abs(found[0] - found[1]) > 1e-4


@pytest.mark.parametrize(
    "labels", [("LABEL_0",), ("entailment",), ("LABEL_0", "LABEL_1", "LABEL_2"), ("not_entailment", "neutral")]
)
def test_a_model_without_that_label_beside_another_is_no_judge(tmp_path: Path, labels: tuple[str, ...]) -> None:
    folder = save_cross_encoder(tmp_path / "model", labels)
    with pytest.raises(BadInput, match="one of its labels must be 'entailment'") as raised:
        load_judge(folder)
    assert ", ".join(labels) in str(raised.value)


def test_what_is_not_there_is_said_so() -> None:
    with pytest.raises(ModelMissing, match="no cross-encoder '/nowhere/model': name a folder or a hub id with --judge"):
        load_judge("/nowhere/model")
    assert load_judge(None) is None


def test_a_sentence_that_is_not_entailed_is_withheld_and_so_is_the_articles_own(index: Index) -> None:
    judge = Doubts(LEAST - 0.01)
    answer = assistant(index, judge, SHIPS).ask("How many ships are expected this year?")
    assert answer.status is Status.ABSTAINED
    assert [(item.text, item.reason) for item in answer.withheld] == [(SHIPS, "entailment: probability 0.49 of 0.50")]
    assert [sentence for sentence, _ in judge.asked] == [SHIPS, "She said that 1,250 ships are expected this year."]
    assert faults(answer.to_dict(), index) == []


def test_one_that_is_entailed_is_shown_as_without_a_judge_but_for_the_check(index: Index) -> None:
    plain, judged = (assistant(index, judge, SHIPS).ask(QUESTION) for judge in (None, Doubts(LEAST)))
    assert (judged.text, judged.citations) == (plain.text, plain.citations)
    (sentence,), (before,) = judged.sentences, plain.sentences
    assert (sentence.support, sentence.score) == (Support.SUPPORTED, before.score)
    assert sentence.checks[:-1] == before.checks
    (last,) = sentence.checks[-1:]
    assert (last.name, last.passed, last.detail) == ("entailment", True, "probability 0.50 of 0.50")
    assert faults(judged.to_dict(), index) == []


def test_what_the_checks_refuse_is_not_shown_however_sure_the_judge(index: Index) -> None:
    judge = Doubts(1.0)
    answer = assistant(index, judge, WRONG).ask(QUESTION)
    assert [item.text for item in answer.withheld] == [WRONG]
    assert "2,500" not in answer.text
    assert WRONG not in [sentence for sentence, _ in judge.asked]


def test_it_reads_the_lines_cited_under_their_articles_name_with_the_one_that_they_lean_on(index: Index) -> None:
    judge = Doubts(1.0)
    assistant(index, judge, SHIPS).ask(QUESTION)
    assert judge.asked == [
        (
            SHIPS,
            "Article: Velm reopens its northern quay (Ostland Times, 3 May 2024)\n"
            "“We will not close it again,” Mayor Ida Roth said at the ceremony. "
            "She said that 1,250 ships are expected this year.",
        )
    ]


def test_the_receipt_names_it_and_another_judge_answers_anew(index: Index) -> None:
    asking = assistant(index, Doubts(1.0), SHIPS, SHIPS, SHIPS)
    answers = [asking.ask(QUESTION), asking.ask(QUESTION)]
    assert [(used.role, used.name, used.sha256) for used in answers[1].receipt.models] == [
        ("encoder", "hashed-words", "0" * 64),
        ("generator", "replays", "w"),
        ("judge", "doubts", "3" * 64),
    ]
    assert len(asking.generator.asked) == 1
    asking.judge = Doubts(0.0, sha256="4" * 64)
    assert asking.ask(QUESTION).status is Status.ABSTAINED
    asking.judge = None
    assert [used.role for used in asking.ask(QUESTION).receipt.models] == ["encoder", "generator"]
    assert len(asking.generator.asked) == 3


def test_an_assistant_loads_what_is_named_and_the_page_names_it(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reranker, judge = save_cross_encoder(tmp_path / "one"), save_cross_encoder(tmp_path / "nli", NLI)
    monkeypatch.setattr("index.search.default_encoder", lambda *_: index.encoder)
    named = []
    monkeypatch.setattr("rag.assistant.load_generator", lambda model: named.append(model) or Replays([SHIPS]))
    given = ["--index", index.info.path, "--model", "tiny", "--reranker", reranker, "--judge", judge]
    loaded = app._load(app._parser().parse_args(given))
    assert named == ["tiny"]
    assert [(used.role, used.name) for used in loaded.models[2:]] == [("reranker", reranker), ("judge", judge)]
    roles = [used.role for used in loaded.ask(QUESTION).receipt.models]
    assert roles == ["encoder", "generator", "reranker", "judge"]
    with pytest.raises(ModelMissing, match="--judge"):
        Assistant.load(tmp_path / "no-index", judge="/nowhere/model")


def test_the_doctor_looks_at_what_is_named(tmp_path: Path) -> None:
    assert check_second_looks(None, None) == []
    folder = save_cross_encoder(tmp_path / "one")
    sound, fault = check_second_looks(folder, folder)
    assert (sound.name, sound.state) == (f"reranker {folder}", State.SOUND)
    assert (fault.name, fault.state) == (f"judge {folder}", State.FAULT)
    assert "is no judge" in fault.detail
