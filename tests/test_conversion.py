import subprocess
from pathlib import Path

import gguf
import numpy as np
import pytest

import rag.models
from index.catalogue import GENERATOR, SMALL_GENERATOR
from index.errors import ModelMissing
from rag.models import choose_generator, converted_folder, generator_files, is_converted
from rag.repack import repack
from tests.toy_model import PIECES, toy


def test_the_small_model_is_chosen_with_a_reason_where_memory_is_short(tmp_path, monkeypatch):
    monkeypatch.setenv("READOUT_HOME", str(tmp_path))
    assert choose_generator(available=6.8e9).spec is GENERATOR
    short = choose_generator(available=6.6e9)
    assert short.spec is SMALL_GENERATOR
    assert "6.6 GB of memory are free" in short.note
    assert "needs 6.7 GB" in short.note


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


def write_gguf(path, kind):
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(4, 64)).astype(np.float32)
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_array("tokenizer.ggml.tokens", ["a", "b"])
    writer.add_uint32("qwen2.block_count", 1)
    writer.add_tensor("blk.0.weight", gguf.quants.quantize(rows, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def test_five_bit_weights_are_repacked_in_eight_with_all_that_the_file_says(tmp_path):
    source, target = tmp_path / "five.gguf", tmp_path / "eight.gguf"
    write_gguf(source, gguf.GGMLQuantizationType.Q5_0)
    assert repack(source, target)
    before, after = gguf.GGUFReader(source), gguf.GGUFReader(target)
    assert after.fields["tokenizer.ggml.tokens"].contents() == ["a", "b"]
    assert after.fields["qwen2.block_count"].contents() == 1
    assert after.fields["general.architecture"].contents() == "qwen2"
    (old,), (new,) = before.tensors, after.tensors
    assert (new.name, new.tensor_type) == ("blk.0.weight", gguf.GGMLQuantizationType.Q8_0)
    weights = gguf.quants.dequantize(old.data, old.tensor_type)
    error = np.abs(gguf.quants.dequantize(new.data, new.tensor_type) - weights).max()
    assert error <= np.abs(weights).max() / 127


def test_a_file_that_can_be_read_is_not_copied(tmp_path):
    source, target = tmp_path / "eight.gguf", tmp_path / "copy.gguf"
    write_gguf(source, gguf.GGMLQuantizationType.Q8_0)
    assert not repack(source, target)
    assert not target.exists()
