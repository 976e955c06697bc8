"""From a question to a checked, cited answer.

from rag import ask
print(ask("What did Xi say at APEC?").text)
"""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.data import Answer

if TYPE_CHECKING:
    from rag.assistant import Assistant, History

__all__ = ["Answer", "Assistant", "ask"]


def __getattr__(name: str) -> Any:
    """Import `Assistant` when it is asked for: what needs no model, as `python -m rag verify`, starts without it."""
    if name != "Assistant":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from rag.assistant import Assistant

    return Assistant


def ask(
    question: str,
    index: str | Path | None = None,
    *,
    as_of: date | None = None,
    history: "History" = (),
    since: date | None = None,
    until: date | None = None,
    outlet: str | None = None,
    time: bool = True,
    names: bool = True,
    model: str | None = None,
) -> Answer:
    """Answer a question from an index, or from a folder of articles, which is indexed first; by default the sample's.

    The index and the model stay loaded for the next question. Raises what `Assistant.load` and `Assistant.ask` raise.
    """
    assistant = _loaded(None if index is None else Path(index).resolve(), model)
    return assistant.ask(
        question, as_of=as_of, history=history, since=since, until=until, outlet=outlet, time=time, names=names
    )


@lru_cache(maxsize=1)
def _loaded(index: Path | None, model: str | None) -> "Assistant":
    from rag.assistant import Assistant

    return Assistant.load(index, model)
