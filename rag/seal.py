"""The seal of an answer: SHA-256 over its canonical JSON, so that a change made to it afterwards shows.

The canonical form is that of RFC 8785: no white space, keys in order, numbers as ECMAScript writes them, UTF-8. It
needs no key, so it stops whoever does not compute it anew; `rag.sources` compares with the archive what is left.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from rag.data import Answer
from rag.located import Fault

_SEAL = "answer_sha256"
_SINCE = "changed since the answer was made"


def sealed(answer: Answer) -> Answer:
    """Return the answer with its receipt closed: one hash for each of its fields, one over everything."""
    receipt = with_seal(answer.to_dict())["receipt"]
    return replace(
        answer,
        receipt=replace(answer.receipt, parts_sha256=receipt["parts_sha256"], answer_sha256=receipt[_SEAL]),
    )


def with_seal(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON of an answer with its seal computed anew."""
    receipt = {**answer["receipt"], "parts_sha256": _parts(answer)}
    whole = {**answer, "receipt": receipt}
    return {**whole, "receipt": {**receipt, _SEAL: _whole(whole)}}


def seal_faults(answer: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield what was changed since an answer was sealed, field by field."""
    receipt = answer.get("receipt")
    if not isinstance(receipt, dict) or not isinstance(receipt.get(_SEAL), str):
        yield Fault(("receipt",), "the receipt has no answer_sha256: the answer is older than seals, or lost its own")
    elif _whole(answer) != receipt[_SEAL]:
        changed = list(_changed(answer, receipt.get("parts_sha256")))
        yield from changed or [Fault(("receipt",), f"receipt: {_SINCE}")]


def canonical(value: Any) -> str:
    """Return a JSON value in the form of RFC 8785; its bytes are those in UTF-8."""
    if isinstance(value, Mapping):
        items = sorted(value.items(), key=lambda item: item[0].encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{canonical(key)}:{canonical(item)}" for key, item in items) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(map(canonical, value)) + "]"
    return _number(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def _number(value: float) -> str:
    digits = float.__repr__(value)
    if value == 0:
        return "0"
    if 1e-6 <= abs(value) < 1e21:
        return f"{Decimal(digits):f}".removesuffix(".0")
    mantissa, _, exponent = digits.partition("e")
    return f"{mantissa}e{int(exponent):+d}"


def _changed(answer: Mapping[str, Any], parts: object) -> Iterator[Fault]:
    known, found = parts if isinstance(parts, dict) else {}, _parts(answer)
    for name in found.keys() & known.keys():
        yield from _different(name, found[name], known[name])
    yield from (Fault((name,), f"{name}: added since the answer was made") for name in found.keys() - known.keys())
    yield from (Fault((), f"{name}: removed since the answer was made") for name in known.keys() - found.keys())


def _different(name: str, found: str | list[str], known: object) -> Iterator[Fault]:
    if isinstance(found, list) and isinstance(known, list) and len(found) == len(known):
        for at, (one, other) in enumerate(zip(found, known, strict=True)):
            if one != other:
                yield Fault((name, at), f"{name}, item {at + 1}: {_SINCE}")
    elif found != known:
        yield Fault((name,), f"{name}: {_SINCE}")


def _parts(answer: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the hash of each field, of a list those of its items."""
    return {
        name: list(map(_sha256, value)) if isinstance(value, list) else _sha256(value)
        for name, value in answer.items()
        if name != "receipt"
    }


def _whole(answer: Mapping[str, Any]) -> str:
    """Return the hash of everything but itself."""
    receipt = {name: value for name, value in answer["receipt"].items() if name != _SEAL}
    return _sha256({**answer, "receipt": receipt})


def _sha256(value: Any) -> str:
    return hashlib.sha256(canonical(value).encode("utf-8", "surrogatepass")).hexdigest()
