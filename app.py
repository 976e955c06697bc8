"""The page and the API: `python app.py [--index INDEX] [--port 7860] [--host 127.0.0.1]`.

Serves what `desk/blocks.py` builds and `desk/api/web.py` answers. The page asks nothing of any host but its own.
"""

import argparse
import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Sequence
from concurrent.futures import Future

from rich.console import Console

from desk.api.access import TOKEN, Access
from desk.api.server import Server
from desk.api.web import web
from desk.asking import Answering, in_future
from desk.blocks import build, look
from desk.line import Line
from index.errors import ReadoutError
from rag.options import add_models

DEFAULT_INDEX = "artifacts/index"


def serve(
    assistant: "Answering | Future[Answering]", host: str = "127.0.0.1", port: int = 7860, token: str | None = None
) -> Server:
    """Serve the page and the API from a thread; raises BadInput where the port is taken or a token is missing."""
    access, line, ready = Access(host, token), Line(), in_future(assistant)
    page = build(ready, line).queue(default_concurrency_limit=1)
    import gradio as gr  # after the page is built, which has Gradio report nothing to its makers

    application = web(ready, line, access)
    return Server(gr.mount_gradio_app(application, page, path="/", show_error=False, **look()), host, port)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page at once, load the model meanwhile, and stay until Ctrl-C or SIGTERM."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager stops it as Ctrl-C does
    ready: Future[Answering] = Future()
    console = Console(stderr=True)
    server = None
    try:
        server = serve(ready, options.host, options.port, options.token or os.environ.get(TOKEN))
        console.print(f"Readout is at {server.url} and loading the model. Ctrl-C stops it.", highlight=False)
        _open_browser(server.url)
        ready.set_result(_load(options))
        console.print("Ready.")
        threading.Event().wait()
    except ReadoutError as error:
        console.print(str(error), style="red", markup=False, highlight=False)
        return 2
    except KeyboardInterrupt:
        console.print("Stopped.")
    finally:
        if not ready.done():
            ready.set_exception(ReadoutError("The page was stopped."))  # frees the tabs that wait for the model
        if server:
            server.stop()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python app.py", description="Ask an archive of news in the browser.")
    parser.add_argument("--index", default=DEFAULT_INDEX, help="an index, or a folder of articles (%(default)s)")
    parser.add_argument("--port", type=int, default=7860, help="(%(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s: this machine only)")
    parser.add_argument("--token", help=f"what callers must show; better in the environment variable {TOKEN}")
    add_models(parser)
    return parser


def _load(options: argparse.Namespace) -> Answering:
    from rag.assistant import Assistant

    return Assistant.load(options.index, options.model, reranker=options.reranker, judge=options.judge)


def _open_browser(url: str) -> None:
    """Open the page where there is a desktop; elsewhere a text browser would take over the terminal."""
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


if __name__ == "__main__":
    sys.exit(main())
