"""Checking a stored answer again, without a model: its form, its seal, and all that it says of its articles.

python -m rag verify answer.json --index artifacts/index
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index.catalogue import CATALOGUE
from rag.data import Answer
from rag.form import form_faults
from rag.located import Fault
from rag.prompt import prompts_sha256
from rag.seal import seal_faults
from rag.settings import Settings
from rag.sources import Archive, same_index, source_faults


def faults(answer: Mapping[str, Any], archive: Archive) -> list[Fault]:
    """Return what does not hold of an answer's JSON; an empty list means that every check passed."""
    return list(each_fault(answer, archive))


def each_fault(answer: Mapping[str, Any], archive: Archive) -> Iterator[Fault]:
    """Yield what does not hold, the seal first."""
    yield from seal_faults(answer)
    try:
        read = read_answer(answer)
    except ValidationError as error:
        yield from (Fault(fault["loc"], f"{_name(fault['loc'])}: {fault['msg']}") for fault in error.errors())
        return
    yield from form_faults(read)
    try:
        yield from source_faults(read, archive)
    except sqlite3.DatabaseError as error:
        yield Fault((), f"the index cannot be read ({error}): rebuild it with `python -m index build`")


def notes(answer: Mapping[str, Any], archive: Archive) -> list[str]:
    """Return what is otherwise now than when a sound answer was made; none of it makes the answer wrong."""
    read = read_answer(answer)
    return [*_index_notes(read, archive), *_making_notes(read)]


def _index_notes(answer: Answer, archive: Archive) -> Iterator[str]:
    receipt, info = answer.receipt, archive.info
    if not same_index(answer, info):
        what = "the same articles" if receipt.index_sha256 == info.sha256 else "other articles"
        generations = f"generation {info.generation}, then {receipt.index_generation}"
        yield f"the index is not as it was ({generations}) and has {what}; its coverage cannot be compared"
    now = (info.encoder_name, info.encoder_sha256)
    if any(model.role == "encoder" and (model.name, model.sha256) != now for model in receipt.models):
        yield f"the index has been made anew with another encoder, {info.encoder_name}"


def _making_notes(answer: Answer) -> Iterator[str]:
    receipt = answer.receipt
    if receipt.prompt_sha256 != prompts_sha256():
        yield "the prompts have changed since"
    if receipt.settings_sha256 != Settings(passages=receipt.passages or Settings().passages).sha256:
        yield "it was made with other settings than the usual ones"
    pinned = {spec.name: spec.sha256 for spec in CATALOGUE}
    for model in receipt.models:
        if model.role == "generator" and model.sha256 != pinned.get(model.name, model.sha256):
            yield f"{model.name} has other weights now"


def read_answer(answer: Mapping[str, Any]) -> Answer:
    """Return a stored answer as what it was made as. Raises ValidationError where it is none."""
    return _reader().validate_json(json.dumps(answer), strict=True)


@lru_cache(maxsize=1)
def _reader() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


def _name(place: tuple[str | int, ...]) -> str:
    return ".".join(map(str, place))
