"""Whatever a model would rather write, what it writes between quotation marks stands in the evidence."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.quotable import Quotable
from rag.quoting import State, read
from rag.verbatim import Tokens, Verbatim, Written
from tests.toy_tokens import END, EVIDENCE, TOKENS, TOY, quoted, stands

VERBATIM = Verbatim(TOKENS, EVIDENCE)
QUOTABLE = Quotable(EVIDENCE)


def write(verbatim: Verbatim, rng: np.random.Generator, most: int, ends: frozenset[int], size: int) -> list[int]:
    """Let a model of random scores write, which now and then likes what the evidence goes on with."""
    written, text = Written(), []
    while len(text) < most or not written.state.may_end:
        scores = rng.standard_normal(size, np.float32)
        if rng.random() < 0.7:
            scores[list(verbatim._possible(written))] += 4
        if len(text) >= most:
            scores[min(ends)] += 99
        token, written = verbatim.best(written, scores)
        if token in ends:
            break
        text.append(token)
    return text


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 60))
def test_a_random_model_quotes_verbatim(seed: int, most: int) -> None:
    tokens = write(VERBATIM, np.random.default_rng(seed), most, TOKENS.ends, len(TOY.texts))
    text = b"".join(TOY.texts[token] for token in tokens).decode(errors="replace")
    for words in quoted(text):
        assert stands(words), text


@pytest.mark.models
def test_a_random_model_quotes_verbatim_in_the_real_vocabulary() -> None:
    from tokenizers import Tokenizer

    from rag.local import END as REAL_END
    from rag.models import choose_generator, generator_files

    tokenizer = Tokenizer.from_file(str(generator_files(choose_generator().spec) / "tokenizer.json"))
    tokens = Tokens(tokenizer, [tokenizer.token_to_id(REAL_END)])
    verbatim = Verbatim(tokens, EVIDENCE)
    for seed in range(300):
        rng = np.random.default_rng(seed)
        text = tokenizer.decode(write(verbatim, rng, 25, tokens.ends, tokenizer.get_vocab_size()))
        assert all(stands(words) for words in quoted(text)), text


@pytest.mark.parametrize(
    "text",
    [
        'She said "We will not"',
        "She said “We will not – ever – close it again… It's over.”",
        "She said 'We will not - ever'",
        "She can't say ‘why’",
        "It is the nation’s pride, the dockers' union said in the '90s",
        "It is ‘the nation's pride’, the union said",
        '"We will not – ever – close it," she said',  # the comma is the sentence's
        '"cost $1,250.50." It was much',
        "„We will not“ and « tient bon » and «tient bon» and 「港は開く」",
        '"Mayor Ida Roth said: “We will not"',
        'A 12" pipe, "non-aggression"',
        "rock 'n' roll and 'tis",
        '("It’s over")',
    ],
)
def test_what_may_be_written(text: str) -> None:
    state = read(State(), text, QUOTABLE)
    assert state is not None
    assert state.may_end
    assert all(stands(words) for words in quoted(text))


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ('"We will always', "a"),  # not in the evidence
        ('"We will not – ever – close it againandagain', "a"),
        ('"We will no"', '"'),  # closes inside a word
        ('"ill not', "l"),  # opens inside one
        ('"aggression', "g"),  # of "non-aggression"
        ('"250', "2"),  # of 1,250
        ('"She can"', '"'),  # of "can't"
        ('"We will, not', " "),  # after a comma of the sentence's own, only the mark
        ('""', '"'),
        ("“We will“", "“"),
        ('"say why; it cost $1,250.50. The', " "),  # from one text into the next
        ('said."', '"'),  # closes what was never opened
        ("said”", "”"),
        ("it is 'tisane", "a"),
        ("‘We will not [1]", "["),
        ('"We will\n', "\n"),
    ],
)
def test_the_sign_that_is_refused(text: str, refused: str) -> None:
    lengths = [at for at in range(1, len(text) + 1) if read(State(), text[:at], QUOTABLE) is None]
    assert lengths
    assert text[lengths[0] - 1] == refused


@pytest.mark.parametrize("text", ['"We will', "“We", "‘We will", '"We will not,', "‘the nation’s"])
def test_a_text_does_not_end_inside_a_quotation(text: str) -> None:
    state = read(State(), text, QUOTABLE)
    assert state is not None
    assert not state.may_end


def test_nothing_is_quoted_where_nothing_is_quotable() -> None:
    assert read(State(), 'She said "', Quotable([""])) is None
    assert read(State(), "She said that it's over.", Quotable([""])) == State(last=".")


def scored(*texts: str) -> np.ndarray:
    """Scores by which a model likes these texts, the first most."""
    scores = np.zeros(len(TOY.texts), np.float32)
    for place, text in enumerate(texts):
        scores[TOY.texts.index(text.encode())] = 20 - place
    return scores


def test_the_model_s_own_choice_stays_where_it_may() -> None:
    token, written = VERBATIM.best(Written(), scored(' "'))
    assert TOY.texts[token] == b' "'
    token, written = VERBATIM.best(written, scored(" We", " said", "We"))
    assert TOY.texts[token] == b"We"
    token, written = VERBATIM.best(written, scored(" can", '"'))
    assert TOY.texts[token] == b'"'
    assert written.state.may_end


def test_the_end_waits_for_the_closing_mark() -> None:
    _, written = VERBATIM.best(Written(), scored('"We'))
    scores = scored('",')
    scores[END] = 99
    token, written = VERBATIM.best(written, scores)
    assert TOY.texts[token] == b'",'
    assert VERBATIM.best(written, scores)[0] == END


def test_the_draft_is_what_follows_in_the_evidence() -> None:
    written = VERBATIM.best(VERBATIM.best(Written(), scored('"'))[1], scored("non"))[1]
    assert VERBATIM.ahead(written).startswith("-aggression vow «tient")
    assert VERBATIM.ahead(Written()) == ""


def test_half_a_sign_continues_only_what_stands_there() -> None:
    written = VERBATIM.best(Written(), scored("「"))[1]
    half, other = "港".encode()[:2], "開".encode()[:1]
    written = VERBATIM.after(written, TOY.texts.index(half[:1]))
    assert written is not None
    assert VERBATIM.after(written, TOY.texts.index(half[1:2])) is not None
    assert VERBATIM.after(written, TOY.texts.index(other)) is None
