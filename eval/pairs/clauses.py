"""A condition or qualification left out, and claims added that the article does not make."""

import re
from collections.abc import Iterator
from functools import lru_cache
from random import Random

from eval.pairs.archive import Archive
from eval.pairs.data import Faithful
from eval.pairs.rewriting import capital, is_quoted, put
from index.data import Span
from rag.terms import stem, terms, words

_END = r"[^,.;“”\"]*?(?= (?:must|has to|had to|should|immediately|needs to|to (?:end|stop|halt))\b|[,.;])"
_LEFT_OUT = (  # a pattern and what remains of it
    (
        r"(?<!say)(?<!know)(?<!ask)(?<!asked)(?<!see),? (?:only )?"
        r"(?:if|unless|provided that|as long as|in case|in the event of)\b[^,.;“”\"]*(?=[,.;])",
        "",
    ),
    (r"^(?:If|Unless|Should|In the event of)\b[^,.;“”\"]*, ", ""),
    (r" (?:not|never) ([a-z]+) until\b[^,.;“”\"]*", r" not \1"),
    (rf" that (?:harms?|endangers?|puts?|threatens?|harmed|endangered|threatened)\b{_END}", ""),
    (rf" (?:at the (?:expense|cost) of|at the risk of) {_END}", ""),
    (r"\b(?:have|has|had) (?:both )?denied (?:that they were |having |)(?=\w+ing\b|been )", "were "),
    (r"\bden(?:y|ies|ied) that (they|he|she|it) ", r"said that \1 "),
    (r"\b(?:stands|stand|stood|is|are|was|were) accused(?:, [^,]+,)? of (?=(?!having)\w+ing)", "has been "),
    (r"\baccuse(?:d|s)? (?:[A-Z]\w+ )?of having (?=\w+ed)", "saw "),
    (r"\b(is|are|was|were) (?:report|expect|thought|said|believ|alleg|suspect|rumou?r)(?:ed|edly)? to be ", r"\1 "),
    (r",? it is suspected,", ""),
    (r"\b(?:allegedly|reportedly|apparently|supposedly|possibly|perhaps|potentially) ", ""),
    (r"\balleged (?=[a-z])", ""),
    (r"(?<!the )\b(?:hop(?:e|ed|es)|fear(?:s|ed)|believe[sd]|suspect(?:s|ed)|doubts) that (?=[a-z])", "found that "),
    (r"^According to (?:reports?|rumou?rs|The New York Times|a newspaper)[^,]*, ", ""),
    (r"^[A-Z][\w ]{2,40} (?:reported|described|claimed|suggested|alleged)(?: this week| on \w+day)? that ", ""),
    (r"\b(?:up to|at most) (?=half|\d|one|a )", ""),
    (r"\b(?:almost|nearly) (?=all|every|half|no\b)", ""),
    (r"\b(?:did|does|do) not (?:say|know|explain) (?:whether|if) (?=any|the)", "said that "),
    (
        r"\b(?:ask|urg|want|press|call)(?:ed|s)?(?: on)? ([A-Z]\w+|him|her|them) to "
        r"(?=help|stop|play|work|be|take|make)",
        r"got \1 to ",
    ),
    (
        r"(?<!are )(?<!is )(?<!was )(?<!were )\b(?:promised|planned|plans|hoped|hopes|meant|intends|sought|seeks"
        r"|wants|offered) to (?=[a-z])",
        "went on to ",
    ),
)
_DROPPED = tuple((re.compile(pattern), rest) for pattern, rest in _LEFT_OUT)
_MANNERS = (
    "secretly", "reluctantly", "angrily", "unanimously", "repeatedly", "privately", "grudgingly", "tearfully",
    "in writing", "under oath", "for the first time", "without warning", "on live television", "against advice",
)  # fmt: skip
_ENDINGS = (
    ", to loud applause", " after hours of heated argument", " under heavy pressure at home",
    ", breaking with tradition",
    " despite protests in the street", " in a secret annex", " for the first time in a decade", " by a unanimous vote",
    " at a cost to taxpayers", " without consulting anyone",
)  # fmt: skip
_VERB = re.compile(
    r"\b(?:asked|told|urged|agreed|promised|called|met|pledged|expressed|warned|demanded|announced|stressed|signed|"
    r"decided|adopted|accepted|approved|rejected|denied|discussed|offered|visited|raised|gave|took|won|left|sent)\b"
)


def dropped(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Leave out a condition, a doubt or a denial, so that what was hedged stands as fact."""
    text = source.text
    for pattern, rest in _DROPPED:
        match = pattern.search(text)
        if match and not is_quoted(text, match.span()):
            yield capital(put(text, Span(*match.span()), match.expand(rest)))


def added(source: Faithful, archive: Archive, chance: Random) -> Iterator[str]:
    """Add how something was done, of which the article has no word."""
    text = source.text
    held = _stems(source.document.text)
    manners = [manner for manner in _MANNERS if not set(terms(manner)) & held and not _first(manner, held)]
    endings = [ending for ending in _ENDINGS if not set(terms(ending)) & held and not _first(ending, held)]
    match = _VERB.search(text)
    if match and manners and not is_quoted(text, match.span()):
        before = Span(match.start(), match.start())
        manner = chance.choice(manners)
        if " " not in manner:
            yield put(text, before, f"{manner} ")
        elif text[match.end()] == " ":
            yield put(text, Span(match.end(), match.end()), f", {manner},")
    if endings and text.endswith(".") and not is_quoted(text, (len(text) - 2, len(text) - 1)):
        yield f"{text[:-1]}{chance.choice(endings)}."


@lru_cache(maxsize=512)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text))


def _first(manner: str, held: frozenset[str]) -> bool:
    return "first" in manner and "first" in held
