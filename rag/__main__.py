"""Ask the archive from the terminal.

    python -m rag "What did Xi say at APEC?"
    python -m rag --chat
    python -m rag doctor
    python -m rag verify answer.json

Exit codes: 0 answered or sound, 3 abstained, 2 the user's mistake or a fault found, 1 ours, 130 interrupted.
"""

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from index.canonical import drop_unseen
from index.errors import ReadoutError
from rag.data import Answer, Status
from rag.options import add_models, add_second_looks
from rag.steps import Drafted, Finished, Found, Understood

if TYPE_CHECKING:
    from rich.status import Status as Spinner

    from rag.assistant import Assistant

ANSWERED, MISTAKE, ABSTAINED, INTERRUPTED = 0, 2, 3, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    given = list(sys.argv[1:] if arguments is None else arguments)
    console = Console(stderr=True)
    try:
        if given[:1] == ["doctor"]:
            return _doctor(given[1:])
        if given[:1] == ["verify"]:
            return _verify(given[1:])
        return _ask(_asking().parse_args(given), console)
    except ReadoutError as error:
        _complain(error, console)
        return MISTAKE
    except KeyboardInterrupt:
        console.print("Stopped; nothing is lost.")
        return INTERRUPTED


def _asking() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m rag",
        description="Ask the archive. Also: python -m rag doctor, python -m rag verify ANSWER.json",
    )
    parser.add_argument("question", nargs="?", help="what you want to know; without it, or with --chat, a conversation")
    parser.add_argument("--index", type=Path, help="an index, or a folder of articles (the sample archive)")
    parser.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="nothing published after this day counts (2024-11-15)"
    )
    parser.add_argument("--since", type=_day, metavar="DATE", help="only articles from this day on")
    parser.add_argument("--until", type=_day, metavar="DATE", help="only articles up to this day")
    parser.add_argument("--outlet", help="only articles of this outlet")
    parser.add_argument("--no-time", action="store_true", help="do not prefer articles of the time asked about")
    parser.add_argument("--no-names", action="store_true", help="search the question's own names, not the archive's")
    parser.add_argument("-k", type=_count, default=None, metavar="N", help="passages to read (8)")
    parser.add_argument(
        "--confidence",
        type=_share,
        default=None,
        metavar="P",
        help="the least probability, 0 to 1, that the archive answers; below it there is no answer (0.45)",
    )
    add_models(parser)
    parser.add_argument("--chat", action="store_true", help="keep asking; follow-up questions are understood")
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2024-11-15") from error


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a probability from 0 to 1")
    return share


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of 1 or more")
    return int(text)


def _ask(options: argparse.Namespace, console: Console) -> int:
    from rag.assistant import Assistant, readable
    from rag.settings import Settings

    alone = None if options.chat or options.question is None else readable(options.question)
    with console.status("Loading the model…"):
        given = {"passages": options.k, "confidence": options.confidence}
        settings = Settings(**{name: value for name, value in given.items() if value is not None})
        assistant = Assistant.load(
            options.index, options.model, settings, reranker=options.reranker, judge=options.judge
        )
    if alone is not None:
        answer = _answer(assistant, alone, (), options, console)
        _show(answer, assistant, options.json)
        return ABSTAINED if answer.status is Status.ABSTAINED else ANSWERED
    return _converse(assistant, options, console)


def _converse(assistant: "Assistant", options: argparse.Namespace, console: Console) -> int:
    history: list[tuple[str, str, date | None]] = []
    question = options.question or _typed(console)
    while question:
        if _is_readable(question, console):
            answer = _answer(assistant, question, tuple(history), options, console)
            _show(answer, assistant, options.json)
            history.append((question, answer.text_without_citations, answer.as_of))
        question = _typed(console)
    return ANSWERED


def _is_readable(question: str, console: Console) -> bool:
    """Whether a question can be answered; where it cannot, its fault is told and the conversation goes on."""
    from rag.assistant import readable

    try:
        readable(question)
    except ReadoutError as error:
        _complain(error, console)
        return False
    return True


def _complain(error: ReadoutError, console: Console) -> None:
    console.print(str(error), style="red", markup=False, highlight=False)


def _typed(console: Console) -> str:
    try:
        return console.input("\n[bold]You:[/bold] ").strip()
    except EOFError:
        return ""


def _answer(
    assistant: "Assistant",
    question: str,
    history: tuple[tuple[str, str, date | None], ...],
    options: argparse.Namespace,
    console: Console,
) -> Answer:
    limits = {"as_of": options.as_of, "since": options.since, "until": options.until, "outlet": options.outlet}
    draft = ""
    with console.status("Searching…") as spinner:
        for event in assistant.stream(
            question, history=history, time=not options.no_time, names=not options.no_names, **limits
        ):
            if isinstance(event, Finished):
                return event.answer
            draft += event.text if isinstance(event, Drafted) else ""
            _tell(spinner, event, draft)
    raise AssertionError("a stream ends with its answer")


def _tell(spinner: "Spinner", event: object, draft: str) -> None:
    if isinstance(event, Understood):
        spinner.update(Text(f"Searching: {event.standalone_question}"))
    elif isinstance(event, Found):
        articles = len({passage.document_id for passage in event.passages})
        spinner.update(f"Reading {len(event.passages)} passages from {articles} articles…")
    elif draft:
        spinner.update(Text(f"Not yet checked: {' '.join(drop_unseen(draft).split())[-160:]}"))


def _show(answer: Answer, assistant: "Assistant", as_json: bool) -> None:
    from rag.printed import answer_text, articles_of

    if as_json:
        sys.stdout.write(json.dumps(answer.to_dict(), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(answer_text(answer, articles_of(answer, assistant.index)) + "\n")


def _doctor(given: Sequence[str]) -> int:
    from rag.doctor import doctor

    parser = argparse.ArgumentParser(prog="python -m rag doctor", description="Say what is missing and what mends it.")
    parser.add_argument("--index", type=Path)
    parser.add_argument("--deep", action="store_true", help="read every model file again")
    add_second_looks(parser)
    options = parser.parse_args(given)
    return doctor(options.index, options.deep, reranker=options.reranker, judge=options.judge)


def _verify(given: Sequence[str]) -> int:
    from rag.open import open_record
    from rag.verify import verify

    parser = argparse.ArgumentParser(
        prog="python -m rag verify", description="Check stored answers again, against the index as it stands."
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="an answer, or one a line; - reads the input")
    parser.add_argument("--index", type=Path, help="the index that they were made from (the sample archive's)")
    options = parser.parse_args(given)
    return ANSWERED if verify(options.files, open_record(options.index)) else MISTAKE


if __name__ == "__main__":
    sys.exit(main())
