"""The screen on which a gold row is written: prompts that are asked again after a mistake, hits, the row so far."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.command_line import say
from eval.marking import Shown, search
from eval.rows import Line, Words
from index.data import Filter
from index.errors import BadInput
from index.search import Index

T = TypeVar("T")


@dataclass
class Desk:
    """The writer's screen: what was found for the row in hand, and the prompt."""

    index: Index
    console: Console
    screen: list[Shown] = field(default_factory=list)

    def ask(self, prompt: str) -> str:
        """Return a line from standard input; raises EOFError at its end."""
        return self.console.input(prompt, markup=False).strip()

    def read(self, prompt: str, parse: Callable[[str], T]) -> T:
        """Ask until the reply can be read."""
        while True:
            try:
                return parse(self.ask(prompt))
            except BadInput as error:
                self.say(str(error))

    def say(self, text: str) -> None:
        """Show a line as it is."""
        say(text, self.console)

    def search(self, query: str, as_of: date | None) -> None:
        """Show what a search finds, its sentences numbered."""
        found = search(self.index, query, Filter(as_of=as_of), len(self.screen) + 1)
        self.screen += found
        for shown in found:
            about = (shown.document.outlet or "", str(shown.document.published or "undated"), shown.document.id)
            self.console.print(Text(f"\n{shown.number}  {shown.document.title}", "bold"))
            self.console.print(Text("   " + " · ".join(filter(None, about)), "dim"))
            for number, span in enumerate(shown.sentences, 1):
                self.console.print(Text(f"   {shown.number}.{number}  {span.of(shown.document.text)}"))
        if not found:
            self.say("nothing is found" + (f" up to {as_of}" if as_of else ""))


def show(desk: Desk, line: Line) -> None:
    """Show a row field by field, its places in words."""
    table = Table.grid(padding=(0, 2))
    for name, value in (
        ("id", line.id),
        ("question", line.question),
        ("paraphrases", "\n".join(line.paraphrases)),
        ("history", "\n".join(f"{question} → {answer or 'not known'}" for question, answer in line.history)),
        ("as_of", str(line.as_of or "")),
        ("answerable", "yes" if line.answerable else f"no: {line.reason}"),
        ("answers", "\n".join(" | ".join(group) for group in line.answers)),
        ("articles", "\n".join(line.articles)),
        ("spans", "\n".join(" | ".join(map(_named, group)) for group in line.spans)),
        ("speaker", line.speaker or ""),
        ("type", line.type),
        ("notes", line.notes),
    ):
        table.add_row(Text(name, "bold"), Text(value))
    desk.console.print()
    desk.console.print(table)


def _named(words: Words) -> str:
    return f"{words.document_id}: {words.first} … {words.last}"
