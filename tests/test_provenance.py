"""How a run was made: what is known at its start, what its answers add, and what a continuation changes."""

import hashlib
import json
import subprocess

import pytest
from answering import assistant_of, make_index
from conftest import HashedWords
from eval_cases import StandIn

from eval import provenance
from eval.judge import FittedJudge
from rag.data import Receipt, UsedModel
from rag.prompt import prompts_sha256

RECEIPT = Receipt(7, "index-a", (UsedModel("generator", "toy", "f00"),), "prompt", "settings", 0)


@pytest.fixture
def gold(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text("{}\n", "utf-8")
    return path


@pytest.fixture
def record(tmp_path):
    path = tmp_path / "run.json"
    path.write_text('{"gold": "gold.jsonl"}', "utf-8")
    return path


def kept(record):
    return json.loads(record.read_text("utf-8"))


def git(folder, *words):
    who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


def test_an_assistant_tells_its_models_settings_and_archive(gold, tmp_path):
    assistant = assistant_of(make_index(tmp_path), confidence=0.25)
    made = provenance.known(gold, assistant)
    assert made["gold_sha256"] == hashlib.sha256(b"{}\n").hexdigest()
    assert made["settings"]["confidence"] == 0.25
    assert made["settings_sha256"] == assistant.settings.sha256
    assert made["models"] == [
        {"role": "encoder", "name": "hashed-words", "sha256": "0" * 64},
        {"role": "generator", "name": "replays", "sha256": None},
    ]
    assert (made["documents"], made["index_sha256"]) == (3, assistant.index.info.sha256)
    assert made["prompts_sha256"] == prompts_sha256()
    assert made["finished"] is None
    assert made["machine"]["threads"] >= 1
    assert made["machine"]["memory_gb"] > 0.1
    assert {"numpy", "openvino"} <= made["libraries"].keys()


def test_what_another_system_does_not_tell_comes_from_its_receipts(gold):
    begun = provenance.known(gold, StandIn({}))
    assert "models" not in begun
    made = provenance.completed(begun, [RECEIPT], FittedJudge(HashedWords(), "the judge", 0.75))
    assert made["models"] == [{"role": "generator", "name": "toy", "sha256": "f00"}]
    assert (made["index_sha256"], made["index_generation"], made["settings_sha256"]) == ("index-a", 7, "settings")
    assert made["judge"] == {"name": "the judge", "balanced_accuracy": 0.75}
    assert made["finished"] >= made["started"]


def test_the_commit_and_whether_files_differ_from_it(tmp_path):
    git(tmp_path, "init", "-q")
    (tmp_path / "code.py").write_text("one\n")
    git(tmp_path, "add", "code.py")
    git(tmp_path, "commit", "-qm", "First")
    made = provenance.commit(tmp_path)
    assert (len(made["sha"]), made["dirty"], provenance.named(made)) == (40, False, made["sha"][:7])
    (tmp_path / "code.py").write_text("two\n")
    changed = provenance.commit(tmp_path)
    assert (changed["sha"], changed["dirty"]) == (made["sha"], True)
    assert provenance.named(changed) == f"{made['sha'][:7]} with changes"


def test_outside_git_there_is_no_commit(tmp_path, gold, monkeypatch):
    assert provenance.commit(tmp_path) is None
    assert provenance.known(gold, StandIn({}), tmp_path)["commit"] is None
    monkeypatch.setenv("PATH", "")  # no git at all
    assert provenance.commit(tmp_path) is None


def test_a_record_is_begun_once_and_completed(record):
    assert provenance.begin(record, {"started": "1", "commit": None}) is None
    assert provenance.begin(record, {"started": "2", "commit": None}) is None
    made = provenance.complete(record, [RECEIPT])
    assert (made["started"], made["index_sha256"]) == ("1", "index-a")
    assert kept(record) == {"gold": "gold.jsonl", "provenance": made}


def test_a_run_continued_at_another_commit_says_so(record):
    first, second = {"sha": "a" * 40, "dirty": False}, {"sha": "b" * 40, "dirty": True}
    provenance.begin(record, {"commit": first})
    warning = provenance.begin(record, {"commit": second})
    assert warning == "begun at aaaaaaa, continued at bbbbbbb with changes: the answers mix two programs"
    assert kept(record)["provenance"] == {"commit": first, "continued": [second]}


def test_what_was_different_is_named_where_both_say():
    before = {"index_sha256": "a", "settings_sha256": "s", "prompts_sha256": "p", "models": [1]}
    after = {"index_sha256": "b", "settings_sha256": "s", "gold_sha256": "g", "models": [2]}
    assert provenance.differences(before, after) == ("archive", "models")
