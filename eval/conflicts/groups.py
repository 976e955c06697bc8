"""The groups: two short articles each, with what is in dispute between them, or nothing."""

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from index.data import DatePrecision, DateSource, Document
from index.errors import BadInput

GROUPS = Path(__file__).with_name("groups.jsonl")
NONE = "none"
HALVES = ("development", "report")


@dataclass(frozen=True, slots=True)
class Group:
    """Articles, and the kind of the dispute that a careful reader finds in them."""

    id: str
    expect: str  # "conflict", "update" or "none"
    tests: str  # what it is an example of
    between: tuple[str, ...]  # words of the two accounts, each in its sentence
    articles: tuple[Document, ...]

    @property
    def half(self) -> str:
        """The half that it belongs to, by the hash of its id: rules may be changed after reading the first alone."""
        return HALVES[hashlib.sha256(self.id.encode()).digest()[0] % 2]


def load(path: Path = GROUPS) -> list[Group]:
    """Read the groups of a file. Raises BadInput naming the line at fault."""
    groups = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            articles = tuple(_article(f"{row['id']}-{at}", article) for at, article in enumerate(row["articles"]))
            groups.append(Group(row["id"], row["expect"], row["tests"], tuple(row["between"]), articles))
        except (KeyError, ValueError) as error:
            raise BadInput(f"{path.name}:{number} is no group: {error!r}") from error
    return groups


def _article(name: str, row: dict[str, str]) -> Document:
    sha256 = hashlib.sha256(row["text"].encode()).hexdigest()
    return Document(
        id=name,
        title=row["title"],
        text=row["text"],
        sha256=sha256,
        path=f"{name}.txt",
        raw_sha256=sha256,
        ingested=datetime(2026, 1, 1, tzinfo=UTC),
        outlet=row["outlet"],
        published=date.fromisoformat(row["published"]),
        published_precision=DatePrecision.DAY,
        published_source=DateSource.METADATA,
    )
