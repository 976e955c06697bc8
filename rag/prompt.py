"""Prompts are files in `prompts/` with named holes: `$question`. Lines before the first `---` are the system's turn.

What fills a hole is data: signs that tell the turns of a dialogue apart are taken out of it.
"""

import hashlib
from functools import lru_cache
from pathlib import Path
from string import Template

from rag.generator import Message
from rag.tokens import without_tokens

FOLDER = Path(__file__).resolve().parent.parent / "prompts"


def messages(name: str, **holes: str) -> list[Message]:
    """Return the dialogue of `prompts/<name>.txt` with its holes filled; raises KeyError naming one left empty."""
    system, _, user = f"\n{_text(name)}".partition("\n---\n")
    filled = Template(user).substitute({hole: without_tokens(value) for hole, value in holes.items()})
    return [Message("system", system.strip()), Message("user", filled.strip())]


@lru_cache(maxsize=1)
def prompts_sha256() -> str:
    """Return one hash over all prompts, for receipts."""
    every = "\0".join(f"{path.name}\0{path.read_text(encoding='utf-8')}" for path in sorted(FOLDER.glob("*.txt")))
    return hashlib.sha256(every.encode()).hexdigest()


@lru_cache(maxsize=16)
def _text(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
