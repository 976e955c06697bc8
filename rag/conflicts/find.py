"""The disputes over an answer: each claim's statements held against those of every other article consulted."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.data import Document, Span
from rag.conflicts.alike import same_event
from rag.conflicts.quantities import agree, quantities
from rag.conflicts.slots import Difference, differences, inside
from rag.conflicts.statements import Statement, of_line, statements
from rag.conflicts.times import times
from rag.conflicts.updates import correction, later_first
from rag.data import ConflictKind
from rag.evidence import Line
from rag.support import Supported

_Pair = tuple[Statement, Statement, Difference]
_Compare = Callable[[Statement, Statement], Iterator[Difference]]
CORRECTION = "correction"  # the slot of a note that an article has been corrected
MOST = 3  # accounts besides the answer's own


@dataclass(frozen=True, slots=True)
class Account:
    """A line that gives one account, and the words of it in which it differs."""

    line: Line
    words: Span  # in the line's text


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact of a claim of which other articles give another account."""

    claim: Supported
    kind: ConflictKind
    slot: str  # where the accounts differ, as in Difference, or CORRECTION
    about: str
    accounts: tuple[Account, ...]  # of an update the latest first, of a conflict the claim's own


def find(claims: Sequence[Supported], documents: Sequence[Document]) -> tuple[Dispute, ...]:
    """Return the disputes over the claims, in their order, no two of one sort over the same lines."""
    found: dict[tuple[str, frozenset[tuple[str, int]]], Dispute] = {}
    for claim in claims:
        disputes = list(_of_claim(claim, documents))
        if all(dispute.kind is not ConflictKind.UPDATE for dispute in disputes):
            disputes += _corrected(claim)
        for dispute in disputes:
            lines = frozenset((account.line.document.id, account.line.number) for account in dispute.accounts)
            found.setdefault((dispute.slot, lines), dispute)
    return tuple(found.values())


def _corrected(claim: Supported) -> Iterator[Dispute]:
    """Yield the notes in which a cited article says that it has corrected what the claim rests on."""
    for line in claim.cited:
        if note := correction(line):
            accounts = tuple(Account(each, Span(0, len(each.text))) for each in (note, line))
            yield Dispute(claim, ConflictKind.UPDATE, CORRECTION, "correction of the article", accounts)


def _of_claim(claim: Supported, documents: Sequence[Document]) -> Iterator[Dispute]:
    for line in claim.cited:
        grouped: dict[tuple[str, str, ConflictKind, Span], list[tuple[Account, bool]]] = {}
        for own, other, difference in _pairs(line, documents):
            if not _claimed(claim, own, difference):
                continue
            told = later_first(line, other.line, difference)
            if told is not None:
                key = (difference.slot, difference.about, told[0], difference.one)
                grouped.setdefault(key, []).append((Account(other.line, difference.other), told[1]))
        for (slot, about, kind, words), others in grouped.items():
            yield Dispute(claim, kind, slot, about, _ordered(kind, Account(line, words), others))


def _pairs(line: Line, documents: Sequence[Document]) -> Iterator[_Pair]:
    for own in of_line(line):
        for document in documents:
            if document.id == line.document.id:
                yield from _compared(own, document, inside)
            elif same_event(line.document, document):
                yield from _compared(own, document, differences)


def _compared(own: Statement, document: Document, compare: _Compare) -> Iterator[_Pair]:
    return ((own, other, found) for other in statements(document) for found in compare(own, other))


def _claimed(claim: Supported, own: Statement, found: Difference) -> bool:
    """Whether the claim says what its line has in the place that is in dispute."""
    words = found.one.of(own.line.text)
    if found.slot == "number":
        return any(agree(mine, theirs) for mine in quantities(claim.text) for theirs in quantities(words))
    if found.slot == "time":
        document = own.line.document
        return any(mine.meets(theirs) for mine in times(claim.text, document) for theirs in times(words, document))
    return found.slot in ("denial", "speaker") or words in claim.text


def _ordered(kind: ConflictKind, own: Account, others: list[tuple[Account, bool]]) -> tuple[Account, ...]:
    """Return the accounts, those that agree once: of an update the latest first."""
    chosen: list[tuple[Account, bool]] = []
    for account, later in others:
        if len(chosen) < MOST and not any(_alike(account, given) for given, _ in chosen):
            chosen.append((account, later))
    if kind is ConflictKind.CONFLICT:
        return (own, *(account for account, _ in chosen))
    after = [account for account, later in chosen if later]
    before = [account for account, later in chosen if not later]
    return (*_latest(after), own, *_latest(before))


def _latest(accounts: list[Account]) -> list[Account]:
    return sorted(accounts, key=lambda account: str(account.line.document.published or ""), reverse=True)


def _alike(one: Account, other: Account) -> bool:
    """Whether two accounts say the same in the place in dispute: the same words, or numbers that agree."""
    mine, theirs = one.words.of(one.line.text), other.words.of(other.line.text)
    if one.line == other.line or mine.lower().split() == theirs.lower().split():
        return True
    return any(agree(left, right) for left in quantities(mine) for right in quantities(theirs))
