"""From a question to a checked, cited answer.

from rag import ask
print(ask("What did Xi say at APEC?").text)
"""

from datetime import date
from functools import lru_cache
from pathlib import Path

from rag.assistant import Assistant, History
from rag.data import Answer

__all__ = ["Answer", "Assistant", "ask"]


def ask(
    question: str,
    index: str | Path | None = None,
    *,
    as_of: date | None = None,
    history: History = (),
    since: date | None = None,
    until: date | None = None,
    outlet: str | None = None,
    model: str | None = None,
) -> Answer:
    """Answer a question from an index, or from a folder of articles, which is indexed first; by default the sample's.

    The index and the model stay loaded for the next question. Raises what `Assistant.load` and `Assistant.ask` raise.
    """
    assistant = _loaded(None if index is None else Path(index).resolve(), model)
    return assistant.ask(question, as_of=as_of, history=history, since=since, until=until, outlet=outlet)


@lru_cache(maxsize=1)
def _loaded(index: Path | None, model: str | None) -> Assistant:
    return Assistant.load(index, model)
