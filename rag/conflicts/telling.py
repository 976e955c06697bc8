"""Saying that accounts differ: a sentence of ours that gives each, for a reader of the text alone, and the table."""

from collections.abc import Sequence

from rag.conflicts.find import CORRECTION, Account, Dispute
from rag.conflicts.numerals import is_number
from rag.data import Check, Citation, Conflict, ConflictKind, Position
from rag.evidence import Line
from rag.mend import mend_quotations
from rag.names import outlet_of
from rag.support import Supported
from rag.wording import day

_OPENERS = frozenset("the a an this these at more about some up over nearly almost no nobody none dozens".split())
MOST_WORDS = 25  # of an account given in the sentence


def told(claims: Sequence[Supported], disputes: Sequence[Dispute]) -> list[Supported]:
    """Return the claims, each followed by the sentences that name the disputes over it."""
    return [each for claim in claims for each in (claim, *(_sentence(one) for one in disputes if one.claim is claim))]


def conflicts_of(disputes: Sequence[Dispute], citations: Sequence[Citation]) -> tuple[Conflict, ...]:
    """Return the disputes as the answer holds them: each account the line as it stands, with the citation of it."""
    return tuple(
        Conflict(
            one.about,
            one.kind,
            tuple(Position(account.line.text, (_number(account.line, citations),)) for account in one.accounts),
        )
        for one in disputes
    )


def _number(line: Line, citations: Sequence[Citation]) -> int:
    """Return the number of the narrowest citation that holds a line."""
    holding = [
        citation
        for citation in citations
        if citation.document_id == line.document.id
        and citation.source_start <= line.span.start
        and line.span.end <= citation.source_end
    ]
    return min(holding, key=lambda citation: citation.source_end - citation.source_start).number


def _sentence(dispute: Dispute) -> Supported:
    if dispute.slot == CORRECTION:
        return _note(dispute)
    accounts, update = dispute.accounts, dispute.kind is ConflictKind.UPDATE
    named = [_source(account, accounts, update) for account in accounts]
    gives = "has it that" if dispute.slot == "denial" else "gives"
    given = [f"{who} {gives} {_in_short(account)}" for who, account in zip(named, accounts, strict=True)]
    lead = "A later report differs" if update else "Accounts differ"
    detail = "the later account stands first" if update else "the accounts are set side by side"
    articles = [account.line.document for account in accounts]
    text = mend_quotations(f"{lead}: {'; '.join(given)}.", articles)
    return Supported(text, 1.0, _cited(dispute), (Check("conflict", True, detail),))


def _note(dispute: Dispute) -> Supported:
    """Say that the article cited has been corrected, in the words of its own note."""
    note = dispute.accounts[0]
    who = outlet_of(note.line.document) or "The outlet"
    text = mend_quotations(f"{who} has corrected this report: {_in_short(note)}.", [note.line.document])
    return Supported(text, 1.0, _cited(dispute), (Check("conflict", True, "the article's own note"),))


def _cited(dispute: Dispute) -> tuple[Line, ...]:
    """Return the lines of the accounts, and with the claim's own those that it cites beside it in one stretch."""
    lines = [account.line for account in dispute.accounts]
    own = {line.document.id for line in lines if line in dispute.claim.cited}
    beside = [line for line in dispute.claim.cited if line.document.id in own]
    return (*beside, *(line for line in lines if line not in beside))


def _source(account: Account, accounts: Sequence[Account], dated: bool) -> str:
    """Name an account's article: by its outlet, and by its day where that is telling."""
    document = account.line.document
    outlets = [each.line.document.outlet for each in accounts]
    who = outlet_of(document) or "An unnamed outlet"
    if dated or outlets.count(document.outlet) > 1:
        return f"{who} ({day(document.published, document.published_precision)})"
    return who


def _in_short(account: Account) -> str:
    """Return the words of an account as they go on a sentence: without what ends one, cut where they are too many."""
    words = account.words.of(account.line.text).strip(" ,;:.!?—–-()").split()
    text = " ".join(words[:MOST_WORDS]).strip(" ,;:—–-")
    first = text.split(" ")[0]
    return text if first.lower() not in _OPENERS and not is_number(first) else text[:1].lower() + text[1:]
