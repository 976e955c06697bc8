"""The chat page: `python app.py [--index INDEX] [--port 7860] [--host 127.0.0.1]`.

Builds the Gradio Blocks and serves them. What a conversation is stands in `rag/conversation.py`, how it looks in
`rag/render.py` and `rag/page/`. The page asks nothing of any host but the one that serves it.
"""

import argparse
import os
import sys
import threading
import webbrowser
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

from rich.console import Console

from index.errors import BadInput, ReadoutError
from rag.article import no_article_html
from rag.conversation import Answering, Conversation, Stage, head, outlets, welcome
from rag.render import head_html

PAGE = Path(__file__).parent / "rag" / "page"
DEFAULT_INDEX = "artifacts/index"
EXAMPLES = (  # answered by the sample archive
    "What did Xi say at APEC?",
    "What did Yoon say about military cooperation between Russia and North Korea?",
    "Where did the defense ministers meet in November 2023?",
    "What did Yoon ask of Xi when they met in Lima?",
)
ALL_OUTLETS = "All outlets"
QUIET = {"show_progress": "hidden", "api_visibility": "private"}  # the page tells progress itself and is no API
AT_ONCE = QUIET | {"queue": False}


class Parts(NamedTuple):
    """The components that events read and write."""

    state: Any
    head: Any
    log: Any
    box: Any
    send: Any
    stop: Any
    as_of: Any
    outlet: Any
    clear: Any
    pane: Any


def build(assistant: "Answering | Future[Answering]", title: str = "Readout", examples: Sequence[str] = ()) -> Any:
    """Build the page; an assistant that is still loading is given as its future."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported, and again when it launches
    import gradio as gr

    ready: Future[Answering] = assistant if isinstance(assistant, Future) else Future()
    if not isinstance(assistant, Future):
        ready.set_result(assistant)
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as page:
        parts = _layout(title)
        _open_archive(page, parts, ready, title, examples)
        _answer_questions(parts, ready)
        _open_articles(parts)
        _start_over(parts, ready, examples)
    return page


def serve(page: Any, host: str = "127.0.0.1", port: int = 7860) -> str:
    """Serve the page from a thread and return its address; raises BadInput where the port is taken."""
    import gradio as gr

    fonts = [gr.themes.Font("system-ui"), gr.themes.Font("sans-serif")]
    try:
        _, url, _ = page.queue(default_concurrency_limit=1).launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            inline=False,
            share=False,
            quiet=True,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            ssr_mode=False,
            theme=gr.themes.Base(font=fonts, font_mono=[gr.themes.Font("monospace")]),
            css=_read("page.css"),
        )
    except OSError as error:
        way_out = f"Name another port, such as --port {port + 1}."
        raise BadInput(f"Cannot listen on {host}, port {port}: it is taken or not allowed. {way_out}") from error
    return str(url)


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the page at once, load the model meanwhile, and stay until Ctrl-C."""
    options = _parser().parse_args(arguments)
    ready: Future[Answering] = Future()
    console = Console(stderr=True)
    try:
        examples = EXAMPLES if options.index == DEFAULT_INDEX else ()
        url = serve(build(ready, examples=examples), options.host, options.port)  # from a thread that ends with us
        console.print(f"Readout is at {url} and loading the model. Ctrl-C stops it.", highlight=False)
        _open_browser(url)
        ready.set_result(_load(options.index))
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
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python app.py", description="Ask an archive of news in the browser.")
    parser.add_argument("--index", default=DEFAULT_INDEX, help="an index, or a folder of articles (%(default)s)")
    parser.add_argument("--port", type=int, default=7860, help="(%(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (%(default)s: this machine only)")
    return parser


def _load(index: str) -> Answering:
    from rag.assistant import Assistant

    return Assistant.load(index)


def _open_browser(url: str) -> None:
    """Open the page where there is a desktop; elsewhere a text browser would take over the terminal."""
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


def _read(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def _layout(title: str) -> Parts:
    import gradio as gr

    state = gr.State(Conversation())
    with gr.Row(elem_id="readout"):
        with gr.Column(elem_id="talk"):
            with gr.Row(elem_id="top"):
                head_line = gr.HTML(str(head_html(title, "Opening the archive…")), apply_default_css=False)
                clear = gr.Button("New conversation", size="sm", scale=0, min_width=150)
            log = gr.HTML(
                [],
                html_template='<div class="turns" role="log" aria-label="Conversation"></div>',
                js_on_load=_read("conversation.js"),
                apply_default_css=False,
                elem_id="conversation",
            )
            with gr.Column(elem_id="composer"):
                with gr.Row(elem_id="ask"):
                    box = gr.Textbox(
                        value="", label="Question", show_label=False, container=False, autofocus=True, max_lines=5,
                        placeholder="Ask about the archive", elem_id="question",
                    )  # fmt: skip
                    send = gr.Button("Ask", variant="primary", scale=0, min_width=80)
                    stop = gr.Button("Stop", scale=0, min_width=80, visible=False)
                with gr.Accordion("Filters", open=False, elem_id="filters"), gr.Row():
                    as_of = gr.Textbox(label="As of", placeholder="YYYY-MM-DD")
                    outlet = gr.Dropdown([ALL_OUTLETS], value=ALL_OUTLETS, label="Outlet")
        with gr.Column(elem_id="article"):
            pane = gr.HTML(str(no_article_html()), js_on_load=_read("article.js"), apply_default_css=False)
    return Parts(state, head_line, log, box, send, stop, as_of, outlet, clear, pane)


def _open_archive(page: Any, parts: Parts, ready: "Future[Answering]", title: str, examples: Sequence[str]) -> None:
    import gradio as gr

    def opening() -> Iterator[tuple[Any, ...]]:
        if not ready.done():
            yield str(head_html(title, Stage.LOADING.value)), gr.skip(), gr.skip()
        try:
            archive = ready.result().index
        except ReadoutError as error:
            yield str(head_html(title, str(error))), gr.skip(), gr.skip()
            return
        choices = [ALL_OUTLETS, *outlets(archive)]
        yield head(title, archive), gr.Dropdown(choices=choices, value=ALL_OUTLETS), welcome(archive, examples)

    page.load(opening, None, [parts.head, parts.outlet, parts.log], concurrency_limit=None, **QUIET)


def _answer_questions(parts: Parts, ready: "Future[Answering]") -> None:
    import gradio as gr

    inputs = [parts.as_of, parts.outlet, parts.state]
    shown = [parts.state, parts.log, parts.send, parts.stop]

    def ask(question: str, as_of: str, outlet: str, before: Conversation) -> tuple[Any, ...]:
        now = before.ask(question, as_of, None if outlet == ALL_OUTLETS else outlet)
        return *_show(now), gr.skip() if now is before else ""

    def ask_example(as_of: str, outlet: str, before: Conversation, event: gr.EventData) -> tuple[Any, ...]:
        return ask(event.question, as_of, outlet, before)

    def answer(conversation: Conversation) -> Iterator[tuple[Any, ...]]:
        for now in conversation.answer(ready):
            # Kept only when over: a step still under way when Stop is pressed must not bring the question back.
            yield gr.skip() if now.running else now, *_show(now)[1:]

    def stopped(conversation: Conversation) -> tuple[Any, ...]:
        return _show(conversation.end(Stage.STOPPED))

    typed = gr.on([parts.box.submit, parts.send.click], ask, [parts.box, *inputs], [*shown, parts.box], **AT_ONCE)
    chosen = parts.log.submit(ask_example, inputs, [*shown, parts.box], **AT_ONCE)
    runs = [
        asked.then(answer, parts.state, shown, concurrency_id="model", trigger_mode="multiple", **QUIET)
        for asked in (typed, chosen)
    ]
    parts.stop.click(stopped, parts.state, shown, cancels=runs, **AT_ONCE)


def _show(now: Conversation) -> tuple[Any, ...]:
    import gradio as gr

    running = now.running is not None
    return now, now.turns() or gr.skip(), gr.Button(visible=not running), gr.Button(visible=running)


def _open_articles(parts: Parts) -> None:
    import gradio as gr

    def opened(conversation: Conversation, event: gr.EventData) -> str:
        return conversation.pane(event.ref)

    gr.on([parts.log.click, parts.pane.click], opened, parts.state, parts.pane, **AT_ONCE)


def _start_over(parts: Parts, ready: "Future[Answering]", examples: Sequence[str]) -> None:
    import gradio as gr

    def afresh(conversation: Conversation) -> tuple[Any, ...]:
        if conversation.running:
            return gr.skip(), gr.skip(), gr.skip()
        return Conversation(), welcome(ready.result().index, examples), str(no_article_html())

    parts.clear.click(afresh, parts.state, [parts.state, parts.log, parts.pane], **AT_ONCE)


if __name__ == "__main__":
    sys.exit(main())
