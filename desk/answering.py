"""Having a question of the page answered: waiting for the model and for one's turn at it, and keeping the answer."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing
from dataclasses import replace
from datetime import date

from desk.asking import Answering
from desk.conversation import Conversation, Exchange, Stage
from desk.library import Library
from desk.line import Line
from desk.turns import Queued, TooSlow, in_turn
from index.errors import ReadoutError
from rag.printed import articles_of
from rag.steps import Event
from rag.wording import counted

TOO_LONG = "This took longer than {} minutes and was given up. Ask it again, or ask for less."
BROKE_OFF = "This question broke off on a fault of the program; the terminal says which."
History = Sequence[tuple[str, str, date | None]]


def answer(
    conversation: Conversation, ready: "Future[Answering]", line: Line, library: Callable[[], Library]
) -> Iterator[Conversation]:
    """Answer the waiting question, if there is one: yield the conversation after each step."""
    exchange = conversation.running
    if exchange is None:
        yield conversation
        return
    if not ready.done():
        yield conversation.renew(replace(exchange, stage=Stage.LOADING))
    try:
        with closing(_steps(exchange, ready.result(), line, conversation.history)) as steps:  # type: ignore[type-var]
            for step in steps:
                now = conversation.renew(step)
                if step.answer:
                    library().keep(now.reader, now.id, len(now.exchanges), step.answer.to_dict())
                yield now
    except TooSlow as error:
        yield conversation.end(Stage.FAILED, TOO_LONG.format(error.seconds // 60))
    except ReadoutError as error:
        yield conversation.end(Stage.FAILED, str(error))
    except Exception:
        yield conversation.end(Stage.FAILED, BROKE_OFF)
        raise


def _steps(exchange: Exchange, assistant: Answering, line: Line, history: History) -> Iterator[Exchange]:
    """Yield the exchange whenever it has changed."""

    def ask() -> Iterator[Event]:
        assistant.renew()  # what was written to the index meanwhile counts
        return assistant.stream(
            exchange.question,
            history=history,
            as_of=exchange.as_of,
            outlet=exchange.outlet,
            time=exchange.timed,
            names=exchange.named,
        )

    shown = now = exchange
    with closing(in_turn(line, ask)) as happenings:  # type: ignore[type-var]
        for happening in happenings:
            if isinstance(happening, Queued):
                step = replace(exchange, said=f"Waiting: {counted(happening.position, 'question')} before this one")
            else:
                step = now = now.after(happening)
            if step.answer:
                step = replace(step, articles=articles_of(step.answer, assistant.index))
            if step != shown:
                shown = step
                yield step
