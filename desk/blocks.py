"""The page as Gradio Blocks: its components and what each event does to them.

What a conversation is stands in `desk/conversation.py`, how it looks in `desk/render.py` and `desk/page/`.
"""

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

from desk.article import no_article_html
from desk.conversation import Answering, Conversation, Stage, head, outlets, welcome
from desk.render import head_html
from index.errors import ReadoutError

PAGE = Path(__file__).parent / "page"
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


def look() -> dict[str, Any]:
    """Return how the page is to be served: its style, and nothing of Gradio's own round it."""
    import gradio as gr

    fonts = [gr.themes.Font("system-ui"), gr.themes.Font("sans-serif")]
    return {
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "ssr_mode": False,
        "theme": gr.themes.Base(font=fonts, font_mono=[gr.themes.Font("monospace")]),
        "css": _read("page.css"),
    }


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
