"""What an answer must be in itself, whatever the archive holds: its numbers, markers, offsets, status and reason."""

import re
from collections.abc import Iterator
from itertools import pairwise

from rag.data import Answer, Citation, KnownFrom, Sentence, Status, Support
from rag.located import Fault, Place
from rag.quotes import occurs
from rag.wording import abstention, not_answered


def form_faults(answer: Answer) -> Iterator[Fault]:
    """Yield what an answer breaks of its own form."""
    if answer.status is Status.ABSTAINED:
        yield from _abstention(answer)
    else:
        yield from _status(answer)
        yield from _text(answer)
    yield from _citations(answer)
    yield from _uses(answer)
    yield from _positions(answer)
    yield from _consulted(answer)
    yield from _time(answer)
    yield from _names(answer)


def _abstention(answer: Answer) -> Iterator[Fault]:
    if answer.citations or answer.sentences:
        yield Fault(("status",), "an abstention cites nothing, and this one does")
    if answer.abstain_reason is None:
        yield Fault(("abstain_reason",), "an abstention gives its reason, and this one does not")
        return
    said = abstention(answer.abstain_reason, answer.missing, answer.coverage, answer.nearest)
    for name in ("text", "text_without_citations"):
        if getattr(answer, name) != said:
            yield Fault((name,), f"{name}: an abstention says “{said}” and no more")


def _status(answer: Answer) -> Iterator[Fault]:
    if answer.abstain_reason is not None:
        yield Fault(("abstain_reason",), f"abstain_reason: the answer is {answer.status} and gives none")
    if not answer.sentences:
        yield Fault(("sentences",), "sentences: only an abstention has none")
    for place, name, sentence in _sentences(answer):
        if sentence.support is not _due(sentence, answer):
            yield Fault((*place, "support"), f"{name}: it is shown, but {sentence.support}")
        for at, check in enumerate(sentence.checks):
            if not check.passed:
                yield Fault((*place, "checks", at), f"{name}: it is shown, but failed the check of {check.name}")


def _due(sentence: Sentence, answer: Answer) -> Support:
    """Return what the support of a sentence must be: only what names the parts not answered claims nothing."""
    open_parts = [not_answered(part) for part in answer.missing] if answer.status is Status.PARTIAL else []
    return Support.NOT_A_CLAIM if sentence.text in open_parts else Support.SUPPORTED


def _text(answer: Answer) -> Iterator[Fault]:
    """Compare the text with its sentences, one space between them, each followed by its markers."""
    text, end = answer.text, 0
    for place, name, sentence in _sentences(answer):
        start = end + (end > 0)
        marked = sentence.text + "".join(f" [{number}]" for number in sentence.citations)
        if (sentence.answer_start, sentence.answer_end) != (start, start + len(sentence.text)):
            yield Fault((*place, "answer_start"), f"{name}: its place is {start}, not {sentence.answer_start}")
        end = start + len(marked)
        if f" {text}"[start : end + 1] != f" {marked}":
            yield Fault((*place, "text"), f"{name}: the text has “{text[start:end]}” there, not “{marked}”")
    if text[end:]:
        yield Fault(("text",), f"text: “{text[end:]}” belongs to no sentence")
    if answer.text_without_citations != " ".join(sentence.text for sentence in answer.sentences):
        yield Fault(("text_without_citations",), "text_without_citations: it is not the sentences alone")


def _citations(answer: Answer) -> Iterator[Fault]:
    """Check that citations are numbered from 1 in the order of their first use, and none is there twice."""
    spans: dict[tuple[str, int, int], Citation] = {}
    for at, citation in enumerate(answer.citations):
        if citation.number != at + 1:
            yield Fault(("citations", at, "number"), f"citation [{citation.number}] stands in place {at + 1}")
        span = (citation.document_id, citation.source_start, citation.source_end)
        if (same := spans.setdefault(span, citation)) is not citation:
            yield Fault(("citations", at), f"citation [{citation.number}] is [{same.number}] again")
    first = list(dict.fromkeys(number for sentence in answer.sentences for number in sentence.citations))
    for one, other in pairwise(first):
        if other < one:
            yield Fault(("sentences",), f"citation [{other}] is first used after [{one}]")


def _uses(answer: Answer) -> Iterator[Fault]:
    known = {citation.number for citation in answer.citations}
    used = set[int]()
    for place, name, numbers in _cited(answer):
        used |= set(numbers)
        if not numbers or len(set(numbers)) < len(numbers):
            yield Fault(place, f"{name}: its citations are {list(numbers)}, and each needs at least one, none twice")
        for number in sorted(set(numbers) - known):
            yield Fault(place, f"{name}: there is no citation [{number}]")
    for at, citation in enumerate(answer.citations):
        if citation.number not in used:
            yield Fault(("citations", at), f"citation [{citation.number}] carries nothing")


def _positions(answer: Answer) -> Iterator[Fault]:
    """Yield the accounts of a conflict that do not stand in the words cited for them."""
    words = {citation.number: citation.cited_text for citation in answer.citations}
    for at, conflict in enumerate(answer.conflicts):
        for nth, position in enumerate(conflict.positions):
            if not any(occurs(position.text, words.get(number, "")) for number in position.citations):
                place = ("conflicts", at, "positions", nth, "text")
                yield Fault(
                    place, f"conflict {at + 1}, position {nth + 1}: it does not stand in the words cited for it"
                )


def _consulted(answer: Answer) -> Iterator[Fault]:
    for at, passage in enumerate(answer.consulted):
        if passage.rank != at + 1:
            yield Fault(("consulted", at, "rank"), f"consulted: the rank {passage.rank} stands in place {at + 1}")
    read = {passage.document_id for passage in answer.consulted}
    for at, citation in enumerate(answer.citations):
        for other in dict.fromkeys([citation.document_id, *citation.also_in]):
            if other not in read and other not in citation.copies:
                yield Fault(("citations", at), f"citation [{citation.number}]: {other} is not among those consulted")


def _time(answer: Answer) -> Iterator[Fault]:
    """Yield a time that the question does not name, that ends before it begins, or is not the question's own day."""
    for at, time in enumerate(answer.time or ()):
        if time.words and not _asks(answer, time.words):
            yield Fault(("time", at, "words"), f"time {at + 1}: the question does not say “{time.words}”")
        if time.first and time.last and time.first > time.last:
            yield Fault(("time", at, "last"), f"time {at + 1}: it ends before it begins")
        if time.known_from is KnownFrom.AS_OF and {time.first, time.last} != {answer.as_of}:
            yield Fault(("time", at, "first"), f"time {at + 1}: it is not the day that the question is asked as of")


def _names(answer: Answer) -> Iterator[Fault]:
    """Yield a name that the question does not have, or that was not replaced."""
    for at, name in enumerate(answer.names or ()):
        if not _asks(answer, name.words):
            yield Fault(("names", at, "words"), f"name {at + 1}: the question does not say “{name.words}”")
        if name.words == name.name:
            yield Fault(("names", at, "name"), f"name {at + 1}: “{name.name}” is the question's own")


def _asks(answer: Answer, words: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", answer.standalone_question))


def _sentences(answer: Answer) -> Iterator[tuple[Place, str, Sentence]]:
    """Yield each sentence with its place and its name."""
    for at, sentence in enumerate(answer.sentences):
        yield ("sentences", at), f"sentence {at + 1}", sentence


def _cited(answer: Answer) -> Iterator[tuple[Place, str, tuple[int, ...]]]:
    """Yield the numbers of each claim, and of each position in a conflict, with their place and its name."""
    for place, name, sentence in _sentences(answer):
        if sentence.support is not Support.NOT_A_CLAIM or sentence.citations:
            yield (*place, "citations"), name, sentence.citations
    for at, conflict in enumerate(answer.conflicts):
        for nth, position in enumerate(conflict.positions):
            place = ("conflicts", at, "positions", nth, "citations")
            yield place, f"conflict {at + 1}, position {nth + 1}", position.citations
