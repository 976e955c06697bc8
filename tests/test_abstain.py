"""The decision to answer: what each signal does to it, what the model's opinion adds, questions that are too open."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import rag.weights
from index.data import Filter
from index.search import Index
from rag.abstain import Signals, believe, signals
from rag.data import AbstainReason, Status, Support
from rag.evidence import gather
from rag.generator import Message, Opinion
from rag.prompt import messages
from rag.question import Asked, parts_of
from rag.settings import Settings
from rag.weights import FILE, Weights, weights_for
from tests.answering import OPENING, Replays, assistant_of, make_index

GOOD = Signals(likeness=0.7, names_missing=0.0, years_missing=0.0, speaker_missing=0.0, heard=0.0)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with make_index(tmp_path_factory.mktemp("archive")) as index:
        yield index


@dataclass
class Opinionated(Replays):
    """A generator that thinks what it is told to think."""

    sha256: str | None = "an opinionated model"
    yes: float = 0.0
    state: tuple[float, ...] = (0.0, 0.0)

    def opinion(self, messages: Sequence[Message]) -> Opinion:
        self.asked.append(messages[-1].content)
        return Opinion(self.yes, np.array(self.state, np.float32), prompt_tokens=7)


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Weights of the opinionated model: its Yes counts 2, the first number of its state 3, nothing else does."""
    plain = {"intercept": -1.0, "signals": {"likeness": 0.0}}
    asked = {"intercept": -1.0, "signals": {"yes": 2.0, "state": 1.0}, "state": [3.0, 0.0], "state_intercept": 0.5}
    file = tmp_path / "abstention.json"
    file.write_text(json.dumps({"any": plain, "models": {"an opinionated model": asked}}))
    monkeypatch.setattr(rag.weights, "FILE", file)
    weights_for.cache_clear()
    yield
    weights_for.cache_clear()


def signals_of(question: str, index: Index) -> Signals:
    asked = Asked(question, question, parts_of(question))
    [evidence] = gather(index, asked, Filter(), Settings())
    return signals(asked.parts[0], evidence, index.encoder)


def probability(found: Signals) -> float:
    return weights_for(None).probability(asdict(found))


def test_likeness_makes_an_answer_more_likely() -> None:
    chances = [probability(replace(GOOD, likeness=step / 10)) for step in range(11)]
    assert chances == sorted(chances)
    assert chances[0] < 0.5 < chances[10]


def test_a_missing_name_makes_an_answer_less_likely() -> None:
    assert probability(replace(GOOD, names_missing=1.0)) < probability(GOOD)


def test_the_signals_are_read_off_question_and_evidence(index: Index) -> None:
    assert signals_of("What did Mayor Ida Roth say of the quay?", index) == replace(
        signals_of("What did Mayor Ida Roth say of the quay?", index), names_missing=0.0, speaker_missing=0.0, heard=1.0
    )
    other = signals_of("What did Boris Karloff say of the quay in 1931?", index)
    assert (other.names_missing, other.years_missing, other.speaker_missing, other.heard) == (1.0, 1.0, 1.0, 0.0)
    assert signals_of("Why were 2000 soldiers sent to the quay?", index).years_missing == 0.0
    half = signals_of("Did Ida Karloff reopen the quay?", index)
    assert half.names_missing == 0.5


def test_the_models_opinion_counts_where_its_weights_are_known(index: Index, weights: None) -> None:
    asked = Asked("?", "?", parts_of("What did the repairs of the quay cost?"))
    [evidence] = gather(index, asked, Filter(), Settings())
    sure = believe(asked.parts[0], evidence, Opinionated([], yes=1.0, state=(0.5, 9.0)), index.encoder)
    assert sure.signals is not None
    assert (sure.signals.yes, sure.signals.state, sure.prompt_tokens) == (1.0, 2.0, 7)  # .5 + 3 times .5
    assert sure.probability == pytest.approx(1 / (1 + np.exp(-(-1.0 + 2.0 + 2.0))))
    unsure = believe(asked.parts[0], evidence, Opinionated([], yes=-1.0), index.encoder)
    assert unsure.probability == pytest.approx(1 / (1 + np.exp(-(-1.0 - 2.0 + 0.5))))


def test_another_models_opinion_is_not_asked(index: Index, weights: None) -> None:
    asked = Asked("?", "?", parts_of("What did the repairs of the quay cost?"))
    [evidence] = gather(index, asked, Filter(), Settings())
    other = Opinionated([], sha256="another", yes=9.0)
    assert believe(asked.parts[0], evidence, other, index.encoder).probability == pytest.approx(1 / (1 + np.e))
    assert other.asked == []


def test_nothing_is_written_where_no_answer_is_believed_in(index: Index) -> None:
    desk = assistant_of(index, "The repairs cost 5.5 million crowns.", confidence=1.0)
    answer = desk.ask("What did the repairs of the quay cost?")
    assert (answer.status, answer.abstain_reason) == (Status.ABSTAINED, AbstainReason.ONLY_RELATED)
    assert desk.generator.asked == []
    assert answer.withheld == ()


def test_an_abstention_says_what_is_missing_and_what_is_nearest(index: Index) -> None:
    answer = assistant_of(index, confidence=1.0).ask("Did Boris Karloff reopen the northern quay in 1931?")
    assert answer.missing == ("None of the articles found mentions Boris, Karloff or 1931.",)
    assert answer.text == (
        "The archive has related articles, but none of them answers this. "
        "None of the articles found mentions Boris, Karloff or 1931. "
        "The archive holds 3 articles, 1 February 2023 to 20 June 2024. "
        f"Nearest: {OPENING} (Ostland Times)."
    )
    [first, *_] = answer.nearest
    article = index.document(first.document_id)
    assert (first.title, first.outlet) == (article.title, article.outlet) == (OPENING, "Ostland Times")
    assert article.text[first.source_start : first.source_end] == first.text
    assert len({line.document_id for line in answer.nearest}) == len(answer.nearest) <= 3


def test_a_part_that_is_not_answered_is_named(index: Index) -> None:
    desk = assistant_of(index, "The repairs cost 5.5 million crowns.", confidence=0.4)
    answer = desk.ask("What did the repairs of the quay cost, and where did Boris Karloff paint in Zanzibar?")
    assert answer.status is Status.PARTIAL
    assert answer.missing == ("Where did Boris Karloff paint in Zanzibar?",)
    last = answer.sentences[-1]
    assert last.text == "The archive does not answer: Where did Boris Karloff paint in Zanzibar?"
    assert (last.support, last.citations) == (Support.NOT_A_CLAIM, ())
    assert answer.text[last.answer_start : last.answer_end] == last.text


def test_the_words_of_one_never_stand_for_those_of_another_who_is_asked_for_too(index):
    asked = "We will not close it again, Mayor Ida Roth said."
    desk = assistant_of(index, asked, asked, confidence=0)
    answer = desk.ask("What did Ida Roth say about the quay, and what did Tom Bell say about it?")
    assert answer.status is Status.PARTIAL
    assert answer.missing == ("What did Tom Bell say about the quay?",)
    assert {citation.speaker for citation in answer.citations} == {"Ida Roth"}


def test_a_clause_that_wants_other_words_than_are_shown_is_named_where_a_question_stays_whole(index):
    whole = "What did Ida Roth say of the ships, and what did Tom Bell tell them?"
    answer = assistant_of(index, "She said that 1,250 ships are expected this year.", confidence=0).ask(whole)
    assert answer.status is Status.PARTIAL
    assert answer.missing == ("What did Tom Bell tell them?",)


def test_a_name_that_three_people_bear_is_too_open(tmp_path: Path) -> None:
    text = "Kim Ash spoke in Velm. Kim Birch went home early. The talks bored Kim Cole."
    with make_index(tmp_path, {"kims": ("Three of one name", "Coast Wire", date(2024, 5, 1), text)}) as index:
        desk = assistant_of(index, "Kim Ash spoke in Velm.", "Kim Ash spoke in Velm.")
        answer = desk.ask("Where did Kim speak?")
        assert (answer.status, answer.abstain_reason) == (Status.ABSTAINED, AbstainReason.AMBIGUOUS)
        assert desk.ask("Where did Kim Ash speak?").status is Status.ANSWERED


def test_the_question_to_the_model_begins_as_the_prompt_of_the_answer() -> None:
    one, other = (messages(name, evidence="E", question="Q") for name in ("answerable", "answer"))
    assert one[0] == other[0]
    assert one[1].content.splitlines()[:-1] == other[1].content.splitlines()[:-1]


def test_the_shipped_weights_are_whole() -> None:
    held = json.loads(FILE.read_text(encoding="utf-8"))
    names = {field for field in asdict(GOOD)}
    for row in (held["any"], *held["models"].values()):
        weights = Weights.of(row)
        assert set(weights.signals) <= names
        assert weights.asks == ("state" in weights.signals)
