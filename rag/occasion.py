"""To whom, where and on which day something was said, from the words round the verb of saying and nowhere else.

What is reported may name other people, places and days, so nothing is read there.
"""

import re
from datetime import date

from index.data import Document
from rag.attribution import PERSON_NP, Attributed, Attribution
from rag.days import the_day
from rag.naming import named
from rag.saying import TELLS, Tokens

_GROUP = r"(?:d?n*s|d)?(?:n{0,4}l{0,3}|l{0,3}n{0,4}l?)[hm]+(?:[po]d?(?:l{0,3}n{0,4}[hm]|n+))?"
_HEARER = rf"(?P<to>{PERSON_NP}|{_GROUP})(?P<apart>,n+,)?(?=[ztwprcqlb,;.(]|$)"
_TOLD = re.compile(_HEARER)
_TOWARDS = re.compile(rf"(?:[wr]|p(?:d?n*s|d)?[lnhm]{{1,4}})*t{_HEARER}")
_PLACES = re.compile(r"(?:d(?=p))?(?:w|r|[pt](?:[dlnhsmaow]|\([^)]*\)){1,12}?(?=[pwrztgcqvkd,;.(]|$)|\([^)]*\))*")
_MEETING = re.compile(
    r"p(?P<venue>(?:d?n*s|d)?[lndhsmrw]*m(?:o?n+)?(?:[po](?:d?n*s|d)?[lnhsma]+|\(n+\)|,n+(?=[,.]|$))*)"
)
_PLACE = re.compile(r"p(?P<venue>d?n+)(?=[^lhm]|$)")
_SPEAKS_TO = frozenset("said says spoke spoken wrote writes replied responded conveyed".split())
_OF_A_NAME = frozenset("of from in for".split())
_WHERE = frozenset("in at on during via".split())
_STOP = re.compile(r"[zvubkqgx;]")
_SET_BETWEEN = re.compile(r",(?=[pw])|,l|e|pw")
_ON_STAGE = frozenset("speaking addressing talking".split())
_COUNTS_AS_PLACE = frozenset(["in"])


def addressee(cut: Tokens, said: Attribution) -> str | None:
    """Return to whom something was said, as the sentence names them: "told Yoon", "in a letter to the council"."""
    if said.verb < 0:
        return None
    at = said.end
    tells = cut.word(said.verb).lower() in TELLS
    if not tells and cut.word(said.verb).lower() not in _SPEAKS_TO:
        return None
    match = _TOLD.match(cut.letters, at) if tells else _TOWARDS.match(cut.letters, at)
    if match is None:
        return None
    apart = match["apart"] and (match.start("apart") + 1, match.end("apart") - 1)
    start, end = match.span("to")
    who = named(cut, start, _before_other_places(cut, start, end), apart or None)
    return who.name if who else None


def _before_other_places(cut: Tokens, start: int, end: int) -> int:
    """Return where a hearer's name ends: "of" and "from" go on with it, "during" and "on" do not."""
    places = (at for at in range(start, end) if cut.letters[at] == "p" and cut.word(at).lower() not in _OF_A_NAME)
    return next(places, end)


def venue(attributed: Attributed, document: Document) -> str | None:
    """Return where or on what occasion it was said, with its preposition: "at a briefing", "in Lima"."""
    cut = attributed.tokens
    for pattern in (_MEETING, _PLACE):
        for start, end in _stretches(attributed):
            for match in pattern.finditer(cut.letters, start, end):
                word = cut.word(match.start()).lower()
                if word in (_WHERE if pattern is _MEETING else _COUNTS_AS_PLACE):
                    return f"{word} {cut.words(match.start() + 1, match.end())}"
    here = any("here" in cut.words(*stretch).lower().split() for stretch in _stretches(attributed))
    return f"in {document.place.title()}" if here and document.place else None


def said_on(attributed: Attributed, document: Document) -> date | None:
    """Return the day on which it was said, where the words round the verb name one."""
    return the_day(" … ".join(attributed.tokens.words(*stretch) for stretch in _stretches(attributed)), document)


def _stretches(attributed: Attributed) -> list[tuple[int, int]]:
    """Return the stretches of tokens that tell of the saying itself: what leads in, and what follows the verb."""
    said, cut = attributed.said, attributed.tokens
    if said is None:
        return []
    return [
        stretch for stretch in (_lead(cut, said), _between(cut, said), _follows(cut, said)) if stretch[0] < stretch[1]
    ]


def _lead(cut: Tokens, said: Attribution) -> tuple[int, int]:
    """Return what opens the sentence, up to its subject, where that is a time, a place or "speaking at …"."""
    opens = cut.letters[:1] in ("p", "w", "r") or cut.word(0).lower() in _ON_STAGE
    if not opens or said.outer:
        return 0, 0
    stop = _STOP.search(cut.letters, 1, said.start)
    return 0, stop.start() if stop else said.start


def _between(cut: Tokens, said: Attribution) -> tuple[int, int]:
    """Return what stands between subject and verb: "Kim, speaking at …, said", "used a summit in … to demand"."""
    match = _SET_BETWEEN.search(cut.letters, said.start, max(said.verb, said.start))
    if match is None or (match.group() == ",l" and cut.word(match.end() - 1).lower() not in _ON_STAGE):
        return 0, 0
    return match.start(), said.verb


def _follows(cut: Tokens, said: Attribution) -> tuple[int, int]:
    start = said.end
    if said.verb >= 0 and cut.word(said.verb).lower() in TELLS and (match := _TOLD.match(cut.letters, start)):
        inside = _PLACES.match(cut.letters, match.end())
        return match.start(), inside.end() if inside else match.end()
    match = _PLACES.match(cut.letters, start)
    return start, match.end() if match else start
