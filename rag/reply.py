"""The model's reply as sentences: its own markers, list signs and role words taken off, refusals told from claims."""

import re
from collections.abc import Iterable, Sequence

from index.canonical import drop_unseen
from index.sentences import sentences
from rag.attribution import speaker
from rag.guard.reading import NEGATORS, read
from rag.markers import without_markers
from rag.quotes import stray_marks, with_quoted
from rag.speakers import is_body

_SOURCES = re.compile(r"^\W*(?:sources?|references?|citations?|footnotes?)\s*:", re.IGNORECASE)
_PRONOUNS = frozenset(("he", "she", "it"))
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.)])\s+")
_LEAD = re.compile(
    r"^(?:Answer:|According to the (?:provided )?(?:articles?|text|sources?|news),?"
    r"|The article (?:says|states|mentions|reports) that)\s*",
    re.IGNORECASE,
)
_HOLDS = re.compile(r"\b(?P<verb>hold|holds|held) the (?:position|post|office|title|rank|role|job) of\b")
_IS = {"hold": "are", "holds": "is", "held": "was"}
BROKEN_OFF = " ⸺"  # stands after a reply that the limit of tokens cut off
_INITIAL = re.compile(r"\b[A-Z]\.$")
_ENDS = (".", "!", "?", "…", "。", "！", "？")
_SOURCE = r"(?:the\s+)?(?:provided\s+|given\s+|above\s+)?(?:articles?|texts?|sources?|information|context|passages?)"
_NOT = r"(?:do(?:es)?\s+not|don't|doesn't|did\s+not|didn't|never|no)"
_TELL = (
    r"(?:mention|say|state|specif|provid|giv|gave|contain|includ|nam|disclos|indicat|explain|answer|address|discuss"
    r"|describ|tell|reveal|report|have|offer|list|identif|clarif|make|cover|refer|speak|detail|information)"
)
_ANSWER = r"(?:cannot|can\s+not|can't|could\s+not|couldn't|unable\s+to|not\s+able\s+to)\s+(?:be\s+)?" + (
    r"(?:answer|determine|find|say|provide|assist)"
)
_REFUSAL = re.compile(
    rf"\b{_SOURCE}\b[^.]{{0,40}}?\b{_NOT}\s+(?:\w+ly\s+)?{_TELL}"  # of the source
    rf"|(?:^\W*|\b(?:I|we)(?:'m|'re|\s+am|\s+are)?\s+(?:\w+ly\s+)?){_ANSWER}"  # of the model itself
    r"|\bit(?:'s|\s+is)\s+(?:not\s+possible|impossible)\s+to\s+(?:answer|determine|find|say|provide)"
    r"|(?P<passive>"
    r"(?:^|\bthere\s+(?:is|are|was|were)\s+)no\s+(?:mention|information|indication|details?|record)\b"
    r"|\b(?:is|are|was|were)\s+not\s+(?:\w+ly\s+)?"
    r"(?:mentioned|specified|stated|provided|given|named|disclosed|available|reported|clear)\b"
    rf"(?!\s+(?:after|an?|the|his|her|its|their)\b)(?!\s+(?:\w+\s+)?(?:by|from|in)\s+(?!{_SOURCE}))"
    r"|\b(?:cannot|can't)\s+be\s+(?:answered|determined|found|said|provided))",
    re.IGNORECASE,
)
_ADDED = re.compile(r"\([^()]*\)")  # a day as a date
_SPACED = re.compile(r"\b([UENS])\. ([SNKU])\.(?!\w)")  # "U. S."
_PLAIN = frozenset(("a", "an", "the", "be", "do"))


def split(reply: str) -> list[str]:
    """Return the sentences of a reply, each ending in a mark; a last one that broke off is dropped unless it is all."""
    said = [line for line in drop_unseen(reply).replace("**", "").splitlines() if not _SOURCES.match(line)]
    lines = [without_markers(_ITEM.sub("", line)).strip() for line in said]
    text = _LEAD.sub("", " ".join(_closed([line for line in lines if line])))
    text = _SPACED.sub(r"\1.\2.", text)
    text = _HOLDS.sub(lambda held: _IS[held["verb"]], text[:1].upper() + text[1:])  # sources have the title alone
    found = [
        sentence for sentence in _whole_quotations(span.of(text) for span in sentences(text)) if _has_words(sentence)
    ]
    whole = [sentence for sentence in found if _ended(sentence)]
    found = [sentence.removesuffix(BROKEN_OFF) for sentence in found]
    return list(dict.fromkeys(whole or [f"{sentence}." for sentence in found]))


def begun(reply: str) -> list[str]:
    """Return the sentences of a reply that is being written, but for the one that is not whole yet."""
    return split(f"{reply}.")[:-1]


def with_names(found: Sequence[str]) -> list[str]:
    """Return a reply's sentences with the name of the last speaker for the "he" or "she" that speaks in a later one.

    So each can be checked by itself for whose words it gives; a body is an "it".
    """
    named: list[str] = []
    last = ""
    for sentence in found:
        who = speaker(sentence) or ""
        if who.lower() in _PRONOUNS:
            named.append(_with_name(sentence, who, last))
        else:
            named.append(sentence)
            last = who or last
    return named


def is_refusal(sentence: str, lines: Iterable[str] = ()) -> bool:
    """Whether the model says that it cannot answer, instead of answering; what it reports of somebody is an answer.

    So is what a line of the articles says in these words.
    """
    said = _outside_marks(sentence.replace("’", "'"))
    match = _REFUSAL.search(said)
    if match is None or speaker(said[: match.start()]) is not None:
        return False
    who = speaker(said) if match["passive"] else None
    reported = who is not None and re.fullmatch(_SOURCE, who, re.IGNORECASE) is None
    wanted = _keys(sentence)
    return not reported and not any(wanted <= _keys(line) for line in lines)


def _outside_marks(sentence: str) -> str:
    """Return a sentence with nothing between its quotation marks; one that is a quotation as it is."""
    outside = with_quoted(sentence, lambda _: "")
    return outside if _has_words(outside) else sentence


def _keys(text: str) -> frozenset[str]:
    """Return the words of a text, each in one form, every denial as one; what stands in brackets left out."""
    found = read(_ADDED.sub("", text))
    return frozenset("not" if word.low in NEGATORS else word.key for word in found) - _PLAIN


def _with_name(sentence: str, pronoun: str, name: str) -> str:
    """Return a sentence with the name for a pronoun that stands there once, where the two can mean one."""
    whole = re.compile(rf"\b{pronoun}\b", re.IGNORECASE)
    fits = name and is_body(name) == (pronoun.lower() == "it") and len(whole.findall(sentence)) == 1
    return whole.sub(name, sentence) if fits else sentence


def _whole_quotations(pieces: Iterable[str]) -> list[str]:
    """Join the sentences of one quotation, so that no mark loses its partner, and what was cut at an initial."""
    joined: list[str] = []
    for piece in pieces:
        if joined and (stray_marks(joined[-1]) or _INITIAL.search(joined[-1])):
            joined[-1] += f" {piece}"
        else:
            joined.append(piece)
    return joined


def _closed(lines: Sequence[str]) -> list[str]:
    """Return list items with full stops; a last line may have broken off, unless other items have none either."""
    bare = [not line.endswith((*_ENDS, ":", "”", '"', "’", ",", ";")) for line in lines]
    return [f"{line}." if ends_bare and any(bare[:-1]) else line for line, ends_bare in zip(lines, bare, strict=True)]


def _has_words(sentence: str) -> bool:
    return any(sign.isalnum() for sign in sentence)


def _ended(sentence: str) -> bool:
    """Whether a sentence is whole; one that stops at an initial ("and the U.") broke off."""
    return sentence.rstrip("”\"'’)」』»").endswith(_ENDS) and not _INITIAL.search(sentence)
