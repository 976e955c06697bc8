"""Greedy decoding that guesses ahead: the same text as without guesses, and a memory that never holds a stale word."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from rag import local
from rag.choice import DRAFT, Greedy, agreed, look_up
from rag.local import LocalGenerator

VOCABULARY = 5
END = 0
Model = Callable[[Sequence[int]], int]


def table(numbers: Sequence[int]) -> Model:
    """A toy model: the next token depends on the last three."""
    return lambda text: numbers[(text[-1] + VOCABULARY * text[-2] + 7 * text[-3]) % len(numbers)]


class Request:
    """A stand-in for the runtime: it keeps what it was given, sees only what the mask leaves, and answers one-hot."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.state: list[int] = []
        self.passes = 0

    def reset_state(self) -> None:
        self.state = []

    def infer(self, inputs: dict[str, NDArray[np.int64]]) -> None:
        new, mask, keep = inputs["input_ids"][0], inputs["attention_mask"][0], int(inputs["keep"][0])
        self.state += [int(token) for token in new]
        self.passes += 1
        assert len(mask) == len(self.state)
        live = [token for token, alive in zip(self.state, mask, strict=True) if alive]
        assert list(inputs["position_ids"][0]) == list(range(len(live) - len(new), len(live)))
        ends = range(len(live) - keep + 1, len(live) + 1)
        self.scores = np.eye(VOCABULARY, dtype=np.float32)[[self.model(live[:end]) for end in ends]]

    def get_output_tensor(self, _: int) -> Any:
        return type("Tensor", (), {"data": self.scores[None]})


def generator(model: Model) -> LocalGenerator:
    """The real decoding and memory over a toy model, without files."""
    memory = object.__new__(local._Memory)
    memory._request, memory._tokens, memory._slots = Request(model), [], []
    made = object.__new__(LocalGenerator)
    made._memory, made._end = memory, END
    return made


def greedy(model: Model, prompt: Sequence[int], most: int) -> list[int]:
    text = list(prompt)
    while len(text) - len(prompt) < most and (token := model(text)) != END:
        text.append(token)
    return text[len(prompt) :]


TOKENS = st.integers(1, VOCABULARY - 1)
MODELS = st.lists(st.integers(0, VOCABULARY - 1), min_size=1, max_size=40).map(table)
PROMPTS = st.lists(TOKENS, min_size=3, max_size=30)


@given(MODELS, PROMPTS, st.integers(0, 25))
def test_the_text_is_the_same_with_and_without_guesses(model: Model, prompt: list[int], most: int) -> None:
    assert list(generator(model)._tokens(prompt, most, Greedy())) == greedy(model, prompt, most)


@given(MODELS, st.lists(st.tuples(PROMPTS, st.integers(0, 12)), min_size=2, max_size=4), st.integers(0, 40))
def test_what_earlier_replies_left_in_memory_changes_nothing(
    model: Model, calls: list[tuple[list[int], int]], stale: int
) -> None:
    shared = generator(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(local, "MOST_STALE", stale)
        for prompt, most in calls:
            assert list(shared._tokens(prompt, most, Greedy())) == greedy(model, prompt, most)


def test_a_repetitive_text_takes_few_passes() -> None:
    made = generator(lambda text: 1 + len(text) % 3)
    prompt = [1 + place % 3 for place in range(30)]
    assert len(list(made._tokens(prompt, 24, Greedy()))) == 24
    assert made._memory._request.passes <= 8


def test_a_second_reply_reads_only_what_is_new() -> None:
    made = generator(lambda _: END)
    read: list[int] = []
    infer = made._memory._request.infer
    made._memory._request.infer = lambda inputs: (read.append(inputs["input_ids"].shape[1]), infer(inputs))
    for prompt in ([1, 2, 3, 4], [1, 2, 3, 4, 1, 1], [1, 2, 4]):
        list(made._tokens(prompt, 5, Greedy()))
    assert read == [4, 2, 1]


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        ([1, 2, 3, 4, 1, 2, 3], [4, 1, 2, 3]),
        ([9, 2, 3, 4, 1, 2, 3], [4, 1, 2, 3]),  # two tokens agree where three do not
        ([1, 2, 3, 5, 1, 2, 3, 6, 1, 2, 3], [6, 1, 2, 3]),  # the latest place
        ([1, 2, 3, *range(10, 30), 1, 2, 3], list(range(10, 17))),
        ([1, 1, 1, 1], [1]),
        ([1, 2, 3], []),
        ([1], []),
        ([], []),
    ],
)
def test_look_up(text: list[int], guess: list[int]) -> None:
    assert look_up(text) == guess


@given(st.lists(TOKENS, max_size=40))
def test_a_guess_once_followed_the_same_tokens(text: list[int]) -> None:
    guess = look_up(text)
    assert len(guess) <= DRAFT
    if guess:
        tail = text[-2:]
        assert any(
            text[place : place + 2] == tail and text[place + 2 :][: len(guess)] == guess for place in range(len(text))
        )


@pytest.mark.parametrize(
    ("draft", "chosen", "written"),
    [
        ([], [4], [4]),
        ([1, 2], [1, 2, 3], [1, 2, 3]),
        ([1, 2], [1, 4, 3], [1, 4]),
        ([1, 2], [4, 2, 3], [4]),
    ],
)
def test_what_is_agreed_and_the_model_s_own_next_token(draft: list[int], chosen: list[int], written: list[int]) -> None:
    scores = np.eye(VOCABULARY, dtype=np.float32)[[*chosen, 1][: len(draft) + 1]]
    assert list(agreed(draft, scores, Greedy())) == written
