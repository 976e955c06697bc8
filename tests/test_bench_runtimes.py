"""Other runtimes: the prompts are the product's, what fails is said, and figures are of the same prompt and turn."""

import json
import subprocess
import sys
from dataclasses import dataclass, field

import pytest
from eval_cases import row
from test_local import generator, table

from bench.peers.environments import OWN, REQUIREMENTS
from bench.runtimes import report
from bench.runtimes.asking import WARM_UP_TOKENS, Run, measure
from bench.runtimes.engines import ENGINES, Streamed, WithoutLookup
from bench.runtimes.prompts import Prompt, prompts_of
from bench.runtimes.report import measured
from bench.runtimes.systems import GROUPS, READOUT, Group, Runtime
from index.errors import BadInput
from index.models import CHECKOUT
from rag.choice import Greedy
from rag.generator import Message
from tests.answering import Replays, make_index

FAST, SLOW = Runtime("fast", "Fast", "no"), Runtime("slow", "Slow", "no")
BESIDE, ALONE = Group((FAST,)), Group((SLOW,), slow=True)
QUESTIONS = ("Who?", "What?", "Why?")
FOREVER = float("inf")


@dataclass
class Told:
    """A process that replies at once, and notes what it was told in a list that several share."""

    runtime: Runtime
    heard: list[str]
    failing: dict[str, dict] = field(default_factory=dict)

    def __enter__(self):
        self.heard.append(f"+{self.runtime.name}")
        return self

    def __exit__(self, *_):
        self.heard.append(f"-{self.runtime.name}")

    def tell(self, do, tokens=0, messages=(), quotable=()):
        if self.runtime.name in self.failing.get(do, {}):
            raise BadInput("it ended with -9")
        if do == "load":
            return {"seconds": 2.0, "peak_mb": 10.0}
        if tokens != WARM_UP_TOKENS:
            self.heard.append(f"{self.runtime.name} {messages[0]['content']}")
        return REPLIES[self.runtime.name] | {"peak_mb": 3000.0}


def replied(text, seconds, prompt=(100, 2.0), after=(20, 4.0)):
    counted = {"prompt_tokens": prompt[0], "reading": prompt[1], "tokens_after": after[0], "writing": after[1]}
    return {"text": text, "seconds": seconds, "processor": 2 * seconds} | counted


REPLIES = {
    "readout": replied("The quay reopened on Friday.", 4.0),
    "fast": replied("The quay reopened in May.", 2.0),
    "slow": replied("The quay reopened on Friday.", 12.0, (100, 10.0), (10, 2.0)),
}


def run_of(folder, *groups, few=1):
    prompts = {question: Prompt((Message("user", question),), ()) for question in QUESTIONS}
    return Run(folder, groups, prompts, few, 110)


def test_the_prompts_are_those_of_the_products_answers(tmp_path):
    with make_index(tmp_path) as index:
        rows = [row(("1,250",), question="How many ships are expected in Velm?"), row(("x",), question="Zzz qqq?")]
        found = prompts_of(index, rows)
    prompt = found["How many ships are expected in Velm?"]
    assert [message.role for message in prompt.messages] == ["system", "user"]
    assert "1,250 ships are expected this year" in prompt.messages[1].content
    assert "How many ships are expected in Velm?" in prompt.messages[1].content
    assert any("1,250 ships" in words for words in prompt.quotable)
    assert Prompt.of(json.loads(json.dumps(prompt.to_dict()))) == prompt


def test_a_group_is_asked_in_turn_and_ends_before_the_next_begins(tmp_path):
    heard = []
    assert measure(run_of(tmp_path, BESIDE, ALONE), FOREVER, lambda _: None, lambda one: Told(one, heard))
    assert heard == [
        *("+readout", "+fast"),
        *("readout Who?", "fast Who?", "fast What?", "readout What?", "readout Why?", "fast Why?"),
        *("-fast", "-readout", "+readout", "+slow", "readout Who?", "slow Who?", "-slow", "-readout"),
    ]


def test_what_was_measured_is_not_measured_again_and_time_may_run_out(tmp_path):
    heard, run = [], run_of(tmp_path, BESIDE, ALONE)
    assert not measure(run, 0.0, lambda _: None, lambda one: Told(one, heard))
    assert heard == []
    assert measure(run, FOREVER, lambda _: None, lambda one: Told(one, heard))
    done = len(heard)
    assert measure(run, FOREVER, lambda _: None, lambda one: Told(one, heard))
    assert len(heard) == done


def test_a_runtime_that_fails_is_left_out_and_says_why(tmp_path):
    run, said = run_of(tmp_path, BESIDE, ALONE), []
    failing = {"load": {"fast"}, "write": {"slow"}}
    assert measure(run, FOREVER, said.append, lambda one: Told(one, [], failing))
    own, fast, slow = (one.figures() for one in measured(run))
    assert (fast["error"], slow["error"]) == ("it ended with -9", "it ended with -9")
    assert "Fast: it ended with -9" in said
    assert own["questions"] == 4
    assert report.table({"readout": own, "fast": fast}).row_count == 2


def test_without_readouts_own_runtime_nothing_is_compared(tmp_path):
    with pytest.raises(BadInput, match="own runtime failed"):
        measure(run_of(tmp_path, BESIDE), FOREVER, lambda _: None, lambda one: Told(one, [], {"load": {"readout"}}))


def test_figures_are_of_the_same_prompt_and_turn(tmp_path):
    run = run_of(tmp_path, BESIDE, ALONE, few=2)
    measure(run, FOREVER, lambda _: None, lambda one: Told(one, []))
    own, fast, slow = (one.figures() for one in measured(run))
    assert (own["questions"], fast["questions"], slow["questions"]) == (5, 3, 2)
    assert (own["times_readout"], fast["times_readout"], slow["times_readout"]) == (1.0, 0.5, 3.0)
    assert (own["times_processor"], fast["times_processor"], slow["processor"]["median"]) == (1.0, 0.5, 24.0)
    assert (own["read_a_second"], own["written_a_second"]) == (50.0, 5.0)
    assert (slow["read_a_second"], slow["written_a_second"]) == (10.0, 5.0)
    assert (fast["prompt_tokens"], fast["completion_tokens"], fast["load_seconds"]) == (100, 21, 2.0)
    assert (fast["same_text"], fast["words_before_difference"]) == (0, 3)  # "The quay reopened"
    assert (slow["same_text"], slow["words_before_difference"]) == (2, None)
    assert (fast["peak_mb"], fast["answer"]["median"]) == (3000.0, 2.0)


def test_what_was_not_reached_is_not_asked(tmp_path):
    run = run_of(tmp_path, BESIDE, ALONE)
    measure(Run(tmp_path, (BESIDE,), run.prompts, 1, 110), FOREVER, lambda _: None, lambda one: Told(one, []))
    assert [one.runtime.name for one in measured(run)] == ["readout", "fast"]


def test_a_generator_is_asked_as_the_product_asks_it_and_by_the_clock():
    write = Streamed(Replays(["one two three"]))
    told = write(Prompt((Message("user", "Who?"),), ("one",)), 10)
    assert (told["text"], told["prompt_tokens"], told["tokens_after"]) == ("one two three", 100, 2)
    assert told["reading"] >= 0
    assert told["writing"] >= 0


def test_without_lookup_every_token_is_a_pass_and_the_text_the_same():
    model, prompt = table([1, 2, 3]), [1, 2, 3, 1, 2, 3]
    with_guesses, without = generator(model), generator(model)
    without.__class__ = WithoutLookup
    text = list(without._tokens(prompt, 12, Greedy()))
    assert text == list(with_guesses._tokens(prompt, 12, Greedy()))
    assert len(text) == 12
    assert without._memory._request.passes > with_guesses._memory._request.passes


def test_every_runtime_can_be_loaded_and_has_an_environment():
    runtimes = {one for group in GROUPS for one in group.runtimes}
    assert {one.name for one in runtimes} == set(ENGINES)
    assert all(one.environment == OWN or (REQUIREMENTS / f"{one.environment}.txt").is_file() for one in runtimes)
    assert READOUT in runtimes


def test_the_process_replies_in_lines_and_says_what_failed():
    asked = [{"do": "load"}, {"do": "write", "tokens": 4, "messages": [], "quotable": []}]
    done = subprocess.run(
        [sys.executable, "-m", "bench.runtimes.runner", "llama.cpp", "/no/such.gguf"],
        input="".join(json.dumps(one) + "\n" for one in asked),
        capture_output=True,
        text=True,
        check=True,
        cwd=CHECKOUT,
    )
    loaded, written = map(json.loads, done.stdout.splitlines())
    assert "No module named 'xllamacpp'" in loaded["error"]  # it is in an environment of its own
    assert "error" in written
