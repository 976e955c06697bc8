"""The README's map names every source file, and every file that it names is there."""

import re
import subprocess

from index.models import CHECKOUT

README = CHECKOUT / "README.md"


def tracked():
    command = ["git", "ls-files", "--", "index/*.py", "rag/*.py", "desk/*.py", "eval/*.py", "bench/*.py", "app.py"]
    files = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.split()
    return {path for path in files if not path.endswith("__init__.py")}


def map_section():
    """The README's section whose heading holds the word map."""
    sections = re.split(r"^(?=## )", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return next(section for section in sections if re.match(r"## .*\bmap\b", section, re.IGNORECASE))


def named():
    """The paths in the map, each written whole: `rag/models.py`."""
    return set(re.findall(r"[\w./-]+\.\w+", map_section()))


def test_every_source_file_is_on_the_map():
    names = named()
    assert {path for path in tracked() if path not in names} == set()


def test_every_file_on_the_map_is_there():
    assert {name for name in named() if "/" in name and not (CHECKOUT / name).exists()} == set()
