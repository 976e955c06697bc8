"""The program as a user starts and stops it, with the archive's assistant exchanged for one that replays."""

import os
import signal
import subprocess
import sys
import time

import httpx
import pytest

from index.models import CHECKOUT

CODE = """
import signal, sys, time
from pathlib import Path
import app
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell starts what runs in the background without it
from tests.answering import assistant_of, make_index
def load(*_):
    time.sleep(float(sys.argv[2]))
    return assistant_of(make_index(Path(sys.argv[1])), *["Velm reopened its northern quay on Friday."] * 9)
app._load = load
sys.exit(app.main(["--port", "0"]))
"""


def start(folder, pause=0.0):
    command = [sys.executable, "-c", CODE, str(folder), str(pause)]
    quiet = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "COLUMNS": "200"}
    program = subprocess.Popen(command, cwd=CHECKOUT, env=os.environ | quiet, stderr=subprocess.PIPE, text=True)
    url = program.stderr.readline().split(" at ")[1].split("/ ")[0]
    return program, url


def stop(program, by=signal.SIGINT):
    program.send_signal(by)
    try:
        said = program.communicate(timeout=240)[1]  # seconds, unless the machine is busy
    finally:
        program.kill()
    return program.returncode, said


def wait_for(url, status):
    end = time.monotonic() + 60
    while time.monotonic() < end and httpx.get(f"{url}/health", timeout=30).json()["status"] != status:
        time.sleep(0.1)


def test_ctrl_c_stops_it_cleanly_with_a_page_and_a_stream_open(tmp_path):
    program, url = start(tmp_path)
    wait_for(url, "ready")
    assert "Readout" in httpx.get(f"{url}/", timeout=60).text
    body = {"question": "When did Velm reopen its northern quay?"}
    assert httpx.post(f"{url}/v1/ask", json=body, timeout=60).json()["status"] == "answered"
    with httpx.stream("GET", f"{url}/gradio_api/heartbeat/abc", timeout=60) as page:
        next(page.iter_raw())
        code, said = stop(program)
    assert code == 0
    assert "Traceback" not in said
    assert said.strip().endswith("Stopped.")


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_a_service_manager_stop_it_while_the_model_loads(tmp_path, by):
    program, url = start(tmp_path, pause=60)
    wait_for(url, "loading")
    code, said = stop(program, by)
    assert (code, "Traceback" in said) == (0, False)
