"""OpenVINO, which runs the models: imported so that it starts sooner and tells nobody that it was.

By itself it imports its converter of models too, which is not used here, takes as long as half of the rest, and reports
each import to its maker over the network.
"""

import sys
from typing import Any

_CONVERTER = "openvino.tools.ovc"


def openvino() -> Any:
    """Return the library without its converter, which it can do without."""
    is_first = "openvino" not in sys.modules
    if is_first:
        sys.modules[_CONVERTER] = None  # type: ignore[assignment]  # what Python takes for a module that is not there
    try:
        import openvino as library
    finally:
        if is_first:
            del sys.modules[_CONVERTER]
    return library
