"""Whether what is shown as a quotation is one: an archive's speakers are asked for their words, each one looked up.

python -m eval quotations [--index INDEX] [--out DIR] [--limit N] [--model M]

The questions are made from the archive: for each sentence that holds somebody's words between marks, who said them and
the two rarest of them. Answers stay on disk, so an interrupted run goes on where it was.
"""

import argparse
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from rich.console import Console

from eval.benchmarks.asking import ask
from eval.command_line import count, say
from eval.data import GoldRow
from eval.means import percent, wilson
from eval.rows import QuestionType
from eval.wording import occurs, quotations
from index.search import Index
from rag import Assistant
from rag.data import Answer, Status
from rag.evidence import evidence_lines
from rag.terms import stem, weight, words

FORMS = (  # by the hash of the sentence
    "What did {speaker} say about {first} and {second}?",
    "Quote {speaker} on {first} and {second}.",
    "What were {speaker}'s exact words about {first} and {second}?",
)
FEWEST = 4  # words of a quotation that is asked for


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation that an answer shows."""

    question: str
    words: str
    in_article: bool  # whether it stands verbatim in one of the articles cited
    in_citation: bool  # … in the words of one citation


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code: 0 where every quotation stands in an article cited, else 1."""
    given, screen = _parser().parse_args(arguments), Console()
    assistant = Assistant.load(given.index, model=given.model, remember=False)
    rows = list({row.id: row for row in questions(assistant.index)}.values())[: given.limit]
    results = ask(rows, assistant, given.out)
    answers = {row.question: results[row.id].answer for row in rows}
    found = [one for question, answer in answers.items() for one in quoted(question, answer, assistant.index)]
    for line in report(answers, found):
        say(line, screen)
    return int(not all(one.in_article for one in found))


def questions(index: Index) -> Iterator[GoldRow]:
    """Yield a question for each sentence that holds somebody's words, in an order by chance that stays the same."""
    lines = chain.from_iterable(evidence_lines(index.document(entry.id)) for entry in index.documents())
    spoken = {line.text: (line.speaker, said[0]) for line in lines if line.speaker and (said := quotations(line.text))}
    for text in sorted(spoken, key=_chance):
        speaker, words_said = spoken[text]
        telling = _telling(words_said)
        if len(words_said.split()) >= FEWEST and len(telling) > 1:
            form = FORMS[_chance(text) % len(FORMS)]
            question = form.format(speaker=speaker, first=telling[0], second=telling[1])
            yield GoldRow(f"{_chance(question):x}", question, QuestionType.QUOTATION, answerable=True)


def quoted(question: str, answer: Answer, index: Index) -> Iterator[Quoted]:
    """Yield the quotations of an answer, each looked up in what the answer cites."""
    texts = [index.document(document_id).text for document_id in {one.document_id for one in answer.citations}]
    cited = [citation.cited_text for citation in answer.citations]
    for said in quotations(answer.text):
        yield Quoted(
            question, said, any(occurs(said, text) for text in texts), any(occurs(said, text) for text in cited)
        )


def report(answers: Mapping[str, Answer], found: Sequence[Quoted]) -> Iterator[str]:
    """Yield the figures, and every quotation that is none."""
    answered = sum(answer.status is not Status.ABSTAINED for answer in answers.values())
    quoting = len({one.question for one in found})
    yield f"{len(answers)} questions, {answered} answered, {quoting} of the answers quote"
    for name, right in (
        ("in an article that is cited", sum(one.in_article for one in found)),
        ("in the words of a citation", sum(one.in_citation for one in found)),
    ):
        if interval := wilson(right, len(found)):
            share, low, high = map(percent, (right / len(found), *interval))
            yield f"{right} of {len(found)} quotations stand verbatim {name}: {share} ({low} to {high})"
    for one in found:
        if not one.in_article:
            yield f"not verbatim: {one.words!r}, in the answer to {one.question!r}"


def _telling(said: str) -> list[str]:
    """Return the words of a quotation, the rarest first, one for each stem."""
    by_stem = {stem(word): word for word in words(said) if word.isalpha()}
    return sorted(by_stem.values(), key=lambda word: -weight(word))


def _chance(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval quotations", description="Ask an archive's speakers for their words, and look them up."
    )
    parser.add_argument("--index", default="artifacts/index", help="an index or a folder of articles (%(default)s)")
    parser.add_argument("--out", type=Path, default=Path("artifacts/quotations"), help="where the answers are kept")
    parser.add_argument("--limit", type=count, metavar="N", help="ask N questions at the most")
    parser.add_argument("--model", help="another generator than the default")
    return parser
