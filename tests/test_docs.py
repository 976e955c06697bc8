"""docs/answer.md names every field of an answer, its example is what the code makes, and links lead somewhere."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest

from index.build import build
from index.models import CHECKOUT
from index.search import Index
from rag.data import AbstainReason, Answer, Status, Support
from rag.receipt import faults
from rag.seal import with_seal
from rag.wording import REASONS
from tests.answering import assistant_of
from tests.conftest import HashedWords

ANSWER = CHECKOUT / "docs" / "answer.md"
PAGES = sorted(path for path in (CHECKOUT / "README.md", *(CHECKOUT / "docs").glob("*.md")) if path.exists())
LINK = re.compile(
    r"\[[^\]]*\]\(\s*<?([^)\s>]+)|^\s*\[[^\]]+\]:\s+(\S+)|<(?:a|img)\s[^>]*?(?:href|src)=\"([^\"]+)\"", re.MULTILINE
)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#", re.IGNORECASE)  # another site, or a place on the same page


def written(cls: type) -> set[type]:
    """The dataclass and all that its fields hold, directly or in tuples: what `to_dict` writes."""
    found = {cls}
    for hint in get_type_hints(cls).values():
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and is_dataclass(part):
                found |= written(part)
    return found


CLASSES = sorted(written(Answer), key=lambda cls: cls.__name__)


def section(name: str) -> str:
    """The part of the page under the heading of that name, up to the next heading."""
    match = re.search(rf"^#+ {name}$(.*?)(?=^#+ |\Z)", ANSWER.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert match, f"docs/answer.md has no heading {name}"
    return match[1]


def first_cells(text: str) -> list[str]:
    """What stands in backticks in the first column of a section's tables."""
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


def example(language: str) -> str:
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", ANSWER.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(blocks) == 1
    return str(blocks[0])


def links(page: str) -> list[str]:
    """The relative links of a page, without what stands after `#`; code is not searched."""
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page, flags=re.MULTILINE | re.DOTALL)
    targets = [next(filter(None, match)) for match in LINK.findall(prose)]
    return [target.partition("#")[0] for target in targets if not ELSEWHERE.match(target)]


def shape(value: Any) -> Any:
    """The keys of a JSON value, all the way down; a list has the shape of its first item."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    return [shape(item) for item in value[:1]] if isinstance(value, list) else None


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_every_field_is_described_where_its_class_is(cls: type) -> None:
    assert first_cells(section(cls.__name__)) == [field.name for field in fields(cls)]


def test_the_classes_of_an_answer_are_found() -> None:
    assert {"Answer", "Check", "Position", "Coverage", "UsedModel", "Usage"} < {cls.__name__ for cls in CLASSES}


def test_every_value_is_described() -> None:
    assert first_cells(section("Status")) == list(Status)
    assert first_cells(section("AbstainReason")) == list(AbstainReason)
    assert all(f"`{value}`" in section("Sentence") for value in Support)


def test_the_reasons_are_in_the_words_that_are_shown() -> None:
    cells = re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section("AbstainReason"), re.MULTILINE)
    assert len(cells) == len(REASONS)
    for name, shown in cells:
        whole = REASONS[AbstainReason(name)]
        assert shown == whole or (shown.endswith(" …") and whole.startswith(shown[:-2]))


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder: Path = tmp_path_factory.mktemp("archive")
    (folder / "articles").mkdir()
    (folder / "articles" / "ferry.md").write_text(example("markdown"), encoding="utf-8")
    encoder = HashedWords()
    build(folder / "articles", folder / "index", encoder)
    with Index.open(folder / "index", encoder) as index:
        yield index


def test_the_example_is_what_the_code_makes(archive: Index) -> None:
    shown = json.loads(example("json"))
    assistant = assistant_of(archive, example("text").strip())
    made = assistant.ask(shown["question"], as_of=date.fromisoformat(shown["as_of"])).to_dict()
    assert shape(shown) == shape(made)
    for key in ("status", "text", "text_without_citations", "citations", "coverage", "usage"):
        assert shown[key] == made[key], key
    assert [item["text"] for item in shown["withheld"]] == [item["text"] for item in made["withheld"]]
    assert faults(with_seal(shown), archive) == []  # its hashes are cut


def test_links_are_told_from_code_and_other_sites() -> None:
    page = (
        'See [a](b.md#c), [d](#e), [f](https://g.h/i.md), `[j](k.md)`.\n\n```\n[l](m.md)\n```\n<img alt="" src="n.png">'
    )
    assert links(f"{page}\n\n[o]: p/q.md\n") == ["b.md", "n.png", "p/q.md"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_to_files(page: Path) -> None:
    missing = [link for link in links(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert missing == []
