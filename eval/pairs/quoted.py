"""Quotations made wrong: two pieces joined as one, a word changed between the marks."""

from collections.abc import Iterator
from itertools import pairwise
from random import Random

from eval.pairs import wordings
from eval.pairs.archive import Archive
from eval.pairs.data import Faithful
from eval.pairs.rewriting import both_ways, exchanged, put, table
from index.data import Span
from rag.quotes import Quotation, quotations

LEAST_LEFT_OUT = 3  # words between the two pieces of a shortened quotation
_OPPOSITES = both_ways(
    ("important", "minor"), ("deep", "slight"), ("healthy", "troubled"), ("steady", "uneven"), ("friendly", "hostile"),
    ("constructive", "passive"), ("together", "separately"), ("peace", "war"), ("immediately", "gradually"),
    ("good", "bad"), ("great", "terrible"), ("big", "small"), ("always", "never"), ("right", "wrong"),
    ("easy", "hard"), ("safe", "dangerous"), ("open", "closed"), ("happy", "unhappy"), ("love", "hate"),
    ("win", "lose"), ("success", "failure"), ("support", "oppose"), ("proud", "ashamed"), ("strong", "weak"),
    ("new", "old"), ("free", "closed"), ("rich", "poor"), ("early", "late"), ("clear", "unclear"), ("true", "false"),
    ("possible", "impossible"), ("necessary", "needless"), ("likely", "unlikely"), ("many", "few"), ("high", "low"),
    ("political", "military"), ("mutual", "limited"), ("common", "separate"), ("peaceful", "warlike"),
    ("promote", "threaten"), ("maintained", "lost"), ("halt", "continue"), ("harms", "serves"),
    ("escalated", "eased"), ("prosperous", "poor"), ("public", "private"), ("more", "less"), ("first", "last"),
    ("life", "death"), ("start", "stop"), ("help", "harm"), ("everyone", "no one"), ("best", "worst"),
)  # fmt: skip
_STRONGER = table((r"rules(?=-)", "force"), (r"we", "they"), (r"our", "their"))


def stitched(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Join real pieces as if they had been said in one: a quotation without its middle, or two quotations."""
    text, found = source.text, quotations(source.text)
    for quotation in found:
        words = quotation.inner.of(text).split()
        if len(words) >= 3 * LEAST_LEFT_OUT:
            for _ in range(2):
                start = chance.randint(2, len(words) - LEAST_LEFT_OUT - 2)
                end = chance.randint(start + LEAST_LEFT_OUT, len(words) - 2)
                yield from _unsaid(text, quotation, " ".join(words[:start] + words[end:]), archive)
    for one, two in pairwise(found):
        between = text[one.outer.end : two.outer.start]
        whole = f"{one.inner.of(text)}{between}{two.inner.of(text)}"
        if len(between) < 60:
            yield from _unsaid(text, Quotation(Span(one.outer.start, two.outer.end), one.inner), whole, archive)
    for quotation in found:
        others = [other for other in _quoted(source) if other not in text and other[-1].isalnum()]
        if others and len(quotation.inner.of(text).split()) < 12:
            first = quotation.inner.of(text).rstrip(",.")
            yield from _unsaid(text, quotation, f"{first} and {chance.choice(others)}", archive)


def altered(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Change a word between the marks into one of another sense."""
    tables = (_OPPOSITES, wordings.MODALITY, wordings.COMPARISON, wordings.TAKE_AWAY, wordings.QUANTITY, _STRONGER)
    for entries in tables:
        for changed in exchanged(source.text, entries, inside=True):
            if not _all_stand(changed, archive):
                yield changed


def _unsaid(text: str, quotation: Quotation, words: str, archive: Archive) -> Iterator[str]:
    """Yield the text with these words as the quotation, unless an article has them in one piece."""
    if not archive.has(words):
        yield put(text, quotation.outer, f"“{words}”")


def _quoted(source: Faithful) -> list[str]:
    """Return the short quotations of the article."""
    text = source.document.text
    words = (quotation.inner.of(text).rstrip(",.") for quotation in quotations(text))
    return list(dict.fromkeys(word for word in words if 1 < len(word.split()) < 9))


def _all_stand(text: str, archive: Archive) -> bool:
    said = [quotation.inner.of(text) for quotation in quotations(text)]
    return all(archive.has(words) for words in said)
