import subprocess
from pathlib import Path

import pytest

import rag.models
from index.catalogue import GENERATOR, SMALL_GENERATOR
from index.errors import ModelMissing
from rag.models import choose_generator, converted_folder, generator_files, is_converted
from tests.toy_model import PIECES, toy


def test_the_small_model_is_chosen_with_a_reason_where_memory_is_short(tmp_path, monkeypatch):
    monkeypatch.setenv("READOUT_HOME", str(tmp_path))
    assert choose_generator(available=9e9).spec is GENERATOR
    short = choose_generator(available=7.9e9)
    assert short.spec is SMALL_GENERATOR
    assert "7.9 GB of memory are free" in short.note
    assert "8 GB" in short.note


@pytest.fixture
def converter(tmp_path, monkeypatch):
    """Stands for the conversion's process: writes a folder, and counts how often it is run."""
    runs = []

    def run(command, **options):
        runs.append(command)
        folder = Path(command[-1])
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(b"weights")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(rag.models.subprocess, "run", run)
    (tmp_path / "models").mkdir()
    source = tmp_path / "models" / "toy.gguf"
    source.write_bytes(b"".join(PIECES))
    monkeypatch.setenv("READOUT_HOME", str(tmp_path))
    return runs


def test_conversion_happens_once_and_again_when_a_file_changes(converter):
    folder = generator_files(toy())
    assert folder == converted_folder(toy())
    assert generator_files(toy()) == folder
    assert len(converter) == 1
    (folder / "model.safetensors").write_bytes(b"cut")
    assert not is_converted(toy())
    generator_files(toy())
    assert len(converter) == 2
    assert is_converted(toy())
    assert not is_converted(toy(sha256="1" * 64))


def test_a_conversion_that_the_system_ended_says_so_and_leaves_nothing(converter, monkeypatch):
    monkeypatch.setattr(
        rag.models.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, -9, "", "")
    )
    with pytest.raises(ModelMissing, match=r"signal 9.*memory"):
        generator_files(toy())
    assert not converted_folder(toy()).exists()
