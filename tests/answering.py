"""A small archive of made-up news, built with the real index, and a generator that replays queued replies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from index.build import build
from index.search import Index
from rag.assistant import Assistant
from rag.generator import Message, Piece, Pieces
from rag.settings import Settings
from tests.conftest import HashedWords

OPENING = "Velm reopens its northern quay"
STRIKE = "Dock workers in Velm end strike"
Article = tuple[str, str, date, str]  # title, outlet, day of publication, text
ARTICLES: dict[str, Article] = {
    "quay": (
        OPENING,
        "Ostland Times",
        date(2024, 5, 3),
        "Velm reopened its northern quay on Friday after repairs that cost 5.5 million crowns.\n\n"
        "“We will not close it again,” Mayor Ida Roth said at the ceremony. "
        "She said that 1,250 ships are expected this year.\n\n"
        "Harbour engineer Tom Bell said the new wall would last for eighty years.",
    ),
    "strike": (
        STRIKE,
        "Coast Wire",
        date(2024, 6, 20),
        "Dock workers in Velm ended a strike of nine days on Thursday, their union said.\n\n"
        "“Nobody went home hungry,” union leader Carl Moss told reporters. "
        "Mayor Ida Roth declined to comment on the wages.",
    ),
    "lamps": (
        "Lighthouse lamps go to a museum",
        "Coast Wire",
        date(2023, 2, 1),
        "The lamps of the Ost lighthouse were given to a museum on Wednesday. "
        "Curator Vera Lund called them a treasure of glass and brass.",
    ),
}
# What articles hold besides plain sentences: footnote signs, marks inside marks, marks never closed, other scripts.
ODD: dict[str, Article] = {
    "odd": (
        "Ships, notes [12] and “marks”",
        "Coast Wire",
        date(2024, 7, 1),
        "The ships [12] of Velm carried 40 tons of salt.[3]\n\n"
        "“Salt is cheap. It will not stay cheap,” trader Olaf Roth said. "
        "“He told me ‘never again’ twice,” he added.\n\n"
        "The '90s trade of the dockers' union, «vieux port» and 「港」, cost 5½ million.\n\n"
        "“A mark that is never closed, and ships that sail on\n\n"
        "No stop at the end of the ships' list",
    )
}


@dataclass
class Replays:
    """A generator that gives out queued replies a word at a time, and remembers what it was asked."""

    replies: list[str]
    name: str = "replays"
    sha256: str | None = None
    asked: list[str] = field(default_factory=list)
    stopped: int = 0  # replies that were closed before their end

    def generate(self, messages: Sequence[Message], max_tokens: int, quotable: Sequence[str] = ()) -> Pieces:
        self.asked.append("\n".join(message.content for message in messages))
        words = (self.replies.pop(0) if self.replies else "").split(" ")
        ended = False
        try:
            for number, word in enumerate(words, 1):
                yield Piece(word if number == 1 else f" {word}", 100, number)
            ended = True
        finally:
            self.stopped += not ended


def write_articles(folder: Path, articles: Mapping[str, Article]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, (title, outlet, published, text) in articles.items():
        front = f"---\ntitle: {title}\noutlet: {outlet}\npublished: {published}\n---\n"
        (folder / f"{name}.md").write_text(front + text + "\n", encoding="utf-8")
    return folder


def make_index(path: Path, articles: Mapping[str, Article] = ARTICLES) -> Index:
    encoder = HashedWords()
    build(write_articles(path / "articles", articles), path / "index", encoder)
    return Index.open(path / "index", encoder)


def assistant_of(index: Index, *replies: str, confidence: float = 0.0) -> Assistant:
    """An assistant that replays the replies; without a `confidence` it answers whatever the checks leave."""
    return Assistant(index, Replays(list(replies)), Settings(confidence=confidence))
