"""Serving from a thread, so that the main one can load the model meanwhile and hear Ctrl-C."""

import socket
import threading
import time
from typing import Any

import uvicorn

from index.errors import BadInput

LAST_WORDS = 2  # seconds that open connections have, once it stops


class Server:
    """A web application that is being served; raises BadInput where the port is taken."""

    def __init__(self, web: Any, host: str, port: int) -> None:
        self._socket = _listen(host, port)
        named = f"[{host}]" if ":" in host else host
        self.url = f"http://{named}:{self._socket.getsockname()[1]}/"
        config = uvicorn.Config(web, log_level="warning", timeout_graceful_shutdown=LAST_WORDS)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), daemon=True)
        self._thread.start()
        while not self._server.started and self._thread.is_alive():
            time.sleep(0.01)
        if not self._server.started:
            raise RuntimeError("the server did not start: its log says why")

    def stop(self) -> None:
        """Stop serving: what is under way is broken off."""
        self._server.should_exit = True
        self._thread.join(LAST_WORDS + 3)
        self._socket.close()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        way_out = f"Name another port, such as --port {port + 1}."
        raise BadInput(f"Cannot listen on {host}, port {port}: it is taken or not allowed. {way_out}") from error
