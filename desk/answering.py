"""Having a question answered: waiting for the model and for one's turn at it, within time, and keeping the answer."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace

from desk.asking import Answering
from desk.conversation import Conversation, Exchange, Stage
from desk.library import Library
from desk.line import Line, Place
from index.errors import ReadoutError
from rag.printed import articles_of
from rag.wording import counted

LOOK = 0.5  # seconds between two looks at how far the line is
PATIENCE = 600  # seconds that a question waits for its turn
LIMIT = 240  # seconds that an answer may take

TOO_LONG = "This took longer than {} minutes and was given up. Ask it again, or ask for less."
BROKE_OFF = "This question broke off on a fault of the program; the terminal says which."


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
        assistant = ready.result()
        with line.join() as place:
            yield from _waiting(conversation, exchange, place)
            assistant.renew()  # what was written to the index meanwhile counts
            for step in _steps(conversation, exchange, assistant):
                now = conversation.renew(step)
                if step.answer:
                    library().keep(now.reader, now.id, len(now.exchanges), step.answer.to_dict())
                yield now
    except ReadoutError as error:
        yield conversation.end(Stage.FAILED, str(error))
    except Exception:
        yield conversation.end(Stage.FAILED, BROKE_OFF)
        raise


def _waiting(conversation: Conversation, exchange: Exchange, place: Place) -> Iterator[Conversation]:
    told, until = -1, time.monotonic() + PATIENCE
    while not place.wait(LOOK if told >= 0 else 0):
        if time.monotonic() > until:
            raise ReadoutError(TOO_LONG.format(PATIENCE // 60))
        if place.ahead != told:
            told = place.ahead
            said = f"Waiting: {counted(told, 'question')} before this one"
            yield conversation.renew(replace(exchange, said=said))


def _steps(conversation: Conversation, exchange: Exchange, assistant: Answering) -> Iterator[Exchange]:
    until = time.monotonic() + LIMIT
    asked = assistant.stream(
        exchange.question,
        history=conversation.history,
        as_of=exchange.as_of,
        outlet=exchange.outlet,
        time=exchange.timed,
    )
    for event in asked:
        before, exchange = exchange, exchange.after(event)
        if exchange.answer:
            exchange = replace(exchange, articles=articles_of(exchange.answer, assistant.index))
        elif time.monotonic() > until:
            raise ReadoutError(TOO_LONG.format(LIMIT // 60))
        if exchange != before:
            yield exchange
