"""Whether words are given to the one who said them."""

import re

from eval.data import Case
from eval.measures.reading import meets, rightly_answered
from eval.wording import fold, says
from rag.data import Citation

_NAME = re.compile(r"[A-Z]\w*(?:[-'’.]\w+)*\.?(?:\s+[A-Z]\w*(?:[-'’.]\w+)*\.?)*")
_POSSESSIVE = re.compile(r"['’]s\b")
_TITLES = frozenset(
    """president premier prime vice deputy first minister secretary general chancellor king queen prince princess mayor
    governor senator judge leader chairman chairwoman chair ambassador envoy adviser spokesman spokeswoman spokesperson
    colonel admiral captain professor mr mrs ms dr sir""".split()
)
_NO_NAMES = frozenset("the a an both and but while when as in at he she it they his her their its we i".split())


def speaker_right(case: Case) -> float | None:
    """1 if the answer gives its words to the gold speaker and no quotation to another, else 0.

    A citation or the answer's text must name the speaker; citations that meet gold spans alone count where there are
    any. None if the row names no speaker, or is unanswerable or refused.
    """
    gold = case.row.speaker
    if gold is None or not rightly_answered(case):
        return None
    cited = _meeting(case) or list(case.answer.citations)
    named = any(one.speaker is not None and _same(one.speaker, gold) for one in cited)
    others = [one for one in cited if one.quotation and one.speaker and _is_another(one.speaker, gold)]
    return float((named or _names(case.answer.text_without_citations, gold)) and not others)


def _meeting(case: Case) -> list[Citation]:
    golds = [gold for group in case.row.spans for gold in group]
    return [one for one in case.answer.citations if any(meets(one, gold) for gold in golds)]


def _same(one: str, other: str) -> bool:
    """Whether, titles left out, all words of one name are in the other: "President Xi" is "Xi Jinping"."""
    left, right = _own(one), _own(other)
    return bool(left and right) and (left <= right or right <= left)


def _is_another(speaker: str, gold: str) -> bool:
    """Whether the speaker is named, and is not the gold one; "his office" or "the president" names nobody."""
    return bool(_NAME.search(_without_article(speaker))) and bool(_own(speaker)) and not _same(speaker, gold)


def _names(text: str, gold: str) -> bool:
    """Whether a text says a name in full or, where it is all capitals' words as a person's is, a part of it."""
    is_name = bool(_NAME.fullmatch(gold))
    return says(text, gold) or (is_name and any(_same(name, gold) for name in _NAME.findall(_POSSESSIVE.sub("", text))))


def _own(name: str) -> frozenset[str]:
    """Return the words of a name after its last title: "Chinese President Xi" is "xi"."""
    words = fold(_POSSESSIVE.sub("", _without_article(name))).split()
    last_title = max((at for at, word in enumerate(words) if word in _TITLES), default=-1)
    return frozenset(words[last_title + 1 :]) - _NO_NAMES


def _without_article(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if first.lower() in _NO_NAMES and rest else name
