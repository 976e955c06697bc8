"""Paraphrases written by hand: what an editor would make of the sample archive's sentences, each of them true."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.pairs.data import Faithful
from eval.rows import Words, place
from index.data import Document
from index.errors import BadInput

PARAPHRASES = Path(__file__).with_name("paraphrases.jsonl")
FIELDS = {"document_id", "first", "last", "wording", "text"}


def written(documents: Sequence[Document], path: Path = PARAPHRASES) -> list[Faithful]:
    """Return the paraphrases of these documents. Raises BadInput naming a line whose words are not in its document."""
    by_id = {document.id: document for document in documents}
    return [
        found for number, row in _rows(path) if row["document_id"] in by_id for found in [_read(row, by_id, number)]
    ]


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        row = json.loads(line)
        if set(row) != FIELDS:
            raise BadInput(f"{path.name}:{number}: a paraphrase has the fields {', '.join(sorted(FIELDS))}")
        yield number, row


def _read(row: dict[str, str], by_id: dict[str, Document], number: int) -> Faithful:
    words = Words(row["document_id"], row["first"], row["last"])
    try:
        span = place(words, by_id.__getitem__)
    except BadInput as error:
        raise BadInput(f"{PARAPHRASES.name}:{number}: {error}") from error
    return Faithful(by_id[words.document_id], (span,), row["text"], row["wording"])
