"""What was written by hand about the sample archive: true paraphrases, and sentences made wrong in one way."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from eval.pairs.data import Faithful, Kind, Pair
from eval.rows import Words, place
from index.data import Document
from index.errors import BadInput

PARAPHRASES = Path(__file__).with_name("paraphrases.jsonl")
ALTERATIONS = Path(__file__).with_name("alterations.jsonl")
BY_HAND = "by hand"
_PLACE = {"document_id", "first", "last"}
_Row = dict[str, str]


def written(documents: Sequence[Document], path: Path = PARAPHRASES) -> list[Faithful]:
    """Return the paraphrases of these documents. Raises BadInput naming a line whose words are not in its document."""
    return [faithful for _, faithful in _read(documents, path, frozenset({"wording", "text"}))]


def altered_by_hand(documents: Sequence[Document], path: Path = ALTERATIONS) -> list[Pair]:
    """Return the sentences of these documents that were made wrong by hand, each with its true one."""
    rows = _read(documents, path, frozenset({"kind", "true", "text"}))
    return [Pair(Kind(row["kind"]), faithful, row["text"], BY_HAND) for row, faithful in rows]


def _read(documents: Sequence[Document], path: Path, fields: frozenset[str]) -> Iterator[tuple[_Row, Faithful]]:
    by_id = {document.id: document for document in documents}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        row: _Row = json.loads(line)
        if set(row) != _PLACE | fields:
            raise BadInput(f"{path.name}:{number}: a row has the fields {', '.join(sorted(_PLACE | fields))}")
        if row["document_id"] in by_id:
            yield row, _placed(row, by_id, f"{path.name}:{number}")


def _placed(row: _Row, by_id: dict[str, Document], where: str) -> Faithful:
    """Return a row's true sentence with the words that bear it out."""
    words = Words(row["document_id"], row["first"], row["last"])
    try:
        span = place(words, by_id.__getitem__)
    except BadInput as error:
        raise BadInput(f"{where}: {error}") from error
    true = row.get("true", row["text"])
    return Faithful(by_id[words.document_id], (span,), true, row.get("wording", BY_HAND))
