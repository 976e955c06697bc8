"""Who speaks, the words between quotation marks, and what is said of those named, against the words cited."""

import re
from collections.abc import Sequence
from functools import lru_cache

from index.data import Document
from rag import thesaurus
from rag.attribution import speaker
from rag.data import Check
from rag.direct import Standing, standing
from rag.evidence import Line
from rag.guard.alignment import Alignment, Edit
from rag.guard.names import NAMES, SMALL_WORDS, around, dated, parts_of
from rag.guard.offices import HEADS, holder
from rag.guard.reading import Word, key
from rag.guard.verdict import verdict
from rag.quotes import occurs, quotations
from rag.speakers import is_body, own_words, same_speaker
from rag.statements import Manner
from rag.terms import SEATS, coverage, stem, terms, words

LEAST_WORDS = 0.45  # no right sentence of the gold sets has less
REWORDED = 0.8  # credit for a word for which the line has one that can stand for it
SHORT = 5  # telling words of a quotation that is taken over or not, never reworded
CLOSE = 2  # words within which one stands beside another
FEW = 2  # words that an altered quotation exchanges
TITLE_WORDS = 10  # within which a speaker's country stands before the name
_STANDING = {
    Standing.ELSEWHERE: "not between marks in the words cited, or another's",
    Standing.NOT_FOUND: "not in the articles cited",
}
_COUNTRIES = frozenset(map(stem, SEATS.values()))
_PRONOUN = re.compile(r"(?:he|she|it|they)$", re.IGNORECASE)


def check_speaker(sentence: str, cited: Sequence[Line]) -> Check:
    """Check who speaks against the line that carries the sentence, and against every line that it quotes."""
    who = speaker(sentence)
    if who is None or _PRONOUN.match(who):
        return Check("speaker", True)
    quoted = [quotation.inner.of(sentence) for quotation in quotations(sentence)]
    telling = [line for line in cited if line is cited[0] or any(occurs(words, line.text) for words in quoted)]
    others = [line.speaker for line in telling if not _may_be(who, line) and not _is_relayed(who, sentence, line)]
    others += [line.speaker for line in telling if _is_only_relayer(who, sentence, line)]
    others += [line.speaker for line in cited if _quotes_another(who, sentence, line)]
    return Check("speaker", not others, f"the source has {others[0]} say it, not {who}" if others else "")


def _is_only_relayer(who: str, sentence: str, line: Line) -> bool:
    """Whether `who` merely relays what the line's speaker said, and the sentence does not name that speaker."""
    said = line.statement
    if said is None or said.via is None or said.speaker is None or not same_speaker(said.via, who):
        return False
    return not same_speaker(said.speaker, who) and not _all_parts(said.speaker) & parts_of(sentence)


def _is_relayed(who: str, sentence: str, line: Line) -> bool:
    """Whether `who` relays what the line's speaker said, and the sentence names that speaker too."""
    said = line.statement
    if said is None or said.via is None or said.speaker is None or not _all_parts(said.speaker) & parts_of(sentence):
        return False
    speaks_for_state = is_body(who) or who.lower().endswith((" side", " account"))
    return same_speaker(said.via, who) or (speaks_for_state and bool(parts_of(who) & parts_of(said.via) & _COUNTRIES))


def _quotes_another(who: str, sentence: str, line: Line) -> bool:
    """Whether the sentence has `who` say a whole sentence that the line quotes from another."""
    said = line.statement
    if said is None or said.speaker is None or said.manner is not Manner.DIRECT or line.is_by(who):
        return False
    quoted = [quotation.inner.of(sentence) for quotation in quotations(sentence)]
    whole = any(words[:1].isupper() and len(words.split()) > 2 and occurs(words, line.text) for words in quoted)
    return whole and bool(own_words(who)) and not _speaks_for(said.speaker, who, line.document)


def _all_parts(name: str) -> frozenset[str]:
    """Return the stems of a name's own words, of all its words where it has no others."""
    return parts_of(" ".join(own_words(name))) or parts_of(name) - SMALL_WORDS


def check_quotations(sentence: str, laid: Alignment, cited: Sequence[Line]) -> Check:
    """Check that the words cited have what is quoted between marks, from the one named, and nothing changed."""
    articles = list({line.document.id: line.document for line in cited}.values())
    found = [(quotation, standing(sentence, quotation, cited, articles)) for quotation in quotations(sentence)]
    wrong = [
        f"“{quotation.inner.of(sentence)}” ({_STANDING[stands]})"
        for quotation, stands in found
        if stands is not Standing.VERBATIM
    ]
    changed = [f"the words quoted are not: {words}" for words in (*_changed(laid), *_exchanged(laid))]
    return verdict("quotation", [*wrong, *changed])


def _changed(laid: Alignment) -> list[str]:
    """Return the words in place of others of a quotation that is else taken over word by word, without its marks."""
    inside = [edit for edit in laid.edits if not edit.cut and _is_inside(laid, edit)]
    words = [word.text for edit in inside for word in edit.said if word.content]
    return [" ".join(words)] if len(inside) == 1 and len(words) <= FEW else []  # indirect speech changes more


def _exchanged(laid: Alignment) -> list[str]:
    """Return the words in place of others of a short quotation, of which the sentence has the rest."""
    anchored = laid.anchored
    taken = {place: at for at, place in anchored.items()}
    faults = []
    for stretch in _quoted(laid.source):
        kept = [taken[place] for place in stretch if place in taken and not laid.source[place].figure]
        if kept and len(kept) < len(stretch) <= SHORT:
            beside = range(max(0, min(kept) - CLOSE), min(len(laid.said), max(kept) + CLOSE + 1))
            faults += [laid.said[at].text for at in beside if at not in anchored and _may_replace(laid, at, kept)]
    return faults


def _quoted(source: tuple[Word, ...]) -> list[list[int]]:
    """Return the places of the telling words of each quotation."""
    found: list[list[int]] = []
    for at, word in enumerate(source):
        if word.quoted and not (at and source[at - 1].quoted):
            found.append([])
        if word.quoted and word.content:
            found[-1].append(at)
    return found


def _may_replace(laid: Alignment, at: int, kept: Sequence[int]) -> bool:
    """Whether a word is one that the words cited and what stands round them lack, right beside those kept."""
    word = laid.said[at]
    joined = any(abs(at - other) <= CLOSE and word.part == laid.said[other].part for other in kept)
    return joined and word.content and not word.name and word.key not in laid.keys | laid.near


def _is_inside(laid: Alignment, edit: Edit) -> bool:
    """Whether words stand in place of others that the source has between quotation marks, no such marks beside them."""
    new = [word for word in edit.said if word.content and word.key not in laid.keys]
    gone = [word for word in edit.source if word.content]
    beside = laid.source[max(0, edit.place - 1) : edit.place] + laid.source[edit.place + len(edit.source) :][:1]
    around = laid.said[max(0, edit.at - 1) : edit.at + len(edit.said) + 1]
    within = all(word.quoted for word in gone) and any(word.quoted for word in beside)
    return bool(new and gone) and within and not any(word.quoted for word in around)


def check_words(sentence: str, cited: Sequence[Line]) -> Check:
    """Check that the words which are no names, what is said of those named, come from the article too."""
    said = _based(NAMES.sub(" ", sentence[:1].lower() + sentence[1:]))
    own, near, whole = (frozenset().union(*sets) for sets in zip(*map(_reach, cited), strict=True))
    reworded = frozenset().union(*map(thesaurus.near, own))
    share = coverage(said, (own, 1.0), (reworded, REWORDED), (near, 0.6), (whole, 0.3)) if said else 1.0
    return Check("words", share >= LEAST_WORDS, "" if share >= LEAST_WORDS else f"only {share:.0%} of them stand there")


@lru_cache(maxsize=4096)
def _reach(line: Line) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the terms of a line with its days as dates, of what stands round it, and of its whole article."""
    return frozenset(_based(dated(line))), frozenset(_based(around(line))), _article_terms(line.document)


@lru_cache(maxsize=512)
def _article_terms(document: Document) -> frozenset[str]:
    return frozenset(_based(document.text))


def _based(text: str) -> dict[str, float]:
    """Return the terms of a text with their weights, irregular forms as their base: "met" is "meet"."""
    return {key(term): value for term, value in terms(text).items()}


def _may_be(who: str, line: Line) -> bool:
    """Whether the line can carry words of `who`: its speaker is the same, or a body that reports what others said."""
    if line.speaker is None or line.is_by(who):
        return True
    if is_body(line.speaker) or line.speaker in line.document.cites or _holds_office(who, line.speaker, line.document):
        return True
    return _speaks_for(who, line.speaker, line.document)


def _holds_office(who: str, office: str, document: Document) -> bool:
    """Whether `who` is the first to whom the article gives the office by which the line names its speaker."""
    heads = frozenset(words(office)) & HEADS
    return bool(heads) and not own_words(office) and bool(own_words(who) & holder(document, heads))


def _speaks_for(office: str, speaker: str, document: Document) -> bool:
    """Whether the article puts a country or an office right before the speaker: "South Korea's Vice Minister Kim"."""
    if own_words(office) or not own_words(speaker):
        return False
    wanted = {SEATS.get(word, word) for word in words(office)} - {"the", "of", "from"}
    said = [SEATS.get(word, word) for word in words(document.text)]
    places = [at for at, word in enumerate(said) if set(word.split("-")) <= own_words(speaker)]
    return any(wanted <= set(said[max(0, at - TITLE_WORDS) : at]) for at in places)
