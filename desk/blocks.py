"""The page as Gradio Blocks: its components and what each event does to them.

What a conversation is stands in `desk/conversation.py`, how it looks in `desk/render.py` and `desk/page/`. Its parts
are HTML with a script each, so that what a browser shows is what `desk/` rendered.
"""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any, NamedTuple

from desk.article import no_article_html
from desk.asking import Answering, in_future
from desk.browsing import MOST
from desk.conversation import Conversation, Stage
from desk.desk import Desk
from desk.frame import notice_html
from desk.line import Line
from index.errors import ReadoutError

PAGE = Path(__file__).parent / "page"
QUIET = {"show_progress": "hidden", "api_visibility": "private"}  # the page tells progress itself and is no API
AT_ONCE = QUIET | {"queue": False}


class Parts(NamedTuple):
    """The components that events read and write."""

    state: Any
    head: Any
    log: Any
    composer: Any
    pane: Any
    kept: Any
    archive: Any


def build(assistant: "Answering | Future[Answering]", line: Line | None = None, title: str = "Readout") -> Any:
    """Build the page; an assistant that is still loading is given as its future. Others may stand in `line` too."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported, and again when it launches
    import gradio as gr
    from gradio.utils import get_upload_folder

    desk = Desk(in_future(assistant), line, Path(get_upload_folder()))
    with gr.Blocks(title=title, analytics_enabled=False, fill_width=True) as page:
        parts = _layout(desk, title)
        _open_archive(page, parts, desk, title)
        _answer_questions(parts, desk)
        _turn_pages(parts, desk)
    return page


def look() -> dict[str, Any]:
    """Return how the page is to be served: its style, and nothing of Gradio's own round it."""
    import gradio as gr

    fonts = [gr.themes.Font("system-ui"), gr.themes.Font("sans-serif")]
    return {
        "footer_links": [],
        "run_history": False,
        "enable_monitoring": False,
        "max_file_size": MOST,
        "ssr_mode": False,
        "theme": gr.themes.Base(font=fonts, font_mono=[gr.themes.Font("monospace")]),
        "css": "\n".join(_read(f"{name}.css") for name in ("page", "answer", "article", "archive")),
    }


def _read(name: str) -> str:
    return (PAGE / name).read_text(encoding="utf-8")


def _part(name: str, value: Any, *functions: Callable[..., Any]) -> Any:
    """Make a component of an HTML file and a script; `functions` are what the script may ask of the desk."""
    import gradio as gr

    return gr.HTML(
        value,
        html_template=_read(f"{name}.html"),
        js_on_load=_read(f"{name}.js"),
        apply_default_css=False,
        elem_id=name,
        server_functions=list(functions) or None,
    )


def _layout(desk: Desk, title: str) -> Parts:
    import gradio as gr

    def take(wanted: dict[str, str]) -> dict[str, str]:
        return _told(lambda: desk.take(wanted["answer"], wanted["form"]))

    def keep(wanted: dict[str, str]) -> dict[str, str]:
        return _told(lambda: desk.keep(wanted))

    def health(_: Any) -> dict[str, Any]:
        return desk.health().to_dict()

    def show(wanted: dict[str, str]) -> dict[str, str]:
        return _told(lambda: desk.browsing.show(wanted))

    state = gr.State(Conversation())
    with gr.Row(elem_id="readout"):
        with gr.Column(elem_id="talk"):
            head = _part("top", {"title": title, "line": "Opening the archive…"}, health)
            log = _part("conversation", [], take)
            composer = _part("composer", {"running": False, "outlets": []})
            archive = _part("archive", "", show)
        with gr.Column(elem_id="beside"):
            pane = _part("article", str(no_article_html()))
    kept = _part("kept", "", keep)
    return Parts(state, head, log, composer, pane, kept, archive)


def _told(asked: Callable[[], str]) -> dict[str, str]:
    """Return what a script asked for, or the message where it cannot be had."""
    try:
        return {"text": asked()}
    except ReadoutError as error:
        return {"error": str(error)}


def _open_archive(page: Any, parts: Parts, desk: Desk, title: str) -> None:
    import gradio as gr

    def opening(request: gr.Request) -> Iterator[tuple[Any, ...]]:
        same = gr.skip()
        if not desk.ready.done():
            yield {"title": title, "line": Stage.LOADING.value}, same, same, same
        try:
            head = {"title": title, "line": desk.line_of_archive()}
            conversation = desk.opened(request.query_params["answer"]) if "answer" in request.query_params else None
        except ReadoutError as error:
            yield {"title": title, "line": str(error)}, same, same, same
            return
        log = conversation.turns() if conversation else desk.welcome()
        yield head, {"running": False, "outlets": desk.outlets()}, conversation or same, log

    page.load(opening, None, [parts.head, parts.composer, parts.state, parts.log], concurrency_limit=None, **QUIET)


def _answer_questions(parts: Parts, desk: Desk) -> None:
    import gradio as gr

    shown = [parts.state, parts.log, parts.composer]

    def show(now: Conversation) -> tuple[Any, ...]:
        composer = {"running": now.running is not None, "outlets": desk.outlets() if desk.ready.done() else []}
        return now, now.turns() or gr.skip(), composer

    def ask(before: Conversation, event: gr.EventData) -> tuple[Any, ...]:
        if event.again:
            return show(before.again(event.turn, event.time, event.names))
        return show(before.ask(event.question, event.as_of, event.outlet, event.turn, event.reader))

    def answer(conversation: Conversation) -> Iterator[tuple[Any, ...]]:
        for now in desk.answer(conversation):
            # Kept only when over: a step still under way when Stop is pressed must not bring the question back.
            yield gr.skip() if now.running else now, *show(now)[1:]

    def stopped(conversation: Conversation) -> tuple[Any, ...]:
        return show(conversation.end(Stage.STOPPED))

    run = parts.composer.submit(ask, parts.state, shown, **AT_ONCE).then(
        answer, parts.state, shown, concurrency_limit=None, trigger_mode="multiple", **QUIET
    )
    parts.composer.stop(stopped, parts.state, shown, cancels=[run], **AT_ONCE)


def _turn_pages(parts: Parts, desk: Desk) -> None:
    """Open articles, kept conversations and new ones."""
    import gradio as gr

    def opened(conversation: Conversation, event: gr.EventData) -> str:
        return conversation.pane(event.ref)

    def leaf(conversation: Conversation, event: gr.EventData) -> tuple[Any, ...]:
        if conversation.running:
            return gr.skip(), gr.skip(), gr.skip()
        now = desk.reopened(event.reader, event.conversation) if event.conversation else Conversation()
        return now, now.turns() or desk.welcome(), str(no_article_html())

    def read(event: gr.EventData) -> str:
        told = _told(lambda: desk.browsing.article(event.document, event.start, event.end))
        return told.get("text") or str(notice_html(told["error"], "failed"))

    gr.on([parts.log.click, parts.pane.click], opened, parts.state, parts.pane, **AT_ONCE)
    parts.archive.click(read, None, parts.pane, **AT_ONCE)
    gr.on([parts.kept.select, parts.head.select], leaf, parts.state, [parts.state, parts.log, parts.pane], **AT_ONCE)
