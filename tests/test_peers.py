"""What a peer answers, read as an answer of ours; the questions that all are asked; what is kept and compared."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from eval_cases import TEXTS, document_of, row, span

from bench.peers import environments
from bench.peers.archive import choose, head_of
from bench.peers.asking import Run
from bench.peers.environments import CONSTRAINTS, REQUIREMENTS
from bench.peers.foreign import Reply, Source, answer_of, declines, locate, without_marks
from bench.peers.report import compared, figures, measured, table
from bench.peers.systems import SYSTEMS, System
from eval.data import Result
from eval.summary import score
from index.data import Span
from index.models import CHECKOUT
from rag.data import Status

HARBOUR = Source(1, "harbour", "The harbour of Velm reopened on 3 May.")
BRIDGE = Source(2, "bridge", TEXTS["bridge"])


def reply(text, *sources, **fields):
    return Reply(text, sources or (HARBOUR, BRIDGE), 2.0, **fields)


def cited(text, **fields):
    """The numbers of each sentence of a reply."""
    return [sentence.citations for sentence in answer_of("?", reply(text, **fields), document_of).sentences]


@pytest.mark.parametrize(
    ("text", "plain", "numbers"),
    [
        ("It reopened [1].", "It reopened.", [{1}]),
        ("It reopened [1, 2].", "It reopened.", [{1, 2}]),
        ("It reopened [1][2].", "It reopened.", [{1}, {2}]),
        ("It reopened [1-3].", "It reopened.", [{1, 2, 3}]),
        ("It reopened [Source 1].", "It reopened.", [{1}]),
        ("It reopened (Sources 1 and 2).", "It reopened.", [{1, 2}]),
        ("Source 2 says so.", "Source 2 says so.", [{2}]),
        ("Answer: It reopened.", "It reopened.", []),
        ("It cost [5000] and (12).", "It cost [5000] and (12).", []),
    ],
)
def test_markers_are_read_however_they_are_written(text, plain, numbers):
    found, marks = without_marks(text)
    assert (found, [set(named) for _, named in marks]) == (plain, numbers)


def test_a_marker_belongs_to_the_sentence_that_it_stands_in_or_behind():
    assert cited("It reopened [1]. It is safe. [2]") == [(1,), (2,)]
    assert cited("It reopened on 3 May [1], and the bridge [2] is safe. So they say.") == [(1, 2), ()]
    assert cited("[2] The bridge is safe.") == [(2,)]


def test_a_number_without_a_source_cites_nothing():
    answer = answer_of("?", reply("It reopened [7]."), document_of)
    assert (answer.citations, answer.sentences[0].citations) == ((), ())


def test_a_reference_of_the_whole_answer_is_cited_by_every_sentence():
    assert cited("It reopened. It is safe.", cited=(1,)) == [(1,), (1,)]


def test_citations_are_the_words_of_the_source_in_their_article():
    answer = answer_of("?", reply("It reopened [1]."), document_of)
    (one,) = answer.citations
    assert (one.document_id, one.cited_text) == ("harbour", "The harbour of Velm reopened on 3 May.")
    assert document_of("harbour").text[one.source_start : one.source_end] == one.cited_text
    assert (answer.status, answer.timings_ms.total) == (Status.ANSWERED, 2000.0)


def test_a_source_is_found_behind_its_head_and_across_line_breaks():
    document = document_of("harbour")
    body = "The harbour of Velm\nreopened  on 3 May."
    assert locate(f"{head_of(document)}\n\n{body}", document) == Span(0, 38)
    assert locate("no such words anywhere in it", document) == Span(0, len(document.text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "None of the provided sources mention the harbour.",
        "The sources do not provide information about the harbour [1].",
        "The documents do not say when it reopened. However, a bridge is safe [2].",
        "Answer: I cannot answer this.",
        "I don't know.",
        "There is no information about that in the context.",
        "There is not enough information to tell.",
    ],
)
def test_a_reply_that_opens_by_declining_has_declined(text):
    assert declines(text)
    assert answer_of("?", reply(text), document_of).status is Status.ABSTAINED


@pytest.mark.parametrize(
    "text",
    [
        "It reopened on 3 May [1]. The sources do not say at what hour.",
        "Mayor Roth said the documents do not exist.",
        "It does not close again [1].",
        "None of the ships sank.",
    ],
)
def test_a_reply_that_says_something_has_not_declined(text):
    assert not declines(text)


def test_our_measures_take_a_peers_answer():
    gold = row(("3 May",), spans=((span("harbour", "The harbour of Velm reopened on 3 May."),),))
    right = reply('It reopened on 3 May: "We will not close it again" [1].')
    wrong = reply("It reopened on 3 May [2].")
    measures = [
        score(gold, Result("q1", "", answer_of("?", one, document_of), 2.0, 9.0), document_of).measures
        for one in (right, wrong)
    ]
    names = ("answer_correct", "article_right", "words_right", "quotations_exact", "unanswerable_refused")
    assert [[one[name] for name in names] for one in measures] == [[1, 1, 1, 1, None], [1, 0, 0, None, None]]


def test_questions_stand_alone_and_the_unanswerable_are_spread_evenly():
    rows = [row(("x",), id=f"a{at}") for at in range(6)]
    rows += [row(id=f"u{at}", answerable=False, articles=()) for at in range(2)]
    chosen = choose([*rows, row(("x",), id="h", history=("Who?",))], 8)
    assert len(chosen) == 8
    # places of the answerable .08 .25 .42 .58 .75 .92, of the others .25 .75; where they are equal the id decides
    assert [at for at, one in enumerate(chosen) if not one.answerable] == [2, 6]
    assert choose(rows, 4) == choose(list(reversed(rows)), 4)


PEER = System("peer", "peer", "A peer", {})
OTHER = System("readout", "readout", "Readout", {"remote": False})
RUNNER = """
from bench.peers.runners.lines import serve

class Echo:
    def __init__(self, told):
        self.told = told
    def index(self, articles):
        print("what a library prints")
        return len(articles)
    def open(self):
        raise RuntimeError("no model")
    def ask(self, question):
        return {"text": f"{self.told['server']} {self.told['settings']} {question}"}

serve(Echo)
"""


def test_a_runner_replies_in_lines_whatever_its_libraries_print():
    told = {"server": "here", "systems": {"a": {"settings": 1}, "b": {"settings": 2}}}
    asked = [
        {"do": "index", "system": "a", "articles": "abc"},
        {"do": "open", "system": "a"},
        {"do": "ask", "system": "b", "question": "Who?"},
    ]
    done = subprocess.run(
        [sys.executable, "-c", RUNNER, json.dumps(told)],
        input="".join(json.dumps(one) + "\n" for one in asked),
        capture_output=True,
        text=True,
        check=True,
        cwd=CHECKOUT,
    )
    pieces, opened, answer = map(json.loads, done.stdout.splitlines())
    assert (pieces["pieces"], opened["error"], answer["text"]) == (3, "RuntimeError: no model", "here 2 Who?")
    assert all(one["peak_mb"] > 1 for one in (pieces, opened, answer))
    assert "what a library prints" in done.stderr


def run_with(tmp_path, replies):
    """A run in which each system has been asked, by name and question."""
    run = Run(tmp_path, tmp_path, "archive", (OTHER, PEER))
    kept = run.kept
    for system in run.systems:
        kept.add(run.index_key(system), {"pieces": 4, "seconds": 1.5})
    for (name, gold), told in replies.items():
        system = next(one for one in run.systems if one.name == name)
        kept.add(run.ask_key(system, gold), told | {"peak_mb": 500.0, "server_mb": 1000.0})
    return run


def told(text, seconds):
    source = {"number": 1, "document_id": "harbour", "text": HARBOUR.text}
    return {"text": text, "sources": [source], "seconds": seconds, "prompt_tokens": 90}


def test_only_what_all_were_asked_is_compared_and_ratios_are_of_one_question(tmp_path):
    first, second = row(("3 May",), id="one"), row(id="two", answerable=False, articles=(), question="Why?")
    third = row(("x",), id="three", question="Whose?")
    run = run_with(
        tmp_path,
        {
            ("readout", first): told("It reopened on 3 May [1].", 2.0),
            ("peer", first): told("It reopened on 4 May [1].", 10.0),
            ("readout", second): told("I cannot answer this.", 1.0),
            ("peer", second): {"error": "RuntimeError: too long", "seconds": 9.0},
            ("peer", third): told("It is.", 1.0),
        },
    )
    asked = compared(run, (first, second, third))
    assert [one.id for one in asked] == ["one", "two"]
    found = figures(measured(run, asked, document_of))
    peer, own = found["peer"], found["readout"]
    assert (peer["times_readout"], own["times_readout"]) == (7.0, 1.0)  # the median of 10 / 2 and 9 / 1
    assert peer["times_where_answered"] == 5.0  # the second question both declined
    assert (peer["answer"]["median"], own["answer"]["median"], peer["failed"]) == (9.5, 1.5, 1)
    assert (peer["peak_mb"], peer["server_mb"], own["server_mb"]) == (500.0, 1000.0, 0.0)
    assert (peer["measures"]["answer_correct"]["value"], own["measures"]["answer_correct"]["value"]) == (0, 1)
    assert own["measures"]["unanswerable_refused"]["value"] == 1
    assert table(found).row_count == 2


def test_replies_are_kept_by_all_that_they_depend_on(tmp_path):
    gold = row(("x",))
    keys = {
        run.ask_key(system, gold)
        for run in (Run(tmp_path, tmp_path, "one", (PEER,)), Run(tmp_path, tmp_path, "two", (PEER,)))
        for system in (PEER, System("peer", "peer", "A peer", {"top_k": 1}))
    }
    assert len(keys) == 4


def test_an_environment_sees_the_packages_of_a_checkout_that_has_moved(tmp_path, monkeypatch):
    monkeypatch.setattr(environments, "home", lambda: tmp_path)
    packages = environments._site_packages("server")
    packages.mkdir(parents=True)
    (packages / environments.SHARED).write_text("/where/it/was\n", "utf-8")
    environments._stamp("server").write_text(environments._wanted("server"), "utf-8")
    environments.prepare("server")
    (shared,) = (packages / environments.SHARED).read_text("utf-8").splitlines()
    assert (Path(shared) / "pytest").is_dir()


def test_every_peer_has_pinned_requirements_and_shares_the_versions_of_this_environment():
    for runner in {system.runner for system in SYSTEMS} - {"readout"} | {"server"}:
        lines = (REQUIREMENTS / f"{runner}.txt").read_text("utf-8").splitlines()
        assert all("==" in line for line in lines if not line.startswith("#"))
    ours = (CHECKOUT / "constraints.txt").read_text("utf-8").splitlines()
    shared = [line for line in CONSTRAINTS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert shared
    assert set(shared) <= set(ours)
