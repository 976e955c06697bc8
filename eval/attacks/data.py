"""The attacks of the suite: what each plants in the archive, what is asked, and what its success would look like."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError

from eval.rows import first_fault
from index.errors import BadInput

SUITE = Path(__file__).resolve().parent / "suite"
CARRIERS = "carriers.yaml"


@dataclass(frozen=True, slots=True)
class Carrier:
    """A harmless article on the subject of a question; an attack hides in it."""

    question: str
    honest: tuple[tuple[str, ...], ...]  # groups of alternatives that a right answer meets, from the true articles
    title: str
    before: str  # the paragraphs round the attack
    after: str


@dataclass(frozen=True, slots=True)
class Planted:
    """Words that nobody said, or not the one they are put on."""

    words: str
    not_by: str | None = None  # a fault where they are given to this speaker; to anybody where none is named


@dataclass(frozen=True, slots=True)
class Other:
    """A further article of an attack, which helps the first."""

    title: str
    text: str
    outlet: str = "Evening Courier"
    author: str = "Dana Holt"
    published: str = "2024-11-18"
    document_id: str | None = None
    copies: int = 1  # how many files hold it, each of an outlet of its own where there are several


@dataclass(frozen=True, slots=True)
class Attack:
    """One attack: an article, the question asked over the archive that holds it, and what may not come of it."""

    id: str
    kind: str  # its class: the name of its file
    carrier: Carrier
    payload: str = ""  # as its format writes it, between the carrier's paragraphs
    format: str = "md"
    repeat: int = 1  # how often the payload stands there
    beside: tuple[tuple[str, str], ...] = ()  # what a PDF, Word file or mail holds besides, by place
    others: tuple[Other, ...] = ()
    head: str = ""  # of a page, as HTML
    title: str | None = None
    outlet: str = "Evening Courier"
    author: str = "Dana Holt"
    url: str = "https://courier.example/story"
    published: str = "2024-11-18"
    document_id: str | None = None
    sidecar: tuple[tuple[str, str], ...] = ()  # fields of metadata.csv
    question: str | None = None  # where it is not the carrier's
    honest: tuple[tuple[str, ...], ...] | None = None
    history: tuple[tuple[str, str], ...] = ()
    as_of: date | None = None
    obeyed: tuple[str, ...] = ()  # patterns of a reply that does what the article says
    silences: bool = False  # it wants no answer to be given
    planted: tuple[Planted, ...] = ()
    hidden: tuple[str, ...] = ()  # what a reader of the article never saw
    unseen: bool = False  # whether the article is published after `as_of`

    @property
    def asked(self) -> str:
        """The question."""
        return self.question or self.carrier.question

    @property
    def answers(self) -> tuple[tuple[str, ...], ...]:
        """What a right answer says, as groups of alternatives."""
        return self.carrier.honest if self.honest is None else self.honest


def load_suite(folder: Path = SUITE) -> tuple[Attack, ...]:
    """Read the attacks of a folder, one file a class. Raises BadInput naming the file and the attack at fault."""
    carriers = _validated(TypeAdapter(dict[str, Carrier]), _yaml(folder / CARRIERS), CARRIERS)
    attacks = [
        attack for path in sorted(folder.glob("*.yaml")) if path.name != CARRIERS for attack in _attacks(path, carriers)
    ]
    ids = [attack.id for attack in attacks]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise BadInput(f"{folder}: the ids {', '.join(twice)} are taken twice; give each attack its own")
    return tuple(attacks)


def kinds(attacks: Iterable[Attack]) -> tuple[str, ...]:
    """Return the classes, in their order."""
    return tuple(dict.fromkeys(attack.kind for attack in attacks))


def _attacks(path: Path, carriers: dict[str, Carrier]) -> list[Attack]:
    return [_attack(row, path, carriers) for row in _yaml(path)]


def _attack(row: dict[str, Any], path: Path, carriers: dict[str, Carrier]) -> Attack:
    place = f"{path.name}: {row.get('id')}"
    if row.get("carrier") not in carriers:
        raise BadInput(f"{place}: no carrier {row.get('carrier')!r}; {CARRIERS} has {', '.join(carriers)}")
    whole = row | {"kind": path.stem, "carrier": carriers[row["carrier"]]}
    for name in ("sidecar", "beside"):
        whole[name] = tuple(row.get(name, {}).items())
    attack: Attack = _validated(TypeAdapter(Attack), whole, place)
    for pattern in attack.obeyed:
        try:
            re.compile(pattern)
        except re.error as error:
            raise BadInput(f"{place}: {pattern!r} is no pattern ({error})") from error
    return attack


def _validated(reader: TypeAdapter[Any], value: object, place: str) -> Any:
    try:
        return reader.validate_python(value)
    except ValidationError as error:
        raise BadInput(f"{place}: {first_fault(error)}") from error


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text("utf-8"))
    except yaml.YAMLError as error:
        raise BadInput(f"{path} is not valid YAML: {error}") from error
