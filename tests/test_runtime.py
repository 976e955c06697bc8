"""The runtime is imported without what it does not need, and without a word to anybody."""

import subprocess
import sys

from index.models import CHECKOUT

CODE = """
import socket, sys
def refused(*_, **__): raise AssertionError("it went to the network")
socket.getaddrinfo = socket.socket.connect = refused
from index.runtime import openvino
library = openvino()
assert library is openvino()
assert library.Core().available_devices[0] == "CPU"
loaded = [name for name in sys.modules if "telemetry" in name or name.startswith("openvino.tools.ovc")]
print(loaded)
import openvino.tools.ovc.version  # whoever wants the converter can still have it
"""


def test_openvino_comes_without_its_converter_and_reports() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
