import io

import pytest
from rich.console import Console

import rag.doctor
import rag.generator
from index.catalogue import ENCODER, GENERATOR
from rag.doctor import Finding, State, check_index, check_packages, check_processor, check_python, doctor, examine
from rag.generator import Piece


@pytest.fixture(autouse=True)
def empty_home(tmp_path, monkeypatch):
    monkeypatch.setenv("READOUT_HOME", str(tmp_path))
    return tmp_path


def printed(findings, monkeypatch, terminal=False):
    monkeypatch.setattr(rag.doctor, "examine", lambda index, deep: findings)
    console = Console(file=io.StringIO(), force_terminal=terminal, width=200)
    code = doctor(console=console)
    return code, console.file.getvalue()


def test_a_fault_is_printed_with_what_mends_it_and_the_exit_code_is_two(monkeypatch):
    findings = [Finding("disk", State.SOUND, "9 GB"), Finding("encoder [x]", State.FAULT, "not here", "make models")]
    code, text = printed(findings, monkeypatch)
    assert code == 2
    assert text.splitlines() == ["ok     disk: 9 GB", "FAULT  encoder [x]: not here → make models", "1 at fault"]


def test_notes_alone_are_sound(monkeypatch):
    code, text = printed([Finding("memory", State.NOTE, "little", "close other programs")], monkeypatch)
    assert code == 0
    assert text.splitlines()[-1] == "All is sound."


def test_on_a_terminal_it_is_a_table_that_takes_brackets_as_they_are(monkeypatch):
    _, text = printed([Finding("encoder [x]", State.FAULT, "[not] here", "make models")], monkeypatch, terminal=True)
    assert "┃" in text
    assert "encoder [x]" in text
    assert "[not] here" in text


def test_an_old_python_is_a_fault():
    assert check_python((3, 10)).state is State.FAULT
    assert check_python((3, 11)).state is State.SOUND


def test_packages_are_compared_with_the_pins(tmp_path):
    pins = tmp_path / "requirements.txt"
    pins.write_text(
        "# a comment\n-r other.txt\nrich==0.0.1  # old\nno-such-package-here==1.0\nnothing==1; python_version < '3'\n"
    )
    differs, missing = check_packages(pins)
    assert (differs.name, differs.state) == ("rich", State.NOTE)
    assert "==0.0.1 is pinned" in differs.detail
    assert (missing.name, missing.state, missing.remedy) == ("no-such-package-here", State.FAULT, "make setup")


def test_packages_as_pinned_are_one_line(tmp_path):
    pins = tmp_path / "requirements.txt"
    pins.write_text("pytest>=1\nrich>=1\n")
    assert check_packages(pins) == [Finding("packages", State.SOUND, "2 as pinned in requirements.txt")]


def test_the_processor_is_read_from_its_flags(tmp_path):
    source = tmp_path / "cpuinfo"
    source.write_text("processor : 0\nflags\t\t: fpu avx2 avx512_vnni sse\n")
    assert check_processor(source).detail.endswith(" cores, avx2 avx512_vnni")
    assert check_processor(tmp_path / "none").detail.endswith(" cores")


def test_on_an_empty_machine_models_and_index_are_missing_and_the_mending_is_named(tmp_path):
    faults = {found.name: found.remedy for found in examine(tmp_path / "index") if found.state is State.FAULT}
    assert faults[f"encoder {ENCODER.name}"] == "make models"
    assert faults["index"] == "make index"


def test_a_damaged_model_is_told_from_a_missing_one(tmp_path):
    weights = tmp_path / "models" / "all-MiniLM-L6-v2" / "model.safetensors"
    weights.parent.mkdir(parents=True)
    weights.write_bytes(b"cut off")
    found = rag.doctor.check_model(ENCODER, deep=False)
    assert found.state is State.FAULT
    assert "model.safetensors has 7 bytes instead of 90,868,376" in found.detail


def test_no_index_is_a_fault(tmp_path):
    assert check_index(tmp_path / "none").state is State.FAULT


class Clocked:
    """A generator that reads 100 tokens in two seconds and then writes ten tokens a second."""

    def __init__(self, tokens, clock):
        self.tokens, self.clock = tokens, clock

    def generate(self, messages, max_tokens, quotable=()):
        self.clock[0] += 2.0
        for number in range(1, self.tokens + 1):
            yield Piece("word ", 100, number)
            self.clock[0] += 0.1


@pytest.mark.parametrize(
    ("tokens", "state", "detail"),
    [(21, State.SOUND, "reads 50 tokens a second, writes 10"), (1, State.FAULT, "it wrote next to nothing")],
)
def test_speed_is_measured_after_a_first_call(monkeypatch, tokens, state, detail):
    clock = [0.0]
    monkeypatch.setattr(rag.doctor, "monotonic", lambda: clock[0])
    monkeypatch.setattr(rag.doctor, "is_converted", lambda spec: True)
    monkeypatch.setattr(rag.generator, "load_generator", lambda name: Clocked(tokens, clock))
    (found,) = rag.doctor.check_speed(GENERATOR)
    assert (found.state, found.detail) == (state, detail)


def test_an_index_that_is_no_database_is_a_fault(tmp_path):
    (tmp_path / "readout.db").write_bytes(b"not a database, but long enough to be read as one" * 100)
    found = check_index(tmp_path)
    assert (found.state, found.remedy) == (State.FAULT, "make index")
