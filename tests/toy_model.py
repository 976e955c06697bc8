"""A model of three small parts, and the wheels that carry them."""

import hashlib
import zipfile

from index.models import ModelFile, ModelSpec, Part, Role

PIECES = [b"first " * 900, b"second " * 700, b"third"]


def toy(pieces=PIECES, sha256=None, hub=None):
    parts = tuple(
        Part(f"readout-toy-part{n}", "1.0", f"readout_toy_part{n}/data/part{n:02d}.bin", len(piece))
        for n, piece in enumerate(pieces, 1)
    )
    sha256 = sha256 or hashlib.sha256(b"".join(pieces)).hexdigest()
    return ModelSpec("toy", Role.GENERATOR, (ModelFile("toy.gguf", sha256, parts),), "Apache-2.0", "toy", hub)


def write_wheel(folder, part, content):
    stem = f"{part.distribution.replace('-', '_')}-{part.version}"
    info = f"{stem}.dist-info"
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(part.member, content)
        wheel.writestr(
            f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {part.distribution}\nVersion: {part.version}\n"
        )
        wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{info}/RECORD", "")
