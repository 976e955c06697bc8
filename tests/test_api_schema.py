"""Schemathesis calls every way in with what its schema allows and what it forbids: no 5xx, and answers as described."""

import re
import subprocess
import sys
from pathlib import Path

from desk.api.limits import Limits
from rag.assistant import Assistant
from rag.settings import Settings
from tests.answering import make_index
from tests.extractive import Extractive
from tests.serving import served

UNBOUNDED = Limits(burst=10**6, per_minute=10**6)
WAYS_IN = 11


def test_nothing_that_is_sent_breaks_it(tmp_path):
    rules = Path(__file__).with_name("schemathesis.toml")
    with make_index(tmp_path) as index:
        assistant = Assistant(index, Extractive(), Settings(confidence=0.0))
        with served(assistant, limits=UNBOUNDED) as url:
            options = "--max-examples 5 --seed 7 --continue-on-failure --request-timeout 60 --no-color".split()
            command = [
                sys.executable,
                "-m",
                "schemathesis.cli",
                "--config-file",
                rules,
                "run",
                f"{url}/openapi.json",
                *options,
            ]
            run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=500, check=False)
    assert run.returncode == 0, run.stdout
    assert f"Tested: {WAYS_IN}" in run.stdout
    assert int(re.search(r"([\d,]+) generated", run.stdout)[1]) > 200
